import type { AppError } from '../base/errors.ts';
import type { Settings } from '../settings/settings.ts';
import type { CertificateResult, Finding, RunResult } from './outcome.ts';

export interface RunFrame {
  settings: Settings;
  /** The event that started the workflow. */
  event: string;
  startedAtMs: number;
  elapsedMs: number;
  directory: string;
  /** What left the runner, or why it didn't. */
  delivered: Pick<RunResult, 'artifact' | 'warnings' | 'notices' | 'error'>;
  /** What concerns the whole run. */
  findings: readonly Finding[];
}

/** A run that got as far as its certificates. */
export function finishedRun(certificates: readonly CertificateResult[], frame: RunFrame): RunResult {
  const { settings, event, startedAtMs, elapsedMs, directory, delivered, findings } = frame;
  const { mode, ca, bounds } = settings;
  const losses = lossesOf(settings);
  // Who started a run is there to read a notice; a schedule goes on for months.
  const isAlarming = event === 'schedule';
  return {
    mode,
    ca,
    certificates,
    startedAtMs,
    elapsedMs,
    budgetMs: bounds.totalMs,
    ...(certificates.some(({ paths }) => paths) ? { directory } : {}),
    ...delivered,
    warnings: [...(isAlarming ? losses : []), ...delivered.warnings],
    notices: [...(isAlarming ? [] : losses), ...delivered.notices],
    ...(findings.length > 0 ? { findings } : {}),
  };
}

/** What the user gives up by the settings, perhaps without knowing. */
function lossesOf({ mode, account: { encryptionKey, accountKey }, state }: Settings): string[] {
  if (mode.name !== 'renew' || encryptionKey) return [];
  const account = accountKey ? '' : ', and this run used an account of its own, which no later run will find';
  const stored =
    state.kind === 'none' ? '' : ': no certificate, key or pending order is stored for the next run';
  const lost = `${stored}${account}`;
  return lost === '' ? [] : [`No \`encryption-key\`${lost}. ${emptySecret}`];
}

/** The runner gives an input that is set to such a secret as one that isn't set at all. */
const emptySecret =
  'If you did set it: its secret is empty here, as one is that is not defined, or in runs from forks and by Dependabot.';

/** A run that ended before it had begun: its settings couldn't be used. */
export function failedRun(error: AppError, nowMs: number): RunResult {
  return {
    mode: {
      name: 'none',
      because: error.code === 'config' ? 'the settings could not be used' : 'unexpected end',
    },
    ca: { name: 'none', directoryUrl: '', staging: false },
    certificates: [],
    error,
    startedAtMs: nowMs,
    elapsedMs: 0,
    budgetMs: 0,
    warnings: [],
    notices: [],
  };
}

/** Whether the run did what it was asked; decides the exit code. */
export function succeeded({ error, certificates, findings = [] }: RunResult): boolean {
  return (
    error === undefined &&
    certificates.every(({ outcome }) => outcome !== 'failed') &&
    findings.every(({ severity }) => severity !== 'error')
  );
}
