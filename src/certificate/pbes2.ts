import { createCipheriv, pbkdf2, randomBytes } from 'node:crypto';
import { promisify } from 'node:util';
import type { Secret } from '../base/secret.ts';
import { integer, nothing, octetString, oid, sequence } from './der.ts';

const deriveKey = promisify(pbkdf2);

export interface Pbes2Options {
  /** Taken as UTF-8. */
  password: Secret;
  /** Rounds of PBKDF2: what one guess at the password costs. */
  iterations: number;
}

/** Encrypted bytes and, as a DER AlgorithmIdentifier, how they open. */
export interface Pbes2 {
  algorithm: Buffer;
  ciphertext: Buffer;
}

/**
 * Encrypts by password: PBES2 with PBKDF2-HMAC-SHA-256 and AES-256-CBC (RFC 8018 6.2, A.4), salt and IV new each time.
 * @throws the signal's reason
 */
export async function encryptPbes2(
  content: Uint8Array,
  { password, iterations }: Pbes2Options,
  signal: AbortSignal,
): Promise<Pbes2> {
  signal.throwIfAborted();
  const [salt, iv] = [randomBytes(16), randomBytes(16)];
  const key = await deriveKey(password.reveal(), salt, iterations, 32, 'sha256');
  signal.throwIfAborted();
  const cipher = createCipheriv('aes-256-cbc', key, iv);
  const ciphertext = Buffer.concat([cipher.update(content), cipher.final()]);
  const prf = sequence(oid(hmacWithSha256), nothing());
  const derivation = sequence(oid(pbkdf2Id), sequence(octetString(salt), integer(iterations), prf));
  const encryption = sequence(oid(aes256Cbc), octetString(iv));
  return { algorithm: sequence(oid(pbes2Id), sequence(derivation, encryption)), ciphertext };
}

const pbkdf2Id = '1.2.840.113549.1.5.12';
const pbes2Id = '1.2.840.113549.1.5.13';
const hmacWithSha256 = '1.2.840.113549.2.9';
const aes256Cbc = '2.16.840.1.101.3.4.1.42';
