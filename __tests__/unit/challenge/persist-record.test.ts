import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  warnOfEnd,
  judgePersistValues,
  judgeSeen,
  persistValue,
  type PersistWanted,
} from '../../../src/challenge/persist-record.ts';

const account = 'https://ca.example/acct/1';

const wanted = (more: Partial<PersistWanted> = {}): PersistWanted => ({
  wildcard: false,
  issuers: ['ca.example', 'other-name.example'],
  accounts: [account, 'https://ca.example/alias/x'],
  issuersAssumed: false,
  directoryUrl: 'https://ca.example/directory',
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
    // Milliseconds, and the greatest number of 64 bits: CAs read any as seconds.
    [`ca.example; accounturi=${account}; persistUntil=1798761600000`, {}],
    [`ca.example; accounturi=${account}; persistUntil=9223372036854775807`, {}],
    [`elsewhere.example; accounturi=${account}`, { issuersAssumed: true }],
    ['ca.example; accounturi=https://ca.example/acct/77', { accounts: [] }],
    ['ca.example; accounturi=https://elsewhere.example/1', { accounts: [], directoryUrl: undefined }],
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
    [`ca.example; accounturi=${account}; persistUntil=9223372036854775808`, /is no whole number of seconds/],
    [`ca.example; accounturi=${account}; persistUntil=-1`, /is no whole number of seconds/],
    [`ca.example; accounturi=${account};`, /can't be read/],
    [
      'ca.example; accounturi=https://staging.ca.example/1',
      /no account of the server ca\.ex/,
      { accounts: [] },
    ],
    [`; accounturi=${account}`, /^issuer: it names no CA/, { issuersAssumed: true }],
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

  it('have placeholders where the account, or the CA, is not known', () => {
    assert.equal(persistValue(wanted({ accounts: [] })), 'ca.example; accounturi=<URL of the account>');
    assert.match(persistValue(wanted({ issuers: [] })), /^<name of the CA>; accounturi=https/);
  });
});

describe('what several servers show', () => {
  const right = `ca.example; accounturi=${account}`;
  const seen = (...values: string[]) =>
    values.map((value, index) => ({ server: `ns${index}`, values: [value] }));

  it('is right when all show it, and ends when the first of them ends', () => {
    const [early, late] = ['1798761600', '1798761700'].map((until) => `${right}; persistUntil=${until}`);
    assert.deepEqual(judgeSeen(seen(late ?? '', early ?? '', right), wanted()), {
      isSeen: true,
      faults: [],
      untilMs: 1_798_761_600_000,
    });
  });

  it('is wrong when one still shows an old value, and says which', () => {
    const { faults } = judgeSeen(seen(right, `ca.example; accounturi=${account}-old`, right), wanted());
    assert.deepEqual(faults.length, 1);
    assert.match(faults[0] ?? '', /^accounturi: it is \S+\/acct\/1-old, .* \(at ns1\)$/);
  });

  it('is unknown when none could be asked', () => {
    assert.deepEqual(judgeSeen([], wanted()), { isSeen: false, faults: [], untilMs: undefined });
  });
});

describe('the end of a record', () => {
  const dayMs = 86_400_000;
  const warned = (days: number) => warnOfEnd('_validation-persist.a.test', days * dayMs, 0).length === 1;

  it('is warned of from 30 days before on', () => {
    assert.deepEqual([29, 29.999, 30, 31].map(warned), [true, true, false, false]);
    assert.deepEqual(warnOfEnd('_validation-persist.a.test', undefined, 0), []);
    assert.match(
      warnOfEnd('_validation-persist.a.test', dayMs, 0)[0] ?? '',
      /^The record at _validation-persist\.a\.test ends at 1970-01-02T00:00:00\.000Z/,
    );
  });

  it('is warned of when it is no time that anybody can have meant', () => {
    const untilOf = (until: string) => {
      const verdict = judgePersistValues(
        [`ca.example; accounturi=${account}; persistUntil=${until}`],
        wanted(),
      );
      return 'untilMs' in verdict ? verdict.untilMs : undefined;
    };
    const told = (until: string) => warnOfEnd('a.test', untilOf(until), 0).join();
    assert.match(told('1798761600000'), /ends in the year 58970 .* it looks like milliseconds/);
    assert.match(told('9223372036854775807'), /in the year 275760 /);
    assert.equal(told('32503680000'), '', 'the year 3000');
  });
});
