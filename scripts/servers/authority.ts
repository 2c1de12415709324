import { randomUUID, webcrypto } from 'node:crypto';
import {
  BasicConstraintsExtension,
  ExtendedKeyUsage,
  ExtendedKeyUsageExtension,
  KeyUsageFlags,
  KeyUsagesExtension,
  SubjectAlternativeNameExtension,
  X509CertificateGenerator,
} from '@peculiar/x509';

const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };

export interface ServerCertificate {
  /** The leaf; its issuer is the authority itself. */
  certificatePem: string;
  /** PKCS#8. */
  keyPem: string;
}

/** A throw-away certificate authority for servers on loopback; its key never leaves memory. */
export interface Authority {
  /** What a client must trust. */
  readonly caPem: string;
  /** A new certificate for localhost and 127.0.0.1, and for further host names. */
  issue(hosts?: readonly string[]): Promise<ServerCertificate>;
}

/** Makes a new authority, valid for a day each way around now. */
export async function throwAwayAuthority(): Promise<Authority> {
  const keys = await newKeys();
  // Of several that are trusted, the name is how the right one is found.
  const name = `CN=Throw-away test CA ${randomUUID()}`;
  const root = await X509CertificateGenerator.createSelfSigned({
    name,
    keys,
    ...validity(),
    signingAlgorithm: algorithm,
    extensions: [
      new BasicConstraintsExtension(true, undefined, true),
      new KeyUsagesExtension(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign, true),
    ],
  });
  return { caPem: root.toString('pem'), issue: (hosts = []) => issue(name, keys.privateKey, hosts) };
}

async function issue(
  issuer: string,
  signingKey: webcrypto.CryptoKey,
  hosts: readonly string[],
): Promise<ServerCertificate> {
  const keys = await newKeys();
  const leaf = await X509CertificateGenerator.create({
    issuer,
    subject: 'CN=localhost',
    publicKey: keys.publicKey,
    signingKey,
    ...validity(),
    signingAlgorithm: algorithm,
    extensions: [
      new BasicConstraintsExtension(false, undefined, true),
      new KeyUsagesExtension(KeyUsageFlags.digitalSignature, true),
      new ExtendedKeyUsageExtension([ExtendedKeyUsage.serverAuth]),
      new SubjectAlternativeNameExtension([
        { type: 'dns', value: 'localhost' },
        { type: 'ip', value: '127.0.0.1' },
        ...hosts.map((value) => ({ type: 'dns' as const, value })),
      ]),
    ],
  });
  return { certificatePem: leaf.toString('pem'), keyPem: await exportKey(keys.privateKey) };
}

function newKeys(): Promise<webcrypto.CryptoKeyPair> {
  return webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
}

async function exportKey(key: webcrypto.CryptoKey): Promise<string> {
  const body = Buffer.from(await webcrypto.subtle.exportKey('pkcs8', key)).toString('base64');
  return `-----BEGIN PRIVATE KEY-----\n${body.replace(/(.{64})(?=.)/g, '$1\n')}\n-----END PRIVATE KEY-----\n`;
}

function validity(): { notBefore: Date; notAfter: Date } {
  const dayMs = 86_400_000;
  return { notBefore: new Date(Date.now() - dayMs), notAfter: new Date(Date.now() + dayMs) };
}
