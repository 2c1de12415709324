import { randomBytes } from 'node:crypto';
import { seconds } from '../base/bound.ts';
import type { Clock, Random } from '../base/ports.ts';

/** Node fires a longer timer at once: 24.8 days. */
const longestTimerMs = 2 ** 31 - 1;

/** The machine's clocks and timers. */
export const systemClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  schedule(delayMs, callback) {
    const timer = setTimeout(callback, Math.min(delayMs, longestTimerMs));
    return () => clearTimeout(timer);
  },
};

/** The machine's randomness. */
export const systemRandom: Random = {
  bytes: (length) => randomBytes(length),
  fraction: () => Math.random(),
};

/** Aborts when the runner or a terminal asks the process to end: SIGINT, and SIGTERM 7.5 s later. */
export function terminationSignal(): AbortSignal {
  const controller = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM'] as const)
    process.on(name, () => controller.abort(new Error(`Ended by ${name}`)));
  return controller.signal;
}

/** Ends the process now: whatever a library may have left open can't keep the job waiting. */
export function endProcess(exitCode: number): never {
  process.exit(exitCode);
}

/** What a run needs beyond its time to come to its end by itself. */
const graceMs = 5_000;

/**
 * Makes the last resort against work that ends by no signal: a process that has outlived its time by 5 s says so and
 * ends with exit code 1. It keeps nothing alive, and calling it again begins anew.
 */
export function createLastResort(say: (line: string) => void): (totalMs: number) => void {
  let timer: NodeJS.Timeout | undefined;
  return (totalMs) => {
    clearTimeout(timer);
    const end = () => {
      say(
        `The run did not end by itself in the ${seconds(totalMs)} it had, and is ended now. This is a fault in this ` +
          'action: please report it with this log. The post step undoes what is left.',
      );
      endProcess(1);
    };
    timer = setTimeout(end, Math.min(totalMs + graceMs, longestTimerMs)).unref();
  };
}
