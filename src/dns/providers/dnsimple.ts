import type { Bound } from '../../base/bound.ts';
import { AppError } from '../../base/errors.ts';
import { createJsonApi, notFound, type Explanation, type JsonApi } from '../api.ts';
import { CredentialReader, optionalVariable, secretVariable, ttlVariable } from '../credentials.ts';
import { allPages, apiZone } from '../place.ts';
import type { DnsProvider, ProviderSpec, ProviderVariable } from '../provider.ts';
import { providerOfRecords } from '../records.ts';
import { shareByKey } from '../share.ts';

const permission = 'an account token, whose scope includes the zone with read and write';

const variables: readonly ProviderVariable[] = [
  secretVariable('DNSIMPLE_OAUTH_TOKEN', 'Account API token'),
  ttlVariable('DNSIMPLE_TTL', 120),
  optionalVariable('DNSIMPLE_BASE_URL', 'URL of the API', { default: 'https://api.dnsimple.com' }),
];

/** DNSimple, by its API v2. */
export const dnsimple: ProviderSpec = {
  name: 'dnsimple',
  title: 'DNSimple',
  documentation: 'https://go-acme.github.io/lego/dns/dnsimple/',
  variables,
  permissions: 'Account API token, scoped to the zone',
  verified: "DNSimple's SDK, Lexicon",
  configure(context) {
    const read = new CredentialReader(variables, context);
    const headers = { authorization: read.authorization('DNSIMPLE_OAUTH_TOKEN') };
    const ttlS = read.ttl('DNSIMPLE_TTL', 60);
    const baseUrl = read.url('DNSIMPLE_BASE_URL', 'DNSIMPLE_OAUTH_TOKEN');
    if (read.faults.length > 0) return { faults: read.faults };
    return createDnsimple(createJsonApi({ title: dnsimple.title, baseUrl, headers, context, explain }), ttlS);
  },
};

interface Listed {
  data?: { id: number; content: string }[];
  pagination?: { total_pages?: number };
}

function createDnsimple(api: JsonApi, ttlS: number): DnsProvider {
  const accounts = shareByKey<string>();
  const account = (bound: Bound) => accounts('own', bound.signal, () => readAccount(api, bound));
  const zonePath = async (name: string, bound: Bound) => `v2/${await account(bound)}/zones/${name}`;

  return providerOfRecords({
    title: dnsimple.title,
    permission,
    zones: {
      async find(name, bound) {
        const path = await zonePath(name, bound);
        const zone = await api({ method: 'GET', path, absent: notFound }, bound);
        return zone === undefined ? undefined : apiZone(name, name);
      },
    },
    list: async ({ zone, label }, bound) => {
      const path = `${await zonePath(zone.id, bound)}/records`;
      return allPages(async (page) => {
        const query = { type: 'TXT', name: label, per_page: '100', page: String(page) };
        const { data = [], pagination } = (await api({ method: 'GET', path, query }, bound)) as Listed;
        return {
          items: data.map(({ id, content }) => ({ id: String(id), value: content })),
          more: page < (pagination?.total_pages ?? 1),
        };
      });
    },
    async create({ zone, label }, value, bound) {
      const body = { type: 'TXT', name: label, content: value, ttl: ttlS };
      await api({ method: 'POST', path: `${await zonePath(zone.id, bound)}/records`, body }, bound);
    },
    async remove({ zone }, id, bound) {
      const path = `${await zonePath(zone.id, bound)}/records/${id}`;
      await api({ method: 'DELETE', path, absent: notFound }, bound);
    },
  });
}

async function readAccount(api: JsonApi, bound: Bound): Promise<string> {
  const whoami = (await api({ method: 'GET', path: 'v2/whoami' }, bound)) as {
    data?: { account?: { id: number } | null };
  };
  const id = whoami.data?.account?.id;
  if (id !== undefined) return String(id);
  throw new AppError('dns-provider', 'DNSimple: the token belongs to a user, not to an account', {
    hint: 'Make an account token (Account, Automation) and set it as DNSIMPLE_OAUTH_TOKEN.',
  });
}

function explain(status: number): Explanation | undefined {
  if (status === 401) {
    return {
      problem: 'the token is wrong',
      hint: 'Check DNSIMPLE_OAUTH_TOKEN, and that it is for this URL.',
    };
  }
  if (status !== 403 && status !== 402) return undefined;
  return { problem: 'the token may not do this', hint: `DNSIMPLE_OAUTH_TOKEN has to be ${permission}.` };
}
