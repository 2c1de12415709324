/** A failure that an earlier run remembered. */
export interface PastFailure {
  atMs: number;
  code: string;
  /** When the CA said to come back. */
  retryAtMs?: number | undefined;
}

/** Since the last success, the oldest first. */
export type PastFailures = readonly PastFailure[];

const hourMs = 3_600_000;

/** Schedules start minutes late or early: a pause of a whole day would skip every second run of a daily one. */
const leeway = 0.9;

/** CAs count in weeks at most; a longer pause that an answer asks for is a mistake, and must cost no certificate. */
const longestMs = 7 * 24 * hourMs;

/** Ended by a person or by the runner: says nothing about the next attempt. */
const noFailure = 'cancelled';

/**
 * When a schedule may try again after failures: an hour after the first, then twice as long each time, up to a day;
 * later when the CA named a later moment. So a setup that is broken doesn't use up the CA's limits.
 * @returns ms since the epoch; undefined when nothing is held back
 */
export function nextAttemptMs(failures: PastFailures): number | undefined {
  const counted = failures.filter(({ code }) => code !== noFailure);
  const last = counted.at(-1);
  if (!last) return undefined;
  const pauseMs = Math.min(hourMs * 2 ** (counted.length - 1), 24 * hourMs) * leeway;
  const asked = Math.min(last.retryAtMs ?? 0, last.atMs + longestMs);
  return Math.max(last.atMs + pauseMs, asked);
}
