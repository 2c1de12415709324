import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Phases, reserveOf, seconds, sleep, startBudget, within } from '../../../src/base/bound.ts';
import { AppError } from '../../../src/base/errors.ts';
import { fakeClock } from '../../fakes/clock.ts';

const tooLate = (spentMs: number) => new AppError('order-timeout', 'too late', { spentMs });

/** Ends with the signal's reason and no earlier. */
function untilAborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
  });
}

describe('startBudget', () => {
  it('ends the work while cleaning up still has its reserve', async () => {
    const clock = fakeClock();
    const budget = startBudget(clock, 100_000);
    await clock.advance(79_999);
    assert.equal(budget.work.signal.aborted, false);
    assert.equal(budget.work.remainingMs(), 1);
    await clock.advance(1);
    assert.ok(budget.work.signal.reason instanceof AppError);
    assert.equal(budget.work.signal.reason.code, 'deadline');
    assert.match(budget.work.signal.reason.message, /the work had 80 s of 100 s/);
    assert.equal(budget.work.remainingMs(), 0);
    assert.equal(budget.cleanup.signal.aborted, false);
    assert.equal(budget.cleanup.remainingMs(), 20_000);
    await clock.advance(20_000);
    assert.equal((budget.cleanup.signal.reason as AppError).code, 'deadline');
    assert.equal(budget.spentMs(), 100_000);
  });

  it('ends the work at once when it is cancelled, and leaves cleaning up its time', async () => {
    const clock = fakeClock();
    const budget = startBudget(clock, 100_000);
    const cancelled = new AppError('cancelled', 'The job was cancelled');
    budget.cancel(cancelled);
    assert.equal(budget.work.signal.reason, cancelled);
    assert.equal(budget.work.remainingMs(), 0);
    assert.equal(budget.cleanup.signal.aborted, false);
    await clock.advance(90_000);
    assert.equal(budget.work.signal.reason, cancelled, 'the deadline does not replace the first reason');
  });

  it('takes its timers back', () => {
    const clock = fakeClock();
    const budget = startBudget(clock, 100_000);
    assert.equal(clock.pending, 2);
    budget.close();
    assert.equal(clock.pending, 0);
  });

  it('keeps a fifth for cleaning up, 2 to 20 s, and never more than half', () => {
    assert.equal(reserveOf(600_000), 20_000);
    assert.equal(reserveOf(20_000), 4_000);
    assert.equal(reserveOf(6_000), 2_000);
    assert.equal(reserveOf(1_000), 500);
  });
});

describe('within', () => {
  it('ends with its own error when its own time is up', async () => {
    const clock = fakeClock();
    const budget = startBudget(clock, 100_000);
    const parent = budget.work;
    const work = within(clock, { timeoutMs: 3_000, expired: tooLate, parent }, ({ signal }) =>
      untilAborted(signal),
    );
    const ends = assert.rejects(work, { code: 'order-timeout', details: { spentMs: 3_000 } });
    await clock.advance(3_000);
    await ends;
    budget.close();
    assert.equal(clock.pending, 0);
  });

  it("ends with the parent's error when the parent's time is up first", async () => {
    const clock = fakeClock();
    const budget = startBudget(clock, 10_000);
    const parent = budget.work;
    const work = within(clock, { timeoutMs: 60_000, expired: tooLate, parent }, (bound) => {
      assert.equal(bound.remainingMs(), 8_000, 'a child has no more than its parent');
      return untilAborted(bound.signal);
    });
    const ends = assert.rejects(work, { code: 'deadline' });
    await clock.advance(8_000);
    await ends;
    budget.close();
    assert.equal(clock.pending, 0);
  });

  it('begins nothing when the parent is over', async () => {
    const clock = fakeClock();
    const budget = startBudget(clock, 10_000);
    budget.cancel(new AppError('cancelled', 'over'));
    let begun = false;
    const options = { timeoutMs: 1_000, expired: tooLate, parent: budget.work };
    await assert.rejects(
      within(clock, options, () => Promise.resolve((begun = true))),
      { code: 'cancelled' },
    );
    assert.equal(begun, false);
    budget.close();
    assert.equal(clock.pending, 0);
  });

  it('takes its timer back after a success and after a failure', async () => {
    const clock = fakeClock();
    const options = { timeoutMs: 1_000, expired: tooLate };
    assert.equal(await within(clock, options, () => Promise.resolve(7)), 7);
    await assert.rejects(
      within(clock, options, () => Promise.reject(new Error('no'))),
      /no/,
    );
    assert.equal(clock.pending, 0);
  });
});

describe('sleep', () => {
  it('gives the reason and its timer back when it is aborted', async () => {
    const clock = fakeClock();
    const controller = new AbortController();
    const sleeping = sleep(clock, 60_000, controller.signal);
    const reason = new AppError('cancelled', 'stop');
    const ends = assert.rejects(sleeping, (error) => error === reason);
    controller.abort(reason);
    await ends;
    assert.equal(clock.pending, 0);
    await assert.rejects(sleep(clock, 1, controller.signal), (error) => error === reason);
    assert.equal(clock.pending, 0);
  });
});

describe('Phases', () => {
  it('adds up what each phase took, failed ones too, and names the innermost phase in the error', async () => {
    const clock = fakeClock();
    const phases = new Phases(clock);
    const step = (ms: number) => async () => {
      await clock.advance(ms);
    };
    await phases.run('order', step(200));
    await phases.run('order', step(300));
    const failing = phases.run('finalize', () =>
      phases.run('download', async () => {
        await clock.advance(40);
        throw new AppError('ca-error', 'no');
      }),
    );
    await assert.rejects(failing, { code: 'ca-error', details: { phase: 'download', spentMs: 40 } });
    assert.deepEqual(phases.elapsedMs, { order: 500, download: 40, finalize: 40 });
  });

  it('lets a bug pass as it is', async () => {
    const bug = new TypeError('x is undefined');
    const running = new Phases(fakeClock()).run('order', () => Promise.reject(bug));
    await assert.rejects(running, (error) => error === bug);
  });
});

describe('seconds', () => {
  const cases = {
    '0 s': 0,
    '0.3 s': 250,
    '1.5 s': 1_500,
    '10 s': 9_960,
    '80 s': 80_000,
    '2 min': 120_000,
    '3 min': 179_600,
    '3 min 20 s': 200_000,
  };
  for (const [text, ms] of Object.entries(cases))
    it(`writes ${ms} ms as ${text}`, () => assert.equal(seconds(ms), text));
});
