import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { inputs } from '../../src/settings/inputs.ts';
import { atEnd } from '../servers/stop.ts';
import { asShownByRunner } from './runner-log.ts';
import { quote } from './screen.ts';

/** How a run ended, and what it said. */
export interface Ended {
  exitCode: number | null;
  log: string;
  spentMs: number;
}

/** Inputs or variables by name. */
export type Values = Readonly<Record<string, string>>;

export interface Run {
  /** By their names in action.yml. */
  inputs: Values;
  /** Secret inputs. */
  secrets: Values;
  env: Values;
  /** Holds all that the run writes. */
  directory: string;
}

const root = join(import.meta.dirname, '../..');

/** Runs `dist/cli`: flags for inputs, the environment for secrets. */
export function runCli({ inputs: given, secrets, env, directory }: Run): Promise<Ended> {
  const flags = Object.entries(given).flatMap(([name, value]) => [`--${name}`, value]);
  const secret: Values = Object.fromEntries(
    Object.entries(secrets).map(([name, value]) => [variableOf(name), value]),
  );
  return runBundle('cli', flags, { ...secret, ...env, RUNNER_TEMP: directory });
}

function variableOf(name: string): string {
  return `BOUNDED_ACME_${name.toUpperCase().replaceAll('-', '_')}`;
}

export interface ActionEnded extends Ended {
  outputs: Values;
  outputFile: string;
  summaryFile: string;
}

/** Runs `dist/main`, then `dist/post`, as a runner does on a schedule: inputs and command files in the environment. */
export async function runAction({ inputs: given, secrets, env, directory }: Run): Promise<ActionEnded> {
  const fileOf = (name: string) => {
    writeFileSync(join(directory, name), '', { mode: 0o600 });
    return join(directory, name);
  };
  const temp = join(root, directory, 'runner-temp');
  mkdirSync(temp);
  const [outputFile, summaryFile, stateFile] = [
    fileOf('output.txt'),
    fileOf('summary.md'),
    fileOf('state.txt'),
  ];
  const step = {
    ...env,
    ...prefixed('INPUT_', { ...defaults(), ...given, ...secrets }),
    GITHUB_ACTIONS: 'true',
    GITHUB_EVENT_NAME: 'schedule',
    GITHUB_OUTPUT: outputFile,
    GITHUB_STEP_SUMMARY: summaryFile,
    GITHUB_STATE: stateFile,
    RUNNER_TEMP: temp,
  };
  const main = await runBundle('main', [], step);
  const state = prefixed('STATE_', readCommandFile(stateFile));
  const post = await runBundle('post', [], { ...step, ...state });
  return {
    exitCode: main.exitCode === 0 ? post.exitCode : main.exitCode,
    log: main.log + post.log,
    spentMs: main.spentMs + post.spentMs,
    outputs: readCommandFile(outputFile),
    outputFile,
    summaryFile,
  };
}

/** What the runner fills in from action.yml. */
function defaults(): Values {
  return Object.fromEntries(
    Object.entries(inputs).flatMap(([name, row]) => ('default' in row ? [[name, row.default]] : [])),
  );
}

function prefixed(prefix: string, values: Values): Values {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [`${prefix}${name.toUpperCase()}`, value]),
  );
}

/** Starts a bundle in an environment of its own, and shows what it says while it says it. */
async function runBundle(name: string, args: readonly string[], given: Values): Promise<Ended> {
  const { PATH = '', HOME = '' } = process.env;
  const env = { PATH: `${dirname(process.execPath)}${delimiter}${PATH}`, HOME, ...given };
  const startedAt = performance.now();
  const child = spawn(process.execPath, [join(root, 'dist', name, 'index.js'), ...args], {
    cwd: root,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const forget = atEnd(() => child.kill('SIGKILL'));
  let log = '';
  createInterface({ input: child.stdout }).on('line', (line) => {
    log += `${line}\n`;
    for (const shown of asShownByRunner(line)) quote(shown);
  });
  let complaint = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (complaint += text));
  const [exitCode] = (await once(child, 'close')) as [number | null];
  forget();
  // From a terminal, standard error tells what failed once more; when there is nothing else, it is all there is.
  if (log === '') for (const line of complaint.trimEnd().split('\n').filter(Boolean)) quote(line);
  return { exitCode, log, spentMs: performance.now() - startedAt };
}

/** Reads a command file: `NAME<<DELIMITER`, lines, `DELIMITER`. */
function readCommandFile(path: string): Values {
  const entries = readFileSync(path, 'utf8').matchAll(/^([^\n=<]+)<<(\S+)\n(.*?)\n?^\2$/gms);
  return Object.fromEntries(Array.from(entries, ([, name = '', , value = '']) => [name, value]));
}
