import { createECDH, createPrivateKey, createSecretKey, hkdfSync, type KeyObject } from 'node:crypto';
import { Secret } from '../base/secret.ts';

/**
 * The ACME account key of a CA: the same `encryption-key` and directory always give the same P-256 key, so that an
 * account outlives every cache. Changing anything here loses the accounts of everyone.
 * @returns PKCS#8 PEM
 */
export function deriveAccountKey(encryptionKey: Secret, directoryUrl: string): Secret {
  const bytes = expand(encryptionKey, `bounded-acme v1 account-key ${new URL(directoryUrl).href}`, 48);
  return new Secret(writePrivateKey(scalarOf(bytes)));
}

/** The key that stored state is sealed with: 256 bits, for A256GCM. */
export function deriveStateKey(encryptionKey: Secret): KeyObject {
  return createSecretKey(expand(encryptionKey, 'bounded-acme v1 state-key', 32));
}

/** Names the state key without telling it (RFC 7515 4.1.4 `kid`): a wrong secret isn't taken for a damaged file. */
export function deriveStateKeyId(encryptionKey: Secret): string {
  return expand(encryptionKey, 'bounded-acme v1 state-key-id', 12).toString('base64url');
}

/** HKDF-SHA-256 (RFC 5869) without salt: the input is random already. A pasted secret's line end doesn't count. */
function expand(encryptionKey: Secret, info: string, length: number): Buffer {
  return Buffer.from(hkdfSync('sha256', encryptionKey.reveal().trim(), '', info, length));
}

/** The order of P-256's group (SP 800-186 3.2.1.3). */
const order = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;

/** A private key from extra random bits (FIPS 186-5 A.2.1): 128 more than the order has, so no key is likelier. */
function scalarOf(bytes: Buffer): Buffer {
  const scalar = (BigInt(`0x${bytes.toString('hex')}`) % (order - 1n)) + 1n;
  return Buffer.from(scalar.toString(16).padStart(64, '0'), 'hex');
}

function writePrivateKey(scalar: Buffer): string {
  const ecdh = createECDH('prime256v1');
  ecdh.setPrivateKey(scalar);
  const point = ecdh.getPublicKey();
  const jwk = {
    kty: 'EC',
    crv: 'P-256',
    d: scalar.toString('base64url'),
    x: point.subarray(1, 33).toString('base64url'),
    y: point.subarray(33).toString('base64url'),
  };
  const key = createPrivateKey({ format: 'jwk', key: jwk });
  return key.export({ type: 'pkcs8', format: 'pem' }) as string;
}
