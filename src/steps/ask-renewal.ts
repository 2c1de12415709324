import { AppError } from '../base/errors.ts';
import { renewalIdOf } from '../certificate/renewal-id.ts';
import { selectMoment, type Chosen, type RenewalWindow } from '../plan/renewal-window.ts';
import type { Renewal } from '../plan/due.ts';
import type { StoredCertificate, StoredRenewalInfo } from '../state/entry.ts';
import type { Start } from './start.ts';

/** What the CA says of renewing a certificate. */
export interface Asked {
  /** To be stored; undefined when nothing is known. */
  info: StoredRenewalInfo | undefined;
  warnings: readonly string[];
}

/**
 * Asks the CA when it wants a certificate renewed (RFC 9773), unless its last answer still stands. The run can do
 * without: what goes wrong is a warning.
 */
export async function askRenewal(stored: StoredCertificate, start: Start): Promise<Asked> {
  const { renewalInfo: known } = stored;
  const nowMs = start.world.clock.now();
  // An answer from the future: this machine's clock was wrong then, or is now.
  if (known && known.fetchedAtMs <= nowMs && nowMs < known.retryAtMs) return { info: known, warnings: [] };
  try {
    return { info: await ask(stored, start), warnings: [] };
  } catch (error) {
    if (!(error instanceof AppError) || start.budget.work.signal.aborted) throw error;
    const instead = known
      ? `its answer of ${new Date(known.fetchedAtMs).toISOString()} stands`
      : 'it is renewed by its lifetime';
    const warning = `The CA didn't say when to renew it, so ${instead}: ${error.message}`;
    return { info: known, warnings: [warning] };
  }
}

async function ask(
  { chain, notAfterMs }: StoredCertificate,
  { approach, world, budget }: Start,
): Promise<StoredRenewalInfo | undefined> {
  const id = await renewalIdOf(chain, budget.work.signal);
  const answer = id === undefined ? undefined : await approach.renewalInfo(id);
  if (!answer) return undefined;
  const { retryAfterMs, ...window } = answer;
  if (window.windowStartMs >= notAfterMs) {
    throw new AppError('ca-error', 'The renewal window begins after the end of the certificate');
  }
  const fetchedAtMs = world.clock.now();
  return { ...window, fetchedAtMs, retryAtMs: fetchedAtMs + retryAfterMs };
}

/** Without a cron line nobody knows when the next run comes; twice a day is what is recommended. */
const unscheduledMs = 12 * 3_600_000;

/** A certificate and when the CA wants it renewed. */
export interface Suggested extends Chosen {
  renewalInfo: RenewalWindow | undefined;
}

/** What is needed to decide by the CA's answer: this certificate's moment, and the run after this one. */
export async function renewalOf(
  { fingerprint, domains, renewalInfo }: Suggested,
  { world: { clock, event }, budget }: Start,
): Promise<Renewal | undefined> {
  if (!renewalInfo) return undefined;
  const { windowStartMs, windowEndMs, explanationUrl } = renewalInfo;
  const selectedMs = selectMoment(renewalInfo, { fingerprint, domains });
  const nowMs = clock.now();
  const nextRunMs = (await afterThis(event.schedule, nowMs, budget.work.signal)) ?? nowMs + unscheduledMs;
  return { windowStartMs, windowEndMs, explanationUrl, selectedMs, nextRunMs };
}

/** When the cron line that started this run starts the next one. */
async function afterThis(
  cron: string | undefined,
  nowMs: number,
  signal: AbortSignal,
): Promise<number | undefined> {
  if (cron === undefined) return undefined;
  // The library that reads cron lines is loaded for schedules only.
  const { readSchedule } = await import('../plan/cron.ts');
  signal.throwIfAborted();
  return readSchedule([{ cron }])?.after(nowMs);
}
