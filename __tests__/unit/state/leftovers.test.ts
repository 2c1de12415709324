import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import type { StateEntry } from '../../../src/state/entry.ts';
import { flushLeftovers } from '../../../src/state/upload.ts';
import { hanging } from '../../fakes/cache.ts';
import { fakeLog } from '../../fakes/log.ts';
import { fakeRandom } from '../../fakes/random.ts';
import { stateWorld, type StateWorld } from '../../fakes/state-store.ts';
import { canary, fullEntry, keys, smallEntry, www } from '../../fixtures/state.ts';

const { signal } = new AbortController();

/** Main was killed: what it kept lies there, and nothing of it is in memory. No key is at hand in here. */
describe('flushLeftovers', () => {
  let world: StateWorld;
  beforeEach(() => (world = stateWorld()));
  afterEach(() => world.clear());

  const post = (aborted = signal) => {
    const { cache, journal, clock, temp: tempDirectory } = world;
    const ports = { cache, journal, clock, random: fakeRandom(), tempDirectory, keys, log: fakeLog() };
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

  it('buries no certificate that another run has uploaded since, and loses none of its own', async () => {
    const { certificate, pending } = fullEntry();
    assert.ok(certificate && pending);
    const sealedBy = (entry: StateEntry) => world.openStore('cache').keep(entry, signal);
    const found = async () => {
      world.nextJob();
      const loaded = await world.openStore('cache').load(www, signal);
      return loaded.kind === 'found' ? loaded.entry : assert.fail(loaded.kind);
    };
    // Its order was placed before the other run had its certificate.
    await sealedBy({ ...smallEntry(), pending: { ...pending, createdAtMs: 500 } });
    const path = world.pathOf('cache');
    const kept = readFileSync(path);
    const deeds = world.journal.open;
    world.nextJob();
    const other = world.openStore('cache');
    await other.keep({ ...smallEntry(), certificate }, signal);
    await other.flush(signal);
    world.nextJob();
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, kept);
    world.journal.open = deeds;
    await world.clock.advance(1_000);
    assert.deepEqual(await post(), []);
    const both = await found();
    assert.equal(both.certificate?.serial, certificate.serial);
    assert.equal(both.pending, undefined);

    await sealedBy({ ...both, certificate: { ...certificate, obtainedAtMs: 2_000, serial: '0C' } });
    await world.clock.advance(1_000);
    assert.deepEqual(await post(), []);
    assert.equal((await found()).certificate?.serial, '0C');
  });

  it('uploads what it has when the cache can not be read', async () => {
    await world.openStore('cache').keep(smallEntry(), signal);
    world.cache.restore = () => Promise.reject(new Error('503'));
    assert.deepEqual(await post(), []);
    assert.equal(world.cache.entries.length, 1);
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
