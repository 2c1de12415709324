import assert from 'node:assert/strict';
import { appendFileSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { openJournal, type Deed } from '../../../src/state/journal.ts';

const directory = mkdtempSync(join(tmpdir(), 'bounded-acme-journal-'));
after(() => rmSync(directory, { recursive: true }));
let count = 0;
const newPath = () => join(directory, `${(count += 1)}.journal`);

const txt: Deed = { kind: 'txt', name: '_acme-challenge.a.example', value: 'one' };
const other: Deed = { kind: 'txt', name: '_acme-challenge.a.example', value: 'two' };
const file: Deed = { kind: 'file', path: '/srv/www/.well-known/acme-challenge/abc' };

describe('openJournal', () => {
  it('holds nothing when there is no file', () => assert.deepEqual(openJournal(newPath()).open(), []));

  it('tells another process what is not undone, oldest first', () => {
    const path = newPath();
    const main = openJournal(path);
    for (const deed of [txt, other, file]) main.intend(deed);
    main.settle(other);
    assert.deepEqual(openJournal(path).open(), [txt, file]);
  });

  it('has each deed on disk before intend returns, for the owner only', () => {
    const path = newPath();
    openJournal(path).intend(txt);
    assert.match(readFileSync(path, 'utf8'), /_acme-challenge/);
    assert.equal(statSync(path).mode & 0o777, 0o600);
  });

  it('knows a deed that is intended twice once, and one that is done again after it was undone', () => {
    const path = newPath();
    const journal = openJournal(path);
    journal.intend(txt);
    journal.intend(txt);
    assert.deepEqual(journal.open(), [txt]);
    journal.settle(txt);
    assert.deepEqual(journal.open(), []);
    journal.intend(txt);
    assert.deepEqual(journal.open(), [txt]);
  });

  it('reads what stands before a line that was cut off at any place', () => {
    const path = newPath();
    openJournal(path).intend(txt);
    const whole = readFileSync(path, 'utf8');
    openJournal(path).intend(file);
    const both = readFileSync(path, 'utf8');
    for (let length = whole.length; length < both.trimEnd().length; length += 1) {
      writeFileSync(path, both.slice(0, length));
      assert.deepEqual(openJournal(path).open(), [txt], `cut at ${length}`);
    }
  });

  it('loses nothing that is written after a line that was cut off', () => {
    const path = newPath();
    openJournal(path).intend(txt);
    appendFileSync(path, '{"event":"intend","de');
    const next = openJournal(path);
    next.intend(file);
    next.settle(txt);
    assert.deepEqual(next.open(), [file]);
  });
});
