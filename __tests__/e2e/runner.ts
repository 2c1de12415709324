import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A step of a workflow, as a runner would start it: the committed bundle, on Node 24, in an environment of its own. */
export interface Step {
  /** Inputs by their names in action.yml. */
  inputs: Readonly<Record<string, string>>;
  /** The step's `env`. */
  env?: Readonly<Record<string, string>>;
  event?: string;
  /** RUNNER_TEMP to share with other steps of the job; a new one when left out. */
  temp?: string;
  /** Sent to the process as soon as `when` says so; it is asked every 10 ms, with the log so far. */
  signal?: StepSignal | undefined;
  /** Where the bundle is, when it isn't the committed one. */
  dist?: string;
}

export interface StepSignal {
  name: NodeJS.Signals;
  when: (log: string) => boolean;
  /** How long after the signal it is killed if it goes on, as a runner does. */
  killAfterMs?: number;
}

/** What the step left behind. */
export interface StepResult {
  exitCode: number | null;
  signal: NodeJS.Signals | null;
  /** Standard output: the log, with the runner's commands in it. */
  log: string;
  stderr: string;
  outputs: Readonly<Record<string, string>>;
  summary: string;
  /** What main told post (GITHUB_STATE). */
  state: Readonly<Record<string, string>>;
  temp: string;
  /** From the start of the process to its end. */
  spentMs: number;
  /** From the signal to the end of the process. */
  endedAfterMs: number | undefined;
}

/** The committed bundles. */
export const committedDist = join(import.meta.dirname, '..', '..', 'dist');

/** Directories of this test process, removed when it ends. */
const made: string[] = [];
process.on('exit', () => {
  for (const directory of made) rmSync(directory, { recursive: true, force: true });
});

/** A new directory that ends with the test process. */
export function temporaryDirectory(): string {
  const directory = mkdtempSync(join(tmpdir(), 'bounded-acme-e2e-'));
  made.push(directory);
  return directory;
}

/** Runs the action's main step. */
export function runMain(step: Step): Promise<StepResult> {
  return runEntry('main', step, {});
}

/** Runs the post step that follows `main`, with the same inputs and what main saved; nothing cuts it off. */
export function runPost(step: Step, main: StepResult): Promise<StepResult> {
  return runEntry('post', { ...step, temp: main.temp, signal: undefined }, main.state);
}

async function runEntry(
  entry: 'main' | 'post',
  step: Step,
  state: Readonly<Record<string, string>>,
): Promise<StepResult> {
  const temp = step.temp ?? temporaryDirectory();
  const files = temporaryDirectory();
  const fileOf = (name: string) => {
    const path = join(files, name);
    writeFileSync(path, '');
    return path;
  };
  const [output, summary, saved] = [fileOf('output'), fileOf('summary'), fileOf('state')];
  const prefixed = (prefix: string, values: Readonly<Record<string, string>>) =>
    Object.entries(values).map(([name, value]) => [`${prefix}${name}`, value]);
  const env = Object.fromEntries([
    ['PATH', process.env['PATH'] ?? ''],
    ['HOME', temp],
    ['RUNNER_TEMP', temp],
    ['GITHUB_ACTIONS', 'true'],
    ['GITHUB_EVENT_NAME', step.event ?? 'workflow_dispatch'],
    ['GITHUB_OUTPUT', output],
    ['GITHUB_STEP_SUMMARY', summary],
    ['GITHUB_STATE', saved],
    ...prefixed('INPUT_', upperCase(step.inputs)),
    ...prefixed('STATE_', state),
    ...Object.entries(step.env ?? {}),
  ]) as Record<string, string>;
  const startedAt = performance.now();
  const bundle = join(step.dist ?? committedDist, entry, 'index.js');
  const child = spawn(process.execPath, [bundle], { env, cwd: temp });
  let [log, stderr] = ['', ''];
  let signalledAt: number | undefined;
  let kill: NodeJS.Timeout | undefined;
  child.stdout.setEncoding('utf8').on('data', (text: string) => (log += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  const watch = setInterval(() => {
    if (signalledAt !== undefined || !step.signal?.when(log)) return;
    signalledAt = performance.now();
    child.kill(step.signal.name);
    const { killAfterMs } = step.signal;
    if (killAfterMs !== undefined) kill = setTimeout(() => child.kill('SIGKILL'), killAfterMs);
  }, 10);
  const [exitCode, signal] = (await once(child, 'close')) as [number | null, NodeJS.Signals | null];
  clearInterval(watch);
  clearTimeout(kill);
  const endedAt = performance.now();
  return {
    exitCode,
    signal,
    log,
    stderr,
    outputs: readCommands(output),
    summary: existsSync(summary) ? readFileSync(summary, 'utf8') : '',
    state: readCommands(saved),
    temp,
    spentMs: endedAt - startedAt,
    endedAfterMs: signalledAt === undefined ? undefined : endedAt - signalledAt,
  };
}

function upperCase(inputs: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(inputs).map(([name, value]) => [name.toUpperCase(), value]));
}

/** Reads a command file (`name=value`, or `name<<DELIMITER`, lines, `DELIMITER`). */
export function readCommands(path: string): Record<string, string> {
  const values: Record<string, string> = {};
  const lines = readFileSync(path, 'utf8').split(/\r?\n/);
  for (let line = lines.shift(); line !== undefined; line = lines.shift()) {
    const [, name, delimiter] = /^([^=<]+)<<(.+)$/.exec(line) ?? [];
    if (name !== undefined && delimiter !== undefined) {
      const end = lines.indexOf(delimiter);
      values[name] = lines
        .splice(0, end + 1)
        .slice(0, end)
        .join('\n');
    } else if (line.includes('=')) {
      values[line.slice(0, line.indexOf('='))] = line.slice(line.indexOf('=') + 1);
    }
  }
  return values;
}
