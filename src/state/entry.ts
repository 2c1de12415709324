import { isDeepStrictEqual } from 'node:util';
import { Secret } from '../base/secret.ts';
import type { CertificateRequest, Identifier, KeyType } from '../settings/settings.ts';
import { flag, isRecord, list, Misshapen, moment, oneOf, optional, record, text } from './shape.ts';

/** What outlives a run of one certificate. One of these is sealed by itself (docs/adr/0005). */
export interface StateEntry {
  /** `owner/name`; empty in a terminal. */
  repository: string;
  /** The CA that all of it is from. */
  caDirectoryUrl: string;
  /** The certificate's name. */
  name: string;
  /** Tells certificates of one name apart that are served side by side: see `variantOf`. */
  variant: string;
  account: StoredAccount;
  certificate: StoredCertificate | undefined;
  pending: PendingOrder | undefined;
  /** The last ones, the oldest first. */
  failures: readonly StoredFailure[];
  /** Certificates of this name that were revoked, the oldest first; a server may still show one. */
  revoked: readonly RevokedCertificate[];
}

export interface RevokedCertificate {
  fingerprint: string;
  atMs: number;
  /** A `RevocationReason` of the version that wrote it. */
  reason: string;
}

export interface StoredAccount {
  url: string;
  /** Of the account's key (RFC 7638). */
  thumbprint: string;
}

export interface StoredCertificate {
  domains: readonly string[];
  /** In the words of `keyType` in reports; the user's own CSR may bring others than `key-type` has. */
  keyType: string;
  profile: string | undefined;
  /** Leaf and chain, PEM. */
  chain: string;
  /** PEM; undefined when the CSR was the user's. */
  privateKey: Secret | undefined;
  obtainedAtMs: number;
  /** When the certificate before it was obtained, whose place it took. */
  predecessorAtMs: number | undefined;
  /** Whether a run has handed it over; until then it counts as new, whoever obtained it. */
  delivered: boolean;
  /**
   * When a certificate of these names was first ordered, ms since the epoch: a CA's limits on new certificates count
   * that order, and no renewal of it. undefined when it isn't known.
   */
  newAtMs: number | undefined;
  notBeforeMs: number;
  notAfterMs: number;
  serial: string;
  fingerprint: string;
  issuer: string;
  renewalInfo: StoredRenewalInfo | undefined;
}

/** The CA's last answer about renewal (RFC 9773 4.2). */
export interface StoredRenewalInfo {
  windowStartMs: number;
  windowEndMs: number;
  explanationUrl: string | undefined;
  fetchedAtMs: number;
  /** When the CA wants to be asked again. */
  retryAtMs: number;
}

/** An order that was placed and not seen through. */
export interface PendingOrder {
  orderUrl: string;
  createdAtMs: number;
  identifiers: readonly Identifier[];
  keyType: string;
  profile: string | undefined;
  /** DER, base64url (RFC 8555 7.4). */
  csr: string;
  /** PEM; undefined when the CSR was the user's. */
  privateKey: Secret | undefined;
}

export interface StoredFailure {
  atMs: number;
  /** An `ErrorCode` of the version that wrote it. */
  code: string;
  /** When the CA said to come back. */
  retryAtMs: number | undefined;
  /** Where the CA explains it, or a person can lift it. */
  link: string | undefined;
  /** Tells the settings that it failed with from others; undefined: it doesn't matter which. */
  setup?: string | undefined;
}

/**
 * The variant of a request: its key type. An EC and an RSA certificate of the same names are a pair, and each has its
 * own state; in one they would replace each other in every run.
 */
export function variantOf({ csr }: Pick<CertificateRequest, 'csr'>, keyType: KeyType): string {
  return csr === undefined ? keyType : 'csr';
}

/** So many failures are kept. */
export const mostFailures = 20;

/** An entry of which only the account is known. */
export function newEntry(
  known: Pick<StateEntry, 'repository' | 'caDirectoryUrl' | 'name' | 'variant' | 'account'>,
): StateEntry {
  return { ...known, certificate: undefined, pending: undefined, failures: [], revoked: [] };
}

/** The entry with one failure more; the oldest make room. */
export function withFailure(entry: StateEntry, failure: StoredFailure): StateEntry {
  return { ...entry, failures: [...entry.failures, failure].slice(-mostFailures) };
}

/** So many revoked certificates are remembered. */
export const mostRevoked = 20;

/** Whether it is an https URL, as a failure's link has to be. */
export function isPage(link: string): boolean {
  return /^https:\/\/.{1,2000}$/.test(link) && URL.canParse(link);
}

/** The entry without its certificate, which was revoked; the oldest of those make room. */
export function withRevoked(entry: StateEntry, revoked: RevokedCertificate): StateEntry {
  return { ...entry, certificate: undefined, revoked: [...entry.revoked, revoked].slice(-mostRevoked) };
}

/** Whether nothing would change if `a` were stored in the place of `b`; keys included. */
export function isSameEntry(a: StateEntry, b: StateEntry): boolean {
  return isDeepStrictEqual(JSON.parse(serializeEntry(a)), JSON.parse(serializeEntry(b)));
}

