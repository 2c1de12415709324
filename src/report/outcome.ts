import type { AppError, PhaseName } from '../base/errors.ts';

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
}

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
}
