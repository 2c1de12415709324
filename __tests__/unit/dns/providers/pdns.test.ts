import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { HttpRequest } from '../../../../src/base/ports.ts';
import { pdns } from '../../../../src/dns/providers/pdns.ts';
import { fakeHttp, providerContext } from '../../../fakes/dns-context.ts';
import { configured, failureOf, faultsOf, openBound } from '../../../fakes/dns-provider.ts';

const env = { PDNS_API_URL: 'http://pdns:8081/', PDNS_API_KEY: 'sesame' };
const zones = [
  { id: 'example.com.', name: 'example.com.', kind: 'Native' },
  { id: 'sub.example.com.', name: 'sub.example.com.', kind: 'Master' },
];
const others = [
  { content: '"kept"', disabled: false },
  { content: '"off"', disabled: true },
];

/** A server whose every TXT set holds `records`; what is patched is kept. */
function server(
  records: readonly unknown[] = [],
  {
    status,
    isOld = false,
    beside = [],
  }: {
    status?: (request: HttpRequest) => number;
    isOld?: boolean;
    /** Other sets at the name. */
    beside?: readonly { type: string; records: readonly unknown[] }[];
  } = {},
) {
  const patches: unknown[] = [];
  const http = fakeHttp((request) => {
    const code = status?.(request) ?? 200;
    if (code >= 300) return { status: code, body: '{"error":"said so"}' };
    if (isOld && /EXTEND|PRUNE/.test(request.body ?? '')) {
      return { status: 422, body: '{"error":"Changetype not understood"}' };
    }
    if (request.method === 'PATCH') patches.push(JSON.parse(request.body ?? ''));
    const { pathname, searchParams } = new URL(request.url);
    if (pathname.endsWith('/zones')) return { body: JSON.stringify(zones) };
    const type = searchParams.get('rrset_type');
    const rrsets = [...beside, ...(records.length > 0 ? [{ type: 'TXT', records }] : [])]
      .filter((set) => type === null || set.type === type)
      .map((set) => ({ name: searchParams.get('rrset_name'), ttl: 60, ...set }));
    return { body: request.method === 'GET' ? JSON.stringify({ rrsets }) : '' };
  });
  const context = providerContext(env, { ports: { http } });
  return { http, patches, context, provider: configured(pdns, context) };
}

