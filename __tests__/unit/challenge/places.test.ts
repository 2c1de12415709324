import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Places } from '../../../src/challenge/places.ts';

/** Claims by their names, and in which order they came to their places. */
function setUp() {
  const places = new Places();
  const events: string[] = [];
  const releases = new Map<string, () => void>();
  const claim = async (name: string, wanted: string, signal = new AbortController().signal) => {
    const onWait = () => events.push(`${name} waits`);
    releases.set(name, await places.reserve(new Set(wanted), { signal, onWait }));
    events.push(`${name} has ${wanted}`);
  };
  return { claim, events, release: (name: string) => releases.get(name)?.() };
}

const settled = () => new Promise((resolve) => setImmediate(resolve));

describe('Places', () => {
  it('gives all places or none, so that nobody holds one while waiting for another', async () => {
    const { claim, events, release } = setUp();
    await claim('first', 'a');
    const second = claim('second', 'ab');
    const third = claim('third', 'c');
    await third;
    release('first');
    await second;
    assert.deepEqual(events, ['first has a', 'second waits', 'third has c', 'second has ab']);
  });

  it('lets nobody overtake whoever came earlier and needs the same', async () => {
    const { claim, events, release } = setUp();
    await claim('first', 'a');
    const wide = claim('wide', 'ab');
    const later = ['one', 'two'].map((name) => claim(name, 'b'));
    await settled();
    release('first');
    await wide;
    release('wide');
    await later[0];
    release('one');
    await Promise.all(later);
    assert.deepEqual(
      events.filter((event) => event.includes('has')),
      ['first has a', 'wide has ab', 'one has b', 'two has b'],
    );
  });

  it('forgets whoever stopped waiting, and lets those behind go on', async () => {
    const { claim, events, release } = setUp();
    await claim('first', 'a');
    const stop = new AbortController();
    const given = claim('wide', 'ab', stop.signal);
    const behind = claim('behind', 'b');
    await settled();
    stop.abort(new Error('stopped'));
    await assert.rejects(given, /stopped/);
    await behind;
    release('first');
    await claim('next', 'a');
    assert.deepEqual(events.slice(-2), ['behind has b', 'next has a']);
    await assert.rejects(claim('late', 'c', stop.signal), /stopped/);
    await claim('other', 'c');
  });

  it('gives back once only', async () => {
    const { claim, events, release } = setUp();
    await claim('first', 'a');
    release('first');
    await claim('second', 'a');
    release('first');
    const third = claim('third', 'a');
    await settled();
    assert.deepEqual(events.at(-1), 'third waits');
    release('second');
    await third;
  });
});
