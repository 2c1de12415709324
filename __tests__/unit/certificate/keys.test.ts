import assert from 'node:assert/strict';
import { createPublicKey, generateKeyPairSync } from 'node:crypto';
import { describe, it } from 'node:test';
import { Secret } from '../../../src/base/secret.ts';
import { generateKey, keyTypeOf, publicKeyOf } from '../../../src/certificate/keys.ts';
import { keyTypes } from '../../../src/settings/settings.ts';

const { signal } = new AbortController();

describe('generateKey', () => {
  for (const keyType of keyTypes.filter((type) => type !== 'rsa4096')) {
    it(`makes an ${keyType} key as PKCS#8 PEM`, async () => {
      const key = await generateKey(keyType, signal);
      assert.match(key.reveal(), /^-----BEGIN PRIVATE KEY-----\n[^-]+\n-----END PRIVATE KEY-----\n$/);
      assert.equal(keyTypeOf(publicKeyOf(key)), keyType);
    });
  }

  it('makes another key each time', async () => {
    const [one, other] = await Promise.all([generateKey('ec256', signal), generateKey('ec256', signal)]);
    assert.notEqual(one.reveal(), other.reveal());
  });

  it('makes none after an abort, nor gives one that was finished during it', async () => {
    await assert.rejects(generateKey('ec256', AbortSignal.abort(new Error('stop'))), /stop/);
    const controller = new AbortController();
    const made = generateKey('ec256', controller.signal);
    controller.abort(new Error('stopped meanwhile'));
    await assert.rejects(made, /stopped meanwhile/);
  });
});

describe('keyTypeOf', () => {
  it('names keys that we make no certificates for', () => {
    const nameOf = (pair: { publicKey: ReturnType<typeof createPublicKey> }) => keyTypeOf(pair.publicKey);
    assert.equal(nameOf(generateKeyPairSync('ec', { namedCurve: 'P-521' })), 'ec521');
    assert.equal(nameOf(generateKeyPairSync('ec', { namedCurve: 'secp256k1' })), 'ec secp256k1');
    assert.equal(nameOf(generateKeyPairSync('ed25519')), 'ed25519');
    assert.equal(nameOf(generateKeyPairSync('rsa', { modulusLength: 1024 })), 'rsa1024');
  });
});

describe('publicKeyOf', () => {
  it("doesn't quote what isn't a key", () => {
    assert.throws(
      () => publicKeyOf(new Secret('-----BEGIN PRIVATE KEY-----\nCANARY\n-----END PRIVATE KEY-----\n')),
      (error) => error instanceof Error && !String(error.stack).includes('CANARY'),
    );
  });
});
