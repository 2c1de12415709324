import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { alternateUrls } from '../../../src/acme/chain.ts';

const base = 'https://ca.test/cert/1';

describe('alternateUrls', () => {
  const cases: Record<string, readonly [string, readonly string[]]> = {
    'no header': ['', []],
    'one alternate': ['<https://ca.test/cert/1/1>;rel="alternate"', ['https://ca.test/cert/1/1']],
    'other relations beside it': [
      '<https://ca.test/dir>;rel="index", <https://ca.test/cert/1/1>;rel="alternate"',
      ['https://ca.test/cert/1/1'],
    ],
    'two, blanks, no quotes, other parameters': [
      '<https://ca.test/a> ; title="x" ; rel=alternate , <https://ca.test/b>;REL="alternate"',
      ['https://ca.test/a', 'https://ca.test/b'],
    ],
    'a relative target': ['</cert/1/2>;rel="alternate"', ['https://ca.test/cert/1/2']],
    'a comma in a target': ['<https://ca.test/a,b>;rel="alternate"', ['https://ca.test/a,b']],
    'a target that is no URL': [
      '<https://[oops>;rel="alternate", <https://ca.test/ok>;rel="alternate"',
      ['https://ca.test/ok'],
    ],
    'no targets at all': ['<<<>>>;;;rel="alternate', []],
  };
  for (const [what, [header, expected]] of Object.entries(cases)) {
    it(`reads ${what}`, () => assert.deepEqual(alternateUrls(header, base), expected));
  }

  it('reads a hostile header in no time', () => {
    const startedAt = performance.now();
    alternateUrls(`<https://ca.test/>${'; '.repeat(8_000)}<`.repeat(2), base);
    assert.ok(performance.now() - startedAt < 1_000);
  });
});
