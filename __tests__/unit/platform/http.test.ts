import assert from 'node:assert/strict';
import http from 'node:http';
import https from 'node:https';
import net, { type AddressInfo } from 'node:net';
import { after, describe, it } from 'node:test';
import { throwAwayAuthority } from '../../../scripts/servers/authority.ts';
import { AppError, ConfigError, NetworkError, type NetworkFailure } from '../../../src/base/errors.ts';
import type { HttpRequest } from '../../../src/base/ports.ts';
import { createHttp, type HttpOptions } from '../../../src/platform/http.ts';

const { signal } = new AbortController();
const open: (() => void)[] = [];
after(() => {
  for (const close of open) close();
});

async function listen(server: net.Server, address = '127.0.0.1'): Promise<number> {
  const sockets = new Set<net.Socket>();
  server.on('connection', (socket) => sockets.add(socket.on('error', () => undefined)));
  open.push(() => {
    server.close();
    for (const socket of sockets) socket.destroy();
  });
  await new Promise<void>((resolve) => server.listen(0, address, resolve));
  return (server.address() as AddressInfo).port;
}

async function serve(handler: http.RequestListener): Promise<string> {
  return `http://127.0.0.1:${await listen(http.createServer(handler))}/`;
}

const get = (url: string, more: Partial<HttpRequest> = {}): HttpRequest => ({
  method: 'GET',
  url,
  timeoutMs: 5_000,
  maxBytes: 1_000,
  ...more,
});

const client = (options: Partial<HttpOptions> = {}) => createHttp({ env: {}, ...options });

async function failsAs(failure: NetworkFailure, request: HttpRequest, options?: Partial<HttpOptions>) {
  await assert.rejects(client(options).request(request, signal), (error) => {
    assert.ok(error instanceof NetworkError, String(error));
    assert.equal(error.failure, failure, error.message);
    assert.equal(error.url, request.url);
    assert.ok(error.message.includes(new URL(request.url).host), error.message);
    return true;
  });
}

describe('createHttp', () => {
  it('sends method, headers and body, and gives status, headers and body', async () => {
    const url = await serve((request, response) => {
      let body = '';
      request.on('data', (chunk: Buffer) => (body += chunk.toString()));
      request.on('end', () => {
        const { method, headers } = request;
        response.writeHead(418, { 'X-Seen': 'yes', link: ['<a>', '<b>'] });
        response.end(
          JSON.stringify({ method, agent: headers['user-agent'], length: headers['content-length'], body }),
        );
      });
    });
    const request = get(url, { method: 'POST', headers: { 'user-agent': 'tests/1' }, body: 'grüße' });
    const answer = await client().request(request, signal);
    assert.equal(answer.status, 418);
    assert.equal(answer.headers['x-seen'], 'yes');
    assert.equal(answer.headers['link'], '<a>, <b>');
    assert.deepEqual(JSON.parse(answer.body), {
      method: 'POST',
      agent: 'tests/1',
      length: '7',
      body: 'grüße',
    });
  });

  it('follows no redirect', async () => {
    const url = await serve((_, response) =>
      response.writeHead(302, { location: 'http://127.0.0.1:1/' }).end(),
    );
    assert.equal((await client().request(get(url), signal)).status, 302);
  });

  it('keeps a connection for the next request', async () => {
    const ports = new Set<number | undefined>();
    const url = await serve((request, response) => {
      ports.add(request.socket.remotePort);
      response.writeHead(204).end();
    });
    const same = client();
    for (let turn = 0; turn < 3; turn += 1) await same.request(get(url), signal);
    assert.equal(ports.size, 1);
  });

  it('ends with a timeout when nothing is answered, and when the body stops half way', async () => {
    const silent = await serve(() => undefined);
    await failsAs('timeout', get(silent, { timeoutMs: 50 }));
    const half = await serve((_, response) =>
      response.writeHead(200, { 'content-length': '9' }).write('half'),
    );
    await failsAs('timeout', get(half, { timeoutMs: 50 }));
  });

  it('takes a time that is no whole number of milliseconds, and one beyond what timers hold', async () => {
    const url = await serve((_, response) => response.end('ok'));
    for (const timeoutMs of [4_999.5, 2 ** 40]) {
      assert.equal((await client().request(get(url, { timeoutMs }), signal)).body, 'ok');
    }
  });

  it('ends a body that never ends at its limit, and lets one of exactly that size pass', async () => {
    const endless = await serve((_, response) => {
      const write = (): boolean => response.write('x'.repeat(10_000)) && write();
      response.on('drain', write);
      write();
    });
    await assert.rejects(client().request(get(endless), signal), { failure: 'too-large' });
    const exact = await serve((_, response) => response.end('x'.repeat(1_000)));
    assert.equal((await client().request(get(exact), signal)).body.length, 1_000);
  });

  it('tells refused, reset, cut off and nonsense apart', async () => {
    const closed = net.createServer();
    const port = await listen(closed);
    await new Promise((resolve) => closed.close(resolve));
    await failsAs('unreachable', get(`http://127.0.0.1:${port}/`));
    await failsAs('reset', get(await serve((request) => request.socket.destroy())));
    const cut = await serve((request, response) => {
      response.writeHead(200, { 'content-length': '100' }).write('half', () => request.socket.destroy());
    });
    await failsAs('reset', get(cut));
    const nonsense = await listen(net.createServer((socket) => socket.end('SSH-2.0-OpenSSH\r\n')));
    await failsAs('unreadable', get(`http://127.0.0.1:${nonsense}/`));
  });

  it('calls a name that does not resolve that', async () => {
    await failsAs('name', get('http://does-not-exist.invalid/'));
  });

  it("gives the signal's own reason, before, during and after the headers", async () => {
    const reason = new AppError('cancelled', 'stop');
    const mine = (error: unknown) => error === reason;
    const url = await serve(() => undefined);
    await assert.rejects(client().request(get(url), AbortSignal.abort(reason)), mine);
    for (const handler of [
      () => undefined,
      (_: unknown, response: http.ServerResponse) => response.writeHead(200).write('half'),
    ]) {
      const controller = new AbortController();
      const address = await serve((request, response) => {
        handler(request, response);
        setImmediate(() => controller.abort(reason));
      });
      await assert.rejects(client().request(get(address), controller.signal), mine);
    }
  });
});

