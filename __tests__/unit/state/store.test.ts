import assert from 'node:assert/strict';
import { existsSync, globSync, readFileSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { isSameEntry, withFailure, type StateEntry } from '../../../src/state/entry.ts';
import { stateKeysOf } from '../../../src/state/seal.ts';
import type { Loaded } from '../../../src/state/store.ts';
import { stateWorld, type StateWorld } from '../../fakes/state-store.ts';
import { canary, fullEntry, otherSecret, scope, secret, smallEntry, www } from '../../fixtures/state.ts';

const { signal } = new AbortController();

function found(loaded: Loaded): StateEntry {
  assert.ok(loaded.kind === 'found', JSON.stringify(loaded));
  return loaded.entry;
}

const later = (entry: StateEntry, atMs: number) =>
  withFailure(entry, { atMs, code: 'caa', retryAtMs: undefined, link: undefined });

for (const where of ['cache', 'directory'] as const) {
  describe(`the store contract: ${where}`, () => {
    let world: StateWorld;
    beforeEach(() => (world = stateWorld()));
    afterEach(() => world.clear());

    /** A whole run: what it keeps is flushed, and its job ends. */
    const run = async (...entries: StateEntry[]) => {
      const store = world.openStore(where);
      for (const entry of entries) await store.keep(entry, signal);
      assert.deepEqual(await store.flush(signal), []);
      world.nextJob();
    };

    it('has nothing at first', async () => {
      assert.deepEqual(await world.openStore(where).load(www, signal), { kind: 'absent' });
    });

    it('gives the next run what was kept', async () => {
      await run(fullEntry());
      const loaded = await world.openStore(where).load(www, signal);
      assert.ok(isSameEntry(found(loaded), fullEntry()));
      assert.ok(loaded.kind === 'found' && !loaded.sealAnew);
    });

    it('gives the newest, also in the same run', async () => {
      await run(smallEntry());
      await run(later(smallEntry(), 2));
      const store = world.openStore(where);
      assert.equal(found(await store.load(www, signal)).failures.length, 1);
      await store.keep(fullEntry(), signal);
      assert.ok(isSameEntry(found(await store.load(www, signal)), fullEntry()));
    });

    it('loses nothing when two runs store different certificates at the same time', async () => {
      const [one, other] = [world.openStore(where), world.openStore(where)];
      await Promise.all([one.load(www, signal), other.load({ ...www, name: 'api' }, signal)]);
      await Promise.all([one.keep(fullEntry(), signal), other.keep(fullEntry({ name: 'api' }), signal)]);
      await Promise.all([one.flush(signal), other.flush(signal)]);
      world.nextJob();
      const next = world.openStore(where);
      assert.equal(found(await next.load(www, signal)).name, 'www');
      assert.equal(found(await next.load({ ...www, name: 'api' }, signal)).name, 'api');
    });

    it('has a hundred certificates', async () => {
      const names = Array.from({ length: 100 }, (_, index) => `c${index}`);
      await run(...names.map((name) => smallEntry(name)));
      const store = world.openStore(where);
      const loaded = await Promise.all(names.map((name) => store.load({ ...www, name }, signal)));
      assert.deepEqual(
        loaded.map((one) => found(one).name),
        names,
      );
    });

    it('keeps names apart that look alike', async () => {
      const names = ['a.b', 'a_b', 'A_B', '*.a', '../a', 'a/b', '.', 'ä'.repeat(200), '_wildcard.a'];
      await run(...names.map((name) => smallEntry(name)));
      const store = world.openStore(where);
      for (const name of names) assert.equal(found(await store.load({ ...www, name }, signal)).name, name);
    });

    it('keeps repositories and CAs apart', async () => {
      await run(smallEntry());
      for (const other of [{ repository: 'octo/other' }, { caDirectoryUrl: 'https://staging.example/' }]) {
        const store = world.openStore(where, { scope: { ...scope, ...other } });
        assert.deepEqual(await store.load(www, signal), { kind: 'absent' });
      }
    });

    it('writes for its owner only, sealed, and leaves no other file', async () => {
      const store = world.openStore(where);
      await store.keep(fullEntry(), signal);
      const path = world.pathOf(where);
      assert.equal(statSync(path).mode & 0o777, 0o600);
      assert.equal(statSync(dirname(path)).mode & 0o777, 0o700);
      assert.ok(!readFileSync(path, 'latin1').includes(canary));
      assert.deepEqual(globSync(['*', '.*'], { cwd: dirname(path) }).length, 1);
    });

    it('reports another key, treats the state as absent, and takes a new one', async () => {
      await run(smallEntry());
      const store = world.openStore(where, { keys: stateKeysOf(otherSecret, undefined) });
      const loaded = await store.load(www, signal);
      assert.ok(loaded.kind === 'unusable');
      assert.equal(loaded.problem.problem, 'wrong-key');
      assert.match(loaded.warning, /state of www .* absent.*`previous-encryption-key`/);
      await store.keep(fullEntry(), signal);
      assert.deepEqual(await store.flush(signal), []);
      assert.equal((await store.load(www, signal)).kind, 'found');
    });

    it('seals anew what the previous secret opened, although nothing else has changed', async () => {
      await run(smallEntry());
      const rotated = world.openStore(where, { keys: stateKeysOf(otherSecret, secret) });
      const loaded = await rotated.load(www, signal);
      assert.ok(loaded.kind === 'found' && loaded.sealAnew);
      await rotated.keep(loaded.entry, signal);
      await rotated.flush(signal);
      world.nextJob();
      const after = world.openStore(where, { keys: stateKeysOf(otherSecret, undefined) });
      assert.equal((await after.load(www, signal)).kind, 'found');
    });

    it('treats a run that has no time left as one without state', async () => {
      await run(smallEntry());
      const store = world.openStore(where);
      const over = AbortSignal.abort(new Error("The run's time is up"));
      const loaded = await store.load(www, over);
      assert.ok(loaded.kind === 'unusable');
      assert.match(loaded.warning, /couldn't be fetched: The run's time is up/);
      await store.keep(fullEntry(), over);
      assert.match((await store.flush(over)).join(), /state of www was not stored: The run's time is up/);
    });
  });
}

describe('a store that keeps nothing', () => {
  let world: StateWorld;
  beforeEach(() => (world = stateWorld()));
  afterEach(() => world.clear());

  for (const [why, open] of [
    ['by the settings', () => world.openStore('none')],
    ['in a cache without a secret', () => world.openStore('cache', { keys: undefined })],
    ['in a directory without a secret', () => world.openStore('directory', { keys: undefined })],
    ['in a terminal, which has no cache', () => world.openStore('cache', { cache: undefined })],
  ] as const) {
    it(why, async () => {
      const store = open();
      await store.keep(fullEntry(), signal);
      assert.deepEqual(await store.flush(signal), []);
      assert.deepEqual(await store.load(www, signal), { kind: 'absent' });
      assert.equal(world.cache.restores + world.cache.saves, 0);
      assert.ok(!existsSync(world.directory) && !existsSync(world.temp));
      assert.deepEqual(world.journal.open, []);
    });
  }
});
