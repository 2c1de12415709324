import { createHash, createHmac } from 'node:crypto';
import { Secret } from '../../base/secret.ts';
import { createJsonApi, notFound, type Explanation, type JsonApi, type Outgoing } from '../api.ts';
import { CredentialReader, optionalVariable, secretVariable, ttlVariable } from '../credentials.ts';
import { allPages, apiZone, type ApiZone } from '../place.ts';
import type { DnsProvider, ProviderContext, ProviderSpec, ProviderVariable } from '../provider.ts';
import { providerOfRecords } from '../records.ts';

const permission =
  'alidns:DescribeDomains, and on the domain alidns:DescribeSubDomainRecords, alidns:AddDomainRecord and alidns:DeleteDomainRecord';

/** The region whose server is the one for all that have none of their own. */
const standardRegion = 'cn-hangzhou';

const variables: readonly ProviderVariable[] = [
  secretVariable('ALICLOUD_ACCESS_KEY', 'AccessKey ID', 'ALIBABA_CLOUD_ACCESS_KEY_ID'),
  secretVariable('ALICLOUD_SECRET_KEY', 'AccessKey secret', 'ALIBABA_CLOUD_ACCESS_KEY_SECRET'),
  optionalVariable('ALICLOUD_SECURITY_TOKEN', 'Security token of temporary credentials', {
    secret: true,
    aliases: ['ALIBABA_CLOUD_SECURITY_TOKEN'],
  }),
  optionalVariable('ALICLOUD_REGION_ID', 'Region whose server is asked', { default: standardRegion }),
  ttlVariable('ALICLOUD_TTL', 600),
];

/** Alibaba Cloud DNS, by its API of 2015-01-09. */
export const alidns: ProviderSpec = {
  name: 'alidns',
  aliases: ['aliyun'],
  title: 'Alibaba Cloud DNS',
  documentation: 'https://go-acme.github.io/lego/dns/alidns/',
  variables,
  permissions: `RAM policy that allows ${permission}`,
  verified: 'Lexicon; the published example of a signature',
  configure(context) {
    const read = new CredentialReader(variables, context);
    const keyId = read.secret('ALICLOUD_ACCESS_KEY');
    const secret = read.secret('ALICLOUD_SECRET_KEY');
    const token = read.secret('ALICLOUD_SECURITY_TOKEN');
    const region = read.text('ALICLOUD_REGION_ID');
    if (!/^[a-z]+(-[a-z0-9]+)+$/.test(region)) {
      read.refuse('ALICLOUD_REGION_ID', 'is no region', `Give it as in ${standardRegion}.`);
    }
    const ttlS = read.ttl('ALICLOUD_TTL');
    if (read.faults.length > 0 || !keyId || !secret) return { faults: read.faults };
    const host = region === standardRegion ? 'alidns.aliyuncs.com' : `alidns.${region}.aliyuncs.com`;
    const baseUrl = new URL(`https://${host}`);
    return createAlidns(signedApi({ baseUrl, keys: { keyId, secret, token } }, context), ttlS);
  },
};

export interface AlibabaKeys {
  keyId: Secret;
  secret: Secret;
  token: Secret | undefined;
}

function signedApi(
  { baseUrl, keys }: { baseUrl: URL; keys: AlibabaKeys },
  context: ProviderContext,
): JsonApi {
  const { clock, random } = context.ports;
  const { keyId, secret, token } = keys;
  return createJsonApi({
    title: alidns.title,
    baseUrl,
    headers: { 'x-acs-version': '2015-01-09' },
    secrets: [keyId, secret, ...(token ? [token] : [])],
    context,
    explain,
    statusOf,
    authorize: ({ headers, ...outgoing }) => {
      const nonce = Buffer.from(random.bytes(16)).toString('hex');
      const sent = { ...headers, 'x-acs-version': '2015-01-09' };
      return Promise.resolve(signAcs3(keys, { ...outgoing, headers: sent }, { nonce, nowMs: clock.now() }));
    },
  });
}

/**
 * Signs a request that has no body, as Alibaba Cloud's "V3 request structure and signature" says.
 * @returns the headers to add
 */
