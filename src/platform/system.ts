import { randomBytes } from 'node:crypto';
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
