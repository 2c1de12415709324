import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { NetworkError } from '../../../../src/base/errors.ts';
import { httpreq } from '../../../../src/dns/providers/httpreq.ts';
import { systemClock } from '../../../../src/platform/system.ts';
import { fakeHttp, providerContext } from '../../../fakes/dns-context.ts';
import { configured, failureOf, faultsOf, openBound } from '../../../fakes/dns-provider.ts';

const record = { name: '_acme-challenge.example.com', value: 'v' };
const env = { HTTPREQ_ENDPOINT: 'https://dns.example/acme/?token=t0ken' };
const login = { ...env, HTTPREQ_USERNAME: 'me', HTTPREQ_PASSWORD: 'sesame' };
const eager = { retries: 2, intervalMs: 0 };

describe('httpreq', () => {
  it("posts what lego posts, below the endpoint's path", async () => {
    const http = fakeHttp(() => ({ body: 'anything' }));
    const provider = configured(httpreq, providerContext(login, { ports: { http } }));
    await provider.present(record, openBound());
    await provider.remove(record, openBound());
    assert.deepEqual(
      http.requests.map(({ method, url, body }) => [method, url, body]),
      ['present', 'cleanup'].map((path) => [
        'POST',
        `https://dns.example/acme/${path}?token=t0ken`,
        '{"fqdn":"_acme-challenge.example.com.","value":"v"}',
      ]),
    );
    assert.equal(http.requests[0]?.headers?.['authorization'], `Basic ${btoa('me:sesame')}`);
  });

  it('sends no credentials when there are none, and never waits beyond the bound', async () => {
    const http = fakeHttp(() => ({}));
    const provider = configured(httpreq, providerContext(env, { ports: { http } }));
    await provider.present(record, openBound(1_200));
    assert.equal(http.requests[0]?.headers?.['authorization'], undefined);
    assert.equal(http.requests[0]?.timeoutMs, 1_200);
  });

  it("tells the server's words, but neither query nor credentials", async () => {
    const http = fakeHttp(() => ({ status: 401, body: `{"message":"no: Basic ${btoa('me:sesame')}"}` }));
    const provider = configured(httpreq, providerContext(login, { ports: { http } }));
    const error = await failureOf(provider.present(record, openBound()));
    assert.match(
      error.message,
      /refuses the credentials \(HTTP 401 to POST https:\/\/dns\.example\/acme\/present: no: \*\*\*\)/,
    );
    assert.match(error.details.hint ?? '', /HTTPREQ_USERNAME/);
    assert.equal(http.requests.length, 1);
  });

  it('repeats after 5xx, 429 and network failures, as often as the user wants', async () => {
    const failures = [
      () => ({ status: 503 }),
      () => ({ status: 429 }),
      () => new NetworkError('reset', env.HTTPREQ_ENDPOINT, 'dns.example: reset'),
    ];
    for (const failure of failures) {
      const http = fakeHttp(failure);
      const context = providerContext(env, { retry: eager, ports: { http, clock: systemClock } });
      const error = await failureOf(configured(httpreq, context).present(record, openBound()));
      assert.deepEqual([http.requests.length, error.details.attempts, context.lines.length], [3, 3, 2]);
    }
  });

  it('never repeats what another attempt would not mend', async () => {
    for (const failure of [
      { status: 400 },
      { status: 302 },
      new NetworkError('tls', 'x', 'self-signed certificate'),
    ]) {
      const http = fakeHttp(() => failure);
      const context = providerContext(env, { retry: eager, ports: { http } });
      const error = await failureOf(configured(httpreq, context).present(record, openBound()));
      assert.equal(http.requests.length, 1);
      assert.ok(error.details.hint);
    }
  });

  it('ends at once on a Retry-After beyond its time, and says when', async () => {
    const http = fakeHttp(() => ({ status: 503, headers: { 'retry-after': '86400' } }));
    const context = providerContext(env, { retry: eager, ports: { http } });
    const error = await failureOf(configured(httpreq, context).present(record, openBound()));
    assert.equal(http.requests.length, 1);
    assert.equal(error.details.retryAtMs, context.ports.clock.now() + 86_400_000);
  });

  it('reads credentials from files, as lego does', async () => {
    const http = fakeHttp(() => ({}));
    const ports = { http, readText: (path: string) => (path === '/run/password' ? 'sesame\n' : '') };
    const context = { ...env, HTTPREQ_USERNAME: 'me', HTTPREQ_PASSWORD_FILE: '/run/password' };
    await configured(httpreq, providerContext(context, { ports })).present(record, openBound());
    assert.equal(http.requests[0]?.headers?.['authorization'], `Basic ${btoa('me:sesame')}`);
  });

  it('lists every fault, with no secret in it', () => {
    assert.deepEqual(Object.keys(faultsOf(httpreq, providerContext({}))), ['HTTPREQ_ENDPOINT']);
    const faults = faultsOf(
      httpreq,
      providerContext({ HTTPREQ_ENDPOINT: 'ftp://x', HTTPREQ_MODE: 'RAW', HTTPREQ_PASSWORD: 'sesame' }),
    );
    assert.deepEqual(Object.keys(faults).sort(), ['HTTPREQ_ENDPOINT', 'HTTPREQ_MODE', 'HTTPREQ_USERNAME']);
    const inUrl = faultsOf(httpreq, providerContext({ HTTPREQ_ENDPOINT: 'https://me:sesame@dns.example/' }));
    assert.doesNotMatch(JSON.stringify([faults, inUrl]), /sesame/);
    const ports = {
      readText: () => {
        throw new Error('ENOENT: no such file');
      },
    };
    const file = faultsOf(httpreq, providerContext({ HTTPREQ_ENDPOINT_FILE: '/none' }, { ports }));
    assert.match(file['HTTPREQ_ENDPOINT_FILE']?.problem ?? '', /no such file/);
  });
});
