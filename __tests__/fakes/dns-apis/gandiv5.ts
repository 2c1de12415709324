import { readFields, route, type FakeApi, type Parameters, type Reply } from './fake-api.ts';
import { Records } from './store.ts';

/** https://api.gandi.net/docs/livedns/ */
export function fakeGandi(token: string): FakeApi {
  const records = new Records();
  const missing = failure(404, 'HTTPNotFound', 'The resource could not be found.');
  const place = ({ zone = '', name = '', type = '' }: Parameters) => ({
    zone,
    label: name === '@' ? '' : name,
    type,
  });
  const shown = ({ zone = '', name = '' }: Parameters, type: string) => {
    const found = records.at(zone, { label: name === '@' ? '' : name, type });
    const [first] = found;
    return (
      first && {
        rrset_name: name,
        rrset_type: type,
        rrset_ttl: first.ttl,
        rrset_values: found.map(({ value }) => value),
      }
    );
  };
  return {
    hosts: ['api.gandi.net'],
    records,
    answer(request) {
      if (request.headers['authorization'] !== `Bearer ${token}`) {
        return failure(
          401,
          'HTTPUnauthorized',
          'The server could not verify that you authorized to access the document you requested.',
        );
      }
      const zone = decodeURIComponent(request.url.pathname.split('/')[4] ?? '');
      if (zone !== '' && !records.zones.includes(zone)) return missing;
      const at = '/v5/livedns/domains/:zone';
      const reply = route(request, {
        [`GET ${at}`]: () => ({ status: 200, body: { fqdn: zone } }),
        [`GET ${at}/records`]: () => {
          const names = [...new Set(records.at(zone).map(({ label, type }) => `${label || '@'} ${type}`))];
          return {
            status: 200,
            body: names.map((entry) =>
              shown({ zone, name: entry.split(' ')[0] ?? '' }, entry.split(' ')[1] ?? ''),
            ),
          };
        },
        [`GET ${at}/records/:name/:type`]: (parameters) => {
          const set = shown(parameters, parameters['type'] ?? '');
          return set ? { status: 200, body: set } : missing;
        },
        [`POST ${at}/records/:name/:type`]: (parameters) =>
          write(parameters, request.body, { replace: false }),
        [`PUT ${at}/records/:name/:type`]: (parameters) => write(parameters, request.body, { replace: true }),
        [`DELETE ${at}/records/:name/:type`]: (parameters) => {
          if (!shown(parameters, parameters['type'] ?? '')) return missing;
          records.replace({ ...place(parameters), ttl: 0 }, []);
          return { status: 204 };
        },
      });
      return reply ?? { status: 501 };
    },
  };

  function write(parameters: Parameters, body: string, { replace }: { replace: boolean }): Reply {
    const read = readFields(body, { rrset_values: 'array', rrset_ttl: 'number?' });
    if (read.problem !== undefined) return failure(400, 'HTTPBadRequest', read.problem);
    const { rrset_values: given, rrset_ttl: ttl = 10800 } = read.fields as unknown as {
      rrset_values: string[];
      rrset_ttl?: number;
    };
    if (ttl < 300) return failure(400, 'HTTPBadRequest', 'rrset_ttl must be at least 300');
    if (given.length === 0) return failure(400, 'HTTPBadRequest', 'rrset_values must not be empty');
    const at = place(parameters);
    const quoted = given.map((value) => (/^".*"$/.test(value) ? value : JSON.stringify(value)));
    const there = records.at(at.zone, at).map(({ value }) => value);
    if (!replace && there.length > 0)
      return failure(409, 'HTTPConflict', 'A record with that name / type pair already exists');
    records.replace({ ...at, ttl }, [...new Set(quoted)]);
    return { status: 201, body: { message: 'DNS Record Created' } };
  }
}

function failure(status: number, cause: string, message: string): Reply {
  return { status, body: { object: cause, cause, code: status, message } };
}
