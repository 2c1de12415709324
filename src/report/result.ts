import type { AppError } from '../base/errors.ts';
import type { Settings } from '../settings/settings.ts';
import type { CertificateResult, RunResult } from './outcome.ts';

export interface RunFrame {
  settings: Settings;
  startedAtMs: number;
  elapsedMs: number;
  directory: string;
}

/** A run that got as far as its certificates. */
export function finishedRun(
  certificates: readonly CertificateResult[],
  { settings, startedAtMs, elapsedMs, directory }: RunFrame,
): RunResult {
  const { mode, ca, bounds, account } = settings;
  return {
    mode,
    ca,
    certificates,
    startedAtMs,
    elapsedMs,
    budgetMs: bounds.totalMs,
    ...(certificates.some(({ paths }) => paths) ? { directory } : {}),
    notices:
      (account.encryptionKey ?? account.accountKey)
        ? []
        : ['No `encryption-key`: this run used an account of its own, which no later run will find.'],
  };
}

/** A run that ended before it had begun: its settings couldn't be used. */
export function failedRun(error: AppError, nowMs: number): RunResult {
  return {
    mode: { name: 'none', because: 'the settings could not be used' },
    ca: { name: 'none', directoryUrl: '', staging: false },
    certificates: [],
    error,
    startedAtMs: nowMs,
    elapsedMs: 0,
    budgetMs: 0,
    notices: [],
  };
}

/** Whether the run did what it was asked; decides the exit code. */
export function succeeded({ error, certificates }: RunResult): boolean {
  return error === undefined && certificates.every(({ outcome }) => outcome !== 'failed');
}
