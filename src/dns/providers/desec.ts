import { createJsonApi, notFound, type Explanation, type JsonApi } from '../api.ts';
import { CredentialReader, secretVariable, ttlVariable } from '../credentials.ts';
import { apiZone } from '../place.ts';
import type { DnsProvider, ProviderPorts, ProviderSpec, ProviderVariable } from '../provider.ts';
import { providerOfSets, SetChanged } from '../records.ts';

const permission = 'a policy that lets the token write the TXT records';

const variables: readonly ProviderVariable[] = [
  secretVariable('DESEC_TOKEN', 'Token'),
  ttlVariable('DESEC_TTL', 3600),
];

/** deSEC, by its REST API v1. */
export const desec: ProviderSpec = {
  name: 'desec',
  title: 'deSEC',
  documentation: 'https://go-acme.github.io/lego/dns/desec/',
  variables,
  permissions: 'Token with a policy for type TXT at the `_acme-challenge` name: `perm_write`',
  verified: 'Lexicon',
  configure(context) {
    const read = new CredentialReader(variables, context);
    const headers = { authorization: read.authorization('DESEC_TOKEN', 'Token') };
    // deSEC refuses less, unless it has allowed it for the zone.
    const ttlS = read.ttl('DESEC_TTL', 60);
    if (read.faults.length > 0) return { faults: read.faults };
    const baseUrl = new URL('https://desec.io/api/v1');
    const api = createJsonApi({ title: desec.title, baseUrl, headers, context, explain });
    return createDesec(api, { ttlS, ports: context.ports });
  },
};

function createDesec(api: JsonApi, { ttlS, ports }: { ttlS: number; ports: ProviderPorts }): DnsProvider {
  const sets = (zone: string) => `domains/${zone}/rrsets/`;
  return providerOfSets({
    title: desec.title,
    permission,
    ports,
    ttlS,
    format: (value) => JSON.stringify(value),
    zones: {
      async find(name, bound) {
        const request = { method: 'GET', path: 'domains/', query: { owns_qname: name } } as const;
        const [domain] = (await api(request, bound)) as { name: string }[];
        return domain && apiZone(domain.name, domain.name);
      },
    },
    async read({ zone, label }, bound) {
      const path = `${sets(zone.id)}${label || '@'}/TXT/`;
      const set = await api({ method: 'GET', path, absent: notFound }, bound);
      if (set === undefined) return undefined;
      const { records, ttl } = set as { records: string[]; ttl: number };
      return { values: records, ttlS: ttl };
    },
    // A set can be created only where there is none; the API has nothing like that for those that are there.
    async write({ zone, label }, { values, ttlS: ttl }, { before, bound }) {
      const met = { another: false };
      const absent = (status: number, body: string) => (met.another = isThereAlready(status, body));
      const set = { subname: label, type: 'TXT', ttl, records: values };
      const create = { method: 'POST', path: sets(zone.id), body: set, absent } as const;
      // In bulk, since that alone doesn't mind whether the set is gone or is to go.
      const replace = { method: 'PUT', path: sets(zone.id), body: [set] } as const;
      await api(before ? replace : create, bound);
      if (met.another) throw new SetChanged();
    },
  });
}

function isThereAlready(status: number, body: string): boolean {
  return status === 400 && /Another RRset with the same subdomain and type exists/i.test(body);
}

function explain(status: number, said: string): Explanation | undefined {
  if (status === 401) {
    return {
      problem: 'the token is wrong',
      hint: 'Check DESEC_TOKEN, its age limits and its allowed subnets.',
    };
  }
  if (status === 403) {
    return { problem: 'the token may not do this', hint: `DESEC_TOKEN needs ${permission}.` };
  }
  if (status === 400 && /ttl/i.test(said)) {
    return { problem: 'the TTL is refused', hint: "Raise DESEC_TTL to the zone's minimum, mostly 3600." };
  }
  return undefined;
}
