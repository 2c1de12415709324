import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { inspect } from 'node:util';
import { Secret } from '../../../src/base/secret.ts';
import {
  isSameEntry,
  newEntry,
  parseEntry,
  parseVersioned,
  serializeEntry,
  withFailure,
  type StateEntry,
} from '../../../src/state/entry.ts';
import { canary, fullEntry, keyPem, smallEntry } from '../../fixtures/state.ts';

type Json = Record<string, unknown>;

function entryOf(json: string): StateEntry {
  const parsed = parseEntry(json);
  assert.ok('entry' in parsed, JSON.stringify(parsed));
  return parsed.entry;
}

/** The full entry's JSON with one member changed, found by its path. */
function changed(path: string, value: unknown): string {
  const json = JSON.parse(serializeEntry(fullEntry())) as Json;
  const steps = path.split('.');
  const last = steps.pop() ?? '';
  const parent = steps.reduce((at, step) => at[step] as Json, json);
  parent[last] = value;
  return JSON.stringify(json);
}

describe('a state entry', () => {
  it('is read as it was written, keys included', () => {
    for (const entry of [fullEntry(), smallEntry()]) {
      const read = entryOf(serializeEntry(entry));
      assert.deepEqual(read, entry);
      assert.equal(read.certificate?.privateKey?.reveal(), entry.certificate?.privateKey?.reveal());
      assert.equal(read.pending?.privateKey?.reveal(), entry.pending?.privateKey?.reveal());
    }
    assert.equal(entryOf(serializeEntry(fullEntry())).certificate?.privateKey?.reveal(), keyPem);
  });

  it("has no key where the CSR was the user's", () => {
    const { certificate, ...rest } = fullEntry();
    assert.ok(certificate);
    const entry = { ...rest, certificate: { ...certificate, privateKey: undefined } };
    assert.equal(entryOf(serializeEntry(entry)).certificate?.privateKey, undefined);
  });

  it('prints none of its keys', () => {
    const entry = fullEntry();
    const printed = `${inspect(entry, { depth: 9 })} ${JSON.stringify(entry)}`;
    assert.ok(!printed.includes(canary));
    assert.ok(serializeEntry(entry).includes(canary), 'the canary sings');
  });

  it('keeps the last 20 failures', () => {
    let entry = newEntry(smallEntry());
    for (let atMs = 1; atMs <= 25; atMs += 1)
      entry = withFailure(entry, { atMs, code: 'caa', retryAtMs: undefined, link: undefined });
    assert.deepEqual(
      entryOf(serializeEntry(entry)).failures.map(({ atMs }) => atMs),
      Array.from({ length: 20 }, (_, index) => index + 6),
    );
  });

  it('is the same as another only if nothing differs, keys included', () => {
    assert.ok(isSameEntry(fullEntry(), fullEntry()));
    assert.ok(
      !isSameEntry(
        fullEntry(),
        withFailure(fullEntry(), { atMs: 1, code: 'caa', retryAtMs: undefined, link: undefined }),
      ),
    );
    const { certificate } = fullEntry();
    assert.ok(certificate);
    const otherKey = new Secret(keyPem.replace(canary, 'another'));
    const rekeyed = { ...fullEntry(), certificate: { ...certificate, privateKey: otherKey } };
    assert.ok(!isSameEntry(fullEntry(), rekeyed));
  });

  it("is refused at writing when it couldn't be read again", () => {
    assert.throws(() => serializeEntry({ ...smallEntry(), name: '' }), /entry\.name is not a text/);
    assert.throws(
      () =>
        serializeEntry(
          withFailure(smallEntry(), { atMs: NaN, code: 'caa', retryAtMs: undefined, link: undefined }),
        ),
      /failures\[0\]\.atMs is not a moment/,
    );
  });
});

describe('parseEntry, given something else', () => {
  const misshapen: [string, unknown, RegExp][] = [
    ['name', undefined, /entry\.name/],
    ['repository', 7, /entry\.repository/],
    ['account', null, /entry\.account/],
    ['account.url', 'no url', /account\.url is not a URL/],
    ['certificate', [], /entry\.certificate is not an object/],
    ['certificate.chain', '', /certificate\.chain/],
    ['certificate.domains', [], /certificate\.domains/],
    ['certificate.domains', ['a', 1], /domains\[1\]/],
    ['certificate.notAfterMs', '2026-01-01', /notAfterMs is not a moment/],
    ['certificate.notAfterMs', 1e300, /notAfterMs/],
    ['certificate.notAfterMs', 1.5, /notAfterMs/],
    ['certificate.privateKey', 'CANARY', /privateKey is not a private key/],
    ['certificate.renewalInfo.retryAtMs', null, /renewalInfo\.retryAtMs/],
    ['certificate.later', 1, /entry\.certificate holds something unknown/],
    ['pending.csr', 'a+b', /pending\.csr/],
    ['pending.identifiers', [{ type: 'email', value: 'a' }], /identifiers\[0\]\.type is none of dns, ip/],
    ['failures', {}, /entry\.failures/],
    [
      'failures',
      Array.from({ length: 21 }, () => ({ atMs: 1, code: 'caa', retryAtMs: undefined, link: undefined })),
      /entry\.failures/,
    ],
    ['constructor', 1, /holds something unknown/],
  ];
  for (const [path, value, told] of misshapen) {
    it(`tells where: ${path} = ${JSON.stringify([value]).slice(0, 40)}`, () => {
      const parsed = parseEntry(changed(path, value));
      assert.ok('problem' in parsed);
      assert.equal(parsed.problem, 'unreadable');
      assert.match(parsed.detail, told);
      assert.doesNotMatch(parsed.detail, /CANARY/);
    });
  }

  for (const json of ['', '{', 'null', '[]', '1', '"text"', '{}', '{"version":"1"}', '{"version":1.5}']) {
    it(`calls ${JSON.stringify(json)} unreadable`, () => {
      const parsed = parseEntry(json);
      assert.ok('problem' in parsed && parsed.problem === 'unreadable', JSON.stringify(parsed));
    });
  }
});

describe('versions', () => {
  it('tells a newer one apart, whatever is in it', () => {
    const parsed = parseEntry('{"version":2,"entirely":"different"}');
    assert.deepEqual(parsed, { problem: 'newer-version', detail: 'it has version 2' });
  });

  it('tells of one that never was', () => {
    const parsed = parseEntry(changed('version', 0));
    assert.ok('problem' in parsed && parsed.problem === 'unreadable');
  });

  it('lifts an older one step by step', () => {
    const { name, ...unnamed } = JSON.parse(JSON.stringify(smallEntry())) as Json;
    const steps = {
      1: ({ title, ...content }: Json) => ({ ...content, label: title }),
      2: ({ label, ...content }: Json) => ({ ...content, name: label }),
    };
    const parsed = parseVersioned({ version: 1, ...unnamed, title: name }, steps, 3);
    assert.ok('entry' in parsed, JSON.stringify(parsed));
    assert.equal(parsed.entry.name, 'www');
  });
});
