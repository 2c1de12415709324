import { sleep, type Bound } from './bound.ts';
import type { AppError } from './errors.ts';
import type { Clock } from './ports.ts';

/** What one look found: the end, or that it is too early, and when the other side wants to be asked again. */
export type Look<T> = { done: T } | { again: true; retryAfterMs?: number | undefined };

export interface PollOptions {
  clock: Clock;
  bound: Bound;
  /** Makes the error for a Retry-After that lies beyond the bound: the wait ends now, not by sleeping. */
  beyond: (retryAfterMs: number) => AppError;
  firstPauseMs?: number;
  longestPauseMs?: number;
}

/**
 * Looks until done. With a Retry-After it obeys, but for one that is no pause at all: a date that has passed because
 * the clocks differ must not make it ask without end. Without, it starts fast (250 ms) and slows down (to 5 s).
 * Polling is not retrying: a look that throws ends it.
 * @throws the bound's reason when its time is up
 */
export async function poll<T>(options: PollOptions, look: () => Promise<Look<T>>): Promise<T> {
  const { clock, bound, firstPauseMs = 250, longestPauseMs = 5_000 } = options;
  for (let pauseMs = firstPauseMs; ; pauseMs = Math.min(pauseMs * 1.5, longestPauseMs)) {
    const found = await look();
    if ('done' in found) return found.done;
    const { retryAfterMs } = found;
    if (retryAfterMs !== undefined && retryAfterMs > bound.remainingMs()) {
      bound.signal.throwIfAborted();
      throw options.beyond(retryAfterMs);
    }
    const longEnoughMs = retryAfterMs === undefined ? pauseMs : Math.max(retryAfterMs, firstPauseMs);
    await sleep(clock, longEnoughMs, bound.signal);
  }
}

/** No one means more; and now plus it can still be written as a date. */
const longestRetryAfterMs = 10 * 365 * 86_400_000;

/**
 * Reads a Retry-After header: seconds or an HTTP-date (RFC 9110 10.2.3).
 * @returns milliseconds from `nowMs`, at least 0; undefined when there is none or it can't be read
 */
export function parseRetryAfter(header: string | undefined, nowMs: number): number | undefined {
  if (header === undefined) return undefined;
  const text = header.trim();
  if (/^\d+$/.test(text)) return Math.min(Number(text) * 1000, longestRetryAfterMs);
  // Date.parse finds a date in nearly any text with a number in it.
  const at = /^[A-Z][a-z]+, .+ GMT$/.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(at) ? undefined : Math.min(Math.max(0, at - nowMs), longestRetryAfterMs);
}
