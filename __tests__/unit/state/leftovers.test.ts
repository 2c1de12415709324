import assert from 'node:assert/strict';
import { existsSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { flushLeftovers } from '../../../src/state/upload.ts';
import { hanging } from '../../fakes/cache.ts';
import { fakeRandom } from '../../fakes/random.ts';
import { stateWorld, type StateWorld } from '../../fakes/state-store.ts';
import { canary, fullEntry, smallEntry, www } from '../../fixtures/state.ts';

const { signal } = new AbortController();

/** Main was killed: what it kept lies there, and nothing of it is in memory. No key is at hand in here. */
describe('flushLeftovers', () => {
  let world: StateWorld;
  beforeEach(() => (world = stateWorld()));
  afterEach(() => world.clear());

  const post = (aborted = signal) => {
    const { cache, journal, clock, temp: tempDirectory } = world;
    const ports = { cache, journal, clock, random: fakeRandom(), tempDirectory };
    return flushLeftovers(journal.open, ports, aborted);
  };

  it('uploads what was kept, so that the next run finds it', async () => {
    const killed = world.openStore('cache');
    await killed.keep(fullEntry(), signal);
    await killed.keep(smallEntry('api'), signal);
    assert.deepEqual(await post(), []);
    assert.deepEqual(world.journal.open, []);
    assert.ok(!existsSync(world.pathOf('cache')));
    world.nextJob();
    const next = world.openStore('cache');
    const loaded = await next.load(www, signal);
    assert.ok(loaded.kind === 'found' && loaded.entry.pending);
    assert.equal((await next.load({ ...www, name: 'api' }, signal)).kind, 'found');
  });

  it('has nothing to do for what was noted and never written', async () => {
    world.journal.intend({ kind: 'state', name: 'www', id: 'a'.repeat(64) });
    assert.deepEqual(await post(), []);
    assert.deepEqual(world.journal.open, []);
    assert.equal(world.cache.saves, 0);
  });

  it('warns and leaves the note when the cache fails, hangs or drops it', async () => {
    await world.openStore('cache').keep(smallEntry(), signal);
    world.cache.mood = 'down';
    assert.match((await post()).join(), /state of www was not saved in the cache: .*503/);
    world.cache.mood = 'read-only';
    assert.match((await post()).join(), /took no new entry/);
    const hangs = hanging(world.cache);
    const controller = new AbortController();
    const waiting = post(controller.signal);
    await hangs;
    controller.abort(new Error('the runner waits no longer'));
    assert.match((await waiting).join(), /the runner waits no longer/);
    assert.equal(world.journal.open.length, 1);
    world.cache.mood = 'well';
    assert.deepEqual(await post(), []);
  });

  const planted: [string, (path: string) => void, RegExp][] = [
    ['a key in the clear', (path) => writeFileSync(path, canary), /is not a sealed file/],
    ['a link', (path) => symlinkSync('/etc/hostname', path), /is a symbolic link/],
  ];
  for (const [what, plant, told] of planted) {
    it(`uploads no ${what}`, async () => {
      const path = world.pathOf('cache');
      mkdirSync(dirname(path), { recursive: true });
      plant(path);
      const id = path.slice(path.lastIndexOf('/') + 1, -'.jwe'.length);
      world.journal.intend({ kind: 'state', name: 'www', id });
      assert.match((await post()).join(), told);
      assert.deepEqual(world.cache.entries, []);
    });
  }

  it('goes by no path that a journal could smuggle in', async () => {
    world.journal.intend({ kind: 'state', name: 'www', id: '../../etc/passwd' });
    assert.match((await post()).join(), /A state id in the journal is not one/);
    assert.equal(world.cache.saves, 0);
  });
});
