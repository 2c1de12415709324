import { X509Certificate, type KeyObject } from 'node:crypto';
import { seconds } from '../base/bound.ts';
import { AppError } from '../base/errors.ts';
import type { IssuedCertificate } from '../report/outcome.ts';
import type { Identifier } from '../settings/settings.ts';
import { missingNames, namesOf } from './names.ts';
import { readPem } from './pem.ts';

/** What a certificate was ordered for, and when it is looked at. */
export interface ChainExpectation {
  /** The key that the certificate was ordered for. */
  publicKey: KeyObject;
  identifiers: readonly Identifier[];
  nowMs: number;
}

/**
 * How far a certificate's start may lie ahead of this machine's clock. Generous, because refusing a certificate
 * spends another one of the CA's limits, and the servers that will use it have clocks of their own.
 */
const clockSkewMs = 3_600_000;

/**
 * Checks what a CA handed out before anything is delivered: our key, all our names, valid now, and each certificate
 * issued by the next one, in this order (RFC 8555 7.4.2, RFC 8446 4.4.2). Names that the CA added are no fault: some
 * add `www.`.
 * @param pem application/pem-certificate-chain (RFC 8555 9.1)
 * @throws AppError `certificate-invalid` that tells the check that failed
 */
export function checkChain(
  pem: string,
  { publicKey, identifiers, nowMs }: ChainExpectation,
): IssuedCertificate {
  const certificates = readChain(pem);
  const [leaf, ...issuers] = certificates;
  checkKey(certificates, publicKey);
  if (leaf.ca) throw invalid('The certificate is one of a CA, not of a server');
  const missing = missingNames(identifiers, namesOf(leaf));
  if (missing.length > 0) {
    throw invalid(`The certificate lacks ${missing.join(', ')}`, {
      identifiers: missing.map((identifier) => ({ identifier, reason: 'not in the certificate' })),
    });
  }
  for (const certificate of certificates) checkDates(certificate, nowMs);
  issuers.forEach((issuer, index) => checkIssuer(certificates[index] ?? leaf, issuer));
  return describeChain(certificates);
}

/** A chain, the leaf first, as reports and files have it. */
export function describeChain([leaf, ...issuers]: readonly [
  X509Certificate,
  ...X509Certificate[],
]): IssuedCertificate {
  return {
    leafPem: leaf.toString(),
    chainPem: issuers.map((certificate) => certificate.toString()).join(''),
    notBeforeMs: leaf.validFromDate.getTime(),
    notAfterMs: leaf.validToDate.getTime(),
    serial: leaf.serialNumber,
    fingerprint: leaf.fingerprint256,
    issuer: issuerNameOf(leaf) ?? 'unnamed issuer',
  };
}

/** What `preferred-chain` led to. */
export interface ChainChoice {
  pem: string;
  /** Whether the wanted issuer was found; without it the CA's default chain is kept. */
  matched: boolean;
  /** The topmost issuer of each chain: what can be asked for. */
  available: readonly string[];
}

/**
 * Chooses among the default chain (the first) and the CA's alternates (RFC 8555 7.4.2) by the common name of an
 * issuer. A chain that ends at that issuer comes before one that only passes through it: a root that is also
 * cross-signed stands in both.
 * @throws AppError `certificate-invalid` when a chain can't be read
 */
export function chooseChain(chains: readonly [string, ...string[]], preferredIssuer: string): ChainChoice {
  const issuers = chains.map((pem) => readChain(pem).map((certificate) => commonNameOf(certificate)));
  const ending = issuers.findIndex((names) => names.at(-1) === preferredIssuer);
  const found = ending >= 0 ? ending : issuers.findIndex((names) => names.includes(preferredIssuer));
  const available = new Set(issuers.map((names) => names.at(-1)).filter((name) => name !== undefined));
  return { pem: chains[found] ?? chains[0], matched: found >= 0, available: [...available] };
}

