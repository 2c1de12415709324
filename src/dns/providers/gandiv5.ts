import { createJsonApi, notFound, type ApiRequest, type Explanation, type JsonApi } from '../api.ts';
import { CredentialReader, optionalVariable, ttlVariable } from '../credentials.ts';
import { apiZone, type Place } from '../place.ts';
import type { DnsProvider, ProviderPorts, ProviderSpec, ProviderVariable } from '../provider.ts';
import { providerOfSets, SetChanged } from '../records.ts';

const permission = 'the permission "Manage domain name technical configurations" on the domain';

const variables: readonly ProviderVariable[] = [
  optionalVariable('GANDIV5_PERSONAL_ACCESS_TOKEN', 'Personal access token; required unless there is a key', {
    secret: true,
  }),
  optionalVariable('GANDIV5_API_KEY', 'API key, which Gandi has deprecated', { secret: true }),
  ttlVariable('GANDIV5_TTL', 300),
];

/** Gandi's LiveDNS, by its API v5. */
export const gandiv5: ProviderSpec = {
  name: 'gandiv5',
  aliases: ['gandi'],
  title: 'Gandi LiveDNS',
  documentation: 'https://go-acme.github.io/lego/dns/gandiv5/',
  variables,
  permissions: `Personal access token with ${permission}`,
  verified: 'Lexicon',
  configure(context) {
    const read = new CredentialReader(variables, context);
    const authorization = read.secret('GANDIV5_PERSONAL_ACCESS_TOKEN')
      ? read.authorization('GANDIV5_PERSONAL_ACCESS_TOKEN')
      : read.authorization('GANDIV5_API_KEY', 'Apikey');
    if (!read.secret('GANDIV5_PERSONAL_ACCESS_TOKEN') && !read.secret('GANDIV5_API_KEY')) {
      read.refuse('GANDIV5_PERSONAL_ACCESS_TOKEN', 'is not set', `Set it to a token with ${permission}.`);
    }
    const ttlS = read.ttl('GANDIV5_TTL', 300);
    if (read.faults.length > 0) return { faults: read.faults };
    const baseUrl = new URL('https://api.gandi.net/v5/livedns');
    const headers = { authorization };
    const api = createJsonApi({ title: gandiv5.title, baseUrl, headers, context, explain });
    return createGandi(api, { ttlS, ports: context.ports });
  },
};

function createGandi(api: JsonApi, { ttlS, ports }: { ttlS: number; ports: ProviderPorts }): DnsProvider {
  const setPath = ({ zone, label }: Place) => `domains/${zone.id}/records/${label || '@'}/TXT`;
  return providerOfSets({
    title: gandiv5.title,
    permission,
    ports,
    ttlS,
    format: (value) => JSON.stringify(value),
    zones: {
      async find(name, bound) {
        const domain = await api({ method: 'GET', path: `domains/${name}`, absent: notFound }, bound);
        return domain === undefined ? undefined : apiZone(name, name);
      },
    },
    async read(place, bound) {
      const set = await api({ method: 'GET', path: setPath(place), absent: notFound }, bound);
      if (set === undefined) return undefined;
      const { rrset_values: values, rrset_ttl: ttl } = set as { rrset_values: string[]; rrset_ttl: number };
      return { values, ttlS: ttl };
    },
    // A set can be created only where there is none; the API has nothing like that for those that are there.
    async write(place, { values, ttlS: ttl }, { before, bound }) {
      const met = { another: false };
      const absent = (status: number) => (met.another = isThereAlready(status));
      const [path, body] = [setPath(place), { rrset_values: values, rrset_ttl: ttl }];
      const create = { method: 'POST', path, body, absent } as const;
      const replace: ApiRequest =
        values.length > 0 ? { method: 'PUT', path, body } : { method: 'DELETE', path, absent: notFound };
      await api(before ? replace : create, bound);
      if (met.another) throw new SetChanged();
    },
  });
}

function isThereAlready(status: number): boolean {
  return status === 409;
}

function explain(status: number): Explanation | undefined {
  if (status === 401) {
    return { problem: 'the token is wrong', hint: 'Check GANDIV5_PERSONAL_ACCESS_TOKEN and its expiry.' };
  }
  if (status !== 403) return undefined;
  return {
    problem: 'the token may not do this',
    hint: `GANDIV5_PERSONAL_ACCESS_TOKEN needs ${permission}, and the domain has to use LiveDNS.`,
  };
}
