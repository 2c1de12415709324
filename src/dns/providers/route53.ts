import type { Bound } from '../../base/bound.ts';
import { Secret } from '../../base/secret.ts';
import { createApi, type Api, type Explanation, type Outgoing } from '../api.ts';
import { CredentialReader, optionalVariable, secretVariable, ttlVariable } from '../credentials.ts';
import { canonicalName } from '../names.ts';
import { apiZone, type ApiZone } from '../place.ts';
import type { DnsProvider, ProviderContext, ProviderSpec, ProviderVariable } from '../provider.ts';
import { providerOfSets, type StoredSet } from '../records.ts';

const permission =
  'route53:ListHostedZonesByName, and on the zone route53:ListResourceRecordSets and route53:ChangeResourceRecordSets';

const variables: readonly ProviderVariable[] = [
  secretVariable('AWS_ACCESS_KEY_ID', 'Access key ID, as `aws-actions/configure-aws-credentials` exports it'),
  secretVariable('AWS_SECRET_ACCESS_KEY', 'Its secret'),
  optionalVariable('AWS_SESSION_TOKEN', 'Session token of temporary credentials', { secret: true }),
  optionalVariable('AWS_HOSTED_ZONE_ID', 'The zone to change, instead of looking for it'),
  ttlVariable('AWS_TTL', 10),
];

/** Amazon Route 53, by its REST API of 2013-04-01. */
export const route53: ProviderSpec = {
  name: 'route53',
  title: 'Amazon Route 53',
  documentation: 'https://go-acme.github.io/lego/dns/route53/',
  variables,
  permissions: permission,
  verified: 'Lexicon with boto3',
  configure(context) {
    const read = new CredentialReader(variables, context);
    const keyId = read.secret('AWS_ACCESS_KEY_ID');
    const secret = read.secret('AWS_SECRET_ACCESS_KEY');
    const session = read.secret('AWS_SESSION_TOKEN');
    const zoneId = read.text('AWS_HOSTED_ZONE_ID');
    const ttlS = read.ttl('AWS_TTL');
    if (read.faults.length > 0 || !keyId || !secret) return { faults: read.faults };
    return createRoute53(signedApi({ keyId, secret, session }, context), { zoneId, ttlS });
  },
};

interface Keys {
  keyId: Secret;
  secret: Secret;
  session: Secret | undefined;
}

function signedApi(keys: Keys, context: ProviderContext): Api {
  const secrets = [keys.keyId, keys.secret, ...(keys.session ? [keys.session] : [])];
  return createApi({
    title: route53.title,
    baseUrl: new URL('https://route53.amazonaws.com/2013-04-01'),
    headers: { accept: 'application/xml' },
    secrets,
    context,
    explain,
    authorize: (outgoing) => sign(keys, outgoing, context.ports.clock.now()),
  });
}

/** Signature Version 4. Its library is loaded only when something is signed. */
async function sign(
  { keyId, secret, session }: Keys,
  { method, url, body }: Outgoing,
  nowMs: number,
): Promise<Record<string, Secret | string>> {
  const { AwsV4Signer } = await import('aws4fetch');
  const signer = new AwsV4Signer({
    method,
    url: url.href,
    ...(body === undefined ? {} : { body }),
    accessKeyId: keyId.reveal(),
    secretAccessKey: secret.reveal(),
    ...(session ? { sessionToken: session.reveal() } : {}),
    service: 'route53',
    region: 'us-east-1',
    datetime: new Date(nowMs).toISOString().replace(/[:-]|\.\d{3}/g, ''),
  });
  const { headers } = await signer.sign();
  const signed = [...headers.entries()].filter(([name]) => name !== 'host');
  return Object.fromEntries(signed.map(([name, value]) => [name, new Secret(value)]));
}

