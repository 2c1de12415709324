import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { judgePersist, type PersistCase } from '../../../src/preflight/persist-record.ts';

const account = 'https://ca.example/acct/1';
const at = '_validation-persist.example.com';

function judge(values: readonly string[], more: Partial<PersistCase> = {}) {
  return judgePersist({
    base: 'example.com',
    at,
    seen: [{ server: 'ns1', values }],
    standing: 'spare',
    wildcard: false,
    identities: ['ca.example'],
    account: { howToLearn: '' },
    directoryUrl: 'https://ca.example/directory',
    nowMs: Date.UTC(2026, 7, 1),
    ...more,
  });
}

describe('a record for dns-persist-01 that no run needs', () => {
  it('may be missing', () => assert.deepEqual(judge([]), []));

  it('is explained', () => {
    const [finding] = judge([`ca.example; accounturi=${account}; policy=Wildcard; persistUntil=1798761600`]);
    assert.equal(finding?.severity, 'notice');
    assert.equal(finding.subject, at);
    assert.match(finding.what, /account https:\/\/ca\.example\/acct\/1 of ca\.example/);
    assert.match(finding.what, /its wildcard and all names below it, until 2027-01-01$/);
    assert.match(
      judge([`ca.example; accounturi=${account}; policy=other`])[0]?.what ?? '',
      /example\.com alone$/,
    );
  });

  it('of a CA that is not used had better go', () => {
    const [finding] = judge(['old.example; accounturi=https://old.example/1']);
    assert.equal(finding?.severity, 'notice');
    assert.match(finding.remedy, /Remove it if you do not use old\.example/);
  });

  const broken: [string, RegExp][] = [
    ['ca.example', /accounturi: it is missing/],
    ['ca.example; accounturi=', /accounturi: it is missing/],
    ['ca.example; accounturi', /can't read/],
    ['; accounturi=x', /names no CA/],
    [`CA.example; accounturi=${account}`, /letter by letter: ca\.example/],
    [`ca.example; accounturi=${account}; persistUntil=soon`, /"soon" is no whole number/],
    [`ca.example; accounturi=${account}; persistUntil=1767225600`, /ended at 2026-01-01/],
    ['ca.example; accounturi=https://staging.ca.example/acct/1', /no account of the server ca\.example/],
    ['old.example; accounturi=https://old.example/1; persistUntil=1', /for old\.example .*ended at 1970/],
  ];
  for (const [value, what] of broken) {
    it(`is warned of: ${value}`, () => {
      const [finding, ...more] = judge([value]);
      assert.equal(finding?.severity, 'warning');
      assert.match(finding.what, what);
      assert.notEqual(finding.remedy, '');
      assert.deepEqual(more, []);
    });
  }

  it('is one of several', () => {
    const found = judge(['junk junk', 'v=spf1 -all', `ca.example; accounturi=${account}`]);
    assert.deepEqual(
      found.map(({ severity }) => severity),
      ['warning', 'notice'],
    );
  });
});

describe('a record for dns-persist-01 that a run needs', () => {
  const known = { standing: 'taken', account: { url: account } } as const;

  it('is told with its exact value when it is missing', () => {
    const [finding, ...more] = judge([], { ...known, wildcard: true });
    assert.deepEqual(more, []);
    assert.equal(finding?.severity, 'error');
    assert.match(finding.what, /there is no TXT record/);
    const value = `ca.example; accounturi=${account}; policy=wildcard`;
    assert.deepEqual(finding.records, [{ name: at, type: 'TXT', value }]);
  });

  it('is told without the account where nobody knows it, and how to learn it', () => {
    const account = { howToLearn: 'Ask somebody.' };
    const [finding] = judge([], { standing: 'taken', account });
    assert.equal(finding?.severity, 'error');
    assert.equal(finding.records, undefined);
    assert.match(
      finding.remedy,
      /`_validation-persist\.example\.com\. TXT "ca\.example; accounturi=<URL of /,
    );
    assert.match(finding.remedy, /Ask somebody\.$/);
    const any = judge(['ca.example; accounturi=https://ca.example/acct/77'], { standing: 'taken', account });
    assert.deepEqual(
      any.map(({ severity }) => severity),
      ['notice'],
    );
  });

  it('can not be right while the CA knows no account of ours, whatever it names', () => {
    const none = { account: { howToLearn: 'Let a run make one.', isNone: true } } as const;
    const old = 'ca.example; accounturi=https://ca.example/acct/of-before';
    const severities = (more: Partial<PersistCase>) =>
      judge([old], { ...none, ...more }).map((one) => one.severity);
    assert.deepEqual(severities({ standing: 'taken' }), ['error', 'notice']);
    assert.deepEqual(severities({ standing: 'perhaps' }), ['warning', 'notice']);
    assert.deepEqual(severities({ standing: 'spare' }), ['notice']);
    // Neither a server that answers nor the CA's own name could change that.
    for (const more of [{ seen: [] }, { identities: [] }])
      assert.equal(judge([], { ...none, standing: 'taken', ...more })[0]?.severity, 'error');
    const [finding, told] = judge([old], { ...none, standing: 'taken' });
    assert.match(finding?.what ?? '', /^No record .* this CA knows no account of ours$/);
    assert.match(finding?.remedy ?? '', /Let a run make one\.$/);
    assert.match(told?.what ?? '', /^Lets the account \S+of-before of ca\.example/);
  });

  it('fails no preflight where another type may take its place', () => {
    const [finding] = judge([], { ...known, standing: 'perhaps' });
    assert.equal(finding?.severity, 'warning');
    assert.match(finding.remedy, /^In case the CA offers dns-persist-01, create/);
  });

  it('is told once when it is wrong, beside those of other CAs', () => {
    const values = [`ca.example; accounturi=${account}2`, 'old.example; accounturi=https://old.example/1'];
    const found = judge(values, known);
    assert.deepEqual(
      found.map(({ severity }) => severity),
      ['error', 'notice'],
    );
    assert.match(found[0]?.what ?? '', /accounturi: it is \S+\/acct\/12, and the account of this run/);
  });

  it('is warned of in the 30 days before it ends', () => {
    const soon = `ca.example; accounturi=${account}; persistUntil=${Date.UTC(2026, 7, 20) / 1_000}`;
    assert.deepEqual(
      judge([soon], known).map(({ severity }) => severity),
      ['warning'],
    );
  });

  it('may be unknown: no server answered, or the CA says no name of its own', () => {
    assert.deepEqual(judge([], { ...known, seen: [] }), []);
    assert.deepEqual(judge([], { ...known, identities: [] }), []);
  });
});
