import { createCipheriv, pbkdf2, randomBytes } from 'node:crypto';
import { promisify } from 'node:util';
import type { BaseBlock, OctetString } from 'asn1js';
import type { AlgorithmIdentifier } from 'pkijs';
import type { Secret } from '../base/secret.ts';
import { loadPki } from './pki.ts';

const deriveKey = promisify(pbkdf2);

export interface Pbes2Options {
  /** Taken as UTF-8. */
  password: Secret;
  /** Rounds of PBKDF2: what one guess at the password costs. */
  iterations: number;
}

/** Encrypted bytes, and how they open. */
export interface Pbes2 {
  algorithm: AlgorithmIdentifier;
  ciphertext: OctetString;
}

/**
 * Encrypts by password: PBES2 with PBKDF2-HMAC-SHA-256 and AES-256-CBC (RFC 8018 6.2, A.4), salt and IV new each time.
 *
 * pkijs has this as `EncryptedData.encrypt`, but Windows refuses what that writes: a salt of 64 bytes where it takes 32
 * (PeculiarVentures/PKI.js#300), and a ciphertext in pieces (#405), which is no DER and which Go refuses. Neither can
 * be set in 4.0.0. So only the values are made here; each structure and its encoding is pkijs's.
 * @throws the signal's reason
 */
export async function encryptPbes2(
  content: Uint8Array,
  { password, iterations }: Pbes2Options,
  signal: AbortSignal,
): Promise<Pbes2> {
  signal.throwIfAborted();
  const { pkijs, asn1js } = await loadPki();
  const [salt, iv] = [randomBytes(16), randomBytes(16)];
  const key = await deriveKey(password.reveal(), salt, iterations, 32, 'sha256');
  signal.throwIfAborted();
  const cipher = createCipheriv('aes-256-cbc', key, iv);
  const ciphertext = Buffer.concat([cipher.update(content), cipher.final()]);
  const octets = (bytes: Uint8Array) => new asn1js.OctetString({ valueHex: bytes });
  const algorithm = (algorithmId: string, algorithmParams: BaseBlock) =>
    new pkijs.AlgorithmIdentifier({ algorithmId, algorithmParams });
  const prf = algorithm(hmacWithSha256Id, new asn1js.Null());
  const derivation = new pkijs.PBKDF2Params({ salt: octets(salt), iterationCount: iterations, prf });
  const scheme = new pkijs.PBES2Params({
    keyDerivationFunc: algorithm(pbkdf2Id, derivation.toSchema()),
    encryptionScheme: algorithm(aes256CbcId, octets(iv)),
  });
  return { algorithm: algorithm(pbes2Id, scheme.toSchema()), ciphertext: octets(ciphertext) };
}

const pbkdf2Id = '1.2.840.113549.1.5.12';
const pbes2Id = '1.2.840.113549.1.5.13';
const hmacWithSha256Id = '1.2.840.113549.2.9';
const aes256CbcId = '2.16.840.1.101.3.4.1.42';
