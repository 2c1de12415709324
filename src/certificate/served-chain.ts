import { X509Certificate } from 'node:crypto';
import { isIP } from 'node:net';
import type { IssuedCertificate } from '../report/outcome.ts';
import { describeChain, subjectOf } from './chain.ts';
import { namesOf } from './names.ts';

/** The certificates that a server shows, read. */
export interface ServedChain {
  certificate: IssuedCertificate;
  names: readonly string[];
  /** Whether it is good for the name or address that was asked for (RFC 6125). */
  matches: boolean;
  /** What is wrong with the chain, a clause; undefined when each is issued by the next and none is missing. */
  fault: string | undefined;
}

export interface ServedExpectation {
  /** The name or address that the server was asked for. */
  name: string;
  /** The issuers' certificates as the CA gave them (PEM), when this certificate is stored. */
  storedChainPem: string | undefined;
}

/** Reads what a server shows, and holds it against what clients want to see (RFC 8446 4.4.2). */
export function readServedChain(
  pems: readonly [string, ...string[]],
  { name, storedChainPem }: ServedExpectation,
): ServedChain {
  const [first, ...others] = pems;
  const [leaf, ...issuers] = [new X509Certificate(first), ...others.map((pem) => new X509Certificate(pem))];
  const isGoodFor = isIP(name) === 0 ? leaf.checkHost(name, { subject: 'never' }) : leaf.checkIP(name);
  return {
    certificate: describeChain([leaf, ...issuers]),
    names: namesOf(leaf).map(({ value }) => value),
    matches: isGoodFor !== undefined,
    fault: orderFault([leaf, ...issuers]) ?? missingFault([leaf, ...issuers], storedChainPem),
  };
}

type Chain = readonly [X509Certificate, ...X509Certificate[]];

function orderFault(chain: Chain): string | undefined {
  const at = chain.findIndex((one, index) => {
    const next = chain[index + 1];
    return next !== undefined && !isIssuedBy(one, next);
  });
  const [broken, next] = [chain[at], chain[at + 1]];
  if (!broken || !next) return undefined;
  const pair = `${subjectOf(broken)} is followed by ${subjectOf(next)}, which didn't issue it`;
  const elsewhere = chain.some((one) => one !== broken && isIssuedBy(broken, one));
  return elsewhere ? `the chain is out of order: ${pair}` : `the chain is broken: ${pair}`;
}

function missingFault(chain: Chain, storedChainPem: string | undefined): string | undefined {
  const [leaf, ...issuers] = chain;
  if (isIssuedBy(leaf, leaf)) return 'the certificate is signed by itself, so no client trusts it';
  if (storedChainPem === undefined) {
    return issuers.length === 0 ? "no issuer's certificate comes with it" : undefined;
  }
  const stored = [leaf, ...certificatesIn(storedChainPem)];
  const last = chain.at(-1)?.fingerprint256;
  const at = stored.findIndex(({ fingerprint256 }) => fingerprint256 === last);
  // A server may show another way to a root than the CA's default; roots need not be shown.
  const missing = at < 0 ? [] : stored.slice(at + 1).filter((one) => !isIssuedBy(one, one));
  return missing.length === 0
    ? undefined
    : `the issuer's certificate is missing: ${missing.map(subjectOf).join(', ')}`;
}

function certificatesIn(pem: string): X509Certificate[] {
  const blocks = pem.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [];
  return blocks.map((block) => new X509Certificate(block));
}

function isIssuedBy(certificate: X509Certificate, issuer: X509Certificate): boolean {
  return certificate.checkIssued(issuer) && certificate.verify(issuer.publicKey);
}
