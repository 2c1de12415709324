import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readName, readRecords, wireName } from '../../../src/dns/wire.ts';

describe('wireName', () => {
  it('writes labels with their lengths', () => {
    assert.deepEqual(wireName('a.bc.'), Buffer.from([1, 97, 2, 98, 99, 0]));
  });

  it('refuses what is no DNS name', () => {
    for (const name of ['', 'a..b', `${'x'.repeat(64)}.test`])
      assert.throws(() => wireName(name), RangeError);
  });
});

describe('readName', () => {
  it('follows a pointer back, and counts only the bytes at the offset', () => {
    const message = Buffer.concat([wireName('example.test'), Buffer.from([1, 97, 0xc0, 0])]);
    assert.deepEqual(readName(message, 14), { name: 'a.example.test', length: 4 });
  });

  it('ends on pointers that lead to themselves or forwards', () => {
    assert.throws(() => readName(Buffer.from([0xc0, 0]), 0), RangeError);
    assert.throws(() => readName(Buffer.from([0xc0, 2, 0]), 0), RangeError);
    assert.throws(() => readName(Buffer.from([1, 97, 0xc0, 0]), 0), RangeError);
  });
});

describe('readRecords', () => {
  it('throws when the header promises more than there is', () => {
    const header = Buffer.alloc(12);
    header.writeUInt16BE(1, 6);
    assert.throws(() => readRecords(header), RangeError);
  });
});
