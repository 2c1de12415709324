import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { judgePersist } from '../../../src/preflight/persist-record.ts';

const account = 'https://ca.example/acct/1';

function judge(...values: string[]) {
  return judgePersist({
    base: 'example.com',
    values,
    identities: ['ca.example'],
    directoryUrl: 'https://ca.example/directory',
    nowMs: Date.UTC(2026, 7, 1),
  });
}

describe('a record for dns-persist-01', () => {
  it('may be missing', () => assert.deepEqual(judge(), []));

  it('is explained', () => {
    const [finding] = judge(`ca.example; accounturi=${account}; policy=Wildcard; persistUntil=1798761600`);
    assert.equal(finding?.severity, 'notice');
    assert.equal(finding.subject, '_validation-persist.example.com');
    assert.match(finding.what, /account https:\/\/ca\.example\/acct\/1 of ca\.example/);
    assert.match(finding.what, /its wildcard and all names below it, until 2027-01-01$/);
    assert.match(
      judge(`ca.example; accounturi=${account}; policy=other`)[0]?.what ?? '',
      /example\.com alone$/,
    );
  });

  it('of a CA that is not used had better go', () => {
    const [finding] = judge('old.example; accounturi=https://old.example/1');
    assert.equal(finding?.severity, 'notice');
    assert.match(finding.remedy, /Remove it if you do not use old\.example/);
  });

  const broken: [string, RegExp][] = [
    ['ca.example', /names no account/],
    ['ca.example; accounturi=', /names no account/],
    ['ca.example; accounturi', /can't read/],
    ['; accounturi=x', /names no CA/],
    [`ca.example; accounturi=${account}; persistUntil=soon`, /"soon" of ca\.example is no time/],
    [`ca.example; accounturi=${account}; persistUntil=1767225600`, /ended on 2026-01-01/],
    ['ca.example; accounturi=https://staging.ca.example/acct/1', /none of the server ca\.example/],
  ];
  for (const [value, what] of broken) {
    it(`is warned of: ${value}`, () => {
      const [finding] = judge(value);
      assert.equal(finding?.severity, 'warning');
      assert.match(finding.what, what);
      assert.notEqual(finding.remedy, '');
    });
  }

  it('is one of several', () => {
    const found = judge('junk junk', `ca.example; accounturi=${account}`);
    assert.deepEqual(
      found.map(({ severity }) => severity),
      ['warning', 'notice'],
    );
  });
});
