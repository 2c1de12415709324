import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { AppError, errorCodes } from '../../../src/base/errors.ts';
import { canWait, passesByWaiting, type InUse } from '../../../src/plan/defer.ts';
import type { ReasonCode } from '../../../src/plan/due.ts';

const dayMs = 86_400_000;
const held = { notBeforeMs: 0, notAfterMs: 90 * dayMs };
const wait = ({
  day = 70,
  code = 'renew-before',
  ...more
}: { day?: number; code?: ReasonCode } & Partial<InUse>) =>
  canWait({
    decision: { due: true, code, because: '' },
    held,
    failBefore: { kind: 'auto' },
    nowMs: day * dayMs,
    ...more,
  });

describe('canWait', () => {
  it('ends a ninth of the lifetime before the end', () => {
    assert.deepEqual([wait({ day: 79.9 }), wait({ day: 80 }), wait({ day: 91 })], [true, false, false]);
  });

  it('ends where `fail-before` says', () => {
    const failBefore = { kind: 'duration', ms: 5 * dayMs } as const;
    assert.deepEqual([wait({ day: 84, failBefore }), wait({ day: 85, failBefore })], [true, false]);
    assert.equal(wait({ day: 44, failBefore: { kind: 'share', ofLifetime: 0.5 } }), true);
    assert.equal(wait({ day: 46, failBefore: { kind: 'share', ofLifetime: 0.5 } }), false);
  });

  it('needs a certificate of the names that are wanted', () => {
    assert.equal(wait({ held: undefined }), false);
    for (const code of ['missing', 'names-changed', 'key-missing', 'csr-changed'] as const) {
      assert.equal(wait({ code }), false, code);
    }
    for (const code of ['forced', 'renewal-window', 'window-passed', 'profile-changed'] as const) {
      assert.equal(wait({ code }), true, code);
    }
  });
});

describe('passesByWaiting', () => {
  const passing = (details = {}) =>
    errorCodes.filter((code) => passesByWaiting(new AppError(code, '', details)));

  it('is an outage or a limit, and nothing that somebody has to repair', () => {
    assert.deepEqual(passing(), ['ca-unreachable', 'rate-limited']);
    assert.deepEqual(passing({ lastStatus: '503' }), ['ca-unreachable', 'ca-error', 'rate-limited']);
  });

  it('is what the CA named a time for, except for names that it has paused', () => {
    assert.deepEqual(passing({ retryAtMs: 1 }), [
      'ca-unreachable',
      'ca-error',
      'rate-limited',
      'validation-timeout',
      'order-timeout',
    ]);
  });
});
