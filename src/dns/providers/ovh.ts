import { createHash } from 'node:crypto';
import type { Bound } from '../../base/bound.ts';
import type { Clock } from '../../base/ports.ts';
import { Secret } from '../../base/secret.ts';
import { createJsonApi, notFound, type Explanation, type JsonApi, type Outgoing } from '../api.ts';
import { CredentialReader, secretVariable, ttlVariable } from '../credentials.ts';
import { apiZone } from '../place.ts';
import type { DnsProvider, ProviderContext, ProviderSpec, ProviderVariable } from '../provider.ts';
import { providerOfRecords, type StoredRecord } from '../records.ts';
import { shareByKey } from '../share.ts';

const permission = 'GET, POST and DELETE on /domain/zone/*';

const endpoints: Readonly<Record<string, string>> = {
  'ovh-eu': 'https://eu.api.ovh.com/1.0',
  'ovh-ca': 'https://ca.api.ovh.com/1.0',
  'ovh-us': 'https://api.us.ovhcloud.com/1.0',
};

const variables: readonly ProviderVariable[] = [
  {
    name: 'OVH_ENDPOINT',
    description: `One of ${Object.keys(endpoints).join(', ')}`,
    required: true,
    secret: false,
  },
  secretVariable('OVH_APPLICATION_KEY', 'Application key'),
  secretVariable('OVH_APPLICATION_SECRET', 'Application secret'),
  secretVariable('OVH_CONSUMER_KEY', 'Consumer key'),
  ttlVariable('OVH_TTL', 120),
];

/** OVHcloud, by its API 1.0 with application keys. */
export const ovh: ProviderSpec = {
  name: 'ovh',
  title: 'OVHcloud',
  documentation: 'https://go-acme.github.io/lego/dns/ovh/',
  variables,
  permissions: `Consumer key with ${permission}`,
  verified: 'Lexicon',
  configure(context) {
    const read = new CredentialReader(variables, context);
    const endpoint = read.text('OVH_ENDPOINT');
    const url = endpoints[endpoint];
    if (endpoint !== '' && url === undefined) {
      read.refuse('OVH_ENDPOINT', 'is no endpoint', `Give one of ${Object.keys(endpoints).join(', ')}.`);
    }
    const key = read.secret('OVH_APPLICATION_KEY');
    const secret = read.secret('OVH_APPLICATION_SECRET');
    const consumer = read.secret('OVH_CONSUMER_KEY');
    const ttlS = read.ttl('OVH_TTL', 60);
    if (read.faults.length > 0 || url === undefined || !key || !secret || !consumer) {
      return { faults: read.faults };
    }
    return createOvh(signedApi({ baseUrl: new URL(url), key, secret, consumer }, context), ttlS);
  },
};

interface Keys {
  baseUrl: URL;
  key: Secret;
  secret: Secret;
  consumer: Secret;
}

/** OVHcloud takes a signature by its own clock, so that is asked for first. */
function signedApi({ baseUrl, key, secret, consumer }: Keys, context: ProviderContext): JsonApi {
  const { clock } = context.ports;
  const common = { title: ovh.title, baseUrl, context, explain, secrets: [key, secret, consumer] };
  const plain = createJsonApi({ ...common, headers: {} });
  const offsets = shareByKey<number>();
  const offsetS = (bound: Bound) =>
    offsets('own', bound.signal, async () => {
      const theirs = (await plain({ method: 'GET', path: 'auth/time' }, bound)) as number;
      return theirs - nowS(clock);
    });
  return createJsonApi({
    ...common,
    headers: { 'x-ovh-application': key, 'x-ovh-consumer': consumer },
    authorize: async (outgoing, bound) => {
      const timestamp = String(nowS(clock) + (await offsetS(bound)));
      const signed = signature({ secret, consumer }, outgoing, timestamp);
      return { 'x-ovh-timestamp': timestamp, 'x-ovh-signature': signed };
    },
  });
}

function signature(
  { secret, consumer }: Pick<Keys, 'secret' | 'consumer'>,
  { method, url, body = '' }: Outgoing,
  timestamp: string,
): Secret {
  const text = [secret.reveal(), consumer.reveal(), method, url.href, body, timestamp].join('+');
  return new Secret(`$1$${createHash('sha1').update(text).digest('hex')}`);
}

function nowS(clock: Clock): number {
  return Math.floor(clock.now() / 1000);
}

function createOvh(api: JsonApi, ttlS: number): DnsProvider {
  const zonePath = (zone: string) => `domain/zone/${zone}`;
  return providerOfRecords({
    title: ovh.title,
    permission,
    zones: {
      async find(name, bound) {
        const zone = await api({ method: 'GET', path: zonePath(name), absent: notFound }, bound);
        return zone === undefined ? undefined : apiZone(name, name);
      },
    },
    async list({ zone, label }, bound) {
      const path = `${zonePath(zone.id)}/record`;
      const query = { fieldType: 'TXT', subDomain: label };
      const ids = (await api({ method: 'GET', path, query }, bound)) as number[];
      const read = async (id: number): Promise<StoredRecord | undefined> => {
        const record = await api({ method: 'GET', path: `${path}/${id}`, absent: notFound }, bound);
        return record === undefined
          ? undefined
          : { id: String(id), value: (record as { target: string }).target };
      };
      return (await Promise.all(ids.map(read))).filter((record) => record !== undefined);
    },
    async create({ zone, label }, value, bound) {
      const path = zonePath(zone.id);
      const body = { fieldType: 'TXT', subDomain: label, target: value, ttl: ttlS };
      await api({ method: 'POST', path: `${path}/record`, body }, bound);
      await api({ method: 'POST', path: `${path}/refresh` }, bound);
    },
    async remove({ zone }, id, bound) {
      const path = zonePath(zone.id);
      await api({ method: 'DELETE', path: `${path}/record/${id}`, absent: notFound }, bound);
      await api({ method: 'POST', path: `${path}/refresh` }, bound);
    },
  });
}

function explain(status: number, said: string): Explanation | undefined {
  if (status === 400 && /signature/i.test(said)) {
    return { problem: 'the signature is wrong', hint: 'Check OVH_APPLICATION_SECRET and OVH_CONSUMER_KEY.' };
  }
  if (status !== 401 && status !== 403) return undefined;
  return /granted|allowed/i.test(said)
    ? {
        problem: 'the consumer key may not do this',
        hint: `Make a consumer key with ${permission}: what lego asks for lacks GET.`,
      }
    : {
        problem: 'the keys are wrong',
        hint: 'Check OVH_APPLICATION_KEY, OVH_CONSUMER_KEY and its expiry, and that OVH_ENDPOINT is where they were made.',
      };
}
