import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as x509 from '@peculiar/x509';
import { startBudget } from '../../../src/base/bound.ts';
import { NetworkError } from '../../../src/base/errors.ts';
import type { HttpResponse } from '../../../src/base/ports.ts';
import type { StoredCertificate } from '../../../src/state/entry.ts';
import { approachCa } from '../../../src/steps/approach-ca.ts';
import { askRenewal, renewalOf } from '../../../src/steps/ask-renewal.ts';
import type { Start } from '../../../src/steps/start.ts';
import { drive } from '../../fakes/ca-client.ts';
import { fakeClock } from '../../fakes/clock.ts';
import { fakeHttp } from '../../fakes/http.ts';
import { fakeLog } from '../../fakes/log.ts';
import { fakeRandom } from '../../fakes/random.ts';
import { makeCa, makeKeys } from '../../fixtures/certificates.ts';
import { fullEntry } from '../../fixtures/state.ts';

const hourMs = 3_600_000;
const startMs = Date.UTC(2026, 0, 1);
const ca = await makeCa('Some CA');
const chain = await x509.X509CertificateGenerator.create({
  serialNumber: '0102',
  issuer: 'CN=Some CA',
  notBefore: new Date(startMs),
  notAfter: new Date(startMs + 90 * 24 * hourMs),
  publicKey: (await makeKeys()).publicKey,
  signingKey: ca.keys.privateKey,
  signingAlgorithm: { name: 'ECDSA', hash: 'SHA-256' },
  extensions: [new x509.AuthorityKeyIdentifierExtension('aabb')],
});

const directory = {
  newNonce: 'https://ca.test/n',
  newAccount: 'https://ca.test/a',
  newOrder: 'https://ca.test/o',
};
const window = { start: '2026-02-28T00:00:00Z', end: '2026-03-02T00:00:00Z' };

interface Setting {
  /** Answers the renewal information; a NetworkError is thrown. */
  answer?: () => HttpResponse | NetworkError;
  renewalInfo?: string | null;
  schedule?: string;
}

function setUp({ answer, renewalInfo = 'https://ca.test/ari', schedule }: Setting = {}) {
  const clock = fakeClock(startMs);
  const json = (body: unknown) => ({
    status: 200,
    headers: { 'retry-after': '7200' },
    body: JSON.stringify(body),
  });
  const http = fakeHttp(clock, ({ url }) => {
    if (url.endsWith('/dir')) return Promise.resolve(json({ ...directory, renewalInfo }));
    const answered = answer?.() ?? json({ suggestedWindow: window });
    return answered instanceof NetworkError ? Promise.reject(answered) : Promise.resolve(answered);
  });
  const event = { name: 'schedule', ...(schedule === undefined ? {} : { schedule }) };
  const settings = {
    ca: { directoryUrl: 'https://ca.test/dir' },
    bounds: { requestMs: 15_000, retry: { retries: 3, intervalMs: 5_000 } },
  };
  const world = { clock, random: fakeRandom(), log: fakeLog(), createHttp: () => http, event };
  const parts = { settings, world, budget: startBudget(clock, 24 * hourMs) } as unknown as Start;
  const start = { ...parts, approach: approachCa(parts) };
  const stored = {
    ...fullEntry().certificate,
    chain: chain.toString('pem'),
    notBeforeMs: startMs,
    notAfterMs: startMs + 90 * 24 * hourMs,
    renewalInfo: undefined,
  } as StoredCertificate;
  const ask = (more: Partial<StoredCertificate> = {}) =>
    drive(clock, askRenewal({ ...stored, ...more }, start));
  return {
    clock,
    start,
    stored,
    ask,
    urls: () => http.sent.map(({ url }) => url.replace('https://ca.test', '')),
  };
}

describe('askRenewal', () => {
  it('asks once, keeps the answer as long as the CA said, and then asks again', async () => {
    const { clock, ask, urls } = setUp();
    const { info, warnings } = await ask();
    assert.deepEqual(warnings, []);
    assert.equal(info?.windowStartMs, Date.parse(window.start));
    assert.deepEqual(urls(), ['/dir', '/ari/qrs.AQI']);
    await clock.advance(1.9 * hourMs);
    assert.deepEqual((await ask({ renewalInfo: info })).info, info);
    assert.equal(urls().length, 2);
    await clock.advance(0.2 * hourMs);
    await ask({ renewalInfo: info });
    assert.equal(urls().length, 3);
  });

  it('asks nothing of a CA that has no such service, and warns of nothing', async () => {
    const { ask, urls } = setUp({ renewalInfo: null });
    assert.deepEqual(await ask(), { info: undefined, warnings: [] });
    assert.deepEqual(urls(), ['/dir']);
  });

  it('keeps what the CA said before when it is down, warns, and gives it up for this run', async () => {
    const { clock, ask, urls } = setUp({
      answer: () => new NetworkError('reset', 'https://ca.test/ari', 'reset'),
    });
    const known = {
      ...fullEntry().certificate?.renewalInfo,
      fetchedAtMs: startMs - 9 * hourMs,
      retryAtMs: startMs,
    };
    const { info, warnings } = await ask({ renewalInfo: known as StoredCertificate['renewalInfo'] });
    assert.equal(info, known);
    assert.match(warnings.join(), /so its answer of 2025-12-31T15:00:00\.000Z stands: No usable answer/);
    assert.equal(urls().length, 3, 'the directory, and twice the information');
    assert.ok(clock.monotonic() < 3_000);
    assert.equal((await ask()).warnings.length, 1);
    assert.equal(urls().length, 3);
  });

  it('waits for no CA that asks for patience: the run can do without its answer', async () => {
    const busy = { status: 503, headers: { 'retry-after': '400' }, body: '{}' };
    const { clock, ask } = setUp({ answer: () => busy });
    assert.match((await ask()).warnings.join(), /it is renewed by its lifetime/);
    assert.ok(clock.monotonic() < 60_000, `${clock.monotonic()} ms`);
  });

  it('takes no window that begins after the end of the certificate', async () => {
    const { ask } = setUp();
    const { info, warnings } = await ask({ notAfterMs: Date.parse(window.start) });
    assert.equal(info, undefined);
    assert.match(warnings.join(), /it is renewed by its lifetime: The renewal window begins after the end/);
  });

  it('believes no answer from the future', async () => {
    const { ask, urls } = setUp();
    const { info } = await ask();
    assert.ok(info);
    await ask({
      renewalInfo: { ...info, fetchedAtMs: startMs + 99 * hourMs, retryAtMs: startMs + 999 * hourMs },
    });
    assert.equal(urls().length, 3);
  });
});

describe('renewalOf', () => {
  for (const [schedule, hours] of [
    ['17 3,15 * * *', 3 + 17 / 60],
    [undefined, 12],
    ['every day', 12],
  ] as const) {
    it(`expects the next run in ${hours.toFixed(2)} h with ${schedule ?? 'no schedule'}`, async () => {
      const { start, stored, ask } = setUp(schedule === undefined ? {} : { schedule });
      const { info } = await ask();
      const renewal = await renewalOf({ ...stored, renewalInfo: info }, start);
      assert.equal(renewal?.nextRunMs, startMs + hours * hourMs);
      assert.ok(renewal.selectedMs >= renewal.windowStartMs && renewal.selectedMs < renewal.windowEndMs);
    });
  }
});
