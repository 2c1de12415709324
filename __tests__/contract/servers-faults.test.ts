import assert from 'node:assert/strict';
import https from 'node:https';
import { after, afterEach, before, describe, it } from 'node:test';
import acme from 'acme-client';
import { startChalltestsrv, type Challtestsrv } from '../../scripts/servers/challtestsrv.ts';
import { startPebble, type Pebble } from '../../scripts/servers/pebble.ts';
import { startProxy, type Proxy } from '../../scripts/servers/proxy.ts';

const say = (line: string) => console.log(line);

describe('the proxy in front of Pebble', () => {
  let pebble: Pebble;
  let proxy: Proxy;
  before(async () => {
    pebble = await startPebble({ say });
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

  it('gives URLs that lead to itself, and keeps a record', async () => {
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
});

describe('an order at Pebble behind the proxy', () => {
  let dns: Challtestsrv;
  let pebble: Pebble;
  let proxy: Proxy;
  let client: acme.Client;
  before(async () => {
    dns = await startChalltestsrv({ say });
    pebble = await startPebble({ say, dnsServer: dns.dnsServer });
    proxy = await startProxy(pebble);
    acme.axios.defaults.httpsAgent = new https.Agent({ ca: pebble.caPem, keepAlive: false });
    const accountKey = await acme.crypto.createPrivateEcdsaKey();
    client = new acme.Client({
      directoryUrl: proxy.directoryUrl,
      accountKey,
      backoffMin: 100,
      backoffMax: 100,
    });
    await client.createAccount({ termsOfServiceAgreed: true });
  });
  afterEach(() => proxy.clear());
  after(() => Promise.all([proxy.stop(), pebble.stop(), dns.stop()]));

  async function accepted(name: string): Promise<acme.Order> {
    const order = await client.createOrder({ identifiers: [{ type: 'dns', value: name }] });
    const [authorization] = await client.getAuthorizations(order);
    const challenge = authorization?.challenges.find(({ type }) => type === 'dns-01');
    assert.ok(challenge);
    await dns.setTxt(`_acme-challenge.${name}`, await client.getChallengeKeyAuthorization(challenge));
    await client.completeChallenge(challenge);
    return order;
  }

  async function finalized(order: acme.Order): Promise<void> {
    const [, csr] = await acme.crypto.createCsr({ commonName: order.identifiers[0]?.value ?? '' });
    await client.finalizeOrder(await client.getOrder(order), csr);
  }

  async function statusAfter(order: acme.Order, polls: number): Promise<string> {
    let status = '';
    for (let poll = 0; poll < polls; poll += 1) {
      await new Promise((resolve) => setTimeout(resolve, 100));
      ({ status } = await client.getOrder(order));
    }
    return status;
  }

  it('is validated over DNS and issued, every other nonce being refused', async () => {
    proxy.fault({ action: 'bad-nonce', every: 2 });
    const order = await accepted('fine.test');
    await client.waitForValidStatus(order);
    await finalized(order);
    await client.waitForValidStatus(order);
    assert.match(await client.getCertificate(await client.getOrder(order)), /BEGIN CERTIFICATE/);
    assert.ok(proxy.requests.some(({ fault, status }) => fault === 'bad-nonce' && status === 400));
  });

  it('order-processing: stays processing until the fault is cleared', async () => {
    const order = await accepted('processing.test');
    await client.waitForValidStatus(order);
    proxy.fault({ kind: 'order', action: 'order-processing' });
    await finalized(order);
    assert.equal(await statusAfter(order, 5), 'processing');
    proxy.clear();
    assert.equal(await statusAfter(order, 1), 'valid');
  });

  it('authz-pending: stays pending after its challenge was accepted', async () => {
    proxy.fault({ action: 'authz-pending' });
    const order = await accepted('pending.test');
    assert.equal(await statusAfter(order, 5), 'pending');
    const [authorization] = await client.getAuthorizations(order);
    assert.equal(authorization?.status, 'pending');
    proxy.clear();
    assert.equal(await statusAfter(order, 1), 'ready');
  });
});
