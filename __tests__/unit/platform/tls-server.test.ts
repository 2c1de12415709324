import assert from 'node:assert/strict';
import { request } from 'node:https';
import { describe, it } from 'node:test';
import type { TlsServerAnswer, TlsServerRequest } from '../../../src/base/ports.ts';
import { serveTls } from '../../../src/platform/tls-server.ts';
import { createLoopback } from '../../../src/steps/loopback.ts';
import type { LoopbackServer } from '../../../src/dns/provider.ts';
import { systemClock } from '../../../src/platform/system.ts';

interface Answered {
  status: number | undefined;
  body: Promise<string>;
}

/** Posts, trusting the server's own root; resolved with its headers. */
function post({ url, rootPem }: LoopbackServer, body: string): Promise<Answered> {
  return new Promise((resolve, reject) => {
    const sent = request(`${url}/path`, { method: 'POST', ca: rootPem, agent: false }, (response) => {
      const text = new Promise<string>((done, fail) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () => done(Buffer.concat(chunks).toString()));
        response.on('error', fail);
      });
      resolve({ status: response.statusCode, body: text });
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

const open = (
  answer: (request: TlsServerRequest) => TlsServerAnswer,
  signal = new AbortController().signal,
) => createLoopback({ serveTls, clock: systemClock })(answer, signal);

describe('the server on loopback', () => {
  it('is trusted by its own root, and sends headers before a body that takes its time', async () => {
    let say: (text: string) => void = () => assert.fail('not asked');
    const server = await open(({ method, path, body }) => ({
      status: 201,
      headers: { 'x-asked': `${method} ${path} ${body}` },
      body: new Promise((resolve) => (say = resolve)),
    }));
    const { status, body } = await post(server, 'hello');
    assert.equal(status, 201);
    say('at last');
    assert.equal(await body, 'at last');
    server.close();
    await assert.rejects(post(server, 'again'));
  });

  it('takes no body without end', async () => {
    const server = await open(() => ({ status: 200, headers: {}, body: Promise.resolve('') }));
    await assert.rejects(post(server, 'x'.repeat(100_000)));
    server.close();
  });

  it('ends with its signal', async () => {
    const controller = new AbortController();
    const server = await open(
      () => ({ status: 200, headers: {}, body: Promise.resolve('') }),
      controller.signal,
    );
    controller.abort(new Error('over'));
    await assert.rejects(post(server, 'late'));
  });
});
