import { seconds, within, type Bound } from '../base/bound.ts';
import { AppError, toAppError } from '../base/errors.ts';
import { uploadArtifact } from '../deliver/artifact.ts';
import { keyLockOf, type ExportedCertificate } from '../deliver/export.ts';
import type { CertificateResult, Finding, RunResult } from '../report/outcome.ts';
import type { StateStore } from '../state/store.ts';
import type { Start } from './start.ts';
import type { Work } from './work-on.ts';

/** What left the runner, or why it didn't. */
export type HandedOver = Pick<RunResult, 'artifact' | 'warnings' | 'notices' | 'error'> & {
  findings: readonly Finding[];
};

/** Bound on saving the state, and on uploading the artifact: services that hang must not hold the job. */
const serviceMs = 60_000;

/**
 * Gives what was made to those who come after this run: the artifact to later jobs, the state to the next run. The
 * state comes last, because it tells what was delivered, and comes in any case: an artifact that fails costs no second
 * order. Never throws: what was obtained is reported, whatever becomes of it here.
 */
export async function handOver(works: readonly Work[], start: Start): Promise<HandedOver> {
  const uploaded = await inTime(start, ({ signal }) => upload(works, start, signal));
  const { signal: keeping } = start.budget.cleanup;
  if (!('error' in uploaded))
    await Promise.all(works.map(({ delivered }) => delivered?.(keeping) ?? Promise.resolve()));
  const saved = await inTime(start, ({ signal }) => start.store.flush(signal));
  const unsaved = 'error' in saved ? [`The state was not saved: ${saved.error.message}`] : saved.value;
  const findings = unsaved.length > 0 && start.settings.mode.name === 'revoke' ? [unforgotten] : [];
  if ('error' in uploaded) return { notices: [], warnings: unsaved, error: uploaded.error, findings };
  const { artifact, notices, warnings } = uploaded.value;
  return { ...(artifact ? { artifact } : {}), notices, warnings: [...warnings, ...unsaved], findings };
}

/** What a renewal would hand out again: a warning is too little for it. */
const unforgotten: Finding = {
  severity: 'error',
  subject: 'the stored state',
  what: 'what was revoked is still stored, and a renewal would hand it out again',
  remedy: 'Start this run again, once the state can be stored',
};

/** On the cleanup bound: what is in hand goes out even when the work's time is up. */
async function inTime<T>(
  { world, budget }: Start,
  work: (bound: Bound) => Promise<T>,
): Promise<{ value: T } | { error: AppError }> {
  const expired = (spentMs: number) =>
    new AppError('delivery', `The runner's service gave no answer in ${seconds(spentMs)}`);
  try {
    return {
      value: await within(world.clock, { timeoutMs: serviceMs, parent: budget.cleanup, expired }, work),
    };
  } catch (error) {
    return { error: toAppError(error) };
  }
}

/** Whether the next run goes on with a failed one's order is known when the state was handed over, and no earlier. */
export function withFate({ result, entry }: Work, store: StateStore): CertificateResult {
  const { error, ...rest } = result;
  if (!entry || !error?.details.resumes) return result;
  return { ...rest, error: error.resuming(store.holds(entry)) };
}

function upload(works: readonly Work[], { settings, world }: Start, signal: AbortSignal) {
  const { exports, account, ca, mode } = settings;
  return uploadArtifact({
    artifacts: mode.name === 'renew' ? world.artifacts : undefined,
    settings: exports,
    certificates: works.flatMap(exported),
    lock: keyLockOf(exports.ageRecipients, account.encryptionKey),
    ca,
    tempDirectory: world.tempDirectory,
    signal,
  });
}

function exported({ result, privateKey, pfx }: Work): ExportedCertificate[] {
  const { name, domains, certificate, keyType, profile } = result;
  return certificate ? [{ name, domains, certificate, keyType, profile, privateKey, pfx }] : [];
}
