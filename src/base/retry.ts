import { sleep, type Bound } from './bound.ts';
import { AppError } from './errors.ts';
import type { Clock, Random } from './ports.ts';

export interface RetryPolicy {
  /** Further attempts after the first. */
  retries: number;
  /** First pause; doubles with each attempt, give or take a fifth. */
  intervalMs: number;
}

export interface RetryOptions {
  clock: Clock;
  random: Random;
  policy: RetryPolicy;
  bound: Bound;
  onRetry?: (error: AppError, pauseMs: number, attempt: number) => void;
}

/**
 * The one retry loop. Tries again only what its maker called `retryable`, and only when the pause fits the bound;
 * a Retry-After comes before our own interval and is never cut short.
 * @throws the last attempt's error, knowing `attempts`, and `retryAtMs` when the other side named a time
 */
export async function retry<T>(options: RetryOptions, attempt: (number: number) => Promise<T>): Promise<T> {
  const { clock, policy, bound } = options;
  for (let number = 1; ; number += 1) {
    try {
      return await attempt(number);
    } catch (error) {
      // The bound's end is no failed attempt of this loop; an outer one may count it as one of its own.
      if (!(error instanceof AppError) || (bound.signal.aborted && error === bound.signal.reason))
        throw error;
      const { retryable, retryAfterMs } = error.details;
      const retryAt = retryAfterMs === undefined ? {} : { retryAtMs: clock.now() + retryAfterMs };
      const pauseMs = retryAfterMs ?? backoff(options, number);
      if (!retryable || number > policy.retries || pauseMs >= bound.remainingMs()) {
        throw error.exhausted({ attempts: number, ...retryAt });
      }
      options.onRetry?.(error, pauseMs, number);
      await sleep(clock, pauseMs, bound.signal);
    }
  }
}

function backoff({ policy, random }: RetryOptions, number: number): number {
  return policy.intervalMs * 2 ** (number - 1) * (0.8 + 0.4 * random.fraction());
}
