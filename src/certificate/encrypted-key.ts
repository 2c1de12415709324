import { createPrivateKey } from 'node:crypto';
import type { PKCS8ShroudedKeyBag } from 'pkijs';
import type { Secret } from '../base/secret.ts';
import { encryptPbes2, type Pbes2Options } from './pbes2.ts';
import { writePem } from './pem.ts';
import { loadPki } from './pki.ts';

/**
 * What OWASP asks of PBKDF2-HMAC-SHA-256 for a person's password. `encryption-key` is stronger than any of those, but
 * the file may be copied by strangers and tried for years. Node's own `export({ cipher })` has 2,048 and no way to
 * say otherwise.
 */
export const keyIterations = 600_000;

/**
 * Encrypts a private key by passphrase, for `openssl pkey` and everything else that reads PKCS #8.
 * @returns PEM of an EncryptedPrivateKeyInfo (RFC 5958 3, RFC 7468 11)
 * @throws the signal's reason
 */
export async function encryptKey(
  { privateKey, passphrase }: { privateKey: Secret; passphrase: Secret },
  signal: AbortSignal,
): Promise<string> {
  const options = { password: passphrase, iterations: keyIterations };
  const info = await encryptedKeyInfo(privateKey, options, signal);
  return writePem('ENCRYPTED PRIVATE KEY', new Uint8Array(info.toSchema().toBER()));
}

/** An EncryptedPrivateKeyInfo, by the name that PKCS #12 has for it (RFC 7292 4.2.2). @throws the signal's reason */
export async function encryptedKeyInfo(
  privateKey: Secret,
  options: Pbes2Options,
  signal: AbortSignal,
): Promise<PKCS8ShroudedKeyBag> {
  const der = createPrivateKey(privateKey.reveal()).export({ type: 'pkcs8', format: 'der' });
  const { algorithm, ciphertext } = await encryptPbes2(der, options, signal);
  const { pkijs } = await loadPki();
  return new pkijs.PKCS8ShroudedKeyBag({ encryptionAlgorithm: algorithm, encryptedData: ciphertext });
}
