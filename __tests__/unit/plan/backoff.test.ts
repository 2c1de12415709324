import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { nextAttemptMs } from '../../../src/plan/backoff.ts';

const hourMs = 3_600_000;
const failed = (...codes: string[]) => codes.map((code, index) => ({ atMs: index * hourMs, code }));
const next = (failures: Parameters<typeof nextAttemptMs>[0]['failures'], hasOrder = false, more = {}) =>
  nextAttemptMs({ failures, hasOrder, nowMs: 20 * hourMs, ...more });

/** Hours from the last failure to the next attempt. */
const pause = (count: number) => {
  const failures = failed(...Array.from({ length: count }, () => 'validation-failed'));
  return Number((((next(failures) ?? 0) - (count - 1) * hourMs) / hourMs).toFixed(2));
};

describe('nextAttemptMs', () => {
  it('holds nothing back without a failure', () => assert.equal(next([]), undefined));

  it('waits an hour, then twice as long each time, up to a day; less a tenth for schedules that drift', () => {
    assert.deepEqual(
      [1, 2, 3, 4, 5, 6, 20].map(pause),
      [1, 2, 4, 8, 16, 24, 24].map((hours) => Number((hours * 0.9).toFixed(2))),
    );
  });

  it('waits as long as the CA said, and no longer than a week', () => {
    const limited = (hours: number) => [{ atMs: 0, code: 'rate-limited', retryAtMs: hours * hourMs }];
    assert.equal(next(limited(30)), 30 * hourMs);
    assert.equal(next(limited(0.1)), 0.9 * hourMs);
    assert.equal(next(limited(100_000)), 7 * 24 * hourMs);
  });

  it('waits as long as the CA said after an earlier failure than the last', () => {
    const failures = [
      { atMs: 15 * hourMs, code: 'rate-limited', retryAtMs: 120 * hourMs },
      { atMs: 16 * hourMs, code: 'rate-limited', retryAtMs: 40 * hourMs },
      { atMs: 17 * hourMs, code: 'dns-provider' },
    ];
    assert.equal(next(failures), 120 * hourMs);
    const mistaken = failures.map((one) => ({ ...one, retryAtMs: 100_000 * hourMs }));
    assert.equal(next(mistaken), (17 + 7 * 24) * hourMs);
    const past = failures.map((one) => ({ ...one, retryAtMs: 18 * hourMs }));
    assert.equal(next(past), (17 + 4 * 0.9) * hourMs);
  });

  it('takes no more than half of what the certificate in use has left', () => {
    const endsAtMs = 80 * hourMs;
    const limited = [{ atMs: 0, code: 'rate-limited', retryAtMs: 168 * hourMs }];
    assert.equal(next(limited, false, { endsAtMs }), 40 * hourMs);
    const often = failed(...Array.from({ length: 20 }, () => 'caa'));
    assert.equal(next(often, false, { endsAtMs: 29 * hourMs }), 24 * hourMs);
    assert.equal(next(often, false, { endsAtMs: 20 * hourMs }), 20 * hourMs);
    assert.equal(next(often, false, { endsAtMs: 10 * hourMs }), (19 + 21.6) * hourMs, 'it has ended');
  });

  it('counts nothing that a wrong clock dated', () => {
    const failures = [
      { atMs: 0, code: 'caa' },
      { atMs: 900 * hourMs, code: 'caa' },
    ];
    assert.equal(next(failures), 0.9 * hourMs);
    assert.equal(next(failures.slice(1)), undefined);
  });

  it('counts nothing that a person ended', () => {
    assert.equal(next(failed('cancelled', 'cancelled')), undefined);
    assert.equal(next(failed('caa', 'cancelled')), 0.9 * hourMs);
  });

  it('goes on with an order at once', () => {
    assert.equal(next(failed('order-timeout'), true), undefined);
    assert.equal(next(failed('deadline'), true), undefined);
    assert.equal(next(failed('validation-failed'), true), 0.9 * hourMs);
    assert.equal(next(failed('order-timeout')), 0.9 * hourMs);
  });
});
