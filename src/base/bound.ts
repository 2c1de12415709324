import { AppError, type PhaseName } from './errors.ts';
import type { Clock } from './ports.ts';

/** A stretch of time that work has to fit in: a signal that ends it, and what is left of it. */
export interface Bound {
  /** Aborted when the time is up or the run is cancelled; its reason is the error to throw. */
  readonly signal: AbortSignal;
  /** Milliseconds left, never negative; 0 once the signal is aborted. */
  remainingMs(): number;
}

/** One run's time: `work` ends early enough that `cleanup` always has its reserve. */
export interface Budget {
  readonly totalMs: number;
  readonly work: Bound;
  readonly cleanup: Bound;
  /** What is kept for cleaning up, ms. */
  readonly reserveMs: number;
  spentMs(): number;
  /** Ends `work` now; `cleanup` keeps what it has. */
  cancel(reason: AppError): void;
  /** Takes the timers back; call it when the run is over. */
  close(): void;
}

/** The part of `totalMs` that is kept for cleaning up: a fifth, between 2 s and 20 s, never more than half. */
export function reserveOf(totalMs: number): number {
  return Math.min(Math.max(totalMs / 5, 2_000), 20_000, totalMs / 2);
}

/**
 * Starts a run's clock.
 * @param totalMs the whole run, cleaning up included
 */
export function startBudget(clock: Clock, totalMs: number): Budget {
  const startedAt = clock.monotonic();
  const reserveMs = reserveOf(totalMs);
  const workMs = totalMs - reserveMs;
  const deadline = (forWhat: string, ms: number) => () =>
    new AppError('deadline', `The run's time is up: ${forWhat} had ${seconds(ms)} of ${seconds(totalMs)}`, {
      spentMs: ms,
    });
  const work = openBound(clock, { timeoutMs: workMs, expired: deadline('the work', workMs) });
  const cleanup = openBound(clock, { timeoutMs: totalMs, expired: deadline('cleaning up', totalMs) });
  return {
    totalMs,
    work,
    cleanup,
    reserveMs,
    spentMs: () => clock.monotonic() - startedAt,
    cancel: (reason) => work.abort(reason),
    close: () => {
      work.close();
      cleanup.close();
    },
  };
}

export interface BoundOptions {
  timeoutMs: number;
  /** Makes the error that ends the bound when its own time is up. */
  expired: (spentMs: number) => AppError;
  parent?: Bound;
}

/**
 * Runs `work` inside the smaller of `timeoutMs` and what is left of `parent`.
 * @throws what `expired` makes when this bound's time is up, the parent's reason when the parent's is
 */
export async function within<T>(
  clock: Clock,
  options: BoundOptions,
  work: (bound: Bound) => Promise<T>,
): Promise<T> {
  const bound = openBound(clock, options);
  try {
    bound.signal.throwIfAborted();
    return await work(bound);
  } finally {
    bound.close();
  }
}

interface OpenBound extends Bound {
  abort(reason: AppError): void;
  close(): void;
}

function openBound(clock: Clock, { timeoutMs, expired, parent }: BoundOptions): OpenBound {
  const controller = new AbortController();
  const startedAt = clock.monotonic();
  const inherit = () => controller.abort(parent?.signal.reason);
  const unschedule = clock.schedule(timeoutMs, () =>
    controller.abort(expired(clock.monotonic() - startedAt)),
  );
  if (parent?.signal.aborted) inherit();
  else parent?.signal.addEventListener('abort', inherit, { once: true });
  return {
    signal: controller.signal,
    remainingMs() {
      if (controller.signal.aborted) return 0;
      const own = Math.max(0, timeoutMs - (clock.monotonic() - startedAt));
      return parent ? Math.min(own, parent.remainingMs()) : own;
    },
    abort: (reason) => controller.abort(reason),
    close() {
      unschedule();
      parent?.signal.removeEventListener('abort', inherit);
    },
  };
}

/** Waits `delayMs`. @throws the signal's reason as soon as it is aborted */
export function sleep(clock: Clock, delayMs: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) return reject(signal.reason as Error);
    const stop = () => {
      unschedule();
      reject(signal.reason as Error);
    };
    const unschedule = clock.schedule(delayMs, () => {
      signal.removeEventListener('abort', stop);
      resolve();
    });
    signal.addEventListener('abort', stop, { once: true });
  });
}

/** Accounts time to phases, and tells every error that passes which phase it comes from. */
export class Phases {
  readonly elapsedMs: Partial<Record<PhaseName, number>> = {};
  readonly #clock: Clock;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Runs `work` as the phase `name`; time adds up when a phase is entered again. */
  async run<T>(name: PhaseName, work: () => Promise<T>): Promise<T> {
    const startedAt = this.#clock.monotonic();
    try {
      return await work();
    } catch (error) {
      const spentMs = this.#clock.monotonic() - startedAt;
      throw error instanceof AppError ? error.with({ phase: name, spentMs }) : error;
    } finally {
      this.elapsedMs[name] = (this.elapsedMs[name] ?? 0) + this.#clock.monotonic() - startedAt;
    }
  }
}

/** `1.5 s`, `12 s`, `3 min 20 s`: how durations are written in sentences. */
export function seconds(ms: number): string {
  if (ms >= 120_000) {
    const whole = Math.round(ms / 1000);
    const [minutes, rest] = [Math.floor(whole / 60), whole % 60];
    return rest === 0 ? `${minutes} min` : `${minutes} min ${rest} s`;
  }
  return ms < 10_000 ? `${Number((ms / 1000).toFixed(1))} s` : `${Math.round(ms / 1000)} s`;
}
