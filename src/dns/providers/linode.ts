import { createJsonApi, notFound, type Explanation, type JsonApi } from '../api.ts';
import { CredentialReader, secretVariable, ttlVariable } from '../credentials.ts';
import { allPages, apiZone } from '../place.ts';
import type { DnsProvider, ProviderSpec, ProviderVariable } from '../provider.ts';
import { providerOfRecords } from '../records.ts';

const permission = 'Domains: Read/Write';

const variables: readonly ProviderVariable[] = [
  secretVariable('LINODE_TOKEN', 'Personal access token'),
  ttlVariable('LINODE_TTL', 300),
];

/** Linode (Akamai), by its API v4. It publishes changes once in some minutes. */
export const linode: ProviderSpec = {
  name: 'linode',
  aliases: ['linodev4'],
  title: 'Linode',
  documentation: 'https://go-acme.github.io/lego/dns/linode/',
  variables,
  permissions: `Personal access token with ${permission}`,
  verified: "Linode's SDK, Lexicon",
  configure(context) {
    const read = new CredentialReader(variables, context);
    const headers = { authorization: read.authorization('LINODE_TOKEN') };
    const ttlS = read.ttl('LINODE_TTL', 300);
    if (read.faults.length > 0) return { faults: read.faults };
    const baseUrl = new URL('https://api.linode.com/v4');
    return createLinode(createJsonApi({ title: linode.title, baseUrl, headers, context, explain }), ttlS);
  },
};

interface Listed<T> {
  data?: T[];
  pages?: number;
}

function createLinode(api: JsonApi, ttlS: number): DnsProvider {
  return providerOfRecords({
    title: linode.title,
    permission,
    zones: {
      async find(name, bound) {
        const headers = { 'x-filter': JSON.stringify({ domain: name }) };
        const { data = [] } = (await api({ method: 'GET', path: 'domains', headers }, bound)) as Listed<{
          id: number;
          domain: string;
        }>;
        const zone = data.find(({ domain }) => domain === name);
        return zone && apiZone(zone.id, zone.domain);
      },
    },
    list: ({ zone, label }, bound) =>
      allPages(async (page) => {
        const query = { page: String(page), page_size: '500' };
        const path = `domains/${zone.id}/records`;
        const { data = [], pages = 1 } = (await api({ method: 'GET', path, query }, bound)) as Listed<{
          id: number;
          type: string;
          name: string;
          target: string;
        }>;
        const ours = data.filter(({ type, name }) => type === 'TXT' && name === label);
        return {
          items: ours.map(({ id, target }) => ({ id: String(id), value: target })),
          more: page < pages,
        };
      }),
    async create({ zone, label }, value, bound) {
      const body = { type: 'TXT', name: label, target: value, ttl_sec: ttlS };
      await api({ method: 'POST', path: `domains/${zone.id}/records`, body }, bound);
    },
    async remove({ zone }, id, bound) {
      const path = `domains/${zone.id}/records/${id}`;
      await api({ method: 'DELETE', path, absent: notFound }, bound);
    },
  });
}

function explain(status: number): Explanation | undefined {
  if (status === 401) {
    return {
      problem: 'the token is wrong, or lacks the scope',
      hint: `Check LINODE_TOKEN and its expiry; it needs ${permission}.`,
    };
  }
  if (status !== 403) return undefined;
  return { problem: 'the token may not do this', hint: `LINODE_TOKEN and its user need ${permission}.` };
}