describe('createHttp over TLS', () => {
  it('trusts the extra roots besides the system, and nobody else', async () => {
    const authority = await throwAwayAuthority();
    const { certificatePem: cert, keyPem: key } = await authority.issue();
    const port = await listen(https.createServer({ cert, key }, (_, response) => response.end('secure')));
    const url = `https://localhost:${port}/`;
    const trusting = client({ extraRoots: authority.caPem });
    assert.equal((await trusting.request(get(url), signal)).body, 'secure');
    await failsAs('tls', get(url));
    const other = await throwAwayAuthority();
    await failsAs('tls', get(url), { extraRoots: other.caPem });
  });

  it('holds an HTTPS server that is asked by address to the name in the header host', async () => {
    const authority = await throwAwayAuthority();
    const { certificatePem: cert, keyPem: key } = await authority.issue();
    const names: unknown[] = [];
    const port = await listen(
      https.createServer({ cert, key }, ({ socket }, response) =>
        response.end(names.push('servername' in socket && socket.servername) && 'secure'),
      ),
      '127.0.0.2',
    );
    const askedFor = (host: string) => get(`https://127.0.0.2:${port}/`, { headers: { host } });
    const trusting = { extraRoots: authority.caPem };
    assert.equal((await client(trusting).request(askedFor(`localhost:${port}`), signal)).body, 'secure');
    assert.deepEqual(names, ['localhost']);
    await failsAs('tls', askedFor('other.example'), trusting);
  });

  it('refuses a certificate for another name', async () => {
    const authority = await throwAwayAuthority();
    const { certificatePem: cert, keyPem: key } = await authority.issue();
    const port = await listen(https.createServer({ cert, key }), '127.0.0.2');
    await failsAs('tls', get(`https://127.0.0.2:${port}/`), { extraRoots: authority.caPem });
  });

  it('calls a server without TLS a failure of TLS', async () => {
    const url = (await serve((_, response) => response.end('plain'))).replace('http:', 'https:');
    await failsAs('tls', get(url));
  });
});

