import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  bmpString,
  integer,
  nothing,
  octetString,
  oid,
  sequence,
  setOf,
  tagged,
  taggedOctets,
} from '../../../src/certificate/der.ts';

const hex = (bytes: Buffer) => bytes.toString('hex');

describe('DER', () => {
  // By X.690's own examples and by hand.
  const table: [string, Buffer, string][] = [
    ['zero', integer(0), '020100'],
    ['an integer whose first bit is set', integer(128), '02020080'],
    ['an integer of several bytes', integer(600_000), '02030927c0'],
    ['an identifier with long arcs', oid('2.16.840.1.101.3.4.1.42'), '060960864801650304012a'],
    ['an identifier whose second arc is large', oid('2.999.3'), '0603883703'],
    ['NULL', nothing(), '0500'],
    ['a name in UTF-16', bmpString('aß'), '1e04006100df'],
    ['nested values', sequence(integer(1), tagged(0, octetString(Buffer.of(7)))), '3008020101a003040107'],
    ['implicit octets', taggedOctets(0, Buffer.of(7)), '800107'],
    ['a set, in the order of its bytes', setOf(integer(2), integer(1)), '3106020101020102'],
  ];
  for (const [name, bytes, expected] of table) it(name, () => assert.equal(hex(bytes), expected));

  for (const [length, head] of [
    [127, '047f'],
    [128, '048180'],
    [255, '0481ff'],
    [256, '04820100'],
    [65_536, '0483010000'],
  ] as const) {
    it(`a length of ${length}`, () =>
      assert.equal(hex(octetString(Buffer.alloc(length))).slice(0, head.length), head));
  }
});