describe('pdns', () => {
  const name = '_acme-challenge.example.com';
  const at = { name: `${name}.`, type: 'TXT' };
  const mine = { content: '"mine"', disabled: false };

  it('adds and takes away its value alone, at the TTL of those that are there', async () => {
    const { provider, patches } = server([{ content: '"kept"', disabled: false }, mine]);
    await provider.present({ name, value: 'new' }, openBound());
    await provider.remove({ name, value: 'mine' }, openBound());
    const fresh = { content: '"new"', disabled: false };
    assert.deepEqual(patches, [
      { rrsets: [{ ...at, changetype: 'EXTEND', ttl: 60, records: [fresh] }] },
      { rrsets: [{ ...at, changetype: 'PRUNE', ttl: 60, records: [mine] }] },
    ]);
  });

  it('writes the whole set where the server knows no better, which it tries once', async () => {
    const { provider, patches, http } = server(others, { isOld: true });
    await provider.present({ name, value: 'mine' }, openBound());
    assert.deepEqual(patches, [
      { rrsets: [{ ...at, changetype: 'REPLACE', ttl: 60, records: [...others, mine] }] },
    ]);
    const before = http.requests.length;
    await provider.present({ name, value: 'mine' }, openBound());
    const methods = http.requests.slice(before).map(({ method }) => method);
    assert.deepEqual(methods, ['GET', 'PATCH']);
  });

  it('enables its value where it is disabled, and writes nothing where it is set', async () => {
    const { provider, patches } = server(others);
    await provider.present({ name: 'x.example.com', value: 'kept' }, openBound());
    assert.deepEqual(patches, []);
    await provider.present({ name: 'x.example.com', value: 'off' }, openBound());
    assert.match(JSON.stringify(patches), /REPLACE.*"off\\"","disabled":false/);
  });

  it('keeps the disabled records of others, which the server drops when it changes a single value', async () => {
    const { provider, patches } = server([...others, mine]);
    await provider.present({ name, value: 'new' }, openBound());
    await provider.remove({ name, value: 'mine' }, openBound());
    const fresh = { content: '"new"', disabled: false };
    assert.deepEqual(patches, [
      { rrsets: [{ ...at, changetype: 'REPLACE', ttl: 60, records: [...others, mine, fresh] }] },
      { rrsets: [{ ...at, changetype: 'REPLACE', ttl: 60, records: others }] },
    ]);
  });

  it('goes on changing single values after a set with disabled ones', async () => {
    const records: unknown[] = [...others];
    const { provider, patches } = server(records);
    await provider.present({ name, value: 'new' }, openBound());
    records.splice(0);
    await provider.present({ name, value: 'new' }, openBound());
    assert.match(JSON.stringify(patches.at(-1)), /EXTEND/);
  });

  it('writes nothing beside a CNAME, which EXTEND would, but takes away what stands there', async () => {
    const cname = (disabled: boolean) => ({ type: 'CNAME', records: [{ content: 'x.test.', disabled }] });
    const { provider, patches } = server([mine], { beside: [cname(false)] });
    for (const value of ['new', 'mine']) {
      const error = await failureOf(provider.present({ name, value }, openBound()));
      assert.match(error.message, /CNAME at _acme-challenge\.example\.com/);
      assert.match(error.details.hint ?? '', /remove it, or let it lead/);
    }
    assert.deepEqual(patches, []);
    await provider.remove({ name, value: 'mine' }, openBound());
    assert.match(JSON.stringify(patches), /PRUNE/);
    const off = server([], { beside: [cname(true)] });
    await off.provider.present({ name, value: 'new' }, openBound());
    assert.match(JSON.stringify(off.patches), /EXTEND/);
  });

  it('removes the set with its last value at an old server, and nothing twice', async () => {
    const { provider, patches } = server([mine], { isOld: true });
    await provider.remove({ name: 'x.example.com', value: 'other' }, openBound());
    assert.deepEqual(patches, []);
    await provider.remove({ name: 'x.example.com', value: 'mine' }, openBound());
    assert.deepEqual(patches, [
      { rrsets: [{ name: 'x.example.com.', type: 'TXT', changetype: 'DELETE', records: [] }] },
    ]);
  });

  it('takes the longest zone, asks for the list once, and notifies its secondaries', async () => {
    const { provider, http, context } = server([], {
      status: ({ url }) => (url.endsWith('/notify') ? 400 : 200),
    });
    await provider.present({ name: 'a.sub.example.com', value: 'x' }, openBound());
    await provider.present({ name: 'b.sub.example.com', value: 'x' }, openBound());
    const paths = http.requests.map(({ method, url }) => `${method} ${new URL(url).pathname}`);
    assert.deepEqual(paths.slice(0, 4), [
      'GET /api/v1/servers/localhost/zones',
      'GET /api/v1/servers/localhost/zones/sub.example.com.',
      'PATCH /api/v1/servers/localhost/zones/sub.example.com.',
      'PUT /api/v1/servers/localhost/zones/sub.example.com./notify',
    ]);
    assert.equal(paths.length, 7);
    assert.match(context.lines[0] ?? '', /weren't notified/);
  });

  it('bears the API path in its URL, and another server name', async () => {
    const http = fakeHttp(() => ({ body: '[]' }));
    for (const suffix of ['', '/', '/api', '/api/v1/']) {
      const names = { PDNS_API_URL: `https://x/base${suffix}`, PDNS_SERVER_NAME: 'main' };
      const provider = configured(pdns, providerContext({ ...env, ...names }, { ports: { http } }));
      await failureOf(provider.present({ name: 'a.test', value: 'x' }, openBound()));
      assert.equal(http.requests.at(-1)?.url, 'https://x/base/api/v1/servers/main/zones?dnssec=false');
    }
  });

  it('says what each refusal means', async () => {
    const says = {
      401: /API key is wrong/,
      403: /does not let/,
      404: /no such API/,
      422: /refuses the record.*said so/,
    };
    for (const [status, pattern] of Object.entries(says)) {
      const { provider } = server([], {
        status: ({ method }) => (method === 'PATCH' ? Number(status) : 200),
      });
      const error = await failureOf(provider.present({ name: 'x.example.com', value: 'x' }, openBound()));
      assert.match(error.message, pattern);
      assert.ok(error.details.hint);
    }
  });

  it('says that something else answers at the URL', async () => {
    for (const body of ['<html>', '{"zones":[]}']) {
      const provider = configured(
        pdns,
        providerContext(env, { ports: { http: fakeHttp(() => ({ body })) } }),
      );
      const error = await failureOf(provider.present({ name: 'x.example.com', value: 'x' }, openBound()));
      assert.match(error.message, /no JSON|something else than the list of zones/);
    }
  });

  it('lists every fault, with no secret in it', () => {
    const faults = faultsOf(pdns, providerContext({ PDNS_TTL: '0' }));
    assert.deepEqual(Object.keys(faults).sort(), ['PDNS_API_KEY', 'PDNS_API_URL', 'PDNS_TTL']);
  });
});
