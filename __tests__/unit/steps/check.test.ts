import assert from 'node:assert/strict';
import { X509Certificate } from 'node:crypto';
import { before, describe, it } from 'node:test';
import { startBudget } from '../../../src/base/bound.ts';
import { AppError, NetworkError } from '../../../src/base/errors.ts';
import type { TlsProbe } from '../../../src/base/ports.ts';
import { describeChain } from '../../../src/certificate/chain.ts';
import { parseSettings } from '../../../src/settings/parse.ts';
import { newEntry, type StateEntry, type StoredCertificate } from '../../../src/state/entry.ts';
import { emptyStore, type Loaded } from '../../../src/state/store.ts';
import { check } from '../../../src/steps/check.ts';
import type { Start } from '../../../src/steps/start.ts';
import { fakeClock } from '../../fakes/clock.ts';
import { fakeLog } from '../../fakes/log.ts';
import { never } from '../../fakes/http.ts';
import { makeCa, makeKeys, makeLeaf, nowMs, type TestCa } from '../../fixtures/certificates.ts';
import { fullEntry, scope } from '../../fixtures/state.ts';
import { contextWith } from '../settings/setting.ts';

const dayMs = 86_400_000;

interface Situation {
  domains?: string;
  inputs?: Record<string, string>;
  /** By the name that is asked for. */
  served?: Readonly<Record<string, readonly [string, ...string[]] | Error | 'silence'>>;
  stored?: Partial<StateEntry>;
  loaded?: Loaded;
}

