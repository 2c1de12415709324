import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { CompactEncrypt } from 'jose';
import { isSameEntry, serializeEntry } from '../../../src/state/entry.ts';
import { isSealed, openEntry, sealEntry, stateKeysOf, type EntryPlace } from '../../../src/state/seal.ts';
import {
  canary,
  fullEntry,
  keys,
  otherSecret,
  repository,
  scope,
  secret,
  smallEntry,
  www,
} from '../../fixtures/state.ts';

const { signal } = new AbortController();
const place = { ...scope, ...www };

async function problemOf(sealed: string, other: Partial<EntryPlace> = {}, withKeys = keys): Promise<string> {
  const opened = await openEntry(sealed, { keys: withKeys, place: { ...place, ...other } }, signal);
  return 'problem' in opened ? opened.problem : 'none';
}

/** Seals any text, as someone who has the key could. */
function sealText(text: string, header: Record<string, string> = {}): Promise<string> {
  const full = { alg: 'dir', enc: 'A256GCM', typ: 'bounded-acme-state', kid: keys.current.id, ...header };
  return new CompactEncrypt(Buffer.from(text)).setProtectedHeader(full).encrypt(keys.current.key);
}

describe('a sealed entry', () => {
  it('opens to what was sealed', async () => {
    const entry = fullEntry();
    const opened = await openEntry(await sealEntry(entry, keys, signal), { keys, place }, signal);
    assert.ok('entry' in opened);
    assert.ok(isSameEntry(opened.entry, entry));
    assert.equal(opened.openedWith, 'current');
  });

  it('shows nothing of what is in it', async () => {
    const sealed = await sealEntry(fullEntry(), keys, signal);
    const shown = sealed.split('.').map((part) => Buffer.from(part, 'base64url').toString('latin1'));
    for (const word of [canary, 'example.com', repository, 'acme.example']) {
      assert.ok(![sealed, ...shown].some((part) => part.includes(word)), word);
    }
    assert.deepEqual(JSON.parse(shown[0] ?? ''), {
      alg: 'dir',
      enc: 'A256GCM',
      typ: 'bounded-acme-state',
      kid: keys.current.id,
    });
  });

  it('is never sealed twice with the same vector', async () => {
    const sealed = await Promise.all(Array.from({ length: 50 }, () => sealEntry(smallEntry(), keys, signal)));
    assert.equal(new Set(sealed.map((one) => one.split('.')[2])).size, 50);
  });

  it('opens with the previous secret, and tells so', async () => {
    const sealed = await sealEntry(smallEntry(), keys, signal);
    const rotated = stateKeysOf(otherSecret, secret);
    const opened = await openEntry(sealed, { keys: rotated, place }, signal);
    assert.ok('entry' in opened);
    assert.equal(opened.openedWith, 'previous');
    const anew = await sealEntry(opened.entry, rotated, signal);
    assert.equal(await problemOf(anew, {}, stateKeysOf(otherSecret, undefined)), 'none');
    assert.equal(await problemOf(anew), 'wrong-key');
  });

  it('stays shut for an aborted signal', async () => {
    const reason = new Error('time is up');
    const sealed = await sealEntry(smallEntry(), keys, signal);
    await assert.rejects(sealEntry(smallEntry(), keys, AbortSignal.abort(reason)), reason);
    await assert.rejects(openEntry(sealed, { keys, place }, AbortSignal.abort(reason)), reason);
  });
});

