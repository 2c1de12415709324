import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { checkProfile, parseDirectory } from '../../../src/acme/directory.ts';
import type { AppError } from '../../../src/base/errors.ts';

const url = 'https://ca.test/dir';
const needed = {
  newNonce: 'https://ca.test/nonce',
  newAccount: 'https://ca.test/account',
  newOrder: 'https://ca.test/order',
};

describe('parseDirectory', () => {
  it('reads a directory without any extras', () => {
    const directory = parseDirectory(needed, url);
    assert.equal(directory.newOrder, needed.newOrder);
    assert.equal(directory.externalAccountRequired, false);
    assert.deepEqual(directory.profiles, []);
    assert.deepEqual(directory.caaIdentities, []);
    assert.equal(directory.renewalInfo, undefined);
  });

  it('reads profiles, CAA identities and the need of an external account', () => {
    const meta = { profiles: { classic: 'long' }, caaIdentities: ['ca.test'], externalAccountRequired: true };
    const directory = parseDirectory({ ...needed, renewalInfo: 'https://ca.test/ari', meta }, url);
    assert.deepEqual(directory.profiles, ['classic']);
    assert.deepEqual(directory.caaIdentities, ['ca.test']);
    assert.equal(directory.externalAccountRequired, true);
    assert.equal(directory.renewalInfo, 'https://ca.test/ari');
  });

  const broken: Record<string, unknown> = {
    nothing: undefined,
    'a list': [],
    'no newOrder': { ...needed, newOrder: undefined },
    'a newNonce without TLS': { ...needed, newNonce: 'http://ca.test/nonce' },
    'a newAccount that is no URL': { ...needed, newAccount: 'https://' },
    'a number for newOrder': { ...needed, newOrder: 7 },
  };
  for (const [what, body] of Object.entries(broken)) {
    it(`refuses ${what}, and points to the input ca`, () => {
      assert.throws(
        () => parseDirectory(body, url),
        (error: AppError) => error.code === 'ca-error' && /`ca`/.test(error.details.hint ?? ''),
      );
    });
  }

  it('bears a meta of any shape', () => {
    for (const meta of [null, 5, [], { profiles: [], caaIdentities: 'x' }, { profiles: null }]) {
      assert.doesNotThrow(() => parseDirectory({ ...needed, meta }, url));
    }
  });
});

describe('checkProfile', () => {
  const directory = parseDirectory({ ...needed, meta: { profiles: { classic: 'x', short: 'y' } } }, url);

  it('lets an offered profile and none pass', () => {
    checkProfile(directory, 'classic');
    checkProfile(directory, undefined);
  });

  it('names what is offered', () => {
    for (const profile of ['fancy', 'constructor', '__proto__']) {
      assert.throws(
        () => checkProfile(directory, profile),
        (error: AppError) =>
          error.code === 'profile-unknown' && /classic, short/.test(error.details.hint ?? ''),
      );
    }
  });

  it('says to leave the input empty where there are no profiles', () => {
    assert.throws(
      () => checkProfile(parseDirectory(needed, url), 'classic'),
      (error: AppError) => /leave the input `profile` empty/.test(error.details.hint ?? ''),
    );
  });
});
