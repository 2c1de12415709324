import { Cron } from 'croner';

/** One line of a workflow's `on.schedule`. */
export interface CronLine {
  /** Five fields, as POSIX has them. */
  cron: string;
  /** IANA name; GitHub takes UTC without one. */
  timezone?: string | undefined;
}

/** When a workflow is started by itself: the moments of all its lines. GitHub may start it later, or not at all. */
export interface Schedule {
  /** The first moment after `atMs`, ms since the epoch; undefined when there is none any more. */
  after(atMs: number): number | undefined;
  /** The last moment before `atMs`. */
  before(atMs: number): number | undefined;
}

/** @returns undefined when no line can be read; those that can't are left out, as GitHub runs none of them */
export function readSchedule(lines: readonly CronLine[]): Schedule | undefined {
  const crons = lines.flatMap((line) => readLine(line) ?? []);
  if (crons.length === 0) return undefined;
  const moments = (dates: (Date | null | undefined)[]) => dates.flatMap((date) => date?.getTime() ?? []);
  return {
    after: (atMs) => first(moments(crons.map((cron) => cron.nextRun(new Date(atMs))))),
    before: (atMs) => last(moments(crons.map((cron) => cron.previousRuns(1, new Date(atMs))[0]))),
  };
}

/** The moments, ms since the epoch, between which nothing is started for longer than `allowedMs`. */
export interface Gap {
  fromMs: number;
  toMs: number;
}

/** Long enough for a line that names a day of the month. */
const horizonMs = 35 * 86_400_000;

/** Finds the first gap that is too long, from `fromMs` on; undefined when there is none in five weeks. */
export function gapLongerThan(schedule: Schedule, allowedMs: number, fromMs: number): Gap | undefined {
  let start = schedule.after(fromMs);
  while (start !== undefined && start < fromMs + horizonMs) {
    // From one start to the last one that is near enough: a line of every 5 minutes isn't walked through.
    const next = schedule.before(start + allowedMs + 1);
    if (next === undefined || next <= start) {
      const toMs = schedule.after(start);
      return { fromMs: start, toMs: toMs ?? start + horizonMs };
    }
    start = next;
  }
  return undefined;
}

/**
 * Whether half of a line's starts or more are at minute 0, when many schedules start and GitHub drops some; where there
 * are others in the hour, a dropped one is no loss.
 */
export function startsAtFullHour({ cron }: CronLine): boolean {
  if (!readLine({ cron })) return false;
  const minutes = minutesOf(cron);
  return minutes.has(0) && minutes.size <= 2;
}

/** The minutes of the hour that a line names. */
function minutesOf(cron: string): ReadonlySet<number> {
  const [field = ''] = cron.trim().split(/\s+/);
  const everyHour = new Cron(`${field} * * * *`, options);
  const within = everyHour.nextRuns(60, new Date(-1)).filter((date) => date.getTime() < 3_600_000);
  return new Set(within.map((date) => date.getUTCMinutes()));
}

/** `20/15` is every 15 minutes from minute 20 on. */
const options = { paused: true, mode: '5-part', timezone: 'UTC', sloppyRanges: true } as const;

/** Five fields of POSIX; the library also knows `@daily`, `?`, `L`, `W` and `#`, which GitHub doesn't. */
const posix = /^\s*(?:[\d*,/-]+\s+){3}[\w*,/-]+\s+(?:[\d*,/-]|sun|mon|tue|wed|thu|fri|sat)+\s*$/i;

function readLine({ cron, timezone = 'UTC' }: CronLine): Cron | undefined {
  if (!posix.test(cron)) return undefined;
  try {
    const read = new Cron(cron.trim(), { ...options, timezone });
    // A time zone is looked at only when it is used.
    read.nextRun(new Date(0));
    return read;
  } catch (error) {
    // The library throws plain errors for lines and zones that it can't read, and GitHub runs none of these.
    if (error instanceof Error) return undefined;
    throw error;
  }
}

function first(moments: readonly number[]): number | undefined {
  return moments.length === 0 ? undefined : Math.min(...moments);
}

function last(moments: readonly number[]): number | undefined {
  return moments.length === 0 ? undefined : Math.max(...moments);
}
