import type { Bound } from '../../base/bound.ts';
import { Secret } from '../../base/secret.ts';
import { createJsonApi, type Explanation } from '../api.ts';
import { CredentialReader, secretVariable, ttlVariable } from '../credentials.ts';
import { allPages, apiZone } from '../place.ts';
import type { DnsProvider, ProviderContext, ProviderSpec, ProviderVariable } from '../provider.ts';
import { providerOfRecords } from '../records.ts';

const variables: readonly ProviderVariable[] = [
  secretVariable('DNSPOD_API_KEY', 'DNSPod token, as `ID,token`'),
  ttlVariable('DNSPOD_TTL', 600),
];

/** DNSPod, by the API of dnsapi.cn with its own tokens; with keys of Tencent Cloud it is `tencentcloud`. */
export const dnspod: ProviderSpec = {
  name: 'dnspod',
  title: 'DNSPod',
  documentation: 'https://docs.dnspod.cn/api/',
  variables,
  permissions:
    'A token may do whatever its account may; keys for `tencentcloud` can be limited to one domain, so prefer those',
  verified: 'Lexicon',
  configure(context) {
    const read = new CredentialReader(variables, context);
    const key = read.secret('DNSPOD_API_KEY');
    if (key && !/^\d+,\S+$/.test(key.reveal())) {
      read.refuse('DNSPOD_API_KEY', 'is no token with its ID', 'Give both, with a comma between them.');
    }
    const ttlS = read.ttl('DNSPOD_TTL');
    if (read.faults.length > 0 || !key) return { faults: read.faults };
    return createDnspod(createCall(key, context), ttlS);
  },
};

interface Answer {
  info: { domain_total?: number | string; record_total?: number | string };
  domains: { id: number | string; name: string; punycode?: string }[];
  records: { id: string; type: string; value: string }[];
}

/** Calls an action. @param empty the code that says that there is nothing of what was asked for */
type Call = (
  action: string,
  request: { fields: Readonly<Record<string, string>>; empty?: string },
  bound: Bound,
) => Promise<Answer | undefined>;

/** Every answer is an HTTP 200 with a code in it, and what a code means depends on the action. */
function createCall(key: Secret, context: ProviderContext): Call {
  const token = new Secret(key.reveal().replace(/^\d+,/, ''));
  const api = createJsonApi({
    title: dnspod.title,
    baseUrl: new URL('https://dnsapi.cn'),
    headers: {},
    secrets: [key, token],
    context,
    explain,
    statusOf: ({ status, body }) => (status === 200 ? (statuses[codeIn(body)] ?? 400) : status),
  });
  return async (action, { fields, empty }, bound) => {
    const form = new URLSearchParams({ login_token: key.reveal(), format: 'json', lang: 'en', ...fields });
    const text = { type: 'application/x-www-form-urlencoded', content: form.toString() };
    const absent = (_: number, body: string) => codeIn(body) === empty;
    return (await api({ method: 'POST', path: action, text, absent }, bound)) as Answer | undefined;
  };
}

/** HTTP's Locked, which DNSPod itself never answers with. */
const lockedOut = 423;

const statuses: Readonly<Record<string, number>> = {
  '1': 200,
  '-1': 401,
  '-2': 429,
  '-8': lockedOut,
  '-99': 503,
  '85': 403,
};

function codeIn(body: string): string {
  return /"code"\s*:\s*"?(-?\d+)/.exec(body)?.[1] ?? '';
}

function createDnspod(call: Call, ttlS: number): DnsProvider {
  return providerOfRecords({
    title: dnspod.title,
    permission: 'the token must be one of the account that holds the zone',
    zones: {
      list: (bound) =>
        allPages(async (_, given) => {
          const fields = { offset: String(given), length: '500' };
          const listed = await call('Domain.List', { fields, empty: '9' }, bound);
          const items = (listed?.domains ?? []).map(({ id, name, punycode }) =>
            apiZone(id, punycode || name),
          );
          return {
            items,
            more: items.length > 0 && given + items.length < Number(listed?.info.domain_total),
          };
        }),
    },
    async list({ zone, label }, bound) {
      // All types of the name are listed, and counted.
      const records = await allPages(async (_, given) => {
        const page = { offset: String(given), length: '500' };
        const fields = { domain_id: zone.id, sub_domain: label || '@', ...page };
        const listed = await call('Record.List', { fields, empty: '10' }, bound);
        const items = listed?.records ?? [];
        return { items, more: items.length > 0 && given + items.length < Number(listed?.info.record_total) };
      });
      return records.filter(({ type }) => type === 'TXT');
    },
    async create({ zone, label }, value, bound) {
      const fields = {
        domain_id: zone.id,
        sub_domain: label || '@',
        record_type: 'TXT',
        // The standard line, which DNSPod calls so in every language.
        record_line: '默认',
        value,
        ttl: String(ttlS),
      };
      await call('Record.Create', { fields, empty: '104' }, bound);
    },
    async remove({ zone }, id, bound) {
      await call('Record.Remove', { fields: { domain_id: zone.id, record_id: id }, empty: '8' }, bound);
    },
  });
}

function explain(status: number, said: string): Explanation | undefined {
  if (status === 401) {
    return {
      problem: 'the token is wrong',
      hint: 'Check DNSPOD_API_KEY: `ID,token`, made at dnspod.cn under Account, API keys, DNSPod Token.',
    };
  }
  if (status === lockedOut) {
    return {
      problem: 'the account is closed for an hour, after too many refused logins',
      hint:
        'Check DNSPOD_API_KEY here and wherever else it is used: 30 wrong logins in 5 minutes close the account. Run ' +
        'again in an hour.',
      lasting: true,
    };
  }
  if (status === 403) {
    return {
      problem: 'the account does not let this runner in',
      hint: "Switch off the account's protection by region at dnspod.cn, or add the runner's region to it.",
    };
  }
  if (status === 400 && /TTL/i.test(said)) {
    return { problem: 'the TTL is refused', hint: 'Raise DNSPOD_TTL to what your plan allows, mostly 600.' };
  }
  return status === 400
    ? {
        problem: 'the request was refused',
        hint: 'What DNSPod said names the reason; look at the domain there.',
      }
    : undefined;
}
