import { createPrivateKey, createPublicKey, webcrypto } from 'node:crypto';
import type { Secret } from '../base/secret.ts';
import type { Identifier } from '../settings/settings.ts';
import { writePem } from './pem.ts';
import { loadX509 } from './x509.ts';

/** A certificate signing request (RFC 2986), as finalize wants it (RFC 8555 7.4) and as a file. */
export interface Csr {
  derBase64url: string;
  pem: string;
}

/**
 * Makes the CSR of a certificate: all names in the SAN, the subject empty. A common name is discouraged by the CAs'
 * baseline requirements and can't hold more than 64 characters; a CA that wants one takes it from the SAN.
 * @throws the signal's reason
 */
export async function createCsr(
  { identifiers, privateKey }: { identifiers: readonly Identifier[]; privateKey: Secret },
  signal: AbortSignal,
): Promise<Csr> {
  signal.throwIfAborted();
  const x509 = await loadX509();
  const { keys, signingAlgorithm } = await importKeys(privateKey);
  const names = identifiers.map(({ type, value }) => ({ type, value }));
  const csr = await x509.Pkcs10CertificateRequestGenerator.create({
    keys,
    signingAlgorithm,
    extensions: [new x509.SubjectAlternativeNameExtension(names)],
  });
  signal.throwIfAborted();
  return encodeCsr(Buffer.from(csr.rawData));
}

/** The key pair and algorithm as WebCrypto names them; the hash is as strong as the curve. */
async function importKeys(privateKey: Secret) {
  const key = createPrivateKey(privateKey.reveal());
  const curve = key.asymmetricKeyDetails?.namedCurve;
  const signingAlgorithm =
    key.asymmetricKeyType === 'rsa'
      ? { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' }
      : curve === 'secp384r1'
        ? { name: 'ECDSA', namedCurve: 'P-384', hash: 'SHA-384' }
        : { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
  const pkcs8 = key.export({ type: 'pkcs8', format: 'der' });
  const spki = createPublicKey(key).export({ type: 'spki', format: 'der' });
  const { subtle } = webcrypto;
  const [signing, verifying] = await Promise.all([
    subtle.importKey('pkcs8', pkcs8, signingAlgorithm, false, ['sign']),
    subtle.importKey('spki', spki, signingAlgorithm, true, ['verify']),
  ]);
  return { keys: { privateKey: signing, publicKey: verifying }, signingAlgorithm };
}

/** Both forms of a CSR's DER. */
export function encodeCsr(der: Buffer): Csr {
  return { derBase64url: der.toString('base64url'), pem: writePem('CERTIFICATE REQUEST', der) };
}
