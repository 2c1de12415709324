import type { Fault } from '../base/errors.ts';
import type { RetryPolicy } from '../base/retry.ts';
import type { Secret } from '../base/secret.ts';
import type { DnsProvider } from '../dns/provider.ts';

/** What the user asked, parsed once. Durations are milliseconds, names A-labels in lower case. */
export interface Settings {
  mode: Mode;
  /** The certificates to work on: those of `domains` (or `csr`) that `only` leaves. */
  certificates: readonly CertificateRequest[];
  keyType: KeyType;
  profile: string | undefined;
  preferredChain: string | undefined;
  ca: Ca;
  /** Roots to trust for the CA's HTTPS besides the system's, PEM. */
  caCertificates: string | undefined;
  account: AccountSettings;
  challenge: ChallengeSettings;
  force: boolean;
  renewBefore: RenewBefore;
  /** A certificate with less left than this makes the run fail although its renewal was only deferred. */
  failBefore: RenewBefore;
  /** What the CA is told in the mode `revoke`. */
  revokeReason: RevocationReason;
  /** Where the certificates are served besides port 443 of their names. */
  checkTargets: readonly HostPort[];
  state: StateSettings;
  bounds: Bounds;
  /** Certificates worked on at a time. */
  concurrency: number;
  /** undefined: a directory of our own in the runner's temp. */
  outputDirectory: string | undefined;
  exports: ExportSettings;
}

/** What leaves the runner besides the files in the output directory. */
export interface ExportSettings {
  /** The artifact's name; undefined: none. */
  artifact: string | undefined;
  /** undefined: the repository's setting. */
  retentionDays: number | undefined;
  /** X25519 public keys; with any, exported keys are encrypted to them instead of with `encryption-key`. */
  ageRecipients: readonly string[];
  pfxPassword: Secret | undefined;
}

export interface Mode {
  name: 'renew' | 'dry-run' | 'preflight' | 'check' | 'plan' | 'revoke';
  /** Why, for the log's first line: `event pull_request`, `input mode`. */
  because: string;
}

/** Reasons that CAs take from subscribers, by their words in RFC 5280 5.3.1. */
export const revocationReasons = [
  'unspecified',
  'keyCompromise',
  'affiliationChanged',
  'superseded',
  'cessationOfOperation',
] as const;

export type RevocationReason = (typeof revocationReasons)[number];

export const keyTypes = ['ec256', 'ec384', 'rsa2048', 'rsa3072', 'rsa4096'] as const;

export type KeyType = (typeof keyTypes)[number];

/** RFC 8555 7.1.3 and RFC 8738; a wildcard keeps its `*.`. */
export interface Identifier {
  type: 'dns' | 'ip';
  value: string;
}

export interface CertificateRequest {
  /** The certificate's name: its directory, its line in reports. */
  name: string;
  identifiers: readonly Identifier[];
  /** The user's own CSR, PEM: no key is made, stored or emitted. */
  csr?: string;
}

export interface Ca {
  /** `letsencrypt`, or the directory URL's host. */
  name: string;
  directoryUrl: string;
  /** A CA whose certificates nobody trusts. */
  staging: boolean;
  /** One of those that the input \`ca\` takes by name: all of them issue for names of the public DNS. */
  isKnown: boolean;
  /** In a dry run, the CA that this one stands in for; undefined when that is itself. */
  standsFor?: { name: string; directoryUrl: string };
}

export interface AccountSettings {
  email: string | undefined;
  eab: { kid: string; hmacKey: Secret } | undefined;
  encryptionKey: Secret | undefined;
  /** The secret before its rotation: opens stored state, and its account is rolled over (RFC 8555 7.3.5). */
  previousEncryptionKey: Secret | undefined;
  /** PEM, instead of the derived one. */
  accountKey: Secret | undefined;
}

export const challengeTypes = ['dns-01', 'dns-persist-01', 'http-01'] as const;

export type ChallengeType = (typeof challengeTypes)[number];

export interface ChallengeSettings {
  /** In order of preference. */
  types: readonly ChallengeType[];
  /** The providers that dns-01 records are set with, their credentials read; none where nothing is proven so. */
  dnsProviders: readonly ScopedProvider[];
  /** `scope=name` of each that the user named, in every mode. */
  dnsProviderNames: readonly string[];
  /** In a preflight, what the user gave to providers and can't be right; other modes refuse it. */
  dnsProviderFaults: readonly Fault[];
  dnsAliases: readonly DnsAlias[];
  dnsResolvers: readonly Resolver[] | undefined;
  propagation: Propagation;
  httpWebroot: string | undefined;
  /** Where the run listens itself for http-01. */
  httpListen: ListenAddress | undefined;
  /** A program that puts and removes the tokens of http-01. */
  httpHook: string | undefined;
}

/** An address to listen on; without a host all of the machine's. */
export interface ListenAddress {
  host: string | undefined;
  port: number;
}

export interface ScopedProvider {
  /** The name or zone whose records it holds, with all below; `*`: all others. */
  scope: string;
  name: string;
  provider: DnsProvider;
}

/** Where the records for a name go, when the user says so. */
export interface DnsAlias {
  /** Without `*.`; `*`: every other name. */
  name: string;
  /** A name, or a zone in which each name gets a place of its own. */
  target: string;
}

export interface HostPort {
  host: string;
  port: number;
}

/** A DNS resolver: on port 53, or over HTTPS at an URL (RFC 8484). */
export type Resolver = HostPort | { url: string };

export type Propagation =
  { kind: 'authoritative' | 'quorum' | 'recursive' | 'none' } | { kind: 'fixed'; waitMs: number };

/** How long before a certificate's end something is due: its renewal, or a failure where that was deferred. */
export type RenewBefore =
  { kind: 'auto' } | { kind: 'duration'; ms: number } | { kind: 'share'; ofLifetime: number };

/** Where what outlives a run is kept. */
export type StateSettings = { kind: 'cache' } | { kind: 'directory'; path: string } | { kind: 'none' };

export interface Bounds {
  totalMs: number;
  requestMs: number;
  propagationMs: number;
  validationMs: number;
  orderMs: number;
  retry: RetryPolicy;
}
