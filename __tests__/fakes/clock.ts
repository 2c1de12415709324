import type { Clock } from '../../src/base/ports.ts';

export interface FakeClock extends Clock {
  /** Moves time forward, running what falls due in order, and lets promises settle in between. */
  advance(ms: number): Promise<void>;
  /** Moves time to each next timer until none is left or `limitMs` has passed. */
  runAll(limitMs?: number): Promise<void>;
  /** Timers that wait. */
  readonly pending: number;
}

interface Timer {
  atMs: number;
  callback: () => void;
}

/** A clock that moves only when told. @param startMs wall time at the start, ms since the epoch */
export function fakeClock(startMs = Date.UTC(2026, 0, 1)): FakeClock {
  let elapsedMs = 0;
  const timers = new Set<Timer>();

  const next = (untilMs: number) =>
    [...timers].filter(({ atMs }) => atMs <= untilMs).sort((a, b) => a.atMs - b.atMs)[0];

  const advance = async (ms: number) => {
    const untilMs = elapsedMs + ms;
    await settle();
    for (let due = next(untilMs); due; due = next(untilMs)) {
      timers.delete(due);
      elapsedMs = Math.max(elapsedMs, due.atMs);
      due.callback();
      await settle();
    }
    elapsedMs = untilMs;
  };

  return {
    now: () => startMs + elapsedMs,
    monotonic: () => elapsedMs,
    schedule(delayMs, callback) {
      const timer = { atMs: elapsedMs + Math.max(0, delayMs), callback };
      timers.add(timer);
      return () => timers.delete(timer);
    },
    advance,
    async runAll(limitMs = 86_400_000) {
      const untilMs = elapsedMs + limitMs;
      await settle();
      for (let due = next(untilMs); due; due = next(untilMs)) await advance(due.atMs - elapsedMs);
    },
    get pending() {
      return timers.size;
    },
  };
}

/** Lets every promise that can go on do so. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 5; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}
