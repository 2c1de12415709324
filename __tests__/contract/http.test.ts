import assert from 'node:assert/strict';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, it } from 'node:test';
import { AppError } from '../../src/base/errors.ts';
import type { Http, HttpRequest, HttpResponse } from '../../src/base/ports.ts';
import { createHttp } from '../../src/platform/http.ts';
import { systemClock } from '../../src/platform/system.ts';
import { fakeHttp, never } from '../fakes/http.ts';

type Answer = (request: { method: string; body: string }) => Promise<HttpResponse>;

interface Subject {
  http: Http;
  url: string;
  stop(): void;
}

function fake(answer: Answer): Promise<Subject> {
  const port = fakeHttp(systemClock, ({ method, body = '' }) => answer({ method, body }));
  return Promise.resolve({ http: port, url: 'http://fake.test/', stop: () => undefined });
}

async function real(answer: Answer): Promise<Subject> {
  const server = http.createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = Buffer.concat(chunks).toString();
      void answer({ method: request.method ?? '', body }).then((given) => {
        response.writeHead(given.status, given.headers).end(given.body);
      });
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const stop = () => {
    server.closeAllConnections();
    server.close();
  };
  return { http: createHttp({ env: {} }), url: `http://127.0.0.1:${port}/`, stop };
}

for (const [name, open] of [
  ['the fake', fake],
  ["Node's client", real],
] as const) {
  describe(`the HTTP port: ${name}`, () => {
    async function send(
      answer: Answer,
      request: Partial<HttpRequest> = {},
      signal = new AbortController().signal,
    ) {
      const subject = await open(answer);
      try {
        const whole = {
          method: 'GET' as const,
          url: subject.url,
          timeoutMs: 5_000,
          maxBytes: 100,
          ...request,
        };
        return await subject.http.request(whole, signal);
      } finally {
        subject.stop();
      }
    }
    const say = (body: string, status = 200): HttpResponse => ({ status, headers: { 'x-a': 'b' }, body });

    it('gives status, headers and body, whatever the status', async () => {
      for (const status of [200, 302, 404, 503]) {
        const answer = await send(({ method, body }) => Promise.resolve(say(`${method} ${body}`, status)), {
          method: 'POST',
          body: 'hello',
        });
        assert.deepEqual([answer.status, answer.headers['x-a'], answer.body], [status, 'b', 'POST hello']);
      }
    });

    it('ends with a NetworkError when no answer comes in time', async () => {
      await assert.rejects(send(never, { timeoutMs: 30 }), { name: 'NetworkError', failure: 'timeout' });
    });

    it('ends with a NetworkError when the answer is too long, in bytes', async () => {
      const answer = () => Promise.resolve(say('ü'.repeat(51)));
      await assert.rejects(send(answer), { name: 'NetworkError', failure: 'too-large' });
      assert.equal((await send(() => Promise.resolve(say('ü'.repeat(50))))).body.length, 50);
    });

    it("gives the signal's reason, and asks nothing when it is aborted already", async () => {
      const reason = new AppError('cancelled', 'stop');
      const controller = new AbortController();
      let asked = 0;
      const answer: Answer = () => {
        asked += 1;
        controller.abort(reason);
        return never();
      };
      await assert.rejects(send(answer, {}, controller.signal), (error) => error === reason);
      await assert.rejects(send(answer, {}, controller.signal), (error) => error === reason);
      assert.equal(asked, 1);
    });
  });
}
