import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { decode, encode } from 'dns-packet';
import { NetworkError } from '../../../src/base/errors.ts';
import type { HttpRequest, HttpResponse } from '../../../src/base/ports.ts';
import { createAsk, txtValues, type Reply } from '../../../src/dns/exchange.ts';
import { createOverHttps } from '../../../src/dns/https.ts';
import { systemRandom } from '../../../src/platform/system.ts';
import { fakeClock } from '../../fakes/clock.ts';
import { fakeHttp } from '../../fakes/http.ts';

const url = 'https://dns.example/dns-query';
const name = '_acme-challenge.example.com';
const type = 'application/dns-message';

/** Asks one question of a server that answers so. */
function ask(answer: (request: HttpRequest) => Promise<HttpResponse>) {
  const clock = fakeClock();
  const http = fakeHttp(clock, answer);
  const overHttps = createOverHttps(http, 7_000);
  const askServer = createAsk({ clock, random: systemRandom, timeoutMs: 2_000, overHttps });
  const controller = new AbortController();
  const query = { server: { url }, name, type: 'TXT', recursive: true } as const;
  return { reply: askServer(query, controller.signal), http, clock, controller };
}

const bytes = ({ body = '' }: HttpRequest) => Buffer.from(body, 'latin1');

/** The answer with a value that no UTF-8 would survive. */
function answerTo(request: HttpRequest, more: Partial<HttpResponse> = {}): HttpResponse {
  const { id, questions } = decode(bytes(request));
  const data = Buffer.from([0xff, 0xfe, 0x41]);
  const answers = [{ type: 'TXT', name, data }] as const;
  const body = encode({ type: 'response', id, questions, answers: [...answers] }).toString('latin1');
  return { status: 200, headers: { 'content-type': type }, body, ...more };
}

describe('asking over HTTPS', () => {
  it('posts the message as RFC 8484 has it, and reads the answer', async () => {
    const { reply, http } = ask((request) => Promise.resolve(answerTo(request)));
    const answered = await reply;
    assert.ok(answered.kind === 'answered');
    assert.equal(txtValues(answered, name).length, 1);
    const [sent] = http.sent;
    assert.ok(sent);
    assert.partialDeepStrictEqual(sent, {
      method: 'POST',
      url,
      headers: { accept: type, 'content-type': type },
      binary: true,
      timeoutMs: 7_000,
    });
    const { id, flag_rd, questions } = decode(bytes(sent));
    assert.deepEqual([id, flag_rd, questions?.[0]?.name, questions?.[0]?.type], [0, true, name, 'TXT']);
  });

  for (const [what, answer, expected] of [
    ['a status', { status: 403 }, /^it answers with HTTP status 403$/],
    ['a web page', { headers: { 'content-type': 'text/html' } }, /no DNS message/],
    ['no type', { headers: {} }, /no DNS message/],
    ['nothing', { body: '' }, /something else/],
    ['garbage', { body: '\u00ff'.repeat(40) }, /something else/],
  ] as const) {
    it(`calls ${what} unreachable`, async () => {
      const { reply } = ask((request) => Promise.resolve(answerTo(request, answer)));
      const found: Reply = await reply;
      assert.ok(found.kind === 'unreachable', found.kind);
      assert.match(found.reason, expected);
    });
  }

  it('calls an answer to another question unreachable', async () => {
    const { reply } = ask((request) => {
      const other = encode({ type: 'response', id: 0, questions: [{ type: 'TXT', name: 'other.example' }] });
      return Promise.resolve(answerTo(request, { body: other.toString('latin1') }));
    });
    assert.equal((await reply).kind, 'unreachable');
  });

  it('tells what the network did', async () => {
    const failing = (failure: 'tls' | 'unreadable' | 'timeout') =>
      ask(() => Promise.reject(new NetworkError(failure, url, 'dns.example: no')));
    assert.deepEqual(await failing('tls').reply, { kind: 'unreachable', reason: 'dns.example: no' });
    assert.deepEqual(await failing('timeout').reply, { kind: 'timeout' });
    assert.partialDeepStrictEqual(await failing('unreadable').reply, {
      reason: 'dns.example: no (it has to speak HTTP/1.1)',
    });
  });

  it('ends in its time, and with its signal', async () => {
    const silent = ask(() => new Promise(() => undefined));
    await silent.clock.advance(7_000);
    assert.deepEqual(await silent.reply, { kind: 'timeout' });
    const cut = ask(() => new Promise(() => undefined));
    await cut.clock.advance(1);
    cut.controller.abort(new Error('cancelled'));
    await assert.rejects(cut.reply, /cancelled/);
  });
});
