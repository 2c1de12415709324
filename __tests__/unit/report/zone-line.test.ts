import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { zoneLine } from '../../../src/report/zone-line.ts';

describe('a line of a zone file', () => {
  it('quotes text, and ends names with a dot', () => {
    assert.equal(
      zoneLine({ name: '_validation-persist.a.test', type: 'TXT', value: 'say "a\\b"; x=1' }),
      '_validation-persist.a.test. 3600 IN TXT "say \\"a\\\\b\\"; x=1"',
    );
    const alias = { name: '_acme-challenge.a.test', type: 'CNAME', value: 'x.acme.test' } as const;
    assert.equal(zoneLine(alias), '_acme-challenge.a.test. 3600 IN CNAME x.acme.test.');
  });
  it('cuts what is longer than a string may be', () => {
    const line = zoneLine({ name: 'a.test', type: 'TXT', value: 'x'.repeat(256) });
    assert.equal(line, `a.test. 3600 IN TXT "${'x'.repeat(255)}" "x"`);
  });
});
