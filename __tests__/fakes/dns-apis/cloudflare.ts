import { readFields, route, type FakeApi, type Reply } from './fake-api.ts';
import { fullName, pageOf, Records, type Stored } from './store.ts';

/** https://developers.cloudflare.com/api/resources/dns/ */
export function fakeCloudflare(token: string): FakeApi {
  const records = new Records();
  const idOf = (zone: string) => Buffer.from(zone).toString('hex').padEnd(32, '0').slice(0, 32);
  const zoneOf = (id = '') => records.zones.find((zone) => idOf(zone) === id);
  const shown = (record: Stored) => ({
    id: String(record.id).padStart(32, '0'),
    name: fullName(record),
    type: record.type,
    content: record.value,
    ttl: record.ttl,
    proxied: false,
  });
  const list = (items: readonly object[], query: URLSearchParams, most: number) => {
    const { page, pages, total, perPage, ...part } = pageOf(items, query, {
      size: 'per_page',
      standard: 20,
      most,
    });
    const info = {
      page,
      per_page: perPage,
      count: part.items.length,
      total_count: total,
      total_pages: pages,
    };
    return ok(part.items, info);
  };
  return {
    hosts: ['api.cloudflare.com'],
    records,
    answer(request) {
      const { authorization = '' } = request.headers;
      if (!/^Bearer \S+$/.test(authorization)) return failure(400, 6003, 'Invalid request headers');
      if (authorization !== `Bearer ${token}`) return failure(403, 9109, 'Invalid access token');
      const { searchParams: query } = request.url;
      const reply = route(request, {
        'GET /client/v4/zones': () =>
          list(
            records.zones
              .filter((name) => [null, name].includes(query.get('name')))
              .map((name) => ({ id: idOf(name), name, status: 'active' })),
            query,
            100,
          ),
        'GET /client/v4/zones/:zone/dns_records': ({ zone }) => {
          const name = query.get('name') ?? query.get('name.exact');
          const type = query.get('type') ?? undefined;
          const items = records.at(zoneOf(zone) ?? '', type === undefined ? {} : { type }).map(shown);
          return list(
            items.filter(
              (record) =>
                (name === null || record.name === name) &&
                [null, record.content, record.content.replace(/^"(.*)"$/, '$1')].includes(
                  query.get('content'),
                ),
            ),
            query,
            5000,
          );
        },
        'POST /client/v4/zones/:zone/dns_records': ({ zone: id }) => {
          const zone = zoneOf(id);
          if (zone === undefined) return failure(404, 7003, 'Could not route to that zone');
          return create(zone, request.body);
        },
        'DELETE /client/v4/zones/:zone/dns_records/:id': ({ id = '' }) =>
          records.remove(Number(id)) ? ok({ id }) : failure(404, 81044, 'Record does not exist.'),
      });
      return reply ?? { status: 501 };
    },
  };

  function create(zone: string, body: string): Reply {
    const read = readFields(body, {
      type: 'string',
      name: 'string',
      content: 'string',
      ttl: 'number?',
      data: 'null?',
    });
    if (read.problem !== undefined) return failure(400, 9005, read.problem);
    const {
      type,
      name,
      content,
      ttl = 1,
    } = read.fields as unknown as Omit<Stored, 'ttl'> & { ttl?: number } & { name: string; content: string };
    if (ttl !== 1 && ttl < 60)
      return failure(400, 9021, 'Invalid TTL. Must be between 60 and 86400 seconds, or 1');
    if (name !== zone && !name.endsWith(`.${zone}`)) return failure(400, 9000, 'DNS name is invalid.');
    const label = name.slice(0, -zone.length - 1);
    const same = (other: string) => other.replace(/^"(.*)"$/, '$1') === content.replace(/^"(.*)"$/, '$1');
    if (records.at(zone, { label, type }).some(({ value }) => same(value))) {
      return failure(400, 81058, 'An identical record already exists.');
    }
    return ok(shown(records.add({ zone, label, type, value: content, ttl })));
  }
}

function ok(result: unknown, info?: object): Reply {
  const body = { success: true, errors: [], messages: [], result, ...(info ? { result_info: info } : {}) };
  return { status: 200, body };
}

function failure(status: number, code: number, message: string): Reply {
  return { status, body: { success: false, errors: [{ code, message }], messages: [], result: null } };
}
