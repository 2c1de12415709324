import type { Bound } from '../../base/bound.ts';
import { createJsonApi, notFound, type Explanation, type JsonApi } from '../api.ts';
import { CredentialReader, secretVariable, ttlVariable } from '../credentials.ts';
import { apiZone } from '../place.ts';
import type { DnsProvider, ProviderSpec, ProviderVariable } from '../provider.ts';
import { providerOfRecords } from '../records.ts';

const permission = "the user's right Manage DNS, and the runner's address in the key's access control";

const variables: readonly ProviderVariable[] = [
  secretVariable('VULTR_API_KEY', 'API key'),
  ttlVariable('VULTR_TTL', 120),
];

/** Vultr, by its API v2. */
export const vultr: ProviderSpec = {
  name: 'vultr',
  title: 'Vultr',
  documentation: 'https://go-acme.github.io/lego/dns/vultr/',
  variables,
  permissions: `API key with ${permission}`,
  verified: 'Lexicon',
  configure(context) {
    const read = new CredentialReader(variables, context);
    const headers = { authorization: read.authorization('VULTR_API_KEY') };
    const ttlS = read.ttl('VULTR_TTL', 120);
    if (read.faults.length > 0) return { faults: read.faults };
    const baseUrl = new URL('https://api.vultr.com/v2');
    return createVultr(createJsonApi({ title: vultr.title, baseUrl, headers, context, explain }), ttlS);
  },
};

interface Listed {
  domains?: { domain: string }[];
  records?: { id: string; type: string; name: string; data: string }[];
  meta?: { links?: { next?: string } };
}

function createVultr(api: JsonApi, ttlS: number): DnsProvider {
  /** Reads all pages of a list; the API leads from one to the next by a cursor. */
  const readAll = async (path: string, bound: Bound): Promise<readonly Listed[]> => {
    const pages: Listed[] = [];
    for (let cursor: string | undefined = ''; cursor !== undefined;) {
      const query = { per_page: '500', ...(cursor === '' ? {} : { cursor }) };
      const page = (await api({ method: 'GET', path, query }, bound)) as Listed;
      pages.push(page);
      cursor = page.meta?.links?.next || undefined;
    }
    return pages;
  };
  const records = (zone: { id: string }) => `domains/${zone.id}/records`;

  return providerOfRecords({
    title: vultr.title,
    permission,
    zones: {
      list: async (bound) =>
        (await readAll('domains', bound)).flatMap(({ domains = [] }) =>
          domains.map(({ domain }) => apiZone(domain, domain)),
        ),
    },
    list: async ({ zone, label }, bound) =>
      (await readAll(records(zone), bound))
        .flatMap((page) => page.records ?? [])
        .filter(({ type, name }) => type === 'TXT' && name === label)
        .map(({ id, data }) => ({ id, value: data })),
    async create({ zone, label }, value, bound) {
      const body = { type: 'TXT', name: label, data: JSON.stringify(value), ttl: ttlS, priority: 0 };
      await api({ method: 'POST', path: records(zone), body }, bound);
    },
    async remove({ zone }, id, bound) {
      await api({ method: 'DELETE', path: `${records(zone)}/${id}`, absent: notFound }, bound);
    },
  });
}

function explain(status: number, said: string): Explanation | undefined {
  if (status !== 401 && status !== 403) return undefined;
  return /IP|unauthorized ip/.test(said)
    ? {
        problem: "the key is not allowed from the runner's address",
        hint: "Add it to the key's access control, or allow any IPv4 and IPv6 address there.",
      }
    : {
        problem: 'the key is wrong or may not do this',
        hint: `Check VULTR_API_KEY; it needs ${permission}.`,
      };
}
