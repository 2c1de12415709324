import assert from 'node:assert/strict';
import https from 'node:https';
import net from 'node:net';
import { after, afterEach, before, describe, it } from 'node:test';
import type { Question } from 'dns-packet';
import { startBind, type Bind } from '../../scripts/servers/bind.ts';
import { startChalltestsrv, type Challtestsrv } from '../../scripts/servers/challtestsrv.ts';
import { askDns } from '../../scripts/servers/dns-question.ts';
import type { Endpoint } from '../../scripts/servers/relay.ts';
import { hangingServer } from '../../scripts/servers/hanging.ts';
import { getHttps } from '../../scripts/servers/https.ts';
import { startPebble, type Pebble } from '../../scripts/servers/pebble.ts';
import { freePort } from '../../scripts/servers/ports.ts';
import { startPowerDns, type PowerDns } from '../../scripts/servers/powerdns.ts';
import { startProxy, type Proxy } from '../../scripts/servers/proxy.ts';

const say = (line: string) => console.log(line);

/** The answers' data as text, as one reads it in dig. */
async function ask(server: Endpoint, type: 'A' | 'TXT' | 'SOA' | 'NS', name: string): Promise<string[]> {
  const question: Question = { type, name };
  const { answers } = await askDns(server, question);
  return answers.map((answer) => ('data' in answer ? describeData(answer.data) : ''));
}

function describeData(data: unknown): string {
  if (Buffer.isBuffer(data)) return data.toString('utf8');
  if (Array.isArray(data)) return data.map(describeData).join('');
  if (typeof data === 'object' && data !== null && 'mname' in data) return String(data.mname);
  return String(data);
}

describe('challtestsrv', () => {
  let dns: Challtestsrv;
  before(async () => {
    dns = await startChalltestsrv({ say });
  });
  after(() => dns.stop());

  it('serves the TXT values it was told, until they are cleared', async () => {
    await dns.setTxt('_acme-challenge.example.test', 'one');
    await dns.setTxt('_acme-challenge.example.test', 'two');
    assert.deepEqual(await ask(dns, 'TXT', '_acme-challenge.example.test'), ['one', 'two']);
    await dns.clearTxt('_acme-challenge.example.test');
    assert.deepEqual(await ask(dns, 'TXT', '_acme-challenge.example.test'), []);
  });

  it('remembers what it was asked', async () => {
    await ask(dns, 'TXT', 'asked.example.test');
    assert.deepEqual(await dns.dnsRequestHistory('asked.example.test'), [
      { name: 'asked.example.test.', type: 16 },
    ]);
    await dns.clearRequestHistory('asked.example.test');
    assert.deepEqual(await dns.dnsRequestHistory('asked.example.test'), []);
  });

  it('follows a CNAME, gives addresses, and fails on request', async () => {
    await dns.setCname('alias.example.test', 'target.example.test');
    await dns.addA('target.example.test', ['127.0.0.7']);
    assert.ok((await ask(dns, 'A', 'alias.example.test')).includes('127.0.0.7'));
    await dns.setServfail('alias.example.test');
    assert.equal((await askDns(dns, { type: 'A', name: 'alias.example.test' })).rcode, 'SERVFAIL');
  });
});

describe('BIND', () => {
  const [primaryAddress, secondaryAddress] = ['127.0.0.1', '127.0.0.2'];
  let primary: Bind;
  let secondary: Bind;
  before(async () => {
    const port = await freePort([primaryAddress, secondaryAddress]);
    const zones = [
      {
        name: 'example.test',
        nameServers: [primaryAddress, secondaryAddress],
        records: 'alias IN CNAME target.other.test.',
        notify: [secondaryAddress],
      },
      { name: 'other.test', records: 'target IN TXT "over there"' },
    ];
    primary = await startBind({ port, zones, resolves: {}, say });
    secondary = await startBind({
      port,
      address: secondaryAddress,
      zones: [{ name: 'example.test', primary: primaryAddress }],
    });
  });
  after(() => Promise.all([primary.stop(), secondary.stop()]));

  it('answers with authority for its zones, a secondary on another address and the same port too', async () => {
    for (const server of [primary, secondary]) {
      const answer = await askDns(server, { type: 'SOA', name: 'example.test' });
      assert.equal(answer.authoritative, true);
      assert.deepEqual((await ask(server, 'NS', 'example.test')).sort(), [
        'ns1.example.test',
        'ns2.example.test',
      ]);
    }
    assert.equal(primary.port, secondary.port);
    assert.equal((await askDns(secondary, { type: 'TXT', name: 'target.other.test' })).rcode, 'REFUSED');
  });

  it('takes questions over TCP on every address', async () => {
    for (const { address, port } of [primary, secondary]) {
      const socket = net.connect(port, address);
      await new Promise((resolve, reject) => socket.once('connect', resolve).once('error', reject));
      socket.destroy();
    }
  });
});

describe('PowerDNS', () => {
  let server: PowerDns;
  before(async () => {
    server = await startPowerDns({
      zones: [{ name: 'power.test' }],
      apiKey: 'key of this test',
      address: '127.0.0.3',
      say,
    });
  });
  after(() => server.stop());

  async function patch(changetype: 'REPLACE' | 'DELETE', apiKey = 'key of this test'): Promise<number> {
    const records = [{ content: '"by REST"', disabled: false }];
    const rrset = { name: 'new.power.test.', type: 'TXT', ttl: 1, changetype, records };
    const response = await fetch(`${server.apiUrl}/api/v1/servers/localhost/zones/power.test.`, {
      method: 'PATCH',
      headers: { 'x-api-key': apiKey },
      body: JSON.stringify({ rrsets: [rrset] }),
    });
    return response.status;
  }

  it('serves at once what its REST API was told, also right after it was missing', async () => {
    assert.deepEqual(await ask(server, 'TXT', 'new.power.test'), []);
    assert.equal(await patch('REPLACE'), 204);
    assert.deepEqual(await ask(server, 'TXT', 'new.power.test'), ['by REST']);
    assert.equal(await patch('DELETE'), 204);
    assert.deepEqual(await ask(server, 'TXT', 'new.power.test'), []);
  });

  it('refuses another key', async () => {
    assert.equal(await patch('REPLACE', 'wrong'), 401);
  });
});

