import { readFields, route, type FakeApi, type Handler, type Parameters, type Reply } from './fake-api.ts';
import { pageOf, Records } from './store.ts';

/** https://docs.hetzner.cloud/reference/cloud#dns. Actions run for one look before they are done. */
export function fakeHetzner(token: string): FakeApi {
  const records = new Records();
  const actions = new Map<string, number>();
  const numberOf = (zone: string) => records.zones.indexOf(zone) + 1;
  const zoneOf = (idOrName = '') =>
    records.zones.find((zone) => zone === idOrName || String(numberOf(zone)) === idOrName);
  const missing = failure(404, 'not_found', 'not found');
  const shown = (name: string) => ({ id: numberOf(name), name, ttl: 3600, mode: 'primary', status: 'ok' });
  const action = (): Reply => {
    const id = actions.size + 1;
    actions.set(String(id), 0);
    return {
      status: 201,
      body: { action: { id, command: 'change', status: 'running', progress: 0, error: null } },
    };
  };
  const setAt = (zone: string, label: string, type: string) => {
    const found = records.at(zone, { label, type });
    const [first] = found;
    return (
      first && {
        id: `${label || '@'}/${type}`,
        name: label || '@',
        type,
        ttl: first.ttl,
        records: found.map(({ value }) => ({ value, comment: '' })),
        zone: numberOf(zone),
      }
    );
  };
  /** Checks what both actions have in common. */
  const change = (
    { zone: id, name, type = '' }: Parameters,
    { body, fields }: { body: string; fields: Parameters },
    apply: (
      at: { zone: string; label: string; type: string },
      values: string[],
      ttl: number | undefined,
    ) => Reply,
  ): Reply => {
    const zone = zoneOf(id);
    const read = readFields(body, { records: 'array', ...fields } as never);
    if (zone === undefined) return missing;
    if (read.problem !== undefined) return failure(422, 'invalid_input', read.problem);
    const { records: given, ttl } = read.fields as unknown as { records: { value: string }[]; ttl?: number };
    const values = given.map(({ value }) => value);
    if (type === 'TXT' && !values.every((value) => /^".*"$/.test(value))) {
      return failure(422, 'invalid_input', 'invalid input in field records: TXT must be quoted');
    }
    return apply({ zone, label: name === '@' ? '' : (name ?? ''), type }, values, ttl);
  };
  const readAction: Handler = ({ id = '' }) => {
    const looks = actions.get(id);
    if (looks === undefined) return missing;
    actions.set(id, looks + 1);
    const status = looks === 0 ? 'running' : 'success';
    return { status: 200, body: { action: { id: Number(id), status, error: null } } };
  };
  return {
    hosts: ['api.hetzner.cloud'],
    records,
    answer(request) {
      if (request.headers['authorization'] !== `Bearer ${token}`) {
        return failure(401, 'unauthorized', 'unable to authenticate');
      }
      const { searchParams: query } = request.url;
      const at = '/v1/zones/:zone/rrsets';
      const reply = route(request, {
        'GET /v1/zones': () => {
          const zones = records.zones.filter((name) => [null, name].includes(query.get('name'))).map(shown);
          const { items, page, pages } = pageOf(zones, query, { size: 'per_page', standard: 25, most: 50 });
          return { status: 200, body: { zones: items, meta: { pagination: { page, last_page: pages } } } };
        },
        'GET /v1/zones/:zone': ({ zone: id }) => {
          const zone = zoneOf(id);
          return zone === undefined ? missing : { status: 200, body: { zone: shown(zone) } };
        },
        [`GET ${at}`]: ({ zone: id }) => {
          const zone = zoneOf(id) ?? '';
          const wanted = records
            .at(zone)
            .filter(
              ({ label, type }) =>
                [null, label || '@'].includes(query.get('name')) && [null, type].includes(query.get('type')),
            );
          const names = [...new Set(wanted.map(({ label, type }) => `${label} ${type}`))];
          const sets = names.map((name) => setAt(zone, ...(name.split(' ') as [string, string])));
          const { items, page, pages } = pageOf(sets, query, { size: 'per_page', standard: 25, most: 50 });
          const next = page < pages ? page + 1 : null;
          return {
            status: 200,
            body: { rrsets: items, meta: { pagination: { page, next_page: next, last_page: pages } } },
          };
        },
        [`GET ${at}/:name/:type`]: ({ zone, name, type = '' }) => {
          const rrset = setAt(zoneOf(zone) ?? '', name === '@' ? '' : (name ?? ''), type);
          return rrset ? { status: 200, body: { rrset } } : missing;
        },
        [`POST ${at}/:name/:type/actions/add_records`]: (parameters) =>
          change(parameters, { body: request.body, fields: { ttl: 'number?' } }, (place, values, ttl) => {
            const there = records.at(place.zone, place);
            if (there[0] && ttl !== undefined && ttl !== there[0].ttl) {
              return failure(422, 'invalid_input', 'TTL differs from that of the set');
            }
            if (there.some(({ value }) => values.includes(value)))
              return failure(409, 'uniqueness_error', 'is there');
            for (const value of values) records.add({ ...place, value, ttl: there[0]?.ttl ?? ttl ?? 3600 });
            return action();
          }),
        [`POST ${at}/:name/:type/actions/remove_records`]: (parameters) =>
          change(parameters, { body: request.body, fields: {} }, (place, values) => {
            const gone = records.at(place.zone, place).filter(({ value }) => values.includes(value));
            if (gone.length < values.length) return missing;
            for (const { id } of gone) records.remove(id);
            return action();
          }),
        'GET /v1/actions/:id': readAction,
        'GET /v1/zones/actions/:id': readAction,
      });
      return reply ?? { status: 501 };
    },
  };
}

function failure(status: number, code: string, message: string): Reply {
  return { status, body: { error: { code, message, details: null } } };
}
