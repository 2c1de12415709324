import { readFields, route, type FakeApi, type Handler, type Reply } from './fake-api.ts';
import { fullName, Records, type Stored } from './store.ts';

/** https://porkbun.com/api/json/v3/documentation */
export function fakePorkbun({ key, secret }: { key: string; secret: string }): FakeApi {
  const records = new Records();
  const shown = (record: Stored) => ({
    id: String(record.id),
    name: fullName(record),
    type: record.type,
    content: record.value,
    ttl: String(record.ttl),
    prio: '0',
    notes: '',
  });
  const keys = { apikey: 'string', secretapikey: 'string' } as const;
  const zoned =
    (handle: Handler): Handler =>
    (parameters, request) =>
      records.zones.includes(parameters['zone'] ?? '')
        ? handle(parameters, request)
        : failure('Invalid domain.');
  return {
    hosts: ['api.porkbun.com'],
    records,
    answer(request) {
      const given = JSON.parse(request.body) as { apikey?: string; secretapikey?: string; ttl?: unknown };
      if (given.apikey !== key || given.secretapikey !== secret) return failure('Invalid API key. (002)');
      const at = '/api/json/v3';
      const reply = route(request, {
        [`POST ${at}/ping`]: () => success({ yourIp: '127.0.0.1' }),
        [`POST ${at}/dns/retrieve/:zone`]: zoned(({ zone = '' }) =>
          success({ cloudflare: 'enabled', records: records.at(zone).map(shown) }),
        ),
        [`POST ${at}/dns/create/:zone`]: zoned(({ zone = '' }) => {
          const read = readFields(request.body, {
            ...keys,
            name: 'string',
            type: 'string',
            content: 'string',
            ttl: typeof given.ttl === 'number' ? 'number' : 'string?',
          });
          if (read.problem !== undefined) return failure(read.problem);
          const { name, type, content, ttl = '600' } = read.fields as unknown as Record<string, string>;
          const { id } = records.add({
            zone,
            label: name ?? '',
            type: type ?? '',
            value: content ?? '',
            ttl: Number(ttl),
          });
          return success({ id });
        }),
        [`POST ${at}/dns/delete/:zone/:id`]: zoned(({ id = '' }) => {
          const read = readFields(request.body, keys);
          if (read.problem !== undefined) return failure(read.problem);
          return records.remove(id) ? success({}) : failure('Invalid record ID.');
        }),
      });
      return reply ?? { status: 501 };
    },
  };
}

function success(more: object): Reply {
  return { status: 200, body: { status: 'SUCCESS', ...more } };
}

function failure(message: string): Reply {
  return { status: 400, body: { status: 'ERROR', message } };
}