describe('damage', () => {
  it('in any bit is detected', async () => {
    const sealed = Buffer.from(await sealEntry(smallEntry(), keys, signal), 'latin1');
    for (let bit = 0; bit < sealed.length * 8; bit += 1) {
      const flipped = Buffer.from(sealed);
      flipped[bit >> 3] = (sealed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      assert.notEqual(
        await problemOf(flipped.toString('latin1')),
        'none',
        `bit ${bit} of ${sealed.length * 8}`,
      );
    }
  });

  it('in any byte of a large one is detected', async () => {
    const large = fullEntry({ chainLength: 4_000 });
    const sealed = Buffer.from(await sealEntry(large, keys, signal), 'latin1');
    assert.ok(sealed.length > 5_000);
    for (let index = 0; index < sealed.length; index += 1) {
      const flipped = Buffer.from(sealed);
      flipped[index] = sealed[index] === 65 ? 66 : 65;
      if (flipped.equals(sealed)) continue;
      assert.notEqual(await problemOf(flipped.toString('latin1')), 'none', `byte ${index}`);
    }
  });

  it('in the bits that base64url has no use for is detected', async () => {
    const sealed = await sealEntry(smallEntry(), keys, signal);
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
    const last = alphabet.indexOf(sealed.at(-1) ?? '');
    const alike = sealed.slice(0, -1) + (alphabet[last ^ 1] ?? '');
    const bytes = (text: string) => Buffer.from(text.slice(-22), 'base64url');
    assert.deepEqual(bytes(alike), bytes(sealed), 'the same bytes, written otherwise');
    assert.equal(await problemOf(alike), 'tampered');
  });

  it('by cutting anywhere is called truncated', async () => {
    const sealed = await sealEntry(smallEntry(), keys, signal);
    for (let length = 0; length < sealed.length; length += 1) {
      assert.equal(await problemOf(sealed.slice(0, length)), 'truncated', `after ${length}`);
      assert.ok(!isSealed(sealed.slice(0, length)));
    }
    assert.ok(isSealed(sealed));
  });

  it('by adding something is detected', async () => {
    const sealed = await sealEntry(smallEntry(), keys, signal);
    for (const text of [
      `${sealed}A`,
      `${sealed}\n`,
      ` ${sealed}`,
      `${sealed}.A`,
      `A${sealed}`,
      sealed + sealed,
    ]) {
      assert.equal(await problemOf(text), 'tampered', JSON.stringify(text.slice(-3)));
    }
  });
});

describe('openEntry, given something else', () => {
  it('tells a wrong key from damage', async () => {
    const sealed = await sealEntry(smallEntry(), keys, signal);
    assert.equal(await problemOf(sealed, {}, stateKeysOf(otherSecret, undefined)), 'wrong-key');
    const [header, ...rest] = sealed.split('.');
    const changed = Buffer.from(header ?? '', 'base64url')
      .toString()
      .replace('"dir"', '"DIR"');
    const forged = [Buffer.from(changed).toString('base64url'), ...rest].join('.');
    assert.equal(await problemOf(forged), 'tampered');
  });

  it('takes no other algorithm, not even from who has the key', async () => {
    const other = await new CompactEncrypt(Buffer.from('{}'))
      .setProtectedHeader({
        alg: 'A256GCMKW',
        enc: 'A256GCM',
        typ: 'bounded-acme-state',
        kid: keys.current.id,
      })
      .encrypt(keys.current.key);
    assert.equal(await problemOf(other), 'tampered');
  });

  it('tells what an authentic file is that is not this entry', async () => {
    const sealed = await sealEntry(smallEntry(), keys, signal);
    assert.equal(await problemOf(sealed, { repository: 'octo/fork' }), 'other-repository');
    assert.equal(await problemOf(sealed, { repository: '' }), 'other-repository');
    assert.equal(await problemOf(sealed, { caDirectoryUrl: 'https://staging.example/' }), 'other-ca');
    assert.equal(await problemOf(sealed, { name: 'api' }), 'other-certificate');
    assert.equal(await problemOf(await sealText('{"version":2}')), 'newer-version');
    assert.equal(await problemOf(await sealText('{"version":1}')), 'unreadable');
    assert.equal(await problemOf(await sealText('no JSON')), 'unreadable');
    assert.equal(await problemOf(await sealText(serializeEntry(smallEntry()), { typ: 'JWT' })), 'unreadable');
  });

  for (const text of [
    '{}',
    '....',
    'a..b.c.d',
    '\0',
    'é',
    'null',
    'PK\u0003\u0004',
    '-----BEGIN PRIVATE KEY-----',
  ]) {
    it(`refuses ${JSON.stringify(text)}`, async () => {
      assert.notEqual(await problemOf(text), 'none');
    });
  }

  it('refuses a header that is no object', async () => {
    const [, ...rest] = (await sealEntry(smallEntry(), keys, signal)).split('.');
    for (const header of ['null', '[]', '"x"', '7', '{']) {
      const forged = [Buffer.from(header).toString('base64url'), ...rest].join('.');
      assert.equal(await problemOf(forged), 'tampered', header);
    }
  });
});
