import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { newEntry, withFailure, type StateEntry } from '../../../src/state/entry.ts';
import { sealEntry, stateKeysOf } from '../../../src/state/seal.ts';
import type { StateStore } from '../../../src/state/store.ts';
import { hanging } from '../../fakes/cache.ts';
import { stateWorld, type StateWorld } from '../../fakes/state-store.ts';
import { fullEntry, keys, otherSecret, smallEntry, www } from '../../fixtures/state.ts';

const { signal } = new AbortController();

const failed = (entry: StateEntry, atMs = 5_000) =>
  withFailure(entry, { atMs, code: 'caa', retryAtMs: undefined, link: undefined });
const settled = (): StateEntry => ({ ...fullEntry(), pending: undefined });

function certified(serial: string, obtainedAtMs: number): StateEntry {
  const { certificate } = fullEntry();
  assert.ok(certificate);
  const renewed = { ...certificate, serial, fingerprint: serial, obtainedAtMs };
  return { ...newEntry(settled()), certificate: renewed };
}

for (const where of ['cache', 'directory'] as const) {
  describe(`a stored certificate, in the ${where}`, () => {
    let world: StateWorld;
    beforeEach(() => (world = stateWorld()));
    afterEach(() => world.clear());

    const end = async (store: StateStore) => {
      const warnings = await store.flush(signal);
      world.nextJob();
      return warnings.join();
    };
    const run = async (entry: StateEntry) => {
      const store = world.openStore(where);
      await store.keep(entry, signal);
      assert.equal(await end(store), '');
    };
    const stored = async (): Promise<StateEntry> => {
      const loaded = await world.openStore(where).load(www, signal);
      assert.ok(loaded.kind === 'found', JSON.stringify(loaded));
      return loaded.entry;
    };
    const wrong = () => world.openStore(where, { keys: stateKeysOf(otherSecret, undefined) });

    for (const [what, entry] of [
      ['a failure', failed(smallEntry())],
      ['an order', { ...smallEntry(), pending: fullEntry().pending }],
    ] as const) {
      it(`isn't buried by ${what} of a run with the wrong secret`, async () => {
        await run(settled());
        const store = wrong();
        assert.equal((await store.load(www, signal)).kind, 'unusable');
        await store.keep(entry, signal);
        await store.keep(failed(entry, 6_000), signal);
        const warnings = await end(store);
        assert.match(warnings, /^The state of www was not stored: it was sealed with another secret\./);
        assert.equal(warnings.split('was not stored').length, 2, 'is told once');
        assert.equal((await stored()).certificate?.serial, '0A1B');
      });
    }

    it('gives way to a new one of a run that could not open it', async () => {
      await run(settled());
      const store = wrong();
      await store.keep(failed(smallEntry()), signal);
      await store.keep(certified('NEW', 8_000), signal);
      assert.equal(await end(store), '');
      const loaded = await wrong().load(www, signal);
      assert.ok(loaded.kind === 'found' && loaded.entry.certificate?.serial === 'NEW');
    });

    it("isn't lost to the failure of a run that began before it was there", async () => {
      await run(certified('OLD', 1_000));
      const [slow, quick] = [world.openStore(where), world.openStore(where)];
      await Promise.all([slow.load(www, signal), quick.load(www, signal)]);
      const placed = fullEntry().pending;
      const pending = placed && { ...placed, createdAtMs: 2_000 };
      await slow.keep({ ...certified('OLD', 1_000), pending }, signal);
      await quick.keep(certified('NEW', 3_000), signal);
      await quick.flush(signal);
      await slow.keep(failed(failed({ ...certified('OLD', 1_000), pending }, 2_500), 4_000), signal);
      assert.equal(await end(slow), '');
      const { certificate, pending: left, failures } = await stored();
      assert.equal(certificate?.serial, 'NEW');
      assert.equal(left, undefined, 'an order from before it');
      assert.deepEqual(
        failures.map(({ atMs, code }) => [atMs, code]),
        [[4_000, 'caa']],
      );
    });

    it("stays delivered, though another run's copy says otherwise", async () => {
      await run(settled());
      const [slow, quick] = [world.openStore(where), world.openStore(where)];
      await Promise.all([slow.load(www, signal), quick.load(www, signal)]);
      const { certificate } = fullEntry();
      await quick.keep(
        { ...settled(), certificate: certificate && { ...certificate, delivered: true } },
        signal,
      );
      await quick.flush(signal);
      await slow.keep(failed(settled()), signal);
      assert.equal(await end(slow), '');
      assert.equal((await stored()).certificate?.delivered, true);
    });

    it("doesn't bring back an order that this run has given up", async () => {
      await run(fullEntry());
      const store = world.openStore(where);
      await store.load(www, signal);
      await store.keep(failed(settled()), signal);
      assert.equal(await end(store), '');
      assert.equal((await stored()).pending, undefined);
    });

    it('keeps its pair of another key type beside it', async () => {
      await run(certified('EC', 1_000));
      await run({ ...certified('RSA', 2_000), variant: 'rsa2048' });
      assert.equal((await stored()).certificate?.serial, 'EC');
      const rsa = await world.openStore(where).load({ ...www, variant: 'rsa2048' }, signal);
      assert.ok(rsa.kind === 'found' && rsa.entry.certificate?.serial === 'RSA');
    });

    it("never makes keep reject, not even by an entry that can't be stored", async () => {
      const store = world.openStore(where);
      await store.keep(smallEntry(), signal);
      await store.keep(failed(smallEntry(), NaN), signal);
      assert.match(await end(store), /www was not stored: .*atMs is not a moment/);
    });
  });
}

