import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  judgePersistValues,
  persistValue,
  type PersistWanted,
} from '../../../src/challenge/persist-record.ts';

const account = 'https://ca.example/acct/1';

const wanted = (more: Partial<PersistWanted> = {}): PersistWanted => ({
  wildcard: false,
  issuers: ['ca.example', 'other-name.example'],
  accounts: [account, 'https://ca.example/alias/x'],
  issuersAssumed: false,
  nowMs: Date.UTC(2026, 7, 1),
  ...more,
});

/** What is wrong, or nothing. */
function faults(values: string[], more: Partial<PersistWanted> = {}): readonly string[] {
  const verdict = judgePersistValues(values, wanted(more));
  return 'faults' in verdict ? verdict.faults : [];
}

describe('the values for dns-persist-01', () => {
  it('are right as they are told to be written', () => {
    for (const wildcard of [false, true]) {
      assert.deepEqual(faults([persistValue(wanted({ wildcard }))], { wildcard }), []);
    }
    assert.equal(
      persistValue(wanted({ wildcard: true })),
      `ca.example; accounturi=${account}; policy=wildcard`,
    );
  });

  const good: [string, Partial<PersistWanted>][] = [
    [`other-name.example;accounturi=${account}`, {}],
    ['ca.example; accounturi=https://ca.example/alias/x', {}],
    [`ca.example; AccountURI=${account}; POLICY=WildCard`, { wildcard: true }],
    [`ca.example; accounturi=${account}; policy=other; unknown=1`, {}],
    [`ca.example; accounturi=${account}; persistUntil=1798761600`, {}],
    [`elsewhere.example; accounturi=${account}`, { issuersAssumed: true }],
  ];
  for (const [value, more] of good) it(`prove: ${value}`, () => assert.deepEqual(faults([value], more), []));

  const bad: [string, RegExp, Partial<PersistWanted>?][] = [
    [`elsewhere.example; accounturi=${account}`, /^issuer: it names elsewhere\.example, .*ca\.example or/],
    [`CA.Example; accounturi=${account}`, /^issuer: it is written CA\.Example/],
    ['ca.example', /^accounturi: it is missing; the account of this run is https:\/\/ca/],
    [`ca.example; accounturi=${account}2`, /^accounturi: it is \S+\/acct\/12, and/],
    [`ca.example; accounturi=${account}`, /^policy: it is missing/, { wildcard: true }],
    [`ca.example; accounturi=${account}; policy=subdomain`, /^policy: it is "subdomain"/, { wildcard: true }],
    [`ca.example; accounturi=${account}; persistUntil=tomorrow`, /^persistUntil: "tomorrow" is no/],
    [`ca.example; accounturi=${account}; persistUntil=1785542400`, /^persistUntil: it ended at 2026-08-01/],
    [`ca.example; accounturi=${account};`, /can't be read/],
    ['old.example; accounturi=https://old.example/1', /^there is no value for this CA$/],
    ['junk junk', /^there is no value for this CA$/],
  ];
  for (const [value, says, more] of bad) {
    it(`don't prove: ${value}`, () => {
      const [fault, ...others] = faults([value], more);
      assert.match(fault ?? '', says);
      assert.deepEqual(others, []);
    });
  }

  it('are told with everything that is wrong', () => {
    const value = 'ca.example; accounturi=x; persistUntil=1';
    assert.equal(faults([value], { wildcard: true }).length, 3);
    assert.deepEqual(faults([]), ['there is no TXT record']);
  });

  it('prove by one that is right among others', () => {
    const end = `ca.example; accounturi=${account}; persistUntil=1798761600`;
    const verdict = judgePersistValues(['ca.example', 'v=spf1', end], wanted());
    assert.deepEqual(verdict, { untilMs: 1_798_761_600_000 });
  });
});
