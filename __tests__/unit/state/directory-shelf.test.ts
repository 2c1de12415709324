import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { chmodSync, globSync, mkdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { largestFile } from '../../../src/state/sealed-file.ts';
import { stateWorld, type StateWorld } from '../../fakes/state-store.ts';
import { fullEntry, smallEntry, www } from '../../fixtures/state.ts';

const { signal } = new AbortController();

describe('state in a directory', () => {
  let world: StateWorld;
  let path: string;
  beforeEach(() => {
    world = stateWorld();
    path = world.pathOf('directory');
    mkdirSync(dirname(path), { recursive: true });
  });
  afterEach(() => world.clear());

  const asides = () => globSync('*.unreadable', { cwd: world.directory });

  it('has a name that people can read', () => assert.match(basename(path), /^www-[0-9a-f]{16}\.jwe$/));

  it("doesn't write again what hasn't changed", async () => {
    await world.openStore('directory').keep(smallEntry(), signal);
    const before = readFileSync(path, 'latin1');
    await world.openStore('directory').keep(smallEntry(), signal);
    assert.equal(readFileSync(path, 'latin1'), before);
    await world.openStore('directory').keep(fullEntry(), signal);
    assert.notEqual(readFileSync(path, 'latin1'), before);
  });

  it('moves aside what it could not open, and nothing else, each time', async () => {
    for (const [index, damaged] of ['damaged once', 'damaged twice'].entries()) {
      writeFileSync(path, damaged);
      const store = world.openStore('directory');
      assert.equal((await store.load(www, signal)).kind, 'unusable');
      assert.deepEqual(asides().length, index, 'looking moves nothing');
      await store.keep(smallEntry(), signal);
      await store.keep(fullEntry(), signal);
      assert.deepEqual(await store.flush(signal), []);
      assert.equal((await store.load(www, signal)).kind, 'found');
      await world.clock.advance(1_000);
    }
    const kept = asides().map((name) => readFileSync(join(world.directory, name), 'latin1'));
    assert.deepEqual(kept.sort(), ['damaged once', 'damaged twice']);
  });

  it('moves aside what it could not open even if nobody loaded it before', async () => {
    writeFileSync(path, 'damaged');
    await world.openStore('directory').keep(smallEntry(), signal);
    assert.equal(asides().length, 1);
  });

  const traps: [string, () => void, RegExp][] = [
    ['a link', () => symlinkSync(join(world.directory, 'other'), path), /is a symbolic link/],
    ['a directory', () => mkdirSync(path), /is not a file/],
    ['a pipe', () => execFileSync('mkfifo', [path]), /is not a file/],
    ['a huge file', () => writeFileSync(path, Buffer.alloc(largestFile + 1)), /more than any state has/],
    ['an empty file', () => writeFileSync(path, ''), /ends after 0 bytes/],
    [
      'bytes that are no text',
      () => writeFileSync(path, Buffer.from([0, 255, 254, 10])),
      /not a sealed file/,
    ],
  ];
  for (const [what, set, told] of traps) {
    it(`reads no ${what}, and puts a file there`, async () => {
      writeFileSync(join(world.directory, 'other'), 'untouched');
      set();
      const store = world.openStore('directory');
      const loaded = await store.load(www, signal);
      assert.ok(loaded.kind === 'unusable');
      assert.match(loaded.warning, told);
      await store.keep(smallEntry(), signal);
      assert.deepEqual(await store.flush(signal), []);
      assert.ok(statSync(path).isFile());
      assert.equal((await store.load(www, signal)).kind, 'found');
      assert.equal(readFileSync(join(world.directory, 'other'), 'utf8'), 'untouched');
    });
  }

  it('warns when the directory can not be made, and tells it only once', async () => {
    writeFileSync(join(world.directory, 'file'), '');
    const where = { kind: 'directory', path: join(world.directory, 'file') } as const;
    const store = world.openStore('directory', { where });
    const loaded = await store.load(www, signal);
    assert.ok(loaded.kind === 'unusable' && loaded.problem.problem === 'unavailable');
    await store.keep(smallEntry(), signal);
    const warnings = await store.flush(signal);
    assert.match(
      warnings.join(),
      /^The state of www was not stored: Can't \w+ .*: (ENOTDIR|EEXIST)\. A certificate may be stored there/,
    );
    assert.deepEqual(await store.flush(signal), []);
  });

  it("leaves the mode of a directory that is the user's", async () => {
    chmodSync(world.directory, 0o755);
    await world.openStore('directory').keep(smallEntry(), signal);
    assert.equal(statSync(world.directory).mode & 0o777, 0o755);
  });
});
