import { readFields, route, type FakeApi, type Reply } from './fake-api.ts';
import { Records, type Stored } from './store.ts';

/** https://www.vultr.com/api/#tag/dns */
export function fakeVultr(token: string): FakeApi {
  const records = new Records();
  const idOf = (id: number) => `cb676a46-66fd-4dfb-b839-${String(id).padStart(12, '0')}`;
  const shown = ({ id, type, label, value, ttl }: Stored) => ({
    id: idOf(id),
    type,
    name: label,
    data: value,
    priority: -1,
    ttl,
  });
  const list = (key: string, items: readonly object[], query: URLSearchParams): Reply => {
    const asked = Number(query.get('per_page') ?? 100);
    if (asked > 500) return failure(400, 'per_page must be at most 500');
    const size = Math.min(asked, 20);
    const start = Number(Buffer.from(query.get('cursor') ?? '', 'base64').toString() || 0);
    const end = start + size;
    const next = end < items.length ? Buffer.from(String(end)).toString('base64') : '';
    return {
      status: 200,
      body: { [key]: items.slice(start, end), meta: { total: items.length, links: { next, prev: '' } } },
    };
  };
  return {
    hosts: ['api.vultr.com'],
    records,
    answer(request) {
      if (request.headers['authorization'] !== `Bearer ${token}`) return failure(401, 'Invalid API token.');
      const { searchParams: query } = request.url;
      const known = (zone = '') => records.zones.includes(zone);
      const missing = failure(404, 'Invalid domain.');
      const reply = route(request, {
        'GET /v2/domains': () =>
          list(
            'domains',
            records.zones.map((domain) => ({ domain, dns_sec: 'disabled' })),
            query,
          ),
        'GET /v2/domains/:zone/records': ({ zone = '' }) =>
          known(zone) ? list('records', records.at(zone).map(shown), query) : missing,
        'POST /v2/domains/:zone/records': ({ zone = '' }) => {
          if (!known(zone)) return missing;
          const read = readFields(request.body, {
            name: 'string',
            type: 'string',
            data: 'string',
            ttl: 'number?',
            priority: 'number?',
          });
          if (read.problem !== undefined) return failure(400, read.problem);
          const {
            type,
            name,
            data,
            ttl = 300,
          } = read.fields as unknown as Omit<Stored, 'ttl'> & { ttl?: number } & {
            name: string;
            data: string;
          };
          if (type === 'TXT' && !/^".*"$/.test(data)) return failure(400, 'TXT data must be quoted');
          return {
            status: 201,
            body: { record: shown(records.add({ zone, label: name, type, value: data, ttl })) },
          };
        },
        'DELETE /v2/domains/:zone/records/:id': ({ id = '' }) =>
          records.remove(Number(id.split('-').at(-1))) ? { status: 204 } : failure(404, 'Invalid record.'),
      });
      return reply ?? { status: 501 };
    },
  };
}

function failure(status: number, error: string): Reply {
  return { status, body: { error, status } };
}
