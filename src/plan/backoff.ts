/** A failure that an earlier run remembered. */
export interface PastFailure {
  atMs: number;
  code: string;
  /** When the CA said to come back. */
  retryAtMs?: number | undefined;
  /** Tells the settings that it failed with from others. */
  setup?: string | undefined;
}

export interface Past {
  /** Since the last success, the oldest first. */
  failures: readonly PastFailure[];
  /** Whether an order is stored that a run can go on with. */
  hasOrder: boolean;
  /** When the certificate in use ends; undefined when there is none. */
  endsAtMs?: number | undefined;
  nowMs: number;
}

const hourMs = 3_600_000;

/** Schedules start minutes late or early: a pause of a whole day would skip every second run of a daily one. */
const leeway = 0.9;

/** CAs count in weeks at most; a longer pause that an answer asks for is a mistake, and must cost no certificate. */
const longestMs = 7 * 24 * hourMs;

/** Ended by a person or by the runner: says nothing about the next attempt. */
const noFailure = 'cancelled';

/** Ended in the middle of an order: to look what has become of it costs the CA nothing. */
const inOrder = ['order-timeout', 'deadline'];

/**
 * The failures that count. One from the future was remembered by a machine whose clock was wrong, or is now: it would
 * hold schedules back until that time comes.
 */
export function countedFailures<T extends PastFailure>(failures: readonly T[], nowMs: number): T[] {
  return failures.filter(({ code, atMs }) => code !== noFailure && atMs <= nowMs + hourMs);
}

/**
 * The failures that say something of a setup: what failed before the settings were changed doesn't, unless the CA named
 * a moment that is still to come.
 */
export function failuresOf<T extends PastFailure>(failures: readonly T[], setup: string, nowMs: number): T[] {
  return failures.filter(
    (one) => one.setup === undefined || one.setup === setup || (one.retryAtMs ?? 0) > nowMs,
  );
}

/** The latest moment that the CA named after any of the failures: another one since hasn't taken it back. */
function latestAskedMs(failures: readonly PastFailure[]): number {
  return Math.max(...failures.map(({ atMs, retryAtMs = 0 }) => Math.min(retryAtMs, atMs + longestMs)));
}

/**
 * When a schedule may try again after failures: an hour after the first, then twice as long each time, up to a day;
 * later when the CA named a later moment. So a setup that is broken doesn't use up the CA's limits. But no pause takes
 * more than half of what the certificate in use had left, and an hour: it isn't lost to waiting.
 * @returns ms since the epoch; undefined when nothing is held back
 */
export function nextAttemptMs({ failures, hasOrder, endsAtMs, nowMs }: Past): number | undefined {
  const counted = countedFailures(failures, nowMs);
  const last = counted.at(-1);
  if (!last || (hasOrder && inOrder.includes(last.code))) return undefined;
  const pauseMs = Math.min(hourMs * 2 ** (counted.length - 1), 24 * hourMs);
  const askedMs = latestAskedMs(counted) - last.atMs;
  const leftMs = (endsAtMs ?? 0) - last.atMs;
  const mostMs = leftMs > 0 ? Math.max(leftMs / 2, hourMs) : Infinity;
  return last.atMs + Math.min(Math.max(pauseMs * leeway, askedMs), mostMs);
}
