import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parseDirectory } from '../../../src/acme/directory.ts';
import { AppError } from '../../../src/base/errors.ts';
import { Secret } from '../../../src/base/secret.ts';
import {
  judgeChallengeName,
  judgeDelegation,
  judgeNoHome,
  type ChallengeNameCase,
} from '../../../src/preflight/challenge-name.ts';
import { judgeClock } from '../../../src/preflight/clock-skew.ts';
import {
  directoryFailure,
  identitiesOf,
  judgeBinding,
  judgeRenewalInfo,
} from '../../../src/preflight/directory.ts';
import { gather } from '../../../src/preflight/findings.ts';
import { judgeLeftovers } from '../../../src/preflight/leftovers.ts';
import { judgeNames, judgeProfile } from '../../../src/preflight/profile.ts';
import type { Finding } from '../../../src/report/outcome.ts';
import { parseIdentifier } from '../../../src/settings/grammar/identifiers.ts';
import type { AccountSettings } from '../../../src/settings/settings.ts';

const url = 'https://acme-v02.api.letsencrypt.org/directory';

function directory(meta: object = {}, more: object = {}) {
  const resources = { newNonce: `${url}/n`, newAccount: `${url}/a`, newOrder: `${url}/o` };
  return parseDirectory({ ...resources, ...more, meta }, url);
}

const severities = (findings: readonly Finding[]) => findings.map(({ severity }) => severity);

describe("the CA's directory", () => {
  const noSecrets: AccountSettings = {
    email: undefined,
    eab: undefined,
    encryptionKey: undefined,
    previousEncryptionKey: undefined,
    accountKey: undefined,
  };
  it('that wants a bound account is an error only where secrets are there', () => {
    const bound = directory({ externalAccountRequired: true });
    const encryptionKey = new Secret('key');
    assert.deepEqual(severities(judgeBinding(bound, noSecrets)), ['warning']);
    assert.deepEqual(severities(judgeBinding(bound, { ...noSecrets, encryptionKey })), ['error']);
    const eab = { kid: 'kid', hmacKey: new Secret('key') };
    assert.deepEqual(judgeBinding(bound, { ...noSecrets, encryptionKey, eab }), []);
    assert.deepEqual(judgeBinding(directory(), noSecrets), []);
  });
  it('without renewal information is told', () => {
    assert.deepEqual(severities(judgeRenewalInfo(directory())), ['notice']);
    assert.deepEqual(judgeRenewalInfo(directory({}, { renewalInfo: `${url}/r` })), []);
  });
  it('that cannot be read is an error, with the page that tells of outages', () => {
    const finding = directoryFailure(new AppError('ca-unreachable', 'no answer'), url);
    assert.equal(finding.severity, 'error');
    assert.equal(finding.link, 'https://letsencrypt.status.io/');
  });
  it('names the CA, else it is known by its host, else it is not', () => {
    assert.deepEqual(identitiesOf(directory({ caaIdentities: ['a.example'] }), url), ['a.example']);
    assert.deepEqual(identitiesOf(directory(), url), ['letsencrypt.org']);
    assert.deepEqual(identitiesOf(undefined, 'https://ca.example/directory'), []);
  });
  it('must offer the profile', () => {
    const offering = directory({ profiles: { classic: 'c', shortlived: 's' } });
    assert.deepEqual(judgeProfile(offering, undefined), []);
    assert.deepEqual(judgeProfile(offering, 'classic'), []);
    assert.match(judgeProfile(offering, 'short')[0]?.remedy ?? '', /one of classic, shortlived/);
    assert.match(judgeProfile(directory(), 'constructor')[0]?.remedy ?? '', /offers none/);
  });
});

describe("a certificate's names and the profile", () => {
  const judge = (names: readonly string[], profile?: string, directoryUrl = url) =>
    judgeNames({ name: 'a', identifiers: names.map(parseIdentifier) }, { profile, directoryUrl });
  const many = (count: number) => Array.from({ length: count }, (_, index) => `a${index}.example.com`);

  it('may be too many', () => {
    assert.deepEqual(judge(many(100)), []);
    assert.match(judge(many(101))[0]?.what ?? '', /takes 100 names, and there are 101/);
    assert.deepEqual(judge(many(25), 'tlsserver'), []);
    assert.deepEqual(severities(judge(many(26), 'shortlived')), ['error']);
  });
  it('may be addresses that this profile does not take', () => {
    assert.match(judge(['8.8.8.8'])[0]?.remedy ?? '', /`profile` to shortlived/);
    assert.deepEqual(judge(['8.8.8.8', '2606:4700::1'], 'shortlived'), []);
  });
  it('may be addresses of an inner network', () => {
    const [finding] = judge(['10.0.0.1', '8.8.8.8'], 'shortlived');
    assert.equal(finding?.severity, 'error');
    assert.match(finding.what, /\(10\.0\.0\.1\)/);
  });
  it('are not judged for a CA or profile that nothing is known of', () => {
    assert.deepEqual(judge(['10.0.0.1', ...many(200)], undefined, 'https://ca.example/directory'), []);
    assert.deepEqual(judge(many(200), 'someday'), []);
  });
});

