import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { selectMoment } from '../../../src/plan/renewal-window.ts';

const window = { windowStartMs: Date.UTC(2026, 0, 1), windowEndMs: Date.UTC(2026, 0, 3) };
const chosen = (index: number) => ({ fingerprint: `AA:${index}`, domains: [`${index}.example`] });

describe('selectMoment', () => {
  it('is the same second in every run, whatever order the names come in', () => {
    const [first, second] = [
      ['a.example', 'b.example'],
      ['b.example', 'a.example'],
    ].map((domains) => selectMoment(window, { fingerprint: 'AA', domains }));
    assert.equal(first, second);
    assert.equal((first ?? 0.5) % 1000, 0);
  });

  it('is spread evenly over the window', () => {
    const quarters = [0, 0, 0, 0];
    const lengthMs = window.windowEndMs - window.windowStartMs;
    for (let index = 0; index < 4000; index += 1) {
      const atMs = selectMoment(window, chosen(index));
      const quarter = Math.floor((4 * (atMs - window.windowStartMs)) / lengthMs);
      assert.ok(quarter >= 0 && quarter < 4, new Date(atMs).toISOString());
      quarters[quarter] = (quarters[quarter] ?? 0) + 1;
    }
    for (const count of quarters) assert.ok(count > 850 && count < 1150, quarters.join());
  });

  it('goes along when the CA moves the window', () => {
    const moved = {
      windowStartMs: window.windowStartMs - 7_000_000,
      windowEndMs: window.windowEndMs - 7_000_000,
    };
    assert.equal(selectMoment(window, chosen(1)) - selectMoment(moved, chosen(1)), 7_000_000);
  });

  it('stays in a window of less than a second', () => {
    const narrow = { windowStartMs: 1_500, windowEndMs: 1_900 };
    assert.equal(selectMoment(narrow, chosen(1)), 1_500);
  });
});
