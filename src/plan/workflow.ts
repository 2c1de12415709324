import type { CronLine } from './cron.ts';

/** A workflow file as far as it says when and how this action runs. What has another shape than GitHub's is left out. */
export interface Workflow {
  schedule: readonly CronLine[];
  /** Names of the events that start it. */
  events: readonly string[];
  hasConcurrency: boolean;
  env: Texts;
  jobs: readonly Job[];
}

export interface Job {
  id: string;
  hasConcurrency: boolean;
  isConditional: boolean;
  timeoutMinutes: number | undefined;
  env: Texts;
  steps: readonly Step[];
}

export interface Step {
  /** What to call it in a message: its name, id or place. */
  label: string;
  uses: string;
  isConditional: boolean;
  timeoutMinutes: number | undefined;
  with: Texts;
  env: Texts;
}

/** Scalars as text; expressions stay as they are written. */
export type Texts = Readonly<Record<string, string>>;

type Content = Readonly<Record<string, unknown>>;

/** @param content the file, parsed as YAML */
export function readWorkflow(content: unknown): Workflow {
  const root = record(content);
  // `on` is no word for true in YAML 1.2, and is one in 1.1.
  const on = root['on'] ?? root['true'];
  return {
    schedule: list(record(on)['schedule']).flatMap(readLine),
    events: [on, ...list(on), ...Object.keys(record(on))].filter((event) => typeof event === 'string'),
    hasConcurrency: root['concurrency'] !== undefined,
    env: texts(root['env']),
    jobs: Object.entries(record(root['jobs'])).map(([id, job]) => readJob(id, record(job))),
  };
}

function readLine(content: unknown): CronLine[] {
  const { cron, timezone } = record(content);
  if (typeof cron !== 'string') return [];
  return [typeof timezone === 'string' ? { cron, timezone } : { cron }];
}

function readJob(id: string, job: Content): Job {
  return {
    id,
    hasConcurrency: job['concurrency'] !== undefined,
    isConditional: job['if'] !== undefined,
    timeoutMinutes: minutesOf(job),
    env: texts(job['env']),
    steps: list(job['steps']).map((step, index) => readStep(record(step), index)),
  };
}

function readStep(step: Content, index: number): Step {
  const { uses, name, id } = step;
  const label = [name, id].find((one) => typeof one === 'string');
  return {
    label: label ?? `step ${index + 1}`,
    uses: typeof uses === 'string' ? uses : '',
    isConditional: step['if'] !== undefined,
    timeoutMinutes: minutesOf(step),
    with: texts(step['with']),
    env: texts(step['env']),
  };
}

/** undefined: none, or an expression. */
function minutesOf(content: Content): number | undefined {
  const minutes = content['timeout-minutes'];
  return typeof minutes === 'number' ? minutes : undefined;
}

function record(value: unknown): Content {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Content) : {};
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function texts(value: unknown): Texts {
  const scalars = Object.entries(record(value)).flatMap(([name, one]) =>
    typeof one === 'string' || typeof one === 'number' || typeof one === 'boolean'
      ? [[name, String(one)] as const]
      : [],
  );
  return Object.fromEntries(scalars);
}
