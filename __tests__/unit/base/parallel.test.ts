import assert from 'node:assert/strict';
import { setImmediate } from 'node:timers/promises';
import { describe, it } from 'node:test';
import { eachSettled, mapLimited, Slots } from '../../../src/base/parallel.ts';

/** A promise and the ways to end it. */
function deferred<T = void>() {
  return Promise.withResolvers<T>();
}

const { signal } = new AbortController();

describe('mapLimited', () => {
  it("keeps the items' order and the limit", async () => {
    let [running, most] = [0, 0];
    const results = await mapLimited([5, 1, 3, 2, 4], 2, async (turns) => {
      running += 1;
      most = Math.max(most, running);
      for (let turn = 0; turn < turns; turn += 1) await setImmediate();
      running -= 1;
      return turns * 10;
    });
    assert.deepEqual(results, [50, 10, 30, 20, 40]);
    assert.equal(most, 2);
  });

  it('begins no further item after a failure', async () => {
    const begun: number[] = [];
    const slow = deferred();
    const work = mapLimited([1, 2, 3, 4], 2, async (item) => {
      begun.push(item);
      if (item === 1) throw new Error('first');
      await slow.promise;
    });
    await assert.rejects(work, /first/);
    slow.resolve();
    await setImmediate();
    assert.deepEqual(begun, [1, 2]);
  });

  it('does nothing for nothing', async () => {
    assert.deepEqual(await mapLimited([], 4, () => Promise.reject(new Error('never'))), []);
  });
});

describe('eachSettled', () => {
  it("goes on after a failure and tells each item's outcome", async () => {
    const outcomes = await eachSettled([1, 2, 3], 1, (item) =>
      item === 2 ? Promise.reject(new Error('two')) : Promise.resolve(item),
    );
    assert.deepEqual(
      outcomes.map((outcome) => (outcome.status === 'fulfilled' ? outcome.value : String(outcome.reason))),
      [1, 'Error: two', 3],
    );
  });
});

describe('Slots', () => {
  it('lets no more in than there are places, in order of arrival', async () => {
    const slots = new Slots(1);
    const first = deferred();
    const order: string[] = [];
    const enter = (name: string, until?: Promise<void>) =>
      slots.hold(signal, async () => {
        order.push(name);
        await until;
      });
    const all = [enter('a', first.promise), enter('b'), enter('c')];
    await setImmediate();
    assert.deepEqual(order, ['a']);
    first.resolve();
    await Promise.all(all);
    assert.deepEqual(order, ['a', 'b', 'c']);
  });

  it('gives the place back when the work fails', async () => {
    const slots = new Slots(1);
    await assert.rejects(
      slots.hold(signal, () => Promise.reject(new Error('no'))),
      /no/,
    );
    assert.equal(await slots.hold(signal, () => Promise.resolve('in')), 'in');
  });

  it("leaves the line when its signal is aborted, with the reason, and costs nobody's place", async () => {
    const slots = new Slots(1);
    const first = deferred();
    const holder = slots.hold(signal, () => first.promise);
    const controller = new AbortController();
    const waiting = slots.hold(controller.signal, () => Promise.reject(new Error('must not run')));
    const behind = slots.hold(signal, () => Promise.resolve('behind'));
    const reason = new Error('cancelled');
    const left = assert.rejects(waiting, (error) => error === reason);
    controller.abort(reason);
    await left;
    first.resolve();
    await holder;
    assert.equal(await behind, 'behind');
    assert.equal(await slots.hold(signal, () => Promise.resolve('free again')), 'free again');
  });

  it('takes no place for a signal that is aborted already', async () => {
    const slots = new Slots(1);
    const aborted = AbortSignal.abort(new Error('over'));
    await assert.rejects(
      slots.hold(aborted, () => Promise.resolve()),
      /over/,
    );
    assert.equal(await slots.hold(signal, () => Promise.resolve('free')), 'free');
  });
});
