import { randomBytes, webcrypto } from 'node:crypto';
import { Secret } from '../base/secret.ts';
import { writePem } from './pem.ts';
import { loadX509 } from './x509.ts';

/** A certificate for a server on 127.0.0.1 that signs itself: its own root. */
export interface LoopbackCertificate {
  certificatePem: string;
  /** PKCS#8 PEM. */
  privateKey: Secret;
}

/** The clocks of both ends are the same one, but a test's may be ahead. */
const dayMs = 86_400_000;

/**
 * Makes a certificate for a server that programs of this run talk to, valid for a day.
 * @throws the signal's reason
 */
export async function createLoopbackCertificate(
  nowMs: number,
  signal: AbortSignal,
): Promise<LoopbackCertificate> {
  signal.throwIfAborted();
  const x509 = await loadX509();
  const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
  const keys = await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    // A serial number is positive.
    serialNumber: `01${randomBytes(15).toString('hex')}`,
    name: 'CN=Bounded ACME on this machine',
    notBefore: new Date(nowMs - dayMs),
    notAfter: new Date(nowMs + dayMs),
    signingAlgorithm: algorithm,
    keys,
    extensions: [
      new x509.BasicConstraintsExtension(true, undefined, true),
      new x509.SubjectAlternativeNameExtension([{ type: 'ip', value: '127.0.0.1' }]),
    ],
  });
  const pkcs8 = Buffer.from(await webcrypto.subtle.exportKey('pkcs8', keys.privateKey));
  signal.throwIfAborted();
  return {
    certificatePem: writePem('CERTIFICATE', Buffer.from(certificate.rawData)),
    privateKey: new Secret(writePem('PRIVATE KEY', pkcs8)),
  };
}
