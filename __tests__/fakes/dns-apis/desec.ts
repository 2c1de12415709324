import { readFields, route, type FakeApi, type Handler, type Reply } from './fake-api.ts';
import { fullName, Records } from './store.ts';

/** https://desec.readthedocs.io/en/latest/dns/rrsets.html */
export function fakeDesec(token: string): FakeApi {
  const records = new Records();
  const missing = failure(404, 'Not found.');
  const setAt = (zone: string, subname: string, type: string) => {
    const found = records.at(zone, { label: subname, type });
    const [first] = found;
    const ttl = first?.ttl;
    return (
      first && {
        domain: zone,
        subname,
        name: `${fullName(first)}.`,
        type,
        ttl,
        records: found.map(({ value }) => value),
      }
    );
  };
  const put = (zone: string, body: string, { partial }: { partial: boolean }): Reply => {
    const sets = JSON.parse(body) as object[];
    for (const set of sets) {
      const optional = partial ? '?' : '';
      const read = readFields(JSON.stringify(set), {
        subname: 'string',
        type: 'string',
        records: 'array',
        ttl: `number${optional}`,
      });
      if (read.problem !== undefined) return { status: 400, body: [{ non_field_errors: [read.problem] }] };
      const {
        subname,
        type,
        records: values,
        ttl = 3600,
      } = read.fields as unknown as { subname: string; type: string; records: string[]; ttl?: number };
      const problem = refusal(values, ttl);
      if (problem) return { status: 400, body: [problem] };
      records.replace({ zone, label: subname, type, ttl }, values);
    }
    return { status: 200, body: sets };
  };
  const patch: Handler = ({ zone = '', subname = '', type = '' }, { body }) => {
    const label = subname === '@' ? '' : subname;
    // Lexicon sends the TTL as text, and the real server takes it.
    const { records: values, ttl = 3600 } = JSON.parse(body) as { records: string[]; ttl?: number | string };
    const problem = refusal(values, Number(ttl));
    if (problem) return { status: 400, body: problem };
    records.replace({ zone, label, type, ttl: Number(ttl) }, values);
    return values.length === 0 ? { status: 204 } : { status: 200, body: setAt(zone, label, type) };
  };
  return {
    hosts: ['desec.io'],
    records,
    answer(request) {
      if (request.headers['authorization'] !== `Token ${token}`) return failure(401, 'Invalid token.');
      const { searchParams: query } = request.url;
      const at = '/api/v1/domains/:zone/rrsets/';
      const reply = route(request, {
        'GET /api/v1/domains/': () => {
          const name = query.get('owns_qname');
          const owns = (zone: string) => name === null || name === zone || name.endsWith(`.${zone}`);
          return {
            status: 200,
            body: records.zones.filter(owns).map((zone) => ({ name: zone, minimum_ttl: 3600 })),
          };
        },
        'GET /api/v1/domains/:zone/': ({ zone = '' }) =>
          records.zones.includes(zone) ? { status: 200, body: { name: zone } } : missing,
        [`GET ${at}`]: ({ zone = '' }) => {
          const wanted = records
            .at(zone)
            .filter(
              ({ label, type }) =>
                [null, label].includes(query.get('subname')) && [null, type].includes(query.get('type')),
            );
          const names = [...new Set(wanted.map(({ label, type }) => `${label} ${type}`))];
          return {
            status: 200,
            body: names.map((name) => setAt(zone, ...(name.split(' ') as [string, string]))),
          };
        },
        [`GET ${at}:subname/:type/`]: ({ zone = '', subname = '', type = '' }) => {
          const set = setAt(zone, subname === '@' ? '' : subname, type);
          return set ? { status: 200, body: set } : missing;
        },
        [`PATCH ${at}:subname/:type/`]: patch,
        [`POST ${at}`]: ({ zone = '' }) => {
          const {
            subname,
            type,
            records: values,
            ttl,
          } = JSON.parse(request.body) as {
            subname: string;
            type: string;
            records: string[];
            ttl: number | string;
          };
          const problem = refusal(values, Number(ttl));
          if (problem) return { status: 400, body: problem };
          if (setAt(zone, subname, type))
            return {
              status: 400,
              body: { non_field_errors: ['Another RRset with the same subdomain and type exists'] },
            };
          records.replace({ zone, label: subname, type, ttl: Number(ttl) }, values);
          return { status: 201, body: setAt(zone, subname, type) };
        },
        [`PUT ${at}`]: ({ zone = '' }) => put(zone, request.body, { partial: false }),
        [`PATCH ${at}`]: ({ zone = '' }) => put(zone, request.body, { partial: true }),
      });
      return reply ?? { status: 501 };
    },
  };
}

function refusal(values: readonly string[], ttl: number): object | undefined {
  if (!(ttl >= 3600)) return { ttl: ['Ensure this value is greater than or equal to 3600.'] };
  const bare = values.some((value) => !/^".*"$/.test(value));
  return bare ? { records: ['Data for TXT records must be given using quotation marks.'] } : undefined;
}

function failure(status: number, detail: string): Reply {
  return { status, body: { detail } };
}
