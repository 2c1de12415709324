import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { startLab, zone, type Lab } from './lab.ts';
import { runMain } from './runner.ts';

/** Requests that a run may make for a certificate of a known account, polls after the first left out. */
const bounds: Readonly<Record<number, number>> = { 1: 9, 2: 21, 10: 37, 100: 217 };

describe('how many requests the built action makes at the CA', () => {
  let lab: Lab;
  before(async () => {
    lab = await startLab();
    const { exitCode } = await runMain(lab.step(`known.${zone}`));
    assert.equal(exitCode, 0);
  });
  after(() => lab.stop());

  for (const [count, most] of Object.entries(bounds)) {
    it(`${count === '1' ? 'one name' : `${count} names`}: at most ${most}`, async () => {
      const names = Array.from({ length: Number(count) }, (_, i) => `n${i}.of${count}.${zone}`);
      const before = lab.proxy.requests.length;
      const result = await runMain(lab.step(names.join(' ')));
      assert.equal(result.exitCode, 0, result.log);
      const kinds = lab.proxy.requests.slice(before).map(({ kind }) => kind);
      const polls = kinds.filter((kind) => kind === 'order').length;
      const made = kinds.length - Math.max(0, polls - 1);
      assert.ok(made <= most, `${made} requests: ${kinds.join(' ')}`);
    });
  }

  it('over few connections', () => {
    // A connection for each of up to 16 requests at a time, in each of five runs.
    assert.ok(lab.proxy.connections <= 5 * 16, String(lab.proxy.connections));
  });
});
