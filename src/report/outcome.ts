import type { AppError, PhaseName, WantedRecord } from '../base/errors.ts';
import type { Renewal } from '../plan/due.ts';

/** What happened to one certificate: the report's and the outputs' single source. */
export interface CertificateResult {
  name: string;
  domains: readonly string[];
  outcome: Outcome;
  /** One sentence: why this outcome. */
  reason: string;
  error?: AppError;
  certificate?: IssuedCertificate;
  keyType?: string;
  profile?: string;
  /** File name -> absolute path. */
  paths?: Readonly<Record<string, string>>;
  attempts: number;
  elapsedMs: number;
  phasesMs: Readonly<Partial<Record<PhaseName, number>>>;
  warnings: readonly string[];
  /** When the CA wants the certificate in use renewed (RFC 9773). */
  ari?: Renewal;
  /** In the mode `plan`: the job of the matrix that works on it, from 0; undefined when none does. */
  job?: number;
  /** What was looked at and isn't as it should be; one of severity `error` belongs to the outcome `failed`. */
  findings?: readonly Finding[];
}

/** Something that was looked at and isn't as it should be, or worth knowing. */
export interface Finding {
  /** An error fails the run; a warning wants attention in time; a notice is only told. */
  severity: Severity;
  /** What was looked at: `example.com:443`, `CAA of example.com`. */
  subject: string;
  /** What was seen, one sentence. */
  what: string;
  /** What to do about it, one sentence; empty when there is nothing to do. */
  remedy: string;
  /** An https page that explains it. */
  link?: string;
  /** DNS records to create, to copy. */
  records?: readonly WantedRecord[];
}

/** From the gravest to the lightest. */
export const severities = ['error', 'warning', 'notice'] as const;

export type Severity = (typeof severities)[number];

/** From the gravest to the lightest. */
export const outcomes = [
  'failed',
  'deferred',
  'renewed',
  'issued',
  'unchanged',
  'dry-run',
  'checked',
  'planned',
  'revoked',
] as const;

export type Outcome = (typeof outcomes)[number];

/** What is read from a chain that passed every check. */
export interface IssuedCertificate {
  leafPem: string;
  /** Without the leaf. */
  chainPem: string;
  notBeforeMs: number;
  notAfterMs: number;
  /** Hex, upper case, no separators. */
  serial: string;
  /** SHA-256 of the DER, hex with colons. */
  fingerprint: string;
  /** Common name (or organization) of the leaf's issuer. */
  issuer: string;
}

/** A whole run, as reports see it. */
export interface RunResult {
  mode: { name: string; because: string };
  ca: { name: string; directoryUrl: string; staging: boolean };
  certificates: readonly CertificateResult[];
  /** A failure that came before any certificate's. */
  error?: AppError;
  startedAtMs: number;
  elapsedMs: number;
  budgetMs: number;
  directory?: string;
  /** The artifact that was uploaded. */
  artifact?: { id: string; url: string };
  /** What went wrong beside the certificates: the state, the artifact. */
  warnings: readonly string[];
  notices: readonly string[];
  /** What concerns the whole run, not one certificate: the CA, the schedule. */
  findings?: readonly Finding[];
}
