import { readFields, route, type FakeApi, type Reply } from './fake-api.ts';
import { pageOf, Records, type Stored } from './store.ts';

/** https://techdocs.akamai.com/linode-api/reference/get-domains */
export function fakeLinode(token: string): FakeApi {
  const records = new Records();
  const missing = failure(404, 'Not found');
  const numberOf = (zone: string) => records.zones.indexOf(zone) + 1;
  const zoneOf = (id = '') => records.zones[Number(id) - 1];
  const shown = ({ id, type, label, value, ttl }: Stored) => ({
    id,
    type,
    name: label,
    target: value,
    ttl_sec: ttl,
    priority: 0,
  });
  return {
    hosts: ['api.linode.com'],
    records,
    answer(request) {
      if (request.headers['authorization'] !== `Bearer ${token}`) return failure(401, 'Invalid Token');
      const filter = JSON.parse(request.headers['x-filter'] ?? '{}') as Record<string, unknown>;
      const list = (items: readonly object[]): Reply => {
        const fitting = items.filter((item) =>
          Object.entries(filter).every(([key, value]) => (item as Record<string, unknown>)[key] === value),
        );
        const size = Number(request.url.searchParams.get('page_size') ?? 100);
        if (size < 25 || size > 500) return failure(400, 'Must be 25-500');
        const {
          items: data,
          page,
          pages,
          total,
        } = pageOf(fitting, request.url.searchParams, { size: 'page_size', standard: 100, most: 500 });
        return { status: 200, body: { data, page, pages, results: total } };
      };
      const reply = route(request, {
        'GET /v4/domains': () =>
          list(
            records.zones.map((domain) => ({
              id: numberOf(domain),
              domain,
              type: 'master',
              status: 'active',
            })),
          ),
        'GET /v4/domains/:zone/records': ({ zone }) => {
          const name = zoneOf(zone);
          return name === undefined ? missing : list(records.at(name).map(shown));
        },
        'POST /v4/domains/:zone/records': ({ zone: id }) => {
          const zone = zoneOf(id);
          if (zone === undefined) return missing;
          const read = readFields(request.body, {
            type: 'string',
            name: 'string',
            target: 'string',
            ttl_sec: 'number?',
          });
          if (read.problem !== undefined) return failure(400, read.problem);
          const {
            type,
            name,
            target,
            ttl_sec: ttl = 0,
          } = read.fields as unknown as Stored & { name: string; target: string; ttl_sec?: number };
          return { status: 200, body: shown(records.add({ zone, label: name, type, value: target, ttl })) };
        },
        'DELETE /v4/domains/:zone/records/:id': ({ id = '' }) =>
          records.remove(id) ? { status: 200, body: {} } : missing,
      });
      return reply ?? { status: 501 };
    },
  };
}

function failure(status: number, reason: string): Reply {
  return { status, body: { errors: [{ reason }] } };
}
