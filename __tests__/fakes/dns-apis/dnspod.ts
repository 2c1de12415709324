import type { FakeApi, Parameters, Reply } from './fake-api.ts';
import { Records, type Stored } from './store.ts';

/** http://dnspod.github.io/dnspod-api-doc/: forms to HTTP 200, with a code in it. */
export function fakeDnspod(token: string): FakeApi {
  const records = new Records();
  const idOf = (zone: string) => String(7000 + records.zones.indexOf(zone));
  const zoneOf = ({ domain_id: id, domain }: Parameters) =>
    records.zones.find((zone) => (id === undefined ? zone === domain : idOf(zone) === id));
  const shown = ({ id, label, type, value, ttl }: Stored) => ({
    id: String(id),
    name: label || '@',
    line: '默认',
    line_id: '0',
    type,
    ttl: String(ttl),
    value,
    enabled: '1',
  });
  /** `offset` and `length` of a list; `20` is less than what the real one gives at once. */
  const part = <T>(items: readonly T[], { offset = '0', length = '500' }: Parameters) =>
    items.slice(Number(offset), Number(offset) + Math.min(Number(length), 20));
  const actions: Readonly<Record<string, (fields: Parameters) => Reply>> = {
    '/Domain.List'(fields) {
      const domains = part(records.zones, fields).map((name) => ({
        id: Number(idOf(name)),
        name,
        punycode: name,
      }));
      if (domains.length === 0) return failure('9', 'No domains');
      return ok({ info: { domain_total: records.zones.length }, domains });
    },
    '/Domain.Info'(fields) {
      const zone = zoneOf(fields);
      return zone === undefined
        ? failure('6', 'Domain name invalid')
        : ok({ domain: { id: idOf(zone), name: zone, punycode: zone, status: 'enable' } });
    },
    '/Record.List'(fields) {
      const zone = zoneOf(fields);
      if (zone === undefined) return failure('6', 'Domain id invalid');
      const label = fields['sub_domain']?.replace(/^@$/, '');
      const found = records.at(zone, label === undefined ? {} : { label });
      if (found.length === 0) return failure('10', 'No records on the list');
      // Without a limit the real one gives 500, of which nobody has more here.
      const given = fields['length'] === undefined ? found : part(found, fields);
      return ok({
        info: { sub_domains: '1', record_total: String(found.length) },
        records: given.map(shown),
      });
    },
    '/Record.Create'(fields) {
      const zone = zoneOf(fields);
      const { sub_domain: rr = '@', record_type: type, record_line: line, value, ttl = '600' } = fields;
      if (zone === undefined) return failure('6', 'Domain id invalid');
      if (line !== '默认') return failure('26', 'Record line invalid');
      if (type === undefined || value === undefined) return failure('27', 'Record type invalid');
      if (Number(ttl) < 600) return failure('32', 'The TTL is out of range');
      const label = rr === '@' ? '' : rr;
      if (records.at(zone, { label, type }).some((record) => record.value === value)) {
        return failure('104', 'The record exists already');
      }
      const { id } = records.add({ zone, label, type, value, ttl: Number(ttl) });
      return ok({ record: { id: String(id), name: rr, status: 'enable' } });
    },
    '/Record.Remove'(fields) {
      if (zoneOf(fields) === undefined) return failure('6', 'Domain id invalid');
      return records.remove(fields['record_id'] ?? '') ? ok({}) : failure('8', 'Record id invalid');
    },
  };
  return {
    hosts: ['dnsapi.cn'],
    records,
    answer({ method, url, body, headers }) {
      if (method !== 'POST' || !headers['content-type']?.startsWith('application/x-www-form-urlencoded')) {
        return failure('2', 'POST method only');
      }
      const { login_token: given, format, ...fields } = Object.fromEntries(new URLSearchParams(body));
      if (given !== token) return failure('-1', 'Login fail, please check login info');
      return format === 'json' ? (actions[url.pathname]?.(fields) ?? { status: 501 }) : { status: 501 };
    },
  };
}

function ok(body: object): Reply {
  return { status: 200, body: { status: { code: '1', message: 'Action completed successful' }, ...body } };
}

function failure(code: string, message: string): Reply {
  return { status: 200, body: { status: { code, message, created_at: '2026-01-01 00:00:00' } } };
}
