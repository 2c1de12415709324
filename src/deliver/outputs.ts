import type { AppError } from '../base/errors.ts';
import type { Secret } from '../base/secret.ts';
import {
  outcomes,
  type CertificateResult,
  type IssuedCertificate,
  type Outcome,
  type RunResult,
} from '../report/outcome.ts';
import { succeeded } from '../report/result.ts';
import type { OutputName } from '../settings/outputs.ts';
import { planOutputs } from './plan-outputs.ts';

const dayMs = 86_400_000;

export interface OutputContext {
  nowMs: number;
  /** The key, when one certificate was worked on; its masks MUST be set before the outputs are. */
  privateKey?: Secret | undefined;
  suggestedCron?: string | undefined;
}

export type Outputs = Partial<Record<OutputName, string>>;

/**
 * Every output that is known after a run, however it ended; an unknown one is left out. A dry run's certificate isn't
 * kept, so no output offers it; PEMs are offered of what was delivered.
 */
export function outputsOf(result: RunResult, { nowMs, privateKey, suggestedCron }: OutputContext): Outputs {
  const { certificates, directory, artifact } = result;
  const retryAtMs = earliest([result.error, ...certificates.map(({ error }) => error)].map(retryAtOf));
  return {
    outcome: gravest(result),
    renewed: String(certificates.some(({ outcome }) => outcome === 'renewed' || outcome === 'issued')),
    certificates: JSON.stringify(certificates.map((one) => describe(one, nowMs))),
    ...endOf(result, nowMs),
    ...pemsOf(result, privateKey),
    ...(directory === undefined ? {} : { directory }),
    ...(artifact === undefined ? {} : { 'artifact-id': artifact.id, 'artifact-url': artifact.url }),
    ...(retryAtMs === undefined ? {} : { 'retry-at': timeOf(retryAtMs) }),
    ...(result.mode.name === 'plan' ? planOutputs(certificates) : {}),
    ...(suggestedCron === undefined ? {} : { 'suggested-cron': suggestedCron }),
  };
}

function gravest(result: RunResult): Outcome {
  if (!succeeded(result)) return 'failed';
  const { certificates } = result;
  return outcomes.find((outcome) => certificates.some((one) => one.outcome === outcome)) ?? 'unchanged';
}

function endOf(result: RunResult, nowMs: number): Outputs {
  const ends = kept(result).map(({ notAfterMs }) => notAfterMs);
  const endMs = earliest(ends);
  return endMs === undefined ? {} : { expires: timeOf(endMs), 'days-left': String(daysLeft(endMs, nowMs)) };
}

function pemsOf(result: RunResult, privateKey: Secret | undefined): Outputs {
  const [only] = kept(result);
  if (!only || result.certificates.length > 1 || result.certificates[0]?.paths === undefined) return {};
  const { leafPem, chainPem } = only;
  return {
    certificate: leafPem,
    chain: chainPem,
    fullchain: leafPem + chainPem,
    ...(privateKey === undefined ? {} : { 'private-key': privateKey.reveal() }),
  };
}

function kept({ certificates }: RunResult): IssuedCertificate[] {
  return certificates
    .filter(({ outcome }) => outcome !== 'dry-run' && outcome !== 'revoked')
    .map(({ certificate }) => certificate)
    .filter((certificate) => certificate !== undefined);
}

/** One certificate as others read it: part of the action's contract. Fields that are unknown are left out. */
function describe(one: CertificateResult, nowMs: number) {
  const { name, domains, outcome, reason, error, certificate } = one;
  const { profile, keyType, paths, ari, attempts, elapsedMs, phasesMs, findings } = one;
  return {
    name,
    domains,
    outcome,
    reason,
    error: error && describeError(error),
    ...(certificate && describeCertificate(certificate, nowMs)),
    profile,
    keyType,
    paths,
    ari: ari && describeRenewal(ari),
    findings,
    attempts,
    elapsedMs: Math.round(elapsedMs),
    phasesMs: Object.fromEntries(Object.entries(phasesMs).map(([phase, ms]) => [phase, Math.round(ms)])),
  };
}

function describeRenewal({ windowStartMs, windowEndMs, selectedMs }: NonNullable<CertificateResult['ari']>) {
  return { start: timeOf(windowStartMs), end: timeOf(windowEndMs), selected: timeOf(selectedMs) };
}

function describeCertificate(certificate: IssuedCertificate, nowMs: number) {
  const { notBeforeMs, notAfterMs, serial, fingerprint, issuer } = certificate;
  return {
    notBefore: timeOf(notBeforeMs),
    notAfter: timeOf(notAfterMs),
    daysLeft: daysLeft(notAfterMs, nowMs),
    serial,
    fingerprint,
    issuer,
  };
}

function describeError({ code, message, details }: AppError) {
  const { phase, identifiers, records, retryAtMs } = details;
  return {
    code,
    phase,
    message,
    identifier: identifiers?.[0]?.identifier,
    retryAt: retryAtMs === undefined ? undefined : timeOf(retryAtMs),
    records,
  };
}

function retryAtOf(error: AppError | undefined): number | undefined {
  return error?.details.retryAtMs;
}

function earliest(moments: readonly (number | undefined)[]): number | undefined {
  const known = moments.filter((moment) => moment !== undefined);
  return known.length === 0 ? undefined : Math.min(...known);
}

/** Whole days, rounded down; negative once it has ended. */
function daysLeft(endMs: number, nowMs: number): number {
  return Math.floor((endMs - nowMs) / dayMs);
}

/** RFC 3339, whole seconds, UTC. */
function timeOf(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 19)}Z`;
}