export function signAcs3(
  { keyId, secret, token }: AlibabaKeys,
  { method, url, headers }: Outgoing,
  { nonce, nowMs }: { nonce: string; nowMs: number },
): Record<string, Secret | string> {
  const added: Record<string, Secret | string> = {
    'x-acs-content-sha256': sha256(''),
    'x-acs-date': new Date(nowMs).toISOString().replace(/\.\d{3}/, ''),
    'x-acs-signature-nonce': nonce,
    ...(token ? { 'x-acs-security-token': token } : {}),
  };
  const all: Record<string, Secret | string> = { host: url.host, ...headers, ...added };
  const signed = Object.entries(all)
    .map(([name, value]) => [name, typeof value === 'string' ? value : value.reveal()] as const)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  const names = signed.map(([name]) => name).join(';');
  const query = [...url.searchParams].map((pair) => pair.map(encoded).join('=')).sort();
  const lines = signed.map(([name, value]) => `${name}:${value}\n`).join('');
  const canonical = [method, url.pathname, query.join('&'), lines, names, sha256('')].join('\n');
  const signature = createHmac('sha256', secret.reveal())
    .update(`ACS3-HMAC-SHA256\n${sha256(canonical)}`)
    .digest('hex');
  const credential = `Credential=${keyId.reveal()},SignedHeaders=${names},Signature=${signature}`;
  return { ...added, authorization: new Secret(`ACS3-HMAC-SHA256 ${credential}`) };
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** Percent-encoding by RFC 3986, which leaves less as it is than encodeURIComponent does. */
function encoded(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

interface Listed {
  TotalCount: number;
  Domains?: { Domain: { DomainName: string; PunyCode?: string }[] };
  DomainRecords?: { Record: { RecordId: string; Value: string }[] };
}

function createAlidns(api: JsonApi, ttlS: number): DnsProvider {
  const call = (action: string, query: Record<string, string>) =>
    ({ method: 'POST', path: '', headers: { 'x-acs-action': action }, query }) as const;
  return providerOfRecords({
    title: alidns.title,
    permission,
    zones: {
      list: (bound) =>
        allPages<ApiZone>(async (page, given) => {
          const query = { PageNumber: String(page), PageSize: '100' };
          const listed = (await api(call('DescribeDomains', query), bound)) as Listed;
          const items = (listed.Domains?.Domain ?? []).map(({ DomainName: name, PunyCode: ascii }) =>
            apiZone(name, ascii || name),
          );
          return { items, more: items.length > 0 && given + items.length < listed.TotalCount };
        }),
    },
    list: ({ zone, label }, bound) =>
      allPages(async (page, given) => {
        const query = {
          DomainName: zone.id,
          SubDomain: `${label || '@'}.${zone.id}`,
          Type: 'TXT',
          PageNumber: String(page),
          PageSize: '500',
        };
        const listed = (await api(call('DescribeSubDomainRecords', query), bound)) as Listed;
        const found = listed.DomainRecords?.Record ?? [];
        const items = found.map(({ RecordId: id, Value: value }) => ({ id, value }));
        return { items, more: items.length > 0 && given + items.length < listed.TotalCount };
      }),
    async create({ zone, label }, value, bound) {
      const query = { DomainName: zone.id, RR: label || '@', Type: 'TXT', Value: value, TTL: String(ttlS) };
      const absent = (status: number) => status === 409;
      await api({ ...call('AddDomainRecord', query), absent }, bound);
    },
    async remove(_, id, bound) {
      await api({ ...call('DeleteDomainRecord', { RecordId: id }), absent: notFound }, bound);
    },
  });
}

/** Most of what goes wrong is told as 400, with a code. */
function statusOf({ status, body }: { status: number; body: string }): number {
  const code = /"Code"\s*:\s*"([\w.]+)"/.exec(body)?.[1] ?? '';
  if (status < 400 || status >= 500 || code === '') return status;
  if (/^Throttling/.test(code)) return 429;
  if (/^(InvalidAccessKeyId|SignatureDoesNotMatch|IncompleteSignature|InvalidSecurityToken)/.test(code))
    return 401;
  if (/^(Forbidden|NoPermission)/.test(code)) return 403;
  if (/^DomainRecordDuplicate/.test(code)) return 409;
  return /^DomainRecordNotBelongToUser/.test(code) ? 404 : status;
}

function explain(status: number, said: string): Explanation | undefined {
  if (status === 401) {
    const hint =
      'Check ALICLOUD_ACCESS_KEY, ALICLOUD_SECRET_KEY and, when they are temporary, ALICLOUD_SECURITY_TOKEN.';
    return { problem: 'the credentials are wrong or have expired', hint };
  }
  if (status === 403) {
    return {
      problem: 'the credentials may not do this',
      hint: `Their RAM policy has to allow ${permission}.`,
    };
  }
  if (status === 400 && /TTL/i.test(said)) {
    return {
      problem: 'the TTL is refused',
      hint: 'Set ALICLOUD_TTL to what your edition allows, mostly 600.',
    };
  }
  return undefined;
}
