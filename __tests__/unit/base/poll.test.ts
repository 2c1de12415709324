import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { startBudget } from '../../../src/base/bound.ts';
import { AppError } from '../../../src/base/errors.ts';
import { parseRetryAfter, poll, type Look } from '../../../src/base/poll.ts';
import { fakeClock } from '../../fakes/clock.ts';

function setUp(totalMs = 600_000) {
  const clock = fakeClock();
  const { work: bound } = startBudget(clock, totalMs);
  const beyond = (retryAfterMs: number) => new AppError('order-timeout', 'beyond', { retryAfterMs });
  return { clock, options: { clock, bound, beyond } };
}

/** Looks until the given number of looks, and notes when each happened. */
function looks(clock: { monotonic(): number }, answer: (number: number) => Look<string>) {
  const atMs: number[] = [];
  const look = () => {
    atMs.push(Math.round(clock.monotonic()));
    return Promise.resolve(answer(atMs.length));
  };
  return { atMs, look };
}

describe('poll', () => {
  it('looks at once, starts fast and slows down to 5 s', async () => {
    const { clock, options } = setUp();
    const { atMs, look } = looks(clock, (number) => (number < 13 ? { again: true } : { done: 'issued' }));
    const polling = poll(options, look);
    await clock.advance(60_000);
    assert.equal(await polling, 'issued');
    assert.deepEqual(atMs.slice(0, 4), [0, 250, 625, 1188]);
    const last = (atMs.at(-1) ?? 0) - (atMs.at(-2) ?? 0);
    assert.equal(last, 5_000);
  });

  it('obeys a Retry-After', async () => {
    const { clock, options } = setUp();
    const { atMs, look } = looks(clock, (number) =>
      number < 3 ? { again: true, retryAfterMs: 7_000 } : { done: 'ready' },
    );
    const polling = poll(options, look);
    await clock.advance(20_000);
    assert.equal(await polling, 'ready');
    assert.deepEqual(atMs, [0, 7_000, 14_000]);
  });

  it('never looks in a tight loop, whatever the other side asks for', async () => {
    const { clock, options } = setUp();
    const { atMs, look } = looks(clock, (number) =>
      number < 1000 ? { again: true, retryAfterMs: 0 } : { done: 'ready' },
    );
    void poll(options, look);
    await clock.advance(1_000);
    assert.ok(atMs.length <= 5, `${atMs.length} looks in a second`);
  });

  it('ends now, without sleeping, when a Retry-After lies beyond the bound', async () => {
    const { clock, options } = setUp(60_000);
    const { atMs, look } = looks(clock, () => ({ again: true, retryAfterMs: 86_400_000 }));
    await assert.rejects(poll(options, look), { message: 'beyond', details: { retryAfterMs: 86_400_000 } });
    assert.deepEqual(atMs, [0]);
    assert.equal(clock.monotonic(), 0);
  });

  it("ends with the bound's reason", async () => {
    const { clock, options } = setUp(60_000);
    const { look } = looks(clock, () => ({ again: true }));
    const ends = assert.rejects(poll(options, look), { code: 'deadline' });
    await clock.advance(48_000);
    await ends;
  });

  it('is ended by a look that throws', async () => {
    const { options } = setUp();
    await assert.rejects(
      poll(options, () => Promise.reject(new AppError('ca-error', 'gone', { retryable: true }))),
      { message: 'gone' },
    );
  });
});

describe('parseRetryAfter', () => {
  const nowMs = Date.UTC(2026, 0, 1);
  const cases: readonly (readonly [string | undefined, number | undefined])[] = [
    [undefined, undefined],
    ['', undefined],
    ['0', 0],
    ['120', 120_000],
    [' 3 ', 3_000],
    ['Thu, 01 Jan 2026 00:01:00 GMT', 60_000],
    ['Wed, 31 Dec 2025 23:59:00 GMT', 0],
    ['-5', undefined],
    ['1.5', undefined],
    ['1e3', undefined],
    ['soon', undefined],
    ['in 5 minutes', undefined],
    ['later 1', undefined],
    ['Fri, 99 Foo 2026 00:00:00 GMT', undefined],
    ['2026', 2_026_000],
  ];
  for (const [header, expected] of cases) {
    it(`reads ${JSON.stringify(header)} as ${expected} ms`, () => {
      assert.equal(parseRetryAfter(header, nowMs), expected);
    });
  }

  it('gives a moment that can be written as a date, however large the number', () => {
    const readable = parseRetryAfter('9'.repeat(400), nowMs);
    assert.ok(readable !== undefined && readable > 86_400_000);
    assert.doesNotThrow(() => new Date(nowMs + readable).toISOString());
  });
});
