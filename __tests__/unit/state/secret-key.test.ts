import assert from 'node:assert/strict';
import { createPrivateKey, createPublicKey, sign, verify } from 'node:crypto';
import { describe, it } from 'node:test';
import { inspect } from 'node:util';
import { Secret } from '../../../src/base/secret.ts';
import { deriveAccountKey, deriveStateKey, deriveStateKeyId } from '../../../src/state/secret-key.ts';

const secret = new Secret('bm90IGEgcmVhbCBzZWNyZXQsIGp1c3QgYSB0ZXN0IG9uZSE=');
const production = 'https://acme-v02.api.letsencrypt.org/directory';
const staging = 'https://acme-staging-v02.api.letsencrypt.org/directory';

const scalarOf = (key: Secret) => createPrivateKey(key.reveal()).export({ format: 'jwk' }).d;

/**
 * These values are forever. Users' ACME accounts are found again only by the key that follows from their secret, and
 * their state opens only with the state key: a release that changes one of these loses both for everyone. If a test
 * here fails, the derivation is what has to change back. The values were computed with `openssl kdf ... HKDF`.
 */
describe('the derivation that users depend on', () => {
  it("gives each CA's account key", () => {
    assert.equal(
      scalarOf(deriveAccountKey(secret, production)),
      'PUO2YaPtCISwi4k-Zg-JBiJEb0phEQNzvrfVRgNCJPc',
    );
    assert.equal(scalarOf(deriveAccountKey(secret, staging)), 'iBRjxoBNP8jxwOf7yxjtRdtcCnLSKy_1JpfGyOsGXcM');
  });

  it('gives the state key', () => {
    const hex = 'c755ae236cbcf7014d0de51003bf21d633506c3ab0e8a525084b622b2751e9a2';
    assert.equal(deriveStateKey(secret).export().toString('hex'), hex);
  });

  it("gives the state key's id", () => assert.equal(deriveStateKeyId(secret), 'q0xVbxrsCCwKJc55'));
});

describe('deriveAccountKey', () => {
  it('gives a P-256 key in PKCS#8 that signs', () => {
    const key = deriveAccountKey(secret, production);
    assert.match(key.reveal(), /^-----BEGIN PRIVATE KEY-----\n/);
    const publicKey = createPublicKey(key.reveal());
    assert.equal(publicKey.asymmetricKeyDetails?.namedCurve, 'prime256v1');
    const signature = sign('sha256', Buffer.from('order'), key.reveal());
    assert.ok(verify('sha256', Buffer.from('order'), publicKey, signature));
  });

  it('gives another key for another secret', () => {
    const other = new Secret(`${secret.reveal()}=`);
    assert.notEqual(
      scalarOf(deriveAccountKey(other, production)),
      scalarOf(deriveAccountKey(secret, production)),
    );
  });

  it("doesn't mind how the secret was pasted, nor the case of the CA's host", () => {
    const pasted = new Secret(`${secret.reveal()}\r\n`);
    const shouted = production.replace('acme-v02.api', 'ACME-v02.API');
    assert.equal(scalarOf(deriveAccountKey(pasted, shouted)), scalarOf(deriveAccountKey(secret, production)));
    assert.deepEqual(deriveStateKey(pasted).export(), deriveStateKey(secret).export());
    assert.equal(deriveStateKeyId(pasted), deriveStateKeyId(secret));
  });

  it('prints nothing of the keys', () => {
    const printed = inspect([deriveAccountKey(secret, production), deriveStateKey(secret)], { depth: 9 });
    assert.doesNotMatch(printed, /PRIVATE|c755|PUO2/);
  });
});
