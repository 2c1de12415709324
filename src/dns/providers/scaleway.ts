import type { Bound } from '../../base/bound.ts';
import { createJsonApi, type Explanation, type JsonApi } from '../api.ts';
import { CredentialReader, optionalVariable, secretVariable, ttlVariable } from '../credentials.ts';
import { allPages, apiZone, type Place } from '../place.ts';
import type { DnsProvider, ProviderSpec, ProviderVariable } from '../provider.ts';
import { providerOfRecords } from '../records.ts';

const permission = 'the permission set DomainsDNSFullAccess';

const variables: readonly ProviderVariable[] = [
  secretVariable('SCW_SECRET_KEY', 'Secret key of an API key', 'SCALEWAY_API_TOKEN'),
  optionalVariable('SCW_PROJECT_ID', 'Project whose zones are looked at; all of them if empty', {
    aliases: ['SCALEWAY_PROJECT_ID'],
  }),
  ttlVariable('SCW_TTL', 60),
];

/** Scaleway Domains and DNS, by its API v2beta1. */
export const scaleway: ProviderSpec = {
  name: 'scaleway',
  title: 'Scaleway',
  documentation: 'https://go-acme.github.io/lego/dns/scaleway/',
  variables,
  permissions: `API key with ${permission}`,
  verified: "Scaleway's SDK, Lexicon",
  configure(context) {
    const read = new CredentialReader(variables, context);
    const key = read.secret('SCW_SECRET_KEY');
    const projectId = read.text('SCW_PROJECT_ID');
    const ttlS = read.ttl('SCW_TTL', 60);
    if (read.faults.length > 0 || !key) return { faults: read.faults };
    const baseUrl = new URL('https://api.scaleway.com/domain/v2beta1');
    const headers = { 'x-auth-token': key };
    const api = createJsonApi({ title: scaleway.title, baseUrl, headers, context, explain });
    return createScaleway(api, { ttlS, project: projectId === '' ? {} : { project_id: projectId } });
  },
};

interface Listed {
  dns_zones?: { domain: string; subdomain: string }[];
  records?: { id: string; data: string; name: string; type: string }[];
  total_count?: number;
}

function createScaleway(
  api: JsonApi,
  { ttlS, project }: { ttlS: number; project: Readonly<Record<string, string>> },
): DnsProvider {
  const records = (zone: string) => `dns-zones/${zone}/records`;
  const change = async ({ zone }: Place, what: object, bound: Bound) => {
    const body = { changes: [what], return_all_records: false };
    await api({ method: 'PATCH', path: records(zone.id), body }, bound);
  };
  return providerOfRecords({
    title: scaleway.title,
    permission,
    zones: {
      async find(name, bound) {
        const query = { dns_zone: name, ...project };
        const { dns_zones: zones = [] } = (await api(
          { method: 'GET', path: 'dns-zones', query },
          bound,
        )) as Listed;
        const isIt = zones.some(
          ({ domain, subdomain }) => [subdomain, domain].filter(Boolean).join('.') === name,
        );
        return isIt ? apiZone(name, name) : undefined;
      },
    },
    list: ({ zone, label }, bound) => {
      let seen = 0;
      return allPages(async (page) => {
        const query = { name: label, type: 'TXT', page: String(page), page_size: '100' };
        const listed = (await api({ method: 'GET', path: records(zone.id), query }, bound)) as Listed;
        const given = listed.records ?? [];
        seen += given.length;
        const found = given.filter(({ name, type }) => name === label && type === 'TXT');
        return {
          items: found.map(({ id, data }) => ({ id, value: data })),
          more: given.length > 0 && seen < (listed.total_count ?? 0),
        };
      });
    },
    create: (place, value, bound) => {
      const record = { name: place.label, type: 'TXT', data: JSON.stringify(value), ttl: ttlS };
      return change(place, { add: { records: [record] } }, bound);
    },
    remove: (place, id, bound) => change(place, { delete: { id } }, bound),
  });
}

function explain(status: number): Explanation | undefined {
  if (status === 401) {
    return {
      problem: 'the key is wrong',
      hint: 'Check SCW_SECRET_KEY (the secret, not the access key) and its expiry.',
    };
  }
  if (status !== 403) return undefined;
  return {
    problem: 'the key may not do this',
    hint: `The policy of SCW_SECRET_KEY's owner needs ${permission} in the zone's project.`,
  };
}