describe('a stored certificate in a cache that was down', () => {
  let world: StateWorld;
  beforeEach(async () => {
    world = stateWorld();
    const first = world.openStore('cache');
    await first.keep(settled(), signal);
    await first.flush(signal);
    world.nextJob();
  });
  afterEach(() => world.clear());

  const failInOutage = async (): Promise<StateStore> => {
    const store = world.openStore('cache');
    world.cache.mood = 'down';
    await store.load(www, signal);
    await store.keep(failed(smallEntry()), signal);
    assert.deepEqual(world.journal.open, [], 'the post step, which can not look, has nothing to upload');
    return store;
  };
  const next = async () => {
    world.cache.mood = 'well';
    world.nextJob();
    const loaded = await world.openStore('cache').load(www, signal);
    assert.ok(loaded.kind === 'found', JSON.stringify(loaded));
    return loaded.entry;
  };

  it('comes together with what was kept meanwhile when the cache is back', async () => {
    const store = await failInOutage();
    world.cache.mood = 'well';
    assert.deepEqual(await store.flush(signal), []);
    const { certificate, failures } = await next();
    assert.equal(certificate?.serial, '0A1B');
    assert.equal(failures.at(-1)?.atMs, 5_000);
  });

  it('stays when the cache can be written and not read, and that is told', async () => {
    const store = await failInOutage();
    assert.match(
      (await store.flush(signal)).join(),
      /www was not stored: The cache service answered 503\. A/,
    );
    assert.equal(world.cache.saves, 1);
    assert.equal((await next()).certificate?.serial, '0A1B');
  });

  it('is looked for once more at saving a failure, and not at saving a new one', async () => {
    const failing = world.openStore('cache');
    await failing.load(www, signal);
    await failing.keep(failed(settled()), signal);
    await failing.flush(signal);
    assert.equal(world.cache.restores, 3);
    const renewing = world.openStore('cache');
    await renewing.load(www, signal);
    await renewing.keep(certified('NEW', 8_000), signal);
    await renewing.flush(signal);
    assert.equal(world.cache.restores, 4);
  });

  it("isn't waited for by another certificate that is new", async () => {
    const store = world.openStore('cache');
    await store.load(www, signal);
    await store.keep(failed(settled()), signal);
    await store.keep({ ...certified('NEW', 8_000), name: 'api' }, signal);
    const over = new AbortController();
    let hangs = Promise.resolve();
    world.cache.hooks.saved = () => {
      hangs = hanging(world.cache);
      return Promise.resolve();
    };
    const flushing = store.flush(over.signal);
    while (world.cache.mood !== 'hanging') await new Promise(setImmediate);
    await hangs;
    over.abort(new Error('the time is up'));
    assert.match((await flushing).join(), /www was not saved in the cache: the time is up/);
    assert.equal(world.cache.entries.length, 2);
    assert.deepEqual(
      world.journal.open.map(({ name }) => name),
      ['www'],
      'for the post step',
    );
  });
});

describe('a state of a newer version', () => {
  it('stays, and gives way to a new certificate only', async () => {
    const world = stateWorld();
    const store = world.openStore('directory');
    await store.keep(smallEntry(), signal);
    const newer = await sealNewer();
    writeFileSync(world.pathOf('directory'), newer);
    const older = world.openStore('directory');
    await older.keep(failed(smallEntry()), signal);
    assert.match((await older.flush(signal)).join(), /was not stored: it has version 2/);
    await older.keep(settled(), signal);
    assert.deepEqual(await older.flush(signal), []);
    assert.equal((await world.openStore('directory').load(www, signal)).kind, 'found');
    world.clear();
  });
});

/** Sealed by what this version would be in a year. */
async function sealNewer(): Promise<string> {
  const { CompactEncrypt } = await import('jose/jwe/compact/encrypt');
  const sealed = await sealEntry(smallEntry(), keys, signal);
  const header = JSON.parse(Buffer.from(sealed.split('.')[0] ?? '', 'base64url').toString()) as {
    alg: string;
    enc: string;
  };
  return new CompactEncrypt(Buffer.from('{"version":2}'))
    .setProtectedHeader(header)
    .encrypt(keys.current.key);
}
