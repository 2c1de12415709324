import { readFields, route, type FakeApi, type Reply } from './fake-api.ts';
import { fullName, pageOf, Records, type Stored } from './store.ts';

/** https://docs.digitalocean.com/reference/api/digitalocean/ (Domains, Domain Records) */
export function fakeDigitalOcean(token: string): FakeApi {
  const records = new Records();
  const missing = failure(404, 'not_found', 'The resource you were accessing could not be found.');
  const shown = ({ id, type, label, value, ttl }: Stored) => ({
    id,
    type,
    name: label || '@',
    data: value,
    ttl,
  });
  const list = (key: string, items: readonly object[], url: URL): Reply => {
    const { page, pages, total, ...part } = pageOf(items, url.searchParams, {
      size: 'per_page',
      standard: 20,
      most: 200,
    });
    const next = new URL(url);
    next.searchParams.set('page', String(page + 1));
    const links = page < pages ? { pages: { next: next.href } } : {};
    return { status: 200, body: { [key]: part.items, links, meta: { total } } };
  };
  return {
    hosts: ['api.digitalocean.com'],
    records,
    answer(request) {
      if (request.headers['authorization'] !== `Bearer ${token}`) {
        return failure(401, 'unauthorized', 'Unable to authenticate you');
      }
      const { searchParams: query } = request.url;
      const known = (domain = '') => records.zones.includes(domain);
      const reply = route(request, {
        'GET /v2/domains': () =>
          list(
            'domains',
            records.zones.map((name) => ({ name, ttl: 1800 })),
            request.url,
          ),
        'GET /v2/domains/:domain': ({ domain }) =>
          known(domain) ? { status: 200, body: { domain: { name: domain, ttl: 1800 } } } : missing,
        'GET /v2/domains/:domain/records': ({ domain = '' }) => {
          if (!known(domain)) return missing;
          const found = records
            .at(domain)
            .filter(
              (record) =>
                [null, record.type].includes(query.get('type')) &&
                [null, fullName(record)].includes(query.get('name')),
            );
          return list('domain_records', found.map(shown), request.url);
        },
        'POST /v2/domains/:domain/records': ({ domain = '' }) => {
          if (!known(domain)) return missing;
          const read = readFields(request.body, {
            type: 'string',
            name: 'string',
            data: 'string',
            ttl: 'number?',
            priority: 'null?',
            port: 'null?',
            weight: 'null?',
            flags: 'null?',
            tag: 'null?',
          });
          if (read.problem !== undefined) return failure(422, 'unprocessable_entity', read.problem);
          const {
            type,
            name,
            data,
            ttl = 1800,
          } = read.fields as unknown as Omit<Stored, 'ttl'> & { ttl?: number } & {
            name: string;
            data: string;
          };
          if (ttl < 30) return failure(422, 'unprocessable_entity', 'TTL must be at least 30');
          const label = name === '@' ? '' : name;
          return {
            status: 201,
            body: { domain_record: shown(records.add({ zone: domain, label, type, value: data, ttl })) },
          };
        },
        'DELETE /v2/domains/:domain/records/:id': ({ id = '' }) =>
          records.remove(id) ? { status: 204 } : missing,
      });
      return reply ?? { status: 501 };
    },
  };
}

function failure(status: number, id: string, message: string): Reply {
  return { status, body: { id, message } };
}