/** The version that is written. */
const currentVersion = 1;

/**
 * The entry as JSON with its private keys in clear: made to be sealed at once, and for nothing else.
 * @throws Error when it holds what couldn't be read again: our bug, found before it costs a certificate
 */
export function serializeEntry(entry: StateEntry): string {
  const json = JSON.stringify({ version: currentVersion, ...entry, ...revealed(entry) });
  const parsed = parseEntry(json);
  if ('problem' in parsed) throw new Error(`This state can't be stored: ${parsed.detail}`);
  return json;
}

function revealed({ certificate, pending }: StateEntry) {
  return {
    certificate: certificate && { ...certificate, privateKey: certificate.privateKey?.reveal() },
    pending: pending && { ...pending, privateKey: pending.privateKey?.reveal() },
  };
}

/** An entry, or why it is none. `detail` names a place in it and never a value. */
export type ParsedEntry = { entry: StateEntry } | { problem: 'newer-version' | 'unreadable'; detail: string };

/** Reads what `serializeEntry` wrote, now or in an earlier version. */
export function parseEntry(json: string): ParsedEntry {
  try {
    return parseVersioned(JSON.parse(json), migrations());
  } catch (error) {
    if (error instanceof SyntaxError) return { problem: 'unreadable', detail: 'the content is not JSON' };
    throw error;
  }
}

type Content = Readonly<Record<string, unknown>>;

/** The content of a version as the next version has it. */
export type Migration = (content: Content) => Content;

/** By the version they start from. When `currentVersion` is raised, the step from the last one comes here. */
function migrations(): Readonly<Record<number, Migration>> {
  return {};
}

/** `parseEntry` behind JSON: lifts the content one version at a time to the current one, then reads it. */
export function parseVersioned(
  value: unknown,
  steps: Readonly<Record<number, Migration>>,
  current = currentVersion,
): ParsedEntry {
  if (!isRecord(value)) return { problem: 'unreadable', detail: 'the content is not an object' };
  const { version, ...content } = value;
  if (typeof version !== 'number' || !Number.isInteger(version)) {
    return { problem: 'unreadable', detail: 'the content names no version' };
  }
  if (version > current) return { problem: 'newer-version', detail: `it has version ${version}` };
  try {
    let lifted: Content = content;
    for (let from = version; from < current; from += 1) {
      const step = steps[from];
      if (!step) return { problem: 'unreadable', detail: `version ${from} was never written` };
      lifted = step(lifted);
    }
    return { entry: readContent(lifted, 'entry') };
  } catch (error) {
    if (error instanceof Misshapen) return { problem: 'unreadable', detail: error.message };
    throw error;
  }
}

const some = text('a text', (value) => value !== '');
const url = text('a URL', (value) => URL.canParse(value));
const privateKey = (value: unknown, at: string) =>
  new Secret(text('a private key', (pem) => /^-----BEGIN [A-Z ]*PRIVATE KEY-----\n/.test(pem))(value, at));

const readRenewalInfo = record<StoredRenewalInfo>({
  windowStartMs: moment,
  windowEndMs: moment,
  explanationUrl: optional(text('a text')),
  fetchedAtMs: moment,
  retryAtMs: moment,
});

const readCertificate = record<StoredCertificate>({
  domains: list(some, { least: 1 }),
  keyType: some,
  profile: optional(some),
  chain: text('a chain', (pem) => pem.startsWith('-----BEGIN CERTIFICATE-----\n')),
  privateKey: optional(privateKey),
  obtainedAtMs: moment,
  predecessorAtMs: optional(moment),
  delivered: flag,
  newAtMs: optional(moment),
  notBeforeMs: moment,
  notAfterMs: moment,
  serial: some,
  fingerprint: some,
  issuer: some,
  renewalInfo: optional(readRenewalInfo),
});

const readPending = record<PendingOrder>({
  orderUrl: url,
  createdAtMs: moment,
  identifiers: list(record<Identifier>({ type: oneOf(['dns', 'ip']), value: some }), { least: 1 }),
  keyType: some,
  profile: optional(some),
  csr: text('base64url', (value) => /^[A-Za-z0-9_-]+$/.test(value)),
  privateKey: optional(privateKey),
});

const readRevoked = list(record<RevokedCertificate>({ fingerprint: some, atMs: moment, reason: some }), {
  most: mostRevoked,
});

const readFailure = record<StoredFailure>({
  atMs: moment,
  code: some,
  retryAtMs: optional(moment),
  link: optional(text('an https URL', isPage)),
  setup: optional(some),
});

const readContent = record<StateEntry>({
  repository: text('a text'),
  caDirectoryUrl: url,
  name: some,
  variant: some,
  account: record<StoredAccount>({ url, thumbprint: some }),
  certificate: optional(readCertificate),
  pending: optional(readPending),
  failures: list(readFailure, { most: mostFailures }),
  revoked: (value, at) => (value === undefined ? [] : readRevoked(value, at)),
});
