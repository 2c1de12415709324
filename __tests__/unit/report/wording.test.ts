import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { flat } from '../../../src/report/wording.ts';

describe('text from outside in one line', () => {
  it('holds no workflow command', () => {
    for (const command of [
      '::error::x',
      '::add-mask::x',
      ' ::set-output name=a::b',
      '::debug::',
      '::group beef::x',
      '::a-b::c',
      '::',
    ]) {
      assert.match(flat(command), /^: :/, command);
    }
    assert.equal(flat('a ##[error]'), 'a ## [error]');
  });

  it('leaves IPv6 addresses as they are written', () => {
    for (const text of ['::1', '::1: refused', '::ffff:192.0.2.1, a.test', '::dead:beef (2 names)'])
      assert.equal(flat(text), text);
  });

  it('is one line, without what turns or hides text, and no longer than asked', () => {
    assert.equal(flat(' a\r\n\tb\u202ec '), 'a b\ufffdc');
    assert.equal(flat('abcdef', 4), 'abc…');
  });
});