describe('createHttp behind a proxy', () => {
  /** A proxy that tunnels and forwards to `target`, and what it was asked for. */
  async function startProxy(target: number) {
    const asked: string[] = [];
    const server = http.createServer((request, response) => {
      asked.push(`${request.method ?? ''} ${request.url ?? ''}`);
      response.end('from the proxy');
    });
    server.on('connect', (request, socket: net.Socket) => {
      asked.push(`CONNECT ${request.url ?? ''}`);
      const upstream = net.connect(target, '127.0.0.1', () => {
        socket.write('HTTP/1.1 200 OK\r\n\r\n');
        upstream.pipe(socket).pipe(upstream);
      });
      upstream.on('error', () => socket.destroy());
    });
    return { asked, proxy: `http://127.0.0.1:${await listen(server)}` };
  }

  it('tunnels https through HTTPS_PROXY, and leaves out what NO_PROXY names', async () => {
    const authority = await throwAwayAuthority();
    const { certificatePem: cert, keyPem: key } = await authority.issue();
    const port = await listen(https.createServer({ cert, key }, (_, response) => response.end('secure')));
    const { asked, proxy } = await startProxy(port);
    const url = `https://localhost:${port}/`;
    const through = client({ extraRoots: authority.caPem, env: { HTTPS_PROXY: proxy } });
    assert.equal((await through.request(get(url), signal)).body, 'secure');
    assert.deepEqual(asked, [`CONNECT localhost:${port}`]);
    const beside = client({
      extraRoots: authority.caPem,
      env: { HTTPS_PROXY: proxy, NO_PROXY: 'localhost' },
    });
    assert.equal((await beside.request(get(url), signal)).body, 'secure');
    assert.equal(asked.length, 1);
  });

  it('sends http to HTTP_PROXY', async () => {
    const { asked, proxy } = await startProxy(1);
    const through = client({ env: { HTTP_PROXY: proxy } });
    assert.equal((await through.request(get('http://ca.example/dir'), signal)).body, 'from the proxy');
    assert.deepEqual(asked, ['GET http://ca.example/dir']);
  });

  it("tells a proxy that isn't there from a CA that isn't there", async () => {
    const env = { HTTPS_PROXY: 'http://127.0.0.1:1' };
    await assert.rejects(client({ env }).request(get('https://ca.example/dir'), signal), (error) => {
      assert.ok(error instanceof NetworkError);
      assert.equal(error.failure, 'unreachable');
      return true;
    });
  });

  it('ends in time, and by its signal, when the proxy takes the connection and never answers', async () => {
    const mute = `http://127.0.0.1:${await listen(net.createServer())}`;
    const env = { HTTPS_PROXY: mute };
    await failsAs('timeout', get('https://ca.example/dir', { timeoutMs: 50 }), { env });
    const reason = new AppError('cancelled', 'stop');
    const controller = new AbortController();
    const asked = client({ env }).request(get('https://ca.example/dir'), controller.signal);
    setImmediate(() => controller.abort(reason));
    await assert.rejects(asked, (error) => error === reason);
  });

  it('tells a proxy that refuses from a CA whose answer is no use', async () => {
    const refusing = http.createServer().on('connect', (_, socket: net.Socket) => {
      socket.end('HTTP/1.1 407 Proxy Authentication Required\r\n\r\n');
    });
    const env = { HTTPS_PROXY: `http://user:s3cret@127.0.0.1:${await listen(refusing)}` };
    await failsAs('proxy', get('https://ca.example/dir'), { env });
    await assert.rejects(client({ env }).request(get('https://ca.example/dir'), signal), (error: Error) => {
      assert.doesNotMatch(error.message, /s3cret/);
      return true;
    });
  });

  for (const value of ['http://[bad', 'http://', 'proxy:3128', '//proxy', 'ftp://x', 'http://a:p%zz@b:1']) {
    it(`refuses ${value} before anything is asked`, () => {
      for (const name of ['HTTPS_PROXY', 'https_proxy', 'HTTP_PROXY', 'http_proxy']) {
        assert.throws(
          () => client({ env: { [name]: value } }),
          (error) => {
            assert.ok(error instanceof ConfigError);
            assert.deepEqual(
              error.faults.map(({ input, value: shown }) => [input, shown]),
              [[name, undefined]],
            );
            assert.doesNotMatch(error.message, /zz|bad/, 'it may hold a password');
            return true;
          },
        );
      }
    });
  }

  it('takes an empty variable for none', () => {
    assert.ok(client({ env: { HTTPS_PROXY: '', http_proxy: '', HTTP_PROXY: ' ' } }));
  });
});