describe('Pebble', () => {
  let pebble: Pebble;
  let proxy: Proxy;
  before(async () => {
    pebble = await startPebble({ say, alternateRoots: 1 });
    proxy = await startProxy(pebble);
  });
  afterEach(() => proxy.clear());
  after(async () => {
    await proxy.stop();
    await pebble.stop();
  });

  const get = (path = '/dir', signal?: AbortSignal) =>
    new Promise<{ status: number; body: string; headers: Record<string, unknown> }>((resolve, reject) => {
      const url = new URL(path, proxy.directoryUrl);
      const headers = { 'user-agent': 'servers.test' };
      const request = https.get(url, { ca: pebble.caPem, headers, ...(signal && { signal }) }, (response) => {
        let body = '';
        response.setEncoding('utf8').on('data', (chunk: string) => (body += chunk));
        response.once('end', () =>
          resolve({ status: response.statusCode ?? 0, body, headers: response.headers }),
        );
        response.once('error', reject);
      });
      request.once('error', reject);
    });

  it('serves its directory to those who trust its authority, and to nobody else', async () => {
    const { body } = await getHttps(pebble.directoryUrl, pebble.caPem);
    assert.match(body, new RegExp(`"newOrder": "https://127.0.0.1:${pebble.port}/`));
    const stranger = await pebble.roots();
    assert.equal(stranger.length, 2);
    await assert.rejects(getHttps(pebble.directoryUrl, stranger[0] ?? ''), /self-signed|verify|certificate/);
  });

  it('counts what it was asked', async () => {
    const dirs = pebble.requests().dir ?? 0;
    await getHttps(pebble.directoryUrl, pebble.caPem);
    assert.equal(pebble.requests().dir, dirs + 1);
  });

  it("behind the proxy, gives URLs that lead to the proxy, and the proxy's record is kept", async () => {
    const seen = proxy.requests.length;
    const { status, body } = await get();
    assert.equal(status, 200);
    assert.match(body, new RegExp(`"newOrder": "https://127.0.0.1:${proxy.port}/`));
    const [request] = proxy.requests.slice(seen);
    assert.equal(request?.kind, 'dir');
    assert.equal(request.status, 200);
  });

  it('status: answers without the CA', async () => {
    const asked = pebble.requests().dir;
    proxy.fault({
      kind: 'dir',
      action: 'status',
      status: 503,
      headers: { 'retry-after': '86400' },
      body: { type: 'urn:ietf:params:acme:error:rateLimited', detail: 'Later' },
    });
    const answer = await get();
    assert.equal(answer.status, 503);
    assert.equal(answer.headers['retry-after'], '86400');
    assert.equal(answer.headers['content-type'], 'application/problem+json');
    assert.match(answer.body, /rateLimited/);
    assert.equal(pebble.requests().dir, asked);
    assert.equal((await get('/nonce-plz')).status, 204);
  });

  it('hang: never answers', async () => {
    proxy.fault({ kind: 'dir', action: 'hang', times: 1 });
    await assert.rejects(get('/dir', AbortSignal.timeout(300)), { name: 'AbortError' });
    assert.equal(proxy.requests.at(-1)?.fault, 'hang');
    assert.equal(proxy.requests.at(-1)?.status, undefined);
    assert.equal((await get()).status, 200);
  });

  it('reset: cuts the connection, here after the CA has acted', async () => {
    const asked = pebble.requests().dir ?? 0;
    proxy.fault({ kind: 'dir', action: 'reset', forward: true });
    await assert.rejects(get(), { code: 'ECONNRESET' });
    assert.equal(pebble.requests().dir, asked + 1);
  });

  it('endless-body: goes on for ever', async () => {
    proxy.fault({ action: 'endless-body' });
    await assert.rejects(get('/dir', AbortSignal.timeout(300)), { name: 'AbortError' });
    assert.equal(proxy.requests.at(-1)?.status, 200);
  });

  it('not-json, truncated, huge, slow, rewrite: spoil the body or its time', async () => {
    proxy.fault({ action: 'not-json', times: 1 });
    assert.match((await get()).body, /^<html>/);
    proxy.clear();
    proxy.fault({ action: 'truncated' });
    await assert.rejects(get(), /aborted/);
    proxy.clear();
    proxy.fault({ action: 'huge', bytes: 1_000_000 });
    assert.equal((await get()).body.length, 1_000_000);
    proxy.clear();
    proxy.fault({ action: 'slow', delayMs: 200 });
    const startMs = performance.now();
    assert.equal((await get()).status, 200);
    assert.ok(performance.now() - startMs >= 195);
    proxy.clear();
    proxy.fault({ action: 'rewrite', body: (json) => ({ ...(json as object), more: true }) });
    assert.equal((JSON.parse((await get()).body) as { more?: boolean }).more, true);
  });

  it('a server that only accepts keeps a client waiting', async () => {
    const server = await hangingServer();
    await assert.rejects(fetch(server.url, { signal: AbortSignal.timeout(300) }), { name: 'TimeoutError' });
    assert.equal(server.connections, 1);
    await server.stop();
  });
});
