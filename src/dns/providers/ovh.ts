import { createHash } from 'node:crypto';
import type { Bound } from '../../base/bound.ts';
import { AppError } from '../../base/errors.ts';
import type { Clock } from '../../base/ports.ts';
import { Secret } from '../../base/secret.ts';
import { createTokenSource } from '../access-token.ts';
import { createJsonApi, notFound, type Explanation, type JsonApi, type Outgoing } from '../api.ts';
import { CredentialReader, optionalVariable, ttlVariable } from '../credentials.ts';
import { apiZone } from '../place.ts';
import type { DnsProvider, ProviderContext, ProviderSpec, ProviderVariable } from '../provider.ts';
import { providerOfRecords, type StoredRecord } from '../records.ts';
import { shareByKey } from '../share.ts';

const permission = 'GET, POST and DELETE on /domain/zone/*';
const actions = 'get, record/get, record/create, record/delete and refresh of dnsZone:apiovh';

/** Where the API is, and where it takes OAuth2's clients. */
interface Endpoint {
  api: string;
  tokens: string;
}

const endpoints: Readonly<Record<string, Endpoint>> = {
  'ovh-eu': { api: 'https://eu.api.ovh.com/1.0', tokens: 'https://www.ovh.com/auth/oauth2/token' },
  'ovh-ca': { api: 'https://ca.api.ovh.com/1.0', tokens: 'https://ca.ovh.com/auth/oauth2/token' },
  'ovh-us': { api: 'https://api.us.ovhcloud.com/1.0', tokens: 'https://us.ovhcloud.com/auth/oauth2/token' },
};

const variables: readonly ProviderVariable[] = [
  {
    name: 'OVH_ENDPOINT',
    description: `One of ${Object.keys(endpoints).join(', ')}`,
    required: true,
    secret: false,
  },
  optionalVariable('OVH_CLIENT_ID', 'Client ID of a service account (OAuth2)'),
  optionalVariable('OVH_CLIENT_SECRET', 'Its secret', { secret: true }),
  optionalVariable('OVH_APPLICATION_KEY', 'Application key, instead of a service account', { secret: true }),
  optionalVariable('OVH_APPLICATION_SECRET', 'Application secret', { secret: true }),
  optionalVariable('OVH_CONSUMER_KEY', 'Consumer key', { secret: true }),
  ttlVariable('OVH_TTL', 120),
];

/** OVHcloud, by its API 1.0: as a service account, or with application keys. */
export const ovh: ProviderSpec = {
  name: 'ovh',
  title: 'OVHcloud',
  documentation: 'https://go-acme.github.io/lego/dns/ovh/',
  variables,
  example: ['OVH_ENDPOINT', 'OVH_CLIENT_ID', 'OVH_CLIENT_SECRET'],
  permissions: `Service account whose policy allows ${actions} on the zone; or consumer key with ${permission}`,
  verified: "OVHcloud's SDK as a service account, Lexicon with keys",
  configure(context) {
    const read = new CredentialReader(variables, context);
    const name = read.text('OVH_ENDPOINT');
    const endpoint = endpoints[name];
    if (name !== '' && endpoint === undefined) {
      read.refuse('OVH_ENDPOINT', 'is no endpoint', `Give one of ${Object.keys(endpoints).join(', ')}.`);
    }
    const credentials = readCredentials(read);
    const ttlS = read.ttl('OVH_TTL', 60);
    if (read.faults.length > 0 || !endpoint || !credentials) return { faults: read.faults };
    const api =
      'client' in credentials
        ? accountApi(endpoint, credentials, context)
        : signedApi({ baseUrl: new URL(endpoint.api), ...credentials }, context);
    return createOvh(api, ttlS);
  },
};

interface Keys {
  baseUrl: URL;
  key: Secret;
  secret: Secret;
  consumer: Secret;
}

interface ServiceAccount {
  client: string;
  secret: Secret;
}