function createRoute53(api: Api, { zoneId, ttlS }: { zoneId: string; ttlS: number }): DnsProvider {
  const setPath = (zone: ApiZone) => `hostedzone/${zone.id}/rrset`;
  return providerOfSets({
    title: route53.title,
    permission,
    ttlS,
    format: (value) => JSON.stringify(value),
    zones:
      zoneId === ''
        ? { find: (name, bound) => findZone(api, name, bound) }
        : { list: async (bound) => [await readZone(api, zoneId, bound)] },
    async read({ zone, name }, bound) {
      const query = { name: `${name}.`, type: 'TXT', maxitems: '1' };
      const xml = await api({ method: 'GET', path: setPath(zone), query }, bound);
      const set = elements(xml, 'ResourceRecordSet').find(
        (found) => nameIn(found) === name && text(found, 'Type') === 'TXT',
      );
      if (set === undefined) return undefined;
      return { values: elements(set, 'Value').map(unescaped), ttlS: Number(text(set, 'TTL')) };
    },
    async write({ zone, name }, set, { before, bound }) {
      const change =
        set.values.length > 0 ? changeOf('UPSERT', name, set) : changeOf('DELETE', name, before ?? set);
      await api(
        { method: 'POST', path: `${setPath(zone)}/`, text: { type: 'application/xml', content: change } },
        bound,
      );
    },
  });
}

/** The list begins at the name that is asked for, whether it is there or not. */
async function findZone(api: Api, name: string, bound: Bound): Promise<ApiZone | undefined> {
  const query = { dnsname: `${name}.`, maxitems: '10' };
  const xml = await api({ method: 'GET', path: 'hostedzonesbyname', query }, bound);
  const zone = elements(xml, 'HostedZone').find(
    (found) => nameIn(found) === name && text(found, 'PrivateZone') !== 'true',
  );
  return zone === undefined ? undefined : zoneIn(zone);
}

async function readZone(api: Api, id: string, bound: Bound): Promise<ApiZone> {
  return zoneIn(await api({ method: 'GET', path: `hostedzone/${encodeURIComponent(id)}` }, bound));
}

function zoneIn(xml: string): ApiZone {
  return apiZone(text(xml, 'Id').replace('/hostedzone/', ''), nameIn(xml));
}

function changeOf(action: 'UPSERT' | 'DELETE', name: string, { values, ttlS }: StoredSet): string {
  const records = values.map((value) => `<ResourceRecord><Value>${escaped(value)}</Value></ResourceRecord>`);
  const set =
    `<Name>${escaped(name)}.</Name><Type>TXT</Type><TTL>${ttlS}</TTL>` +
    `<ResourceRecords>${records.join('')}</ResourceRecords>`;
  const change = `<Change><Action>${action}</Action><ResourceRecordSet>${set}</ResourceRecordSet></Change>`;
  return (
    '<?xml version="1.0" encoding="UTF-8"?>' +
    '<ChangeResourceRecordSetsRequest xmlns="https://route53.amazonaws.com/doc/2013-04-01/">' +
    `<ChangeBatch><Changes>${change}</Changes></ChangeBatch></ChangeResourceRecordSetsRequest>`
  );
}

/** Names come with what is no letter, digit, `-`, `_` or `.` as `\ooo`. */
function nameIn(xml: string): string {
  const name = text(xml, 'Name').replace(/\\(\d{3})/g, (_, octal: string) =>
    String.fromCharCode(parseInt(octal, 8)),
  );
  return canonicalName(unescaped(name));
}

/** The contents of the elements of a name; the answers nest none in its like, and give them no attributes. */
function elements(xml: string, name: string): string[] {
  return [...xml.matchAll(new RegExp(`<${name}>(.*?)</${name}>`, 'gs'))].map((match) => match[1] ?? '');
}

function text(xml: string, name: string): string {
  return elements(xml, name)[0] ?? '';
}

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function unescaped(xml: string): string {
  return xml.replace(/&(?:#(\d+)|(\w+));/g, (whole, code?: string, name: string = '') =>
    code === undefined ? (entities[name] ?? whole) : String.fromCodePoint(Number(code)),
  );
}

function escaped(value: string): string {
  return value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}

function explain(status: number, said: string): Explanation | undefined {
  if (/not authorized/i.test(said)) {
    return { problem: 'the credentials may not do this', hint: `Their policy has to allow ${permission}.` };
  }
  if (/token included in the request is (invalid|expired)|signature|security token/i.test(said)) {
    return {
      problem: 'the credentials are wrong or have expired',
      hint: 'Check AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and AWS_SESSION_TOKEN.',
    };
  }
  if (status === 400 && /rate exceeded|prior request/i.test(said)) {
    return { problem: 'too many requests', hint: 'Run again in a minute.', retryable: true };
  }
  return undefined;
}
