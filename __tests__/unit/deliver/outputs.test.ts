import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { AppError, ConfigError } from '../../../src/base/errors.ts';
import { Secret } from '../../../src/base/secret.ts';
import { outputsOf, type Outputs } from '../../../src/deliver/outputs.ts';
import type { CertificateResult, IssuedCertificate, RunResult } from '../../../src/report/outcome.ts';

const dayMs = 86_400_000;
const nowMs = Date.UTC(2026, 7, 1, 12);
const privateKey = new Secret('KEY CANARY');

const certificate: IssuedCertificate = {
  leafPem: 'LEAF\n',
  chainPem: 'CHAIN\n',
  notBeforeMs: nowMs,
  notAfterMs: nowMs + 90 * dayMs - 1,
  serial: '0A',
  fingerprint: 'AB:CD',
  issuer: 'E7',
};

const one = (more: Partial<CertificateResult> = {}): CertificateResult => ({
  name: 'example.com',
  domains: ['example.com'],
  outcome: 'issued',
  reason: 'Ordered and issued',
  certificate,
  keyType: 'ec256',
  paths: { 'cert.pem': '/t/cert.pem' },
  attempts: 1,
  elapsedMs: 1234.5,
  phasesMs: { order: 99.9 },
  warnings: [],
  ...more,
});

const failed = (error: AppError): CertificateResult => {
  const { certificate: gone, paths, ...rest } = one({ outcome: 'failed', reason: error.message, error });
  assert.ok(gone && paths);
  return rest;
};

const run = (certificates: readonly CertificateResult[], more: Partial<RunResult> = {}): RunResult => ({
  mode: { name: 'renew', because: 'input mode' },
  ca: { name: 'letsencrypt', directoryUrl: 'https://ca.example/', staging: false },
  certificates,
  startedAtMs: nowMs,
  elapsedMs: 1,
  budgetMs: 2,
  directory: '/t',
  warnings: [],
  notices: [],
  ...more,
});

const listed = ({ certificates = '' }: Outputs) => JSON.parse(certificates) as Record<string, unknown>[];

describe('outputsOf', () => {
  it('tells everything about one certificate', () => {
    const outputs = outputsOf(run([one()]), { nowMs, privateKey });
    const { certificates, ...others } = outputs;
    assert.deepEqual(others, {
      outcome: 'issued',
      renewed: 'true',
      expires: '2026-10-30T11:59:59Z',
      'days-left': '89',
      certificate: 'LEAF\n',
      chain: 'CHAIN\n',
      fullchain: 'LEAF\nCHAIN\n',
      'private-key': 'KEY CANARY',
      directory: '/t',
    });
    assert.deepEqual(JSON.parse(certificates ?? ''), [
      {
        name: 'example.com',
        domains: ['example.com'],
        outcome: 'issued',
        reason: 'Ordered and issued',
        notBefore: '2026-08-01T12:00:00Z',
        notAfter: '2026-10-30T11:59:59Z',
        daysLeft: 89,
        serial: '0A',
        fingerprint: 'AB:CD',
        issuer: 'E7',
        keyType: 'ec256',
        paths: { 'cert.pem': '/t/cert.pem' },
        attempts: 1,
        elapsedMs: 1235,
        phasesMs: { order: 100 },
      },
    ]);
  });

  it('gives no PEM of several certificates, and the end of the one that ends first', () => {
    const soon = one({ name: 'b', certificate: { ...certificate, notAfterMs: nowMs + 6.5 * dayMs } });
    const outputs = outputsOf(run([one(), soon]), { nowMs, privateKey });
    assert.equal(outputs['days-left'], '6');
    for (const name of ['certificate', 'chain', 'fullchain', 'private-key'] as const) {
      assert.equal(outputs[name], undefined, name);
    }
    assert.deepEqual(
      listed(outputs).map(({ name }) => name),
      ['example.com', 'b'],
    );
  });

  it('gives no end of a certificate that was revoked', () => {
    const outputs = outputsOf(run([one({ outcome: 'revoked' })]), { nowMs });
    assert.deepEqual(
      [outputs.outcome, outputs.expires, outputs['days-left']],
      ['revoked', undefined, undefined],
    );
  });

  it('keeps keys and PEMs out of the list, which passes on to other jobs', () => {
    const { certificates } = outputsOf(run([one()]), { nowMs, privateKey });
    assert.doesNotMatch(certificates ?? '', /CANARY|LEAF|CHAIN|\*\*\*/);
  });

  it('takes the gravest outcome, and still says that something was renewed', () => {
    const error = new AppError('rate-limited', 'too many', {
      phase: 'order',
      retryAtMs: nowMs + 2 * dayMs,
      identifiers: [{ identifier: 'example.com', reason: 'too many' }],
    });
    const deferred = failed(error.with({ retryAtMs: nowMs }));
    const sooner = failed(new AppError('rate-limited', 'too many', { retryAtMs: nowMs + dayMs }));
    const outputs = outputsOf(run([one({ outcome: 'renewed' }), deferred, sooner]), { nowMs });
    assert.equal(outputs.outcome, 'failed');
    assert.equal(outputs.renewed, 'true');
    assert.equal(outputs['retry-at'], '2026-08-02T12:00:00Z');
    assert.deepEqual(listed(outputs)[1]?.['error'], {
      code: 'rate-limited',
      phase: 'order',
      message: 'too many',
      identifier: 'example.com',
      retryAt: '2026-08-03T12:00:00Z',
    });
  });

  it('follows the order of gravity, not of arrival', () => {
    const outcomeOf = (...outcomes: CertificateResult['outcome'][]) =>
      outputsOf(run(outcomes.map((outcome) => one({ outcome }))), { nowMs }).outcome;
    assert.equal(outcomeOf('unchanged', 'renewed', 'issued'), 'renewed');
    assert.equal(outcomeOf('renewed', 'deferred'), 'deferred');
    assert.equal(outcomeOf('unchanged', 'unchanged'), 'unchanged');
  });

  it('tells what it can when nothing was begun', () => {
    const error = new ConfigError([{ input: 'domains', problem: 'empty', remedy: 'Name one.' }]);
    const { directory, ...result } = run([], { error });
    assert.equal(directory, '/t');
    assert.deepEqual(outputsOf(result, { nowMs }), {
      outcome: 'failed',
      renewed: 'false',
      certificates: '[]',
    });
  });

  it('offers nothing of a dry run, which throws its certificate away', () => {
    const outputs = outputsOf(run([one({ outcome: 'dry-run' })]), { nowMs, privateKey });
    assert.deepEqual(Object.keys(outputs).sort(), ['certificates', 'directory', 'outcome', 'renewed']);
    assert.equal(outputs.renewed, 'false');
  });

  it('counts days below zero once a certificate has ended', () => {
    const ended = one({ outcome: 'unchanged', certificate: { ...certificate, notAfterMs: nowMs - 1 } });
    assert.equal(outputsOf(run([ended]), { nowMs })['days-left'], '-1');
  });
});