describe("a challenge's name", () => {
  const zone = { name: 'example.com', servers: [] };
  const name = '_acme-challenge.www.example.com';
  const judge = (
    location: ChallengeNameCase['location'],
    standing: ChallengeNameCase['standing'] = 'taken',
  ) => judgeChallengeName({ name, location, standing, isPublicSuffix: (suffix) => suffix === 'com' });

  it('in its zone is no finding', () => assert.deepEqual(judge({ found: { name, zone } }), []));
  it('that leads into another zone is told, when a record will be set there', () => {
    const found = { name: 'x.acme.net', zone: { ...zone, name: 'acme.net' } };
    const [finding] = judge({ found });
    assert.equal(finding?.severity, 'notice');
    assert.match(finding.subject, /CNAME to x\.acme\.net/);
    assert.deepEqual(judge({ found }, 'spare'), []);
  });
  it('without a zone, below a registry alone, or without an answer is an error', () => {
    assert.match(judge({ found: { name, zone: undefined } })[0]?.what ?? '', /No zone/);
    assert.match(judge({ found: { name, zone: { ...zone, name: 'com' } } })[0]?.what ?? '', /not registered/);
    const failed = new AppError('dns-provider', 'SERVFAIL', { hint: 'Repair it.' });
    const expected = { severity: 'error', subject: name, what: 'SERVFAIL', remedy: 'Repair it.' };
    assert.deepEqual(judge({ failed }), [expected]);
    assert.deepEqual(severities(judge({ failed }, 'perhaps')), ['warning']);
  });
});

describe('a CNAME that is wanted', () => {
  const record = { name: '_acme-challenge.a.test', type: 'CNAME', value: 'a.acme.test' } as const;
  const missing = [{ domain: 'a.test', record }];

  it('and missing, is told with the record to create', () => {
    const [finding] = judgeDelegation(missing, 'taken');
    assert.equal(finding?.severity, 'error');
    assert.match(finding.what, /does not lead to a\.acme\.test/);
    assert.deepEqual(finding.records, [record]);
  });
  it('fails no preflight when a run may do without', () => {
    assert.deepEqual(severities(judgeDelegation(missing, 'perhaps')), ['warning']);
    assert.deepEqual(judgeDelegation([], 'taken'), []);
    const refused = new AppError('dns-provider', 'There is no account', { hint: 'Make one.' });
    const finding = {
      severity: 'error',
      subject: 'a.test',
      what: 'There is no account',
      remedy: 'Make one.',
    };
    assert.deepEqual(judgeNoHome('a.test', refused, 'taken'), finding);
    assert.equal(judgeNoHome('a.test', refused, 'perhaps').severity, 'warning');
  });
});

describe('what is left at a challenge', () => {
  it('is warned of, value by value', () => {
    const [finding] = judgeLeftovers('_acme-challenge.example.com', ['a', 'b "c"']);
    assert.equal(finding?.severity, 'warning');
    assert.match(finding.what, /^2 values .*"a", "b \\"c\\""$/);
    assert.deepEqual(judgeLeftovers('_acme-challenge.example.com', []), []);
  });
  it('is only told of where a service keeps two on purpose', () => {
    assert.deepEqual(severities(judgeLeftovers('d420.auth.example.net', ['a', 'b'])), ['notice']);
    assert.deepEqual(severities(judgeLeftovers('d420.auth.example.net', ['a', 'b', 'c'])), ['warning']);
  });
});

describe("the runner's clock", () => {
  const table: [number | undefined, string[]][] = [
    [undefined, []],
    [0, []],
    [59_000, []],
    [-60_000, ['warning']],
    [299_000, ['warning']],
    [-300_000, ['error']],
    [86_400_000, ['error']],
  ];
  for (const [skewMs, expected] of table) {
    it(`${skewMs} ms off: ${expected.join() || 'nothing'}`, () =>
      assert.deepEqual(severities(judgeClock(skewMs)), expected));
  }
  it('is told which way it is wrong', () => {
    assert.match(judgeClock(90_000)[0]?.what ?? '', /90 s ahead of/);
    assert.match(judgeClock(-90_000)[0]?.what ?? '', /90 s behind/);
  });
});

describe('findings that say the same', () => {
  const finding = { severity: 'error', subject: 'CAA of example.com', what: 'No', remedy: 'Yes' } as const;
  it('become one that names the names', () => {
    const names = ['a.example.com', 'b.example.com', 'a.example.com'];
    assert.deepEqual(gather(names.map((name) => ({ ...finding, name }))), [
      { ...finding, what: 'No (for a.example.com, b.example.com)' },
    ]);
  });
  it('name no name that the subject tells, and stay apart when they differ', () => {
    const [first, second] = gather([
      { ...finding, name: 'example.com' },
      { ...finding, remedy: 'Else', name: 'www.example.com' },
    ]);
    assert.deepEqual(first, finding);
    assert.equal(second?.what, 'No (for www.example.com)');
  });
});
