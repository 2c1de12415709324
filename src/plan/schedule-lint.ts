import { seconds } from '../base/bound.ts';
import type { Finding } from '../report/outcome.ts';
import type { Mode } from '../settings/settings.ts';
import { gapLongerThan, readSchedule, startsAtFullHour, type CronLine } from './cron.ts';
import { rhythmMs, suggestCron, type Lifetimes } from './suggested-cron.ts';
import { isForRenewing, lintWorkflow } from './workflow-lint.ts';
import { readWorkflow } from './workflow.ts';

/** What is known of the workflow that runs this action. */
export interface LintQuestion {
  /** `owner/name`. */
  repository: string;
  /** undefined when the event doesn't tell. */
  visibility: { isPublic: boolean; pushedAtMs: number | undefined } | undefined;
  /** The workflow's file, when it is checked out: its path in the repository, its content parsed as YAML. */
  workflow: { path: string; content: unknown } | undefined;
  /** The cron line that started this run, when one did. */
  eventCron: string | undefined;
  mode: Mode['name'];
  /** The job that this run is in, by its id. */
  job: string;
  /** Of this action, as the runner names it; empty when it is in the workflow's own repository. */
  actionRepository: string;
  /** The whole run's bound, ms. */
  timeoutMs: number;
  lifetimes: Lifetimes;
  /** Inputs whose values are secrets. */
  secretInputs: readonly string[];
  /** Variables whose values are secrets: DNS providers' credentials. */
  secretVariables: readonly string[];
  nowMs: number;
}

/** What about the schedule, and the workflow around it, will hurt one day. Warnings and notices, never an error. */
export function lintSchedule(question: LintQuestion): Finding[] {
  const { workflow, eventCron } = question;
  const read = workflow && { path: workflow.path, workflow: readWorkflow(workflow.content) };
  const lines = read?.workflow.schedule ?? (eventCron === undefined ? [] : [{ cron: eventCron }]);
  const subject = read?.path ?? 'the schedule';
  // A schedule that only looks, or tries, may be as rare as its user likes.
  const renews =
    ['renew', 'plan'].includes(question.mode) || (read && isForRenewing(read.workflow, question));
  return [
    ...(renews ? lintLines(lines, subject, question) : []),
    ...lintActivity(lines, subject, question),
    ...(read ? lintWorkflow(read.workflow, subject, question) : []),
  ];
}

function lintLines(lines: readonly CronLine[], subject: string, question: LintQuestion): Finding[] {
  const remedy = `Use a line like \`${suggestCron(question.repository, question.lifetimes)}\`.`;
  const full = lines.filter(startsAtFullHour).map(({ cron }) => ({
    ...warning(subject),
    what: `\`${cron}\` starts at a full hour, when GitHub delays and drops schedules the most.`,
    remedy,
  }));
  return [...full, ...lintRhythm(lines, subject, { ...question, remedy })];
}

/** A run may be dropped, so the schedule may be half as dense as it should be before it is worth a word. */
function lintRhythm(
  lines: readonly CronLine[],
  subject: string,
  { lifetimes, nowMs, remedy }: LintQuestion & { remedy: string },
): Finding[] {
  if (lines.length === 0) return [];
  const schedule = readSchedule(lines);
  const words = lines.map(({ cron }) => `\`${cron}\``).join(', ');
  if (!schedule) return [{ ...warning(subject), what: `${words} is no cron line that GitHub runs.`, remedy }];
  const wantedMs = rhythmMs(lifetimes);
  const gap = gapLongerThan(schedule, 2 * wantedMs, nowMs);
  if (!gap) return [];
  const because =
    lifetimes.shortestMs === undefined
      ? 'a CA may move a renewal at any time'
      : `a certificate here lives ${length(lifetimes.shortestMs)}`;
  return [
    {
      ...warning(subject),
      what: `${words} leaves ${length(gap.toMs - gap.fromMs)} between two runs; ${because}, so every ${length(wantedMs)} is right.`,
      remedy,
    },
  ];
}

const dayMs = 86_400_000;
/** GitHub stops schedules of public repositories after 60 days without activity; told while there is time left. */
const quietMs = 45 * dayMs;

function lintActivity(
  lines: readonly CronLine[],
  subject: string,
  { visibility, nowMs }: LintQuestion,
): Finding[] {
  const { isPublic = false, pushedAtMs = Infinity } = visibility ?? {};
  if (lines.length === 0 || !isPublic || nowMs - pushedAtMs < quietMs) return [];
  const days = Math.floor((nowMs - pushedAtMs) / dayMs);
  return [
    {
      ...warning(subject),
      what: `The last push was ${days} days ago, and GitHub stops the schedules of a public repository after 60 days without activity.`,
      remedy: 'Push something, or enable the workflow again once GitHub has disabled it.',
      link: 'https://docs.github.com/en/actions/reference/workflows-and-actions/events-that-trigger-workflows#schedule',
    },
  ];
}

function warning(subject: string): Pick<Finding, 'severity' | 'subject'> {
  return { severity: 'warning', subject };
}

function length(ms: number): string {
  if (ms >= 2 * dayMs) return `${Math.round(ms / dayMs)} days`;
  return ms >= 3_600_000 ? `${Math.round(ms / 3_600_000)} h` : seconds(ms);
}
