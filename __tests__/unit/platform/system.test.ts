import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { systemClock, systemRandom } from '../../../src/platform/system.ts';

describe('systemClock', () => {
  it('does not call back early for a delay longer than what timers hold', async () => {
    let called = false;
    const takeBack = systemClock.schedule(2 ** 40, () => (called = true));
    await new Promise((resolve) => systemClock.schedule(20, () => resolve(undefined)));
    takeBack();
    assert.equal(called, false);
  });

  it('calls nothing back that was taken back', async () => {
    let called = false;
    systemClock.schedule(1, () => (called = true))();
    await new Promise((resolve) => systemClock.schedule(20, () => resolve(undefined)));
    assert.equal(called, false);
  });

  it('measures on a clock that never goes back', () => {
    const first = systemClock.monotonic();
    assert.ok(systemClock.monotonic() >= first);
    assert.ok(Math.abs(systemClock.now() - Date.now()) < 1_000);
  });
});

describe('systemRandom', () => {
  it('gives as many bytes as asked for, and fractions below 1', () => {
    assert.equal(systemRandom.bytes(32).length, 32);
    assert.notDeepEqual(systemRandom.bytes(32), systemRandom.bytes(32));
    const fraction = systemRandom.fraction();
    assert.ok(fraction >= 0 && fraction < 1);
  });
});
