import { readFields, route, type FakeApi, type Reply } from './fake-api.ts';
import { pageOf, Records, type Stored } from './store.ts';

/** https://www.scaleway.com/en/developers/api/domains-and-dns/ */
export function fakeScaleway(token: string): FakeApi {
  const records = new Records();
  const idOf = (id: number) => `5c3a1f2e-0000-4000-8000-${String(id).padStart(12, '0')}`;
  const shown = ({ id, type, label, value, ttl }: Stored) => ({
    id: idOf(id),
    name: label,
    type,
    data: value,
    ttl,
    priority: 0,
  });
  const paged = { size: 'page_size', standard: 20, most: 1000 };
  return {
    hosts: ['api.scaleway.com'],
    records,
    answer(request) {
      if (request.headers['x-auth-token'] !== token) return failure(401, 'authentication is denied');
      const { searchParams: query } = request.url;
      const known = (zone = '') => records.zones.includes(zone);
      const missing = failure(404, 'resource is not found');
      const reply = route(request, {
        'GET /domain/v2beta1/dns-zones': () => {
          const wanted = query.get('dns_zone') ?? query.get('domain');
          const zones = records.zones
            .filter((name) => wanted === null || name === wanted)
            .map((domain) => ({ domain, subdomain: '', status: 'active' }));
          const { items, total } = pageOf(zones, query, paged);
          return { status: 200, body: { dns_zones: items, total_count: total } };
        },
        'GET /domain/v2beta1/dns-zones/:zone/records': ({ zone = '' }) => {
          if (!known(zone)) return missing;
          const found = records
            .at(zone)
            .filter(
              ({ label, type }) =>
                [null, '', label].includes(query.get('name')) &&
                [undefined, 'UNKNOWN', type].includes(query.get('type')?.toUpperCase()),
            );
          const { items, total } = pageOf(found.map(shown), query, paged);
          return { status: 200, body: { records: items, total_count: total } };
        },
        'PATCH /domain/v2beta1/dns-zones/:zone/records': ({ zone = '' }) => {
          if (!known(zone)) return missing;
          const read = readFields(request.body, {
            changes: 'array',
            return_all_records: 'boolean?',
            disallow_new_zone_creation: 'boolean?',
            serial: 'number?',
          });
          if (read.problem !== undefined) return failure(400, read.problem);
          for (const change of read.fields['changes'] as unknown as object[]) {
            const problem = apply(zone, change);
            if (problem !== undefined) return failure(400, problem);
          }
          return { status: 200, body: { records: [] } };
        },
      });
      return reply ?? { status: 501 };
    },
  };

  /** @returns what is wrong */
  function apply(zone: string, change: object): string | undefined {
    const read = readFields(JSON.stringify(change), { add: 'object?', delete: 'object?' });
    if (read.problem !== undefined) return read.problem;
    const { add, delete: gone } = read.fields as unknown as {
      add?: { records: { name: string; type: string; data: string; ttl: number }[] };
      delete?: { id?: string; id_fields?: { name: string; type: string; data?: string } };
    };
    for (const { name, type, data, ttl } of add?.records ?? []) {
      // Lexicon gives absolute names, the documentation relative ones.
      const label = name.endsWith(`.${zone}`) ? name.slice(0, -zone.length - 1) : name;
      if (ttl < 60) return 'ttl must be at least 60';
      // Its SDK for Python writes types in lower case, those for Go and JavaScript don't.
      records.add({
        zone,
        label,
        type: type.toUpperCase(),
        value: /^".*"$/.test(data) ? data : JSON.stringify(data),
        ttl,
      });
    }
    if (gone?.id !== undefined && !records.remove(Number(gone.id.split('-').at(-1))))
      return 'record not found';
    return undefined;
  }
}

function failure(status: number, message: string): Reply {
  return { status, body: { message, type: 'denied_authentication' } };
}