function readChain(pem: string): [X509Certificate, ...X509Certificate[]] {
  const { blocks, cut } = readPem(pem);
  if (cut) throw invalid('The chain is cut off: a PEM block in it has no end');
  const [first, ...others] = blocks.map(({ label, der }, index) => {
    if (label !== 'CERTIFICATE') throw invalid(`The chain holds something else than certificates: ${label}`);
    return parseCertificate(der, index + 1);
  });
  if (!first) throw invalid('The CA gave no certificate in PEM');
  return [first, ...others];
}

function parseCertificate(der: Buffer | undefined, number: number): X509Certificate {
  const sentence = `Certificate ${number} of the chain can't be read`;
  if (!der) throw invalid(`${sentence}: it isn't base64`);
  try {
    return new X509Certificate(der);
  } catch (error) {
    throw invalid(sentence, {}, error);
  }
}

function checkKey(certificates: readonly X509Certificate[], publicKey: KeyObject): void {
  const position = certificates.findIndex((certificate) => certificate.publicKey.equals(publicKey));
  if (position === 0) return;
  if (position < 0) throw invalid('The certificate is for another key than the one it was ordered with');
  throw invalid(`The chain is out of order: our certificate stands at place ${position + 1}, not first`);
}

function checkDates(certificate: X509Certificate, nowMs: number): void {
  const [fromMs, toMs] = [certificate.validFromDate.getTime(), certificate.validToDate.getTime()];
  const which = `The certificate of ${subjectOf(certificate)}`;
  const [from, to, now] = [fromMs, toMs, nowMs].map((ms) => new Date(ms).toISOString());
  if (fromMs >= toMs) throw invalid(`${which} ends (${to}) before it begins (${from})`);
  if (nowMs >= toMs) {
    throw invalid(`${which} ended at ${to}, and this machine's clock says ${now}`, {
      hint: `If the CA is right, this machine's clock is ahead by ${seconds(nowMs - toMs)} or more: set it, then run again.`,
    });
  }
  if (fromMs > nowMs + clockSkewMs) {
    throw invalid(`${which} begins only at ${from}, and this machine's clock says ${now}`, {
      hint: `This machine's clock is probably behind by ${seconds(fromMs - nowMs)}: set it, then run again.`,
    });
  }
}

function checkIssuer(certificate: X509Certificate, issuer: X509Certificate): void {
  const pair = `${subjectOf(certificate)} is followed by ${subjectOf(issuer)}`;
  if (!issuer.ca) throw invalid(`The chain is broken: ${pair}, which is not the certificate of a CA`);
  if (!certificate.checkIssued(issuer)) throw invalid(`The chain is broken: ${pair}, which didn't issue it`);
  if (!certificate.verify(issuer.publicKey)) {
    throw invalid(`The chain is broken: ${pair}, whose key didn't sign it`);
  }
}

/** Whose certificate it is, for people. */
export function subjectOf(certificate: X509Certificate): string {
  const { subject } = certificate.toLegacyObject() as unknown as { subject?: LegacyName };
  return firstOf(subject?.CN) ?? namesOf(certificate)[0]?.value ?? `serial ${certificate.serialNumber}`;
}

/** Node's plain object of a distinguished name; an attribute that stands twice is a list, an empty name is missing. */
interface LegacyName {
  CN?: string | string[];
  O?: string | string[];
}

function issuerOf(certificate: X509Certificate): LegacyName {
  const { issuer } = certificate.toLegacyObject() as unknown as { issuer?: LegacyName };
  return issuer ?? {};
}

function commonNameOf(certificate: X509Certificate): string | undefined {
  return firstOf(issuerOf(certificate).CN);
}

function issuerNameOf(certificate: X509Certificate): string | undefined {
  const { CN, O } = issuerOf(certificate);
  return firstOf(CN) ?? firstOf(O);
}

function firstOf(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value[0] : value;
}

const hint = 'Nothing was delivered and what was there before is untouched. Tell the CA if it happens again.';

function invalid(message: string, details: ConstructorParameters<typeof AppError>[2] = {}, cause?: unknown) {
  return new AppError('certificate-invalid', message, { hint, ...details }, cause);
}
