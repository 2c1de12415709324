import { createHash, createHmac } from 'node:crypto';
import type { Bound } from '../../base/bound.ts';
import { Secret } from '../../base/secret.ts';
import { createJsonApi, notFound, type Explanation, type Outgoing } from '../api.ts';
import { CredentialReader, optionalVariable, secretVariable, ttlVariable } from '../credentials.ts';
import { allPages, apiZone } from '../place.ts';
import type { DnsProvider, ProviderContext, ProviderSpec, ProviderVariable } from '../provider.ts';
import { providerOfRecords } from '../records.ts';

const permission =
  'dnspod:DescribeDomainList, and on the domain dnspod:DescribeRecordList, dnspod:CreateRecord and dnspod:DeleteRecord';

const variables: readonly ProviderVariable[] = [
  secretVariable('TENCENTCLOUD_SECRET_ID', 'SecretId'),
  secretVariable('TENCENTCLOUD_SECRET_KEY', 'SecretKey'),
  optionalVariable('TENCENTCLOUD_SESSION_TOKEN', 'Token of temporary credentials', { secret: true }),
  ttlVariable('TENCENTCLOUD_TTL', 600),
];

/** Tencent Cloud DNS, which is DNSPod by the cloud's API 3.0. */
export const tencentcloud: ProviderSpec = {
  name: 'tencentcloud',
  aliases: ['qcloud'],
  title: 'Tencent Cloud DNS (DNSPod)',
  documentation: 'https://go-acme.github.io/lego/dns/tencentcloud/',
  variables,
  permissions: `CAM policy that allows ${permission}`,
  verified: "Lexicon with Tencent's SDK; the published example of a signature",
  configure(context) {
    const read = new CredentialReader(variables, context);
    const id = read.secret('TENCENTCLOUD_SECRET_ID');
    const key = read.secret('TENCENTCLOUD_SECRET_KEY');
    const token = read.secret('TENCENTCLOUD_SESSION_TOKEN');
    const ttlS = read.ttl('TENCENTCLOUD_TTL');
    if (read.faults.length > 0 || !id || !key) return { faults: read.faults };
    return createTencentCloud(createCall({ id, key, token }, context), ttlS);
  },
};

export interface TencentKeys {
  id: Secret;
  key: Secret;
  token: Secret | undefined;
}

/** Calls an action of the API; undefined when it says that what was asked for isn't there, or is there already. */
type Call = (action: string, body: object, bound: Bound) => Promise<Response | undefined>;

interface Response {
  DomainCountInfo?: { AllTotal: number };
  DomainList?: { Name: string; Punycode?: string }[];
  RecordCountInfo?: { TotalCount: number };
  RecordList?: { RecordId: number; Value: string }[];
}

function createCall(keys: TencentKeys, context: ProviderContext): Call {
  const api = createJsonApi({
    title: 'Tencent Cloud',
    baseUrl: new URL('https://dnspod.tencentcloudapi.com'),
    headers: { 'x-tc-version': '2021-03-23', ...(keys.token ? { 'x-tc-token': keys.token } : {}) },
    secrets: [keys.id, keys.key],
    context,
    explain,
    statusOf,
    authorize: (outgoing) => {
      const timestamp = Math.floor(context.ports.clock.now() / 1000);
      const authorization = signTc3(keys, outgoing, { service: 'dnspod', timestamp });
      return Promise.resolve({ authorization, 'x-tc-timestamp': String(timestamp) });
    },
  });
  return async (action, body, bound) => {
    const headers = { 'x-tc-action': action };
    const answer = await api({ method: 'POST', path: '', body, headers, absent: notFound }, bound);
    return (answer as { Response: Response } | undefined)?.Response;
  };
}

/**
 * Signs a request as Tencent Cloud's "Signature Algorithm v3" says: host and content type alone are signed headers.
 * @param timestamp seconds
 */
