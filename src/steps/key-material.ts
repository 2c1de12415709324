import type { KeyObject } from 'node:crypto';
import type { Secret } from '../base/secret.ts';
import { createCsr } from '../certificate/csr.ts';
import { generateKey, publicKeyOf } from '../certificate/keys.ts';
import { readCsr } from '../certificate/user-csr.ts';
import type { CertificateRequest, KeyType } from '../settings/settings.ts';

/** What an order is finalized with. */
export interface KeyMaterial {
  /** DER in base64url (RFC 8555 7.4). */
  csr: string;
  /** In the words of `key-type`; a user's CSR may have others. */
  keyType: string;
  publicKey: KeyObject;
  /** undefined when the CSR was the user's. */
  privateKey: Secret | undefined;
}

/** Makes a key and its CSR, or takes the user's CSR. */
export async function prepareKey(
  { csr, identifiers }: CertificateRequest,
  keyType: KeyType,
  signal: AbortSignal,
): Promise<KeyMaterial> {
  if (csr !== undefined) {
    const { derBase64url, publicKey, keyType: found } = await readCsr(csr, signal);
    return { csr: derBase64url, keyType: found, publicKey, privateKey: undefined };
  }
  const privateKey = await generateKey(keyType, signal);
  const { derBase64url } = await createCsr({ identifiers, privateKey }, signal);
  return { csr: derBase64url, keyType, publicKey: publicKeyOf(privateKey), privateKey };
}
