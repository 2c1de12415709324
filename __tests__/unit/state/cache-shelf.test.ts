import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { withFailure } from '../../../src/state/entry.ts';
import { entryIdOf } from '../../../src/state/entry-file.ts';
import { hanging } from '../../fakes/cache.ts';
import { stateWorld, type StateWorld } from '../../fakes/state-store.ts';
import { fullEntry, scope, smallEntry, www } from '../../fixtures/state.ts';

const { signal } = new AbortController();

describe('state in the cache', () => {
  let world: StateWorld;
  beforeEach(() => (world = stateWorld()));
  afterEach(() => world.clear());

  const path = () => world.pathOf('cache');

  const store = async (entry = smallEntry()) => {
    const first = world.openStore('cache');
    await first.keep(entry, signal);
    await first.flush(signal);
    world.nextJob();
  };

  it('is an entry a certificate, under a key that tells when', async () => {
    await store();
    const id = entryIdOf({ ...scope, ...www });
    const [entry] = world.cache.entries;
    assert.match(entry?.key ?? '', new RegExp(`^bounded-acme-v1-${id}-20260101T000000Z-[0-9a-f]{12}$`));
    assert.deepEqual(Object.keys(entry?.files ?? {}), [path()]);
  });

  it("isn't saved again when nothing has changed", async () => {
    await store();
    const next = world.openStore('cache');
    await next.load(www, signal);
    await next.keep(smallEntry(), signal);
    assert.deepEqual(await next.flush(signal), []);
    assert.equal(world.cache.saves, 1);
    assert.deepEqual(world.journal.open, []);
  });

  it('is saved once a flush, as it was kept last', async () => {
    const run = world.openStore('cache');
    await run.keep(smallEntry(), signal);
    await run.keep(fullEntry(), signal);
    await run.flush(signal);
    await run.flush(signal);
    assert.equal(world.cache.saves, 1);
    world.nextJob();
    const loaded = await world.openStore('cache').load(www, signal);
    assert.ok(loaded.kind === 'found' && loaded.entry.certificate);
  });

  it('lies in the temp and in the journal until it is uploaded, and no longer', async () => {
    const run = world.openStore('cache');
    await run.keep(smallEntry(), signal);
    assert.ok(existsSync(path()));
    assert.deepEqual(world.journal.open, [
      { kind: 'state', name: 'www', id: entryIdOf({ ...scope, ...www }) },
    ]);
    await run.flush(signal);
    assert.ok(!existsSync(path()));
    assert.deepEqual(world.journal.open, []);
    await run.load(www, signal);
    assert.ok(!existsSync(path()), 'what was restored was only looked at');
  });

  it('is noted before it is written', async () => {
    let wasThere = true;
    const { journal } = world;
    const intend = journal.intend;
    journal.intend = (deed) => {
      wasThere = existsSync(path());
      intend(deed);
    };
    await world.openStore('cache').keep(smallEntry(), signal);
    assert.equal(wasThere, false);
  });

  it('of an earlier step that could not upload it comes before the cache', async () => {
    await store();
    const step = world.openStore('cache');
    await step.keep(fullEntry(), signal);
    world.cache.mood = 'down';
    await step.flush(signal);
    world.cache.mood = 'well';
    const { restores } = world.cache;
    const loaded = await world.openStore('cache').load(www, signal);
    assert.ok(loaded.kind === 'found' && loaded.entry.certificate);
    assert.equal(world.cache.restores, restores, 'looks no further');
  });

  it('was kept again while it was uploaded: the newer one is still to be uploaded', async () => {
    const run = world.openStore('cache');
    await run.keep(smallEntry(), signal);
    world.cache.hooks.saved = () => run.keep(fullEntry(), signal);
    await run.flush(signal);
    assert.equal(world.journal.open.length, 1);
    world.cache.hooks = {};
    await run.flush(signal);
    world.nextJob();
    const loaded = await world.openStore('cache').load(www, signal);
    assert.ok(loaded.kind === 'found' && loaded.entry.certificate);
  });

  it('is uploaded as it was kept, whatever came to lie in its place', async () => {
    const run = world.openStore('cache');
    await run.keep(smallEntry(), signal);
    writeFileSync(path(), 'from a look-up that was given up');
    assert.deepEqual(await run.flush(signal), []);
    world.nextJob();
    assert.equal((await world.openStore('cache').load(www, signal)).kind, 'found');
  });

  it('tells what both runs know when two worked on the same certificate', async () => {
    const [one, other] = [world.openStore('cache'), world.openStore('cache')];
    await Promise.all([one.load(www, signal), other.load(www, signal)]);
    await one.keep(
      withFailure(smallEntry(), { atMs: 1, code: 'caa', retryAtMs: undefined, link: undefined }),
      signal,
    );
    await one.flush(signal);
    await other.keep(
      withFailure(smallEntry(), { atMs: 2, code: 'caa', retryAtMs: undefined, link: undefined }),
      signal,
    );
    await other.flush(signal);
    world.nextJob();
    const loaded = await world.openStore('cache').load(www, signal);
    assert.ok(loaded.kind === 'found');
    assert.deepEqual(
      loaded.entry.failures.map(({ atMs }) => atMs),
      [1, 2],
    );
  });

  it('is reported when it was damaged, and nothing is deleted', async () => {
    await store();
    const [entry] = world.cache.entries;
    assert.ok(entry);
    const whole = entry.files[path()] ?? Buffer.alloc(0);
    for (const [damaged, problem] of [
      [whole.subarray(0, 100), 'truncated'],
      [Buffer.concat([whole.subarray(0, -10), Buffer.from('A'.repeat(10))]), 'tampered'],
    ] as const) {
      entry.files[path()] = damaged;
      const loaded = await world.openStore('cache').load(www, signal);
      assert.ok(loaded.kind === 'unusable');
      assert.equal(loaded.problem.problem, problem);
    }
    assert.equal(world.cache.entries.length, 1);
  });

  it('is reported when the entry brings no file, or brings a trap', async () => {
    await store();
    const bringing = (bring: () => void) => {
      world.cache.hooks.restored = bring;
      return world.openStore('cache').load(www, signal);
    };
    const nothing = await bringing(() => rmSync(path()));
    assert.ok(nothing.kind === 'unusable');
    assert.match(nothing.warning, /the cache entry bounded-acme-v1-\S+ doesn't hold it/);
    const link = await bringing(() => {
      rmSync(path());
      symlinkSync('/etc/hostname', path());
    });
    assert.ok(link.kind === 'unusable');
    assert.match(link.warning, /is a symbolic link/);
  });

  it("doesn't go through a link in the place of its directory", async () => {
    const [directory, elsewhere] = [dirname(path()), join(world.temp, 'elsewhere')];
    mkdirSync(elsewhere, { recursive: true });
    symlinkSync(elsewhere, directory);
    const run = world.openStore('cache');
    await run.keep(smallEntry(), signal);
    assert.match((await run.flush(signal)).join(), /was not stored: .*bounded-acme-state is a symbolic link/);
    assert.deepEqual(world.cache.entries, []);
  });

  it('closes its directory to others, though someone had made it', async () => {
    mkdirSync(dirname(path()), { recursive: true, mode: 0o755 });
    await world.openStore('cache').keep(smallEntry(), signal);
    assert.equal(statSync(dirname(path())).mode & 0o777, 0o700);
  });
});

describe('a cache that fails', () => {
  let world: StateWorld;
  beforeEach(() => (world = stateWorld()));
  afterEach(() => world.clear());

  it('is a warning at looking up, and a warning at saving; the file and its note stay', async () => {
    world.cache.mood = 'down';
    const run = world.openStore('cache');
    const loaded = await run.load(www, signal);
    assert.ok(loaded.kind === 'unusable' && loaded.problem.problem === 'unavailable');
    assert.match(
      loaded.warning,
      /state of www couldn't be fetched: The cache service answered 503\. The next/,
    );
    await run.keep(fullEntry(), signal);
    assert.match(
      (await run.flush(signal)).join(),
      /www was not saved in the cache: .* answered 503\. The post step tries again/,
    );
    assert.equal(world.journal.open.length, 1);
    assert.ok(readFileSync(world.pathOf('cache')).length > 0);
  });

  it('one certificate at a time: the others are saved', async () => {
    const run = world.openStore('cache');
    for (const name of ['a', 'b', 'c']) await run.keep(smallEntry(name), signal);
    world.cache.hooks.saving = (path) => {
      if (path === world.pathOf('cache', 'b')) throw new Error('connection reset');
    };
    assert.equal((await run.flush(signal)).length, 1);
    assert.equal(world.cache.entries.length, 2);
    assert.deepEqual(
      world.journal.open.map(({ name }) => name),
      ['b'],
    );
  });

  it('quietly, by dropping what is saved, is noticed', async () => {
    world.cache.mood = 'read-only';
    const run = world.openStore('cache');
    await run.keep(smallEntry(), signal);
    assert.match((await run.flush(signal)).join(), /took no new entry/);
    assert.equal(world.journal.open.length, 1);
  });

  it('by hanging ends with the signal, also when it never heard of signals', async () => {
    const looksUp = hanging(world.cache);
    const run = world.openStore('cache');
    const looking = new AbortController();
    const loading = run.load(www, looking.signal);
    await looksUp;
    looking.abort(new Error('the phase is over'));
    const loaded = await loading;
    assert.ok(loaded.kind === 'unusable');
    assert.match(loaded.warning, /the phase is over/);
    // The others don't wait for it in their turn.
    const other = await run.load({ ...www, name: 'other' }, signal);
    assert.ok(other.kind === 'unusable');
    assert.match(other.warning, /gave no answer before/);
    assert.equal(world.cache.restores, 1);
    await run.keep(fullEntry(), signal);
    const saving = new AbortController();
    const saves = hanging(world.cache);
    const flushing = run.flush(saving.signal);
    await saves;
    saving.abort(new Error("the run's time is up"));
    assert.match((await flushing).join(), /the run's time is up/);
    assert.equal(world.journal.open.length, 1);
  });
});