export function signTc3(
  { id, key }: Pick<TencentKeys, 'id' | 'key'>,
  { method, url, body = '', headers }: Outgoing,
  { service, timestamp }: { service: string; timestamp: number },
): Secret {
  const date = new Date(timestamp * 1000).toISOString().slice(0, 10);
  const lines = `content-type:${headers['content-type'] ?? 'application/json'}\nhost:${url.host}\n`;
  const canonical = [method, url.pathname, '', lines, 'content-type;host', sha256(body)].join('\n');
  const scope = `${date}/${service}/tc3_request`;
  const text = ['TC3-HMAC-SHA256', timestamp, scope, sha256(canonical)].join('\n');
  const signingKey = [date, service, 'tc3_request'].reduce<string | Buffer>(hmac, `TC3${key.reveal()}`);
  const signature = hmac(signingKey, text).toString('hex');
  const credential = `Credential=${id.reveal()}/${scope}`;
  return new Secret(`TC3-HMAC-SHA256 ${credential}, SignedHeaders=content-type;host, Signature=${signature}`);
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function hmac(key: string | Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}

function createTencentCloud(call: Call, ttlS: number): DnsProvider {
  return providerOfRecords({
    title: 'Tencent Cloud',
    permission,
    zones: {
      list: (bound) =>
        allPages(async (_, given) => {
          const listed = await call('DescribeDomainList', { Offset: given, Limit: 1000 }, bound);
          const found = listed?.DomainList ?? [];
          const items = found.map(({ Name: name, Punycode: ascii }) => apiZone(name, ascii || name));
          const total = listed?.DomainCountInfo?.AllTotal ?? 0;
          return { items, more: items.length > 0 && given + items.length < total };
        }),
    },
    list: ({ zone, label }, bound) =>
      allPages(async (_, given) => {
        const at = { Domain: zone.id, Subdomain: label || '@', RecordType: 'TXT' };
        const listed = await call('DescribeRecordList', { ...at, Offset: given, Limit: 1000 }, bound);
        const found = listed?.RecordList ?? [];
        const items = found.map(({ RecordId: id, Value: value }) => ({ id: String(id), value }));
        const total = listed?.RecordCountInfo?.TotalCount ?? 0;
        return { items, more: items.length > 0 && given + items.length < total };
      }),
    async create({ zone, label }, value, bound) {
      const at = { Domain: zone.id, SubDomain: label || '@', RecordType: 'TXT' };
      // The standard line, which is called so in every language.
      await call('CreateRecord', { ...at, RecordLine: '默认', Value: value, TTL: ttlS }, bound);
    },
    async remove({ zone }, id, bound) {
      await call('DeleteRecord', { Domain: zone.id, RecordId: Number(id) }, bound);
    },
  });
}

/** What is to be removed is gone, what is to be there is there, what is listed is nothing. */
const soAlready =
  /^(ResourceNotFound\.NoDataOf(Record|Domain)|InvalidParameter\.(RecordIdInvalid|DomainRecordExist))$/;

/** Every answer is an HTTP 200; what went wrong stands in it as a code. */
function statusOf({ status, body }: { status: number; body: string }): number {
  const code = /"Error"\s*:\s*\{[^}]*"Code"\s*:\s*"([\w.]+)"/.exec(body)?.[1];
  if (status !== 200 || code === undefined) return status;
  // `LimitExceeded.*` is about the record or the domain, and stays.
  if (/^RequestLimitExceeded/.test(code)) return 429;
  if (/^(AuthFailure\.UnauthorizedOperation|UnauthorizedOperation|OperationDenied)/.test(code)) return 403;
  if (/^AuthFailure/.test(code)) return 401;
  if (/^InternalError/.test(code)) return 500;
  return soAlready.test(code) ? 404 : 400;
}

function explain(status: number, said: string): Explanation | undefined {
  if (status === 401) {
    const hint =
      'Check TENCENTCLOUD_SECRET_ID, TENCENTCLOUD_SECRET_KEY and, when they are temporary, TENCENTCLOUD_SESSION_TOKEN.';
    return { problem: 'the credentials are wrong or have expired', hint };
  }
  if (status === 403) {
    return {
      problem: 'the credentials may not do this',
      hint: `Their CAM policy has to allow ${permission}.`,
    };
  }
  if (status === 400 && /TTL/i.test(said)) {
    return {
      problem: 'the TTL is refused',
      hint: 'Raise TENCENTCLOUD_TTL to what your plan allows, mostly 600.',
    };
  }
  return status === 400
    ? {
        problem: 'the request was refused',
        hint: 'What Tencent Cloud said names the reason; look at the domain there.',
      }
    : undefined;
}
