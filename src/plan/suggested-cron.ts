import { createHash } from 'node:crypto';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/** Hours between two runs: what divides a day, so that every day has the same ones. */
const rhythms = [12, 8, 6, 4, 3, 2, 1] as const;

/** Odd, no multiple of 5, and 3 minutes or more from each quarter of an hour, when most schedules start. */
const quietMinutes = Array.from({ length: 60 }, (_, minute) => minute).filter(
  (minute) => minute % 2 === 1 && minute % 5 !== 0 && minute % 15 >= 3 && minute % 15 <= 12,
);

/** What is known of the certificates that a schedule has to renew. */
export interface Lifetimes {
  /** Of the one that lives shortest; undefined when none is known. */
  shortestMs: number | undefined;
  /** Width of the narrowest window in which the CA wants a renewal (RFC 9773); undefined when none is known. */
  narrowestWindowMs: number | undefined;
}

/** What the certificates that are at hand tell. */
export function lifetimesOf(
  certificates: readonly {
    certificate?: { notBeforeMs: number; notAfterMs: number };
    ari?: { windowStartMs: number; windowEndMs: number };
  }[],
): Lifetimes {
  const least = (spans: readonly number[]) => (spans.length === 0 ? undefined : Math.min(...spans));
  const lives = certificates.flatMap(({ certificate }) => certificate ?? []);
  const windows = certificates.flatMap(({ ari }) => ari ?? []);
  return {
    shortestMs: least(lives.map(({ notBeforeMs, notAfterMs }) => notAfterMs - notBeforeMs)),
    narrowestWindowMs: least(windows.map(({ windowStartMs, windowEndMs }) => windowEndMs - windowStartMs)),
  };
}

/**
 * Time between two runs: 12 h, less where certificates live shorter than 24 days, so that each one is looked at about
 * 16 times between the moment it is due and its end, and once in its renewal window.
 */
export function rhythmMs({ shortestMs = Infinity, narrowestWindowMs = Infinity }: Lifetimes): number {
  const most = Math.min(shortestMs / 48, narrowestWindowMs);
  return (rhythms.find((hours) => hours * hourMs <= most) ?? 1) * hourMs;
}

/**
 * A cron line (UTC) of a place of its own in the day.
 * @param seed what tells this schedule from others: the repository's name; the same seed gives the same line
 */
export function suggestCron(seed: string, lifetimes: Lifetimes): string {
  const hash = createHash('sha256').update(seed).digest();
  const everyHours = rhythmMs(lifetimes) / hourMs;
  const minute = quietMinutes[hash.readUInt32BE(0) % quietMinutes.length] ?? 7;
  const firstHour = hash.readUInt32BE(4) % everyHours;
  const hours = Array.from(
    { length: dayMs / hourMs / everyHours },
    (_, index) => firstHour + index * everyHours,
  );
  return `${minute} ${everyHours === 1 ? '*' : hours.join(',')} * * *`;
}
