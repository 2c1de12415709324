import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { startBudget, within } from '../../../src/base/bound.ts';
import { AppError, type ErrorDetails } from '../../../src/base/errors.ts';
import { retry } from '../../../src/base/retry.ts';
import { drive } from '../../fakes/ca-client.ts';
import { fakeClock } from '../../fakes/clock.ts';
import { fakeRandom } from '../../fakes/random.ts';

interface Setup {
  retries?: number;
  intervalMs?: number;
  totalMs?: number;
  fraction?: number;
}

function setUp({ retries = 3, intervalMs = 1_000, totalMs = 600_000, fraction = 0.5 }: Setup = {}) {
  const clock = fakeClock();
  const budget = startBudget(clock, totalMs);
  const pausesMs: number[] = [];
  const options = {
    clock,
    bound: budget.work,
    policy: { retries, intervalMs },
    random: fakeRandom(fraction),
    onRetry: (_: AppError, pauseMs: number) => void pausesMs.push(pauseMs),
  };
  return { clock, budget, options, pausesMs };
}

const failing = (details: ErrorDetails) => () => Promise.reject(new AppError('ca-error', 'no', details));

describe('retry', () => {
  it('tries only what is retryable again', async () => {
    const { clock, options, pausesMs } = setUp();
    const work = retry(options, failing({}));
    await assert.rejects(drive(clock, work), { details: { attempts: 1, retryable: false } });
    assert.deepEqual(pausesMs, []);
    assert.equal(clock.monotonic(), 0);
  });

  it('lets a bug pass at once', async () => {
    const { options } = setUp();
    const bug = new TypeError('bug');
    await assert.rejects(
      retry(options, () => Promise.reject(bug)),
      (error) => error === bug,
    );
  });

  it('doubles the pause, and tells the attempts in the last error', async () => {
    const { clock, options, pausesMs } = setUp({ retries: 3 });
    const work = retry(options, failing({ retryable: true }));
    await assert.rejects(drive(clock, work), {
      code: 'ca-error',
      details: { retryable: false, attempts: 4 },
    });
    assert.deepEqual(pausesMs, [1_000, 2_000, 4_000]);
    assert.ok(clock.monotonic() >= 7_000 && clock.monotonic() <= 7_100);
  });

  it('spreads the pause by a fifth either way, from the randomness it was given', async () => {
    for (const [fraction, pauseMs] of [
      [0, 800],
      [1, 1_200],
    ] as const) {
      const { clock, options, pausesMs } = setUp({ retries: 1, fraction });
      await assert.rejects(drive(clock, retry(options, failing({ retryable: true }))));
      assert.deepEqual(pausesMs.map(Math.round), [pauseMs]);
    }
  });

  it('gives the first success and stops there', async () => {
    const { clock, options } = setUp();
    const numbers: number[] = [];
    const work = retry(options, (number) => {
      numbers.push(number);
      return number < 3 ? failing({ retryable: true })() : Promise.resolve('done');
    });
    assert.equal(await drive(clock, work), 'done');
    assert.deepEqual(numbers, [1, 2, 3]);
  });

  it('puts a Retry-After before its own interval and never cuts it short', async () => {
    const { clock, options, pausesMs } = setUp({ retries: 1 });
    await assert.rejects(drive(clock, retry(options, failing({ retryable: true, retryAfterMs: 42_000 }))));
    assert.deepEqual(pausesMs, [42_000]);
  });

  it("ends at once with the moment when a Retry-After doesn't fit the bound", async () => {
    const { clock, options, pausesMs } = setUp({ totalMs: 600_000 });
    const retryAfterMs = 86_400_000;
    const retryAtMs = clock.now() + retryAfterMs;
    const work = retry(options, failing({ retryable: true, retryAfterMs }));
    await assert.rejects(work, (error: AppError) => {
      assert.equal(error.details.retryAtMs, retryAtMs);
      assert.equal(error.details.attempts, 1);
      return true;
    });
    assert.deepEqual(pausesMs, []);
    assert.equal(clock.monotonic(), 0);
  });

  it("begins no pause that doesn't fit the bound", async () => {
    const { clock, options, pausesMs } = setUp({ totalMs: 20_000, intervalMs: 10_000, retries: 9 });
    await assert.rejects(drive(clock, retry(options, failing({ retryable: true }))), {
      details: { retryable: false, attempts: 2 },
    });
    assert.deepEqual(pausesMs, [10_000]);
    assert.ok(clock.monotonic() < 16_000);
  });

  it("ends in the middle of a pause with the signal's reason", async () => {
    const { clock, options, budget } = setUp();
    const work = retry(options, failing({ retryable: true }));
    const ends = assert.rejects(work, { code: 'cancelled' });
    await clock.advance(10);
    budget.cancel(new AppError('cancelled', 'stop'));
    await ends;
    budget.close();
    assert.equal(clock.pending, 0);
  });

  it("counts its own attempts when an inner loop's time was cut off by its attempt", async () => {
    const { clock, options } = setUp({ retries: 2 });
    const expired = () => new AppError('order-timeout', 'still processing', { retryable: true });
    const work = retry(options, () =>
      within(clock, { timeoutMs: 3_000, expired, parent: options.bound }, (bound) =>
        retry({ ...options, bound }, () => {
          return new Promise((_, reject) => {
            bound.signal.addEventListener('abort', () => reject(bound.signal.reason as Error));
          });
        }),
      ),
    );
    await assert.rejects(drive(clock, work), {
      code: 'order-timeout',
      details: { retryable: false, attempts: 3 },
    });
  });
});
