import { createJsonApi, notFound, type Explanation, type JsonApi } from '../api.ts';
import { CredentialReader, optionalVariable, secretVariable, ttlVariable } from '../credentials.ts';
import { allPages, apiZone } from '../place.ts';
import type { DnsProvider, ProviderSpec, ProviderVariable } from '../provider.ts';
import { providerOfRecords } from '../records.ts';

const permission = 'scopes domain:read, domain:create and domain:delete';

const variables: readonly ProviderVariable[] = [
  secretVariable('DO_AUTH_TOKEN', 'API token'),
  ttlVariable('DO_TTL', 30),
  optionalVariable('DO_API_URL', 'URL of the API', { default: 'https://api.digitalocean.com' }),
];

/** DigitalOcean, by its API v2. */
export const digitalocean: ProviderSpec = {
  name: 'digitalocean',
  title: 'DigitalOcean',
  documentation: 'https://go-acme.github.io/lego/dns/digitalocean/',
  variables,
  permissions: `API token with the ${permission}`,
  verified: "Its OpenAPI description by prism, DigitalOcean's SDK, Lexicon",
  configure(context) {
    const read = new CredentialReader(variables, context);
    const headers = { authorization: read.authorization('DO_AUTH_TOKEN') };
    const ttlS = read.ttl('DO_TTL', 30);
    const baseUrl = read.url('DO_API_URL', 'DO_AUTH_TOKEN');
    if (read.faults.length > 0) return { faults: read.faults };
    return createDigitalOcean(
      createJsonApi({ title: digitalocean.title, baseUrl, headers, context, explain }),
      ttlS,
    );
  },
};

interface Listed {
  domain_records?: { id: number; type: string; name: string; data: string }[];
  links?: { pages?: { next?: string } };
}

function createDigitalOcean(api: JsonApi, ttlS: number): DnsProvider {
  const domain = (name: string) => `v2/domains/${encodeURIComponent(name)}`;
  return providerOfRecords({
    title: digitalocean.title,
    permission,
    zones: {
      find: async (name, bound) =>
        (await api({ method: 'GET', path: domain(name), absent: notFound }, bound)) === undefined
          ? undefined
          : apiZone(name, name),
    },
    list: ({ zone, name, label }, bound) =>
      allPages(async (page) => {
        const query = { type: 'TXT', name, per_page: '200', page: String(page) };
        const path = `${domain(zone.id)}/records`;
        const listed = (await api({ method: 'GET', path, query }, bound)) as Listed;
        const found = (listed.domain_records ?? []).filter((record) => record.name === (label || '@'));
        return {
          items: found.map(({ id, data }) => ({ id: String(id), value: data })),
          more: listed.links?.pages?.next !== undefined,
        };
      }),
    async create({ zone, label }, value, bound) {
      const body = { type: 'TXT', name: label || '@', data: value, ttl: ttlS };
      await api({ method: 'POST', path: `${domain(zone.id)}/records`, body }, bound);
    },
    async remove({ zone }, id, bound) {
      const path = `${domain(zone.id)}/records/${id}`;
      await api({ method: 'DELETE', path, absent: notFound }, bound);
    },
  });
}

function explain(status: number): Explanation | undefined {
  if (status === 401) {
    return {
      problem: 'the token is wrong',
      hint: 'Check DO_AUTH_TOKEN: it may have expired or been revoked.',
    };
  }
  if (status !== 403) return undefined;
  return { problem: 'the token may not do this', hint: `DO_AUTH_TOKEN needs the ${permission}.` };
}
