import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { AppError } from '../../../src/base/errors.ts';
import { parseEntry, serializeEntry, type StateEntry } from '../../../src/state/entry.ts';
import { failureOf } from '../../../src/steps/keep.ts';
import { holdBack } from '../../../src/steps/order-one.ts';
import { fakeClock } from '../../fakes/clock.ts';
import { fullEntry } from '../../fixtures/state.ts';

const startMs = Date.UTC(2026, 0, 1);
const hourMs = 3_600_000;
const failure = (code: string, hoursAgo: number) => ({
  atMs: startMs - hoursAgo * hourMs,
  code,
  retryAtMs: undefined,
  link: undefined,
});

const setup = 'as it is now';

function hold(name: string, failures: StateEntry['failures'], isRerun = false) {
  return holdBack(
    { ...fullEntry(), failures },
    { event: { name, isRerun }, clock: fakeClock(startMs), setup },
  );
}

describe('holdBack', () => {
  it('lets a schedule wait after failures, and says how long and what was the matter', () => {
    const error = hold('schedule', [failure('caa', 9), failure('validation-failed', 1)]);
    assert.equal(error?.code, 'validation-failed');
    assert.equal(error.details.retryAtMs, startMs + 0.8 * hourMs);
    assert.match(error.message, /the last 2 attempts failed, the latest at 2025-12-31T23:00:00.000Z/);
    assert.match(error.message, /tries again from 2026-01-01T00:48:00.000Z$/);
  });

  it('lets it try when the pause is over, and without failures', () => {
    assert.equal(hold('schedule', [failure('caa', 1)]), undefined);
    assert.equal(hold('schedule', []), undefined);
    assert.equal(holdBack(undefined, { event: { name: 'schedule' }, clock: fakeClock(), setup }), undefined);
  });

  it('never holds back what a person started', () => {
    for (const event of ['workflow_dispatch', 'push', 'cli']) {
      assert.equal(hold(event, [failure('caa', 0)]), undefined, event);
    }
    assert.equal(hold('schedule', [failure('caa', 0)], true), undefined, 'a run that is run again');
  });

  it('lets it try at once after the settings were changed, but not before a moment that the CA named', () => {
    const before = { ...failure('caa', 0.5), setup: 'as it was' };
    assert.equal(hold('schedule', [before, before]), undefined);
    assert.match(hold('schedule', [before, { ...before, setup }])?.message ?? '', /the last attempt failed/);
    const retryAtMs = startMs + 5 * hourMs;
    assert.equal(hold('schedule', [{ ...before, retryAtMs }])?.details.retryAtMs, retryAtMs);
    assert.equal(hold('schedule', [{ ...before, retryAtMs: startMs - 1 }]), undefined);
  });

  it('remembers of what settings a failure was', () => {
    const remembered = failureOf(new AppError('caa', 'no'), { atMs: startMs, setup });
    const parsed = parseEntry(serializeEntry({ ...fullEntry(), failures: [remembered] }));
    assert.ok('entry' in parsed);
    assert.equal(parsed.entry.failures[0]?.setup, setup);
  });

  it('tells of the last failure that counts', () => {
    const error = hold('schedule', [failure('caa', 0.5), failure('cancelled', 0)]);
    assert.equal(error?.code, 'caa');
    assert.match(error.message, /the last attempt failed, .* \(caa\)/);
  });

  it("keeps the CA's link, by which a person lifts a pause, and nothing else that it calls one", () => {
    const remembered = (link: string) =>
      failureOf(new AppError('paused', 'Paused', { link }), { atMs: startMs });
    const portal = 'https://portal.test/unpause?jwt=a.b';
    const error = hold('schedule', [remembered(portal)]);
    assert.deepEqual([error?.code, error?.details.link], ['paused', portal]);
    const entry = { ...fullEntry(), failures: [remembered(portal), remembered('javascript:1')] };
    const parsed = parseEntry(serializeEntry(entry));
    assert.ok('entry' in parsed);
    assert.deepEqual(
      parsed.entry.failures.map(({ link }) => link),
      [portal, undefined],
    );
  });

  it('understands no code of a later version, and still tells it', () => {
    const error = hold('schedule', [failure('struck-by-lightning', 0)]);
    assert.equal(error?.code, 'ca-error');
    assert.match(error.message, /\(struck-by-lightning\)/);
  });
});
