import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import { compactDecrypt, CompactEncrypt } from 'jose';
import { Secret } from '../../src/base/secret.ts';
import { stateKeysOf } from '../../src/state/seal.ts';
import { startResultsService, type ResultsService } from '../fakes/results-service.ts';
import { unpackCache } from '../fakes/results-unpack.ts';
import { checkIssued } from './issued.ts';
import { annotations, lasting, Machine, ordersFor, succeeds } from './job.ts';
import { encryptionKey, startLab, zone, type Lab } from './lab.ts';
import { temporaryDirectory, type Step } from './runner.ts';

const otherKey = 'YW5vdGhlciBzZWNyZXQgb2Ygbm8gb25lIGF0IGFsbCwgMzI=';

/** Puts another file in the place of the sealed one. */
type Damage = (path: string, sealed: string) => unknown;

/** Replaces a character of one part of the compact JWE: header, key, IV, ciphertext, tag. */
const inPart =
  (part: number): Damage =>
  (path, sealed) => {
    const parts = sealed.split('.');
    const text = parts[part] ?? '';
    const at = Math.floor(text.length / 2);
    parts[part] = text.slice(0, at) + (text[at] === 'A' ? 'B' : 'A') + text.slice(at + 1);
    writeFileSync(path, parts.join('.'));
  };