describe('check', () => {
  let ca: TestCa;
  before(async () => {
    ca = await makeCa('Test CA', { issuer: await makeCa('Root') });
  });

  /** A certificate of `days` in all, with `left` of them left. */
  const leafOf = async (name: string, { left = 60, days = 90 } = {}) => {
    const notAfterMs = nowMs + left * dayMs;
    const validity = { notBeforeMs: notAfterMs - days * dayMs, notAfterMs };
    return makeLeaf(ca, { keys: await makeKeys(), names: [{ type: 'dns', value: name }], ...validity });
  };

  const storedOf = (leaf: string, changes: Partial<StoredCertificate> = {}): StoredCertificate => {
    const { certificate } = fullEntry();
    assert.ok(certificate);
    const chain = [new X509Certificate(leaf), new X509Certificate(ca.pem)] as const;
    const { leafPem, chainPem, ...read } = describeChain(chain);
    const obtainedAtMs = nowMs - 5 * 3_600_000;
    return {
      ...certificate,
      ...read,
      obtainedAtMs,
      chain: leafPem + chainPem,
      renewalInfo: undefined,
      ...changes,
    };
  };

  /** Runs the mode in a situation; gives each certificate's outcome and findings. */
  const look = async ({ domains = 'a.example', inputs = {}, served = {}, stored, loaded }: Situation) => {
    const clock = fakeClock(nowMs);
    const settings = parseSettings({ domains, mode: 'check', ...inputs }, contextWith());
    const account = { url: 'https://ca.test/account/1', thumbprint: 't' };
    const entry = stored && {
      ...newEntry({ ...scope, name: 'a.example', variant: 'ec256', account }),
      ...stored,
    };
    const found: Loaded = entry ? { kind: 'found', entry, sealAnew: false } : { kind: 'absent' };
    const probeTls: TlsProbe = async ({ host, port, serverName }, signal) => {
      const seen =
        served[serverName ?? host] ?? new NetworkError('name', host, `${host}:${port}: no such host`);
      if (seen instanceof Error) throw seen;
      if (seen !== 'silence') return seen;
      return new Promise((_, reject) => {
        signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
      });
    };
    const start = {
      settings,
      world: { clock, log: fakeLog(), probeTls, createHttp: never },
      budget: startBudget(clock, settings.bounds.totalMs),
      store: { ...emptyStore, load: () => Promise.resolve(loaded ?? found) },
    } as unknown as Start;
    const running = check(start);
    await clock.runAll(600_000);
    const { works } = await running;
    return works.map(({ result: { outcome, reason, findings = [], ...more } }) => ({
      ...more,
      outcome,
      reason,
      told: findings.map(({ severity, subject, what }) => `${severity} ${subject}: ${what}`),
    }));
  };

  it('is content with what is stored, served and fresh', async () => {
    const leaf = await leafOf('a.example');
    const [one] = await look({
      served: { 'a.example': [leaf, ca.pem] },
      stored: { certificate: storedOf(leaf) },
    });
    assert.deepEqual([one?.outcome, one?.told], ['checked', []]);
    assert.match(one?.reason ?? '', /^Stored, served at 1 of 1 place, good until 2026-09-30/);
    assert.equal(one?.certificate?.serial, new X509Certificate(leaf).serialNumber);
  });

  const ends: [string, { left: number; days?: number }, Record<string, string>, string][] = [
    ['more than a ninth left', { left: 11 }, {}, 'checked'],
    ['less than a ninth left', { left: 9 }, {}, 'failed'],
    ['a short life that is fresh', { left: 4, days: 6 }, {}, 'checked'],
    ['less than a duration', { left: 20 }, { 'fail-before': '21d' }, 'failed'],
    ['more than a share', { left: 20 }, { 'fail-before': '20%' }, 'checked'],
    ['ended', { left: -1 }, {}, 'failed'],
  ];
  for (const [what, life, inputs, outcome] of ends) {
    it(`${outcome}: served, ${what}`, async () => {
      const leaf = await leafOf('a.example', life);
      const [one] = await look({ inputs, served: { 'a.example': [leaf, ca.pem] } });
      assert.equal(one?.outcome, outcome, one?.told.join('\n'));
      assert.equal(one.told.length, outcome === 'failed' ? 1 : 0);
      if (outcome === 'failed') assert.match(one.reason, /^a\.example:443: it end/);
    });
    it(`${outcome}: stored, ${what}`, async () => {
      const leaf = await leafOf('*.a.example', life);
      const [one] = await look({ domains: '*.a.example', inputs, stored: { certificate: storedOf(leaf) } });
      assert.equal(one?.outcome, outcome, one?.told.join('\n'));
    });
  }

  it('tells what is renewed and not deployed, and fails when the old one is about to end', async () => {
    const [old, older, fresh] = [
      await leafOf('a.example', { left: 25 }),
      await leafOf('a.example', { left: 5 }),
      await leafOf('a.example', { left: 89 }),
    ];
    const stored = { certificate: storedOf(fresh) };
    const [soon] = await look({ served: { 'a.example': [old, ca.pem] }, stored });
    assert.equal(soon?.outcome, 'checked');
    assert.match(soon.told[0] ?? '', /^warning a\.example:443: renewed but not deployed: .*5 hours ago/);
    const [late] = await look({ served: { 'a.example': [older, ca.pem] }, stored });
    assert.equal(late?.outcome, 'failed');
  });

  it('tells of a newer one that is not ours', async () => {
    const [ours, other] = [await leafOf('a.example', { left: 50 }), await leafOf('a.example', { left: 80 })];
    const stored = { certificate: storedOf(ours) };
    const [one] = await look({ served: { 'a.example': [other, ca.pem] }, stored });
    assert.match(one?.told.join() ?? '', /^notice .* not stored by this action/);
    assert.equal(one?.outcome, 'checked');
  });

  it("tells of another name's certificate, and doesn't judge its dates", async () => {
    const wrong = await leafOf('b.example', { left: -400 });
    const [one] = await look({ served: { 'a.example': [wrong] } });
    assert.deepEqual(one?.told, ['warning a.example:443: it serves a certificate for b.example']);
    assert.equal(one.certificate, undefined);
  });

  it('tells of a server without a certificate, and of one that never answers', async () => {
    const [one] = await look({
      domains: 'a.example b.example',
      served: {
        'a.example': new NetworkError('unreachable', '', 'a.example:443: refused'),
        'b.example': 'silence',
      },
    });
    assert.deepEqual(one?.told, [
      'warning a.example:443: it serves no certificate: refused',
      'warning b.example:443: it serves no certificate: no answer in 15 s',
    ]);
    assert.equal(one.outcome, 'checked');
  });

  it('tells of a chain without its issuer', async () => {
    const leaf = await leafOf('a.example');
    const [one] = await look({ served: { 'a.example': [leaf] }, stored: { certificate: storedOf(leaf) } });
    assert.deepEqual(one?.told, ["warning a.example:443: the issuer's certificate is missing: Test CA"]);
  });

  it('fails for a certificate that was revoked and is still served', async () => {
    const leaf = await leafOf('a.example');
    const { fingerprint256: fingerprint } = new X509Certificate(leaf);
    const revoked = [{ fingerprint, atMs: nowMs - dayMs, reason: 'superseded' }];
    const [one] = await look({ served: { 'a.example': [leaf, ca.pem] }, stored: { revoked } });
    assert.equal(one?.outcome, 'failed');
    assert.match(one.reason, /revoked on 2026-07-31 \(superseded\)/);
  });

  it("tells when the CA's renewal window is over", async () => {
    const leaf = await leafOf('a.example');
    const explanationUrl = 'https://ca.test/incident';
    const window = { windowStartMs: nowMs - 2 * dayMs, windowEndMs: nowMs - dayMs, explanationUrl };
    const renewalInfo = { ...window, fetchedAtMs: nowMs, retryAtMs: nowMs };
    const certificate = storedOf(leaf, { renewalInfo });
    const [one] = await look({ served: { 'a.example': [leaf, ca.pem] }, stored: { certificate } });
    assert.match(one?.told[0] ?? '', /^warning The stored certificate: .*by 2026-07-31 12:00 UTC/);
  });

  it('looks at `check-targets`, and at certificates apart', async () => {
    const [a, b] = [await leafOf('a.example'), await leafOf('b.example', { left: 2 })];
    const results = await look({
      domains: 'a.example\nb.example',
      inputs: { 'check-targets': 'b.example:993 10.0.0.9:8443' },
      served: { 'a.example': [a, ca.pem], 'b.example': [b, ca.pem] },
    });
    assert.deepEqual(
      results.map(({ outcome, told }) => [outcome, told.map((line) => line.split(': ')[0])]),
      [
        ['checked', []],
        [
          'failed',
          ['b.example:443', 'b.example:993', '10.0.0.9:8443 (b.example)'].map((at) => `error ${at}`),
        ],
      ],
    );
  });

  it('warns of a state that cannot be opened, and looks at what is served', async () => {
    const leaf = await leafOf('a.example');
    const loaded = { kind: 'unusable', problem: 'tampered', warning: 'It was changed' } as unknown as Loaded;
    const [one] = await look({ served: { 'a.example': [leaf, ca.pem] }, loaded });
    assert.deepEqual([one?.outcome, one?.warnings], ['checked', ['It was changed']]);
  });

  it("fails when the run's time is up before everything was seen", async () => {
    const [one] = await look({
      inputs: { timeout: '10s', 'request-timeout': '9s' },
      served: { 'a.example': 'silence' },
    });
    assert.ok(one?.error instanceof AppError);
    assert.deepEqual([one.outcome, one.error.code], ['failed', 'deadline']);
  });
});
