import { readFields, route, type FakeApi, type FakeRequest, type Reply } from './fake-api.ts';
import { pageOf, Records, type Stored } from './store.ts';

/** https://developer.dnsimple.com/v2/zones/records/; it gives TXT contents back in quotes. */
export function fakeDnsimple(token: string): FakeApi {
  const records = new Records();
  const shown = ({ id, zone, type, label, value, ttl }: Stored) => ({
    id,
    zone_id: zone,
    parent_id: null,
    priority: null,
    name: label,
    content: value,
    ttl,
    type,
  });
  const list = (items: readonly object[], query: URLSearchParams): Reply => {
    const part = pageOf(items, query, { size: 'per_page', standard: 30, most: 100 });
    const pagination = {
      current_page: part.page,
      per_page: part.perPage,
      total_entries: part.total,
      total_pages: part.pages,
    };
    return { status: 200, body: { data: part.items, pagination } };
  };
  return {
    hosts: ['api.dnsimple.com'],
    records,
    answer(request) {
      const reply = answer(request);
      return { ...reply, headers: rateLimit };
    },
  };

  function answer(request: FakeRequest): Reply {
    if (request.headers['authorization'] !== `Bearer ${token}`) return failure(401, 'Authentication failed');
    const { searchParams: query } = request.url;
    const known = (zone = '') => records.zones.includes(zone);
    const missing = failure(404, 'Zone not found');
    const zoned = (zone: string) => ({
      id: records.zones.indexOf(zone) + 1,
      account_id: 1010,
      name: zone,
      reverse: false,
    });
    const reply = route(request, {
      'GET /v2/whoami': () => ({
        status: 200,
        body: { data: { user: null, account: { id: 1010, email: 'a@example.test' } } },
      }),
      'GET /v2/accounts': () => ({
        status: 200,
        body: { data: [{ id: 1010, email: 'a@example.test', plan_identifier: 'teams-v1' }] },
      }),
      'GET /v2/1010/domains': () =>
        list(records.zones.filter((name) => name.includes(query.get('name_like') ?? '')).map(zoned), query),
      'GET /v2/1010/zones': () =>
        list(records.zones.filter((name) => name.includes(query.get('name_like') ?? '')).map(zoned), query),
      'GET /v2/1010/zones/:zone': ({ zone = '' }) =>
        known(zone) ? { status: 200, body: { data: zoned(zone) } } : missing,
      'GET /v2/1010/zones/:zone/records': ({ zone = '' }) => {
        if (!known(zone)) return missing;
        const found = records
          .at(zone)
          .filter(
            ({ label, type }) =>
              [null, label].includes(query.get('name')) && [null, type].includes(query.get('type')),
          );
        return list(found.map(shown), query);
      },
      'POST /v2/1010/zones/:zone/records': ({ zone = '' }) => {
        if (!known(zone)) return missing;
        const read = readFields(request.body, {
          name: 'string',
          type: 'string',
          content: 'string',
          ttl: 'number?',
          priority: 'number?',
        });
        if (read.problem !== undefined) return failure(400, read.problem);
        const {
          type,
          name,
          content,
          ttl = 3600,
        } = read.fields as unknown as Omit<Stored, 'ttl'> & { ttl?: number } & {
          name: string;
          content: string;
        };
        const value = /^".*"$/.test(content) ? content : JSON.stringify(content);
        if (records.at(zone, { label: name, type }).some((record) => record.value === value)) {
          return failure(400, 'Zone record already exists');
        }
        return { status: 201, body: { data: shown(records.add({ zone, label: name, type, value, ttl })) } };
      },
      'DELETE /v2/1010/zones/:zone/records/:id': ({ id = '' }) =>
        records.remove(id) ? { status: 204 } : failure(404, 'Record not found'),
    });
    return reply ?? { status: 501 };
  }
}

/** https://developer.dnsimple.com/v2/#rate-limiting */
const rateLimit = {
  'x-ratelimit-limit': '2400',
  'x-ratelimit-remaining': '2399',
  'x-ratelimit-reset': '1767225600',
};

function failure(status: number, message: string): Reply {
  return { status, body: { message } };
}