function readCredentials(read: CredentialReader): ServiceAccount | Omit<Keys, 'baseUrl'> | undefined {
  const client = read.text('OVH_CLIENT_ID');
  const keys = ['OVH_APPLICATION_KEY', 'OVH_APPLICATION_SECRET', 'OVH_CONSUMER_KEY'] as const;
  const [key, secret, consumer] = keys.map((name) => read.secret(name));
  if (client === '') {
    for (const name of keys) {
      if (read.text(name) !== '') continue;
      read.refuse(name, 'is not set', 'Set it, or OVH_CLIENT_ID and OVH_CLIENT_SECRET instead of the keys.');
    }
    return key && secret && consumer && { key, secret, consumer };
  }
  if (key ?? secret ?? consumer) {
    const remedy = 'Take the application keys away, or OVH_CLIENT_ID.';
    read.refuse('OVH_CLIENT_ID', 'is set beside application keys', remedy);
  }
  const clientSecret = read.secret('OVH_CLIENT_SECRET');
  if (!clientSecret) read.refuse('OVH_CLIENT_SECRET', 'is not set', 'Set it to the secret of OVH_CLIENT_ID.');
  return clientSecret && { client, secret: clientSecret };
}

/** https://help.ovhcloud.com/csm/en-manage-service-account: OAuth2's client credentials (RFC 6749 4.4). */
function accountApi(
  { api, tokens }: Endpoint,
  { client, secret }: ServiceAccount,
  context: ProviderContext,
): JsonApi {
  const issuer = createJsonApi({
    title: ovh.title,
    baseUrl: new URL(tokens),
    headers: {},
    secrets: [secret],
    context,
    explain: explainToken,
  });
  const form = { grant_type: 'client_credentials', client_id: client, scope: 'all' };
  const token = createTokenSource(context.ports, async (bound) => {
    const content = new URLSearchParams({ ...form, client_secret: secret.reveal() }).toString();
    const text = { type: 'application/x-www-form-urlencoded', content };
    const answer = (await issuer({ method: 'POST', path: '', text }, bound)) as
      { access_token?: unknown; expires_in?: unknown } | undefined;
    if (typeof answer?.access_token !== 'string') {
      throw new AppError('dns-provider', 'OVHcloud answered without a token', { hint: 'Run again later.' });
    }
    return { token: answer.access_token, expiresInS: Number(answer.expires_in ?? 0) || 0 };
  });
  return createJsonApi({
    title: ovh.title,
    baseUrl: new URL(api),
    headers: {},
    secrets: [secret],
    context,
    explain: explainAccount,
    authorize: async (_, bound) => ({ authorization: new Secret(`Bearer ${(await token(bound)).reveal()}`) }),
  });
}

function explainToken(status: number): Explanation | undefined {
  if (status !== 400 && status !== 401 && status !== 403) return undefined;
  return {
    problem: 'the service account is unknown, or its secret wrong',
    hint: 'Check OVH_CLIENT_ID, OVH_CLIENT_SECRET, and that OVH_ENDPOINT is where they were made.',
  };
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
  if (isForbidden(said)) {
    return {
      problem: 'the credentials may not do this',
      hint: `The consumer key has to allow ${permission}: what lego asks for lacks GET.`,
    };
  }
  return {
    problem: 'the keys are wrong',
    hint: 'Check OVH_APPLICATION_KEY, OVH_CONSUMER_KEY and its expiry, and that OVH_ENDPOINT is where they were made.',
  };
}

function explainAccount(status: number, said: string): Explanation | undefined {
  if (status !== 401 && status !== 403) return undefined;
  if (isForbidden(said)) {
    return {
      problem: 'the credentials may not do this',
      hint: `The policy of the service account has to allow ${actions}.`,
    };
  }
  return {
    problem: "the service account's token is refused",
    hint: 'Check that the service account of OVH_CLIENT_ID still exists, and that OVH_ENDPOINT is where it was made.',
  };
}

function isForbidden(said: string): boolean {
  return /granted|allowed|authorized/i.test(said);
}