const damages: Readonly<Record<string, { damage: Damage; says: RegExp }>> = {
  'a changed header': { damage: inPart(0), says: /can't be opened and counts as absent/ },
  'a changed text': { damage: inPart(3), says: /it is not what was sealed.*changed or damaged/ },
  'a changed tag': { damage: inPart(4), says: /it is not what was sealed/ },
  'a file cut off': {
    damage: (path, sealed) => writeFileSync(path, sealed.slice(0, 700)),
    says: /it ends after 700 bytes/,
  },
  'an empty file': { damage: (path) => writeFileSync(path, ''), says: /it ends after 0 bytes/ },
  garbage: { damage: (path) => writeFileSync(path, randomBytes(3_000)), says: /it is not a sealed file/ },
  'a large file': {
    damage: (path) => writeFileSync(path, Buffer.alloc(3_000_000, 'A')),
    says: /has 3000000 bytes, more than any state has/,
  },
  'a link': {
    damage: (path) => {
      rmSync(path);
      symlinkSync('/etc/passwd', path);
    },
    says: /is a symbolic link/,
  },
  'a directory': {
    damage: (path) => {
      rmSync(path);
      mkdirSync(path);
    },
    says: /is not a file/,
  },
  "another secret's": {
    damage: (path, sealed) => reseal(path, sealed, { to: otherKey }),
    says: /it was sealed with another secret.*`previous-encryption-key`/,
  },
  "another repository's": {
    damage: (path, sealed) => reseal(path, sealed, { change: { repository: 'someone/else' } }),
    says: /it is of another repository/,
  },
  "another certificate's": {
    damage: (path, sealed) => reseal(path, sealed, { change: { name: 'other' } }),
    says: /it is of another certificate/,
  },
  "a newer version's": {
    damage: (path, sealed) => reseal(path, sealed, { change: { version: 99 } }),
    says: /it has version 99.*use that version here too/,
  },
};

/** Opens a sealed file as whoever knows the secret can, changes what is in it, and seals it again. */
async function reseal(
  path: string,
  sealed: string,
  { change = {}, to = encryptionKey }: { change?: object; to?: string },
): Promise<void> {
  const { current } = stateKeysOf(new Secret(encryptionKey), undefined);
  const other = stateKeysOf(new Secret(to), undefined).current;
  const { plaintext, protectedHeader } = await compactDecrypt(sealed, current.key);
  const content = { ...(JSON.parse(Buffer.from(plaintext).toString()) as object), ...change };
  const changed = new CompactEncrypt(Buffer.from(JSON.stringify(content)))
    .setProtectedHeader({ ...protectedHeader, kid: other.id })
    .encrypt(other.key);
  writeFileSync(path, await changed);
}

/** What may be wrong with an archive of the cache. */
const archives: Readonly<Record<string, { change: (archive: Buffer) => Buffer; says: RegExp }>> = {
  'flipped bits in the sealed file': {
    change: (archive) => {
      const tar = unpackCache(archive);
      const at = tar.indexOf('..', tar.indexOf('eyJ')) + 200;
      tar.writeUInt8(tar.readUInt8(at) === 65 ? 66 : 65, at);
      return packedLike(archive, tar);
    },
    says: /it is not what was sealed/,
  },
  'flipped bits in the archive': {
    change: (archive) => Buffer.from(archive.map((byte, index) => (index === 60 ? byte ^ 0xff : byte))),
    says: /couldn't be fetched|can't be opened/,
  },
  'half of it': {
    change: (archive) => archive.subarray(0, archive.length / 2),
    says: /couldn't be fetched|can't be opened/,
  },
  'an archive of nothing': {
    change: (archive) => packedLike(archive, Buffer.alloc(10_240)),
    says: /the cache entry .* doesn't hold it/,
  },
};

function packedLike(archive: Buffer, tar: Buffer): Buffer {
  return archive.readUInt16BE(0) === 0x1f8b ? gzipSync(tar) : zstdCompressSync(tar);
}

const nameOf = (title: string) => `${title.replaceAll(/\W+/g, '-')}.${zone}`;

describe('the built action with states that it cannot use', { concurrency: 2 }, () => {
  let lab: Lab;
  let service: ResultsService;
  before(async () => {
    lab = await startLab();
    service = await startResultsService();
  });
  after(async () => {
    await service.stop();
    await lab.stop();
  });

  /** Everything is issued once more, each certificate with its own warning, and after that all is well. */
  const checkRuns = async (
    machine: Machine,
    { step, says }: { step: Step; says: Record<string, RegExp> },
  ) => {
    const run = await machine.run(step);
    succeeds(run);
    // Of annotations there are ten at most.
    const told = run.main.log.split('\n').filter((line) => /^[^:]*Warning.*The stored state of/i.test(line));
    assert.ok(annotations(run.main).length > 0);
    assert.equal(told.length, Object.keys(says).length, told.join('\n'));
    for (const [title, pattern] of Object.entries(says)) {
      const name = nameOf(title);
      assert.match(told.find((line) => line.includes(`stored state of ${name} `)) ?? '', pattern, title);
      await checkIssued(lab, run.main, { name, names: [name] });
    }
    const next = await machine.run(step);
    succeeds(next);
    assert.equal(next.main.outputs['outcome'], 'unchanged');
    assert.deepEqual(annotations(next.main), []);
    for (const title of Object.keys(says)) assert.equal(ordersFor(lab.proxy, nameOf(title)).length, 2);
  };

  it('in a directory: warns of each, orders, and moves aside what it could not open', async () => {
    const state = join(temporaryDirectory(), 'state');
    const machine = new Machine(service);
    const step = lab.step(Object.keys(damages).map(nameOf).join('\n'), { inputs: { ...lasting, state } });
    succeeds(await machine.run(step));
    const files = readdirSync(state);
    for (const [title, { damage }] of Object.entries(damages)) {
      const file =
        files.find((one) => one.startsWith(nameOf(title).replaceAll('.', '_'))) ?? assert.fail(title);
      await damage(join(state, file), readFileSync(join(state, file), 'latin1'));
    }
    const says = Object.fromEntries(Object.entries(damages).map(([title, one]) => [title, one.says]));
    await checkRuns(machine, { step, says });
    const aside = readdirSync(state).filter((file) => file.endsWith('.unreadable'));
    assert.equal(aside.length, files.length);
  });

  it('in the cache: warns of each and orders', async () => {
    const own = await startResultsService();
    const machine = new Machine(own);
    const saved = new Map<string, string>();
    for (const title of Object.keys(archives)) {
      succeeds(await machine.run(lab.step(nameOf(title), { inputs: lasting })));
      saved.set(own.cacheEntries.at(-1)?.key ?? assert.fail('nothing was saved'), title);
    }
    for (const [key, title] of saved) own.tamper(key, archives[title]?.change ?? assert.fail(title));
    const step = lab.step(Object.keys(archives).map(nameOf).join('\n'), { inputs: lasting });
    const says = Object.fromEntries(Object.entries(archives).map(([title, one]) => [title, one.says]));
    await checkRuns(machine, { step, says });
    await own.stop();
  });
});
