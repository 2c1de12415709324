import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readRenewalInfo } from '../../../src/acme/renewal-info.ts';
import { createTransport } from '../../../src/acme/transport.ts';
import { startBudget } from '../../../src/base/bound.ts';
import type { AppError } from '../../../src/base/errors.ts';
import type { HttpResponse } from '../../../src/base/ports.ts';
import { fakeClock } from '../../fakes/clock.ts';
import { fakeHttp } from '../../fakes/http.ts';
import { fakeRandom } from '../../fakes/random.ts';

const suggestedWindow = { start: '2026-03-01T00:00:00Z', end: '2026-03-02T12:00:00+01:00' };

async function ask(
  body: unknown,
  { status = 200, headers = {} }: Partial<Pick<HttpResponse, 'status' | 'headers'>> = {},
) {
  const clock = fakeClock();
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const http = fakeHttp(clock, () => Promise.resolve({ status, headers, body: text }));
  const transport = createTransport({ clock, http, requestTimeoutMs: 1_000, userAgent: 'tests/1' });
  const retrying = { clock, random: fakeRandom(), policy: { retries: 0, intervalMs: 1 } };
  const question = { transport, url: 'https://ca.test/ari/', id: 'a.b' };
  const info = await readRenewalInfo(question, retrying, startBudget(clock, 60_000).work);
  return { info, sent: http.sent };
}

describe('readRenewalInfo', () => {
  it('asks for the certificate without signing anything, and reads the window', async () => {
    const explanationURL = 'https://ca.test/why';
    const { info, sent } = await ask(
      { suggestedWindow, explanationURL },
      { headers: { 'retry-after': '21600' } },
    );
    assert.deepEqual(
      sent.map(({ method, url, body }) => ({ method, url, body })),
      [{ method: 'GET', url: 'https://ca.test/ari/a.b', body: undefined }],
    );
    assert.deepEqual(info, {
      windowStartMs: Date.UTC(2026, 2, 1),
      windowEndMs: Date.UTC(2026, 2, 2, 11),
      explanationUrl: explanationURL,
      retryAfterMs: 21_600_000,
    });
  });

  const hourMs = 3_600_000;
  for (const [header, wanted] of [
    ['1', hourMs / 60],
    ['999999999', 24 * hourMs],
    ['soon', 6 * hourMs],
    [undefined, 6 * hourMs],
    ['Thu, 01 Jan 2026 02:00:00 GMT', 2 * hourMs],
  ] as const) {
    it(`comes back in ${wanted / hourMs} h after Retry-After ${header ?? 'left out'}`, async () => {
      const headers = header === undefined ? {} : { 'retry-after': header };
      assert.equal((await ask({ suggestedWindow }, { headers })).info.retryAfterMs, wanted);
    });
  }

  for (const page of ['http://ca.test/', 'javascript:alert(1)', 'https://a b', 'https://x/"><b>', 7, null]) {
    it(`shows nobody the page ${JSON.stringify(page)}`, async () => {
      assert.equal((await ask({ suggestedWindow, explanationURL: page })).info.explanationUrl, undefined);
    });
  }

  for (const [what, body] of [
    ['no JSON', '<html>'],
    ['a list', []],
    ['no window', {}],
    ['a window without end', { suggestedWindow: { start: suggestedWindow.start } }],
    ['a date in words', { suggestedWindow: { start: 'March 1, 2026', end: suggestedWindow.end } }],
    ['a date that is none', { suggestedWindow: { start: '2026-02-31T25:00:00Z', end: suggestedWindow.end } }],
    ['a number', { suggestedWindow: { start: 1, end: 2 } }],
    ['an empty window', { suggestedWindow: { start: suggestedWindow.start, end: suggestedWindow.start } }],
    ['a window backwards', { suggestedWindow: { start: suggestedWindow.end, end: suggestedWindow.start } }],
  ] as const) {
    it(`refuses ${what}`, async () => {
      await assert.rejects(ask(body), (error: AppError) => error.code === 'ca-error');
    });
  }

  it('refuses an answer that is none', async () => {
    await assert.rejects(ask({}, { status: 404 }), (error: AppError) => error.details.lastStatus === '404');
  });
});
