import * as x509 from '@peculiar/x509';
import type { Identifier } from '../../src/settings/settings.ts';
import { makeCa, type TestCa } from '../fixtures/certificates.ts';
import { Refusal } from './ca-jws.ts';

const dayMs = 86_400_000;

/** Signs certificates with keys that live only in memory; each has a chain to either of two roots. */
export interface Issuer {
  /** Common names of the issuers above the leaf, one for each chain. */
  readonly names: readonly [string, string];
  /**
   * @param csr DER in base64url
   * @returns PEM chains without their roots, the default one first
   * @throws Refusal `unauthorized` when the CSR isn't for exactly these names, as the real ones say; `badCSR` when it is no
   *   CSR, or isn't signed by its own key
   */
  issue(csr: unknown, order: { identifiers: readonly Identifier[]; nowMs: number }): Promise<string[]>;
}

export async function openIssuer(): Promise<Issuer> {
  const names = ['Fake Intermediate A', 'Fake Intermediate B'] as const;
  const first = await makeCa(names[0], { issuer: await makeCa('Fake Root A') });
  const second = await makeCa(names[1], { issuer: await makeCa('Fake Root B') });
  let serial = 0;
  return {
    names,
    async issue(csr, { identifiers, nowMs }) {
      const request = readCsr(csr);
      if (!(await request.verify())) throw new Refusal(400, 'badCSR', 'the CSR is not signed by its key');
      const [asked, ordered] = [namesIn(request), identifiers.map(({ value }) => value)];
      if ([...asked].sort().join() !== [...ordered].sort().join()) {
        throw new Refusal(403, 'unauthorized', `the CSR has ${asked.join()}, the order ${ordered.join()}`);
      }
      serial += 1;
      const signed = (ca: TestCa) => makeLeaf(ca, { request, identifiers, nowMs, serial });
      return Promise.all([first, second].map(async (ca) => `${await signed(ca)}\n${ca.pem}`));
    },
  };
}

function readCsr(csr: unknown): x509.Pkcs10CertificateRequest {
  if (typeof csr !== 'string' || !/^[\w-]+$/.test(csr)) {
    throw new Refusal(400, 'badCSR', 'the CSR is not base64url');
  }
  return new x509.Pkcs10CertificateRequest(Buffer.from(csr, 'base64url'));
}

function namesIn(request: x509.Pkcs10CertificateRequest): string[] {
  return request.extensions.flatMap((extension) =>
    extension instanceof x509.SubjectAlternativeNameExtension
      ? extension.names.items.map(({ value }) => value)
      : [],
  );
}

interface LeafRequest {
  request: x509.Pkcs10CertificateRequest;
  identifiers: readonly Identifier[];
  nowMs: number;
  serial: number;
}

async function makeLeaf(issuer: TestCa, leaf: LeafRequest): Promise<string> {
  const certificate = await x509.X509CertificateGenerator.create({
    serialNumber: (0x0a_00_00 + leaf.serial).toString(16).padStart(8, '0'),
    issuer: `CN=${issuer.name}`,
    notBefore: new Date(leaf.nowMs - 3_600_000),
    notAfter: new Date(leaf.nowMs + 90 * dayMs),
    publicKey: leaf.request.publicKey,
    signingKey: issuer.keys.privateKey,
    signingAlgorithm: { name: 'ECDSA', hash: 'SHA-256' },
    extensions: [
      new x509.BasicConstraintsExtension(false),
      new x509.SubjectAlternativeNameExtension(leaf.identifiers.map(({ type, value }) => ({ type, value }))),
    ],
  });
  return certificate.toString('pem');
}
