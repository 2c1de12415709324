import { spawn, type ChildProcess } from 'node:child_process';
import fs from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import type { TemporaryDirectory } from './directory.ts';
import type { Program } from './programs.ts';
import { atEnd } from './stop.ts';

export interface Child {
  readonly pid: number;
  /** Everything it wrote so far, stdout and stderr as they came; there until its directory is removed. */
  log(): string;
  /** SIGTERM, SIGKILL after 2 s; resolves when it is gone, also when it already was. */
  stop(): Promise<void>;
}

type Running = Child & { failure(): string | undefined };

export interface ChildOptions {
  /** What messages call it. */
  name: string;
  program: Program;
  args: readonly string[];
  /** Where its log is written; the caller's, who removes it after the child has stopped. */
  directory: TemporaryDirectory;
  env?: Readonly<Record<string, string>>;
  /** Whether it answers yet; asked every 30 ms. Throwing means no. */
  ready: () => Promise<boolean>;
  /** Bound on coming up, 15 s when left out. */
  readyMs?: number;
}

/**
 * Starts a server and waits until it answers. It keeps neither this process alive nor outlives it.
 * @throws Error with the end of the server's log when it exits first or doesn't answer in time.
 */
export async function startChild(options: ChildOptions): Promise<Child> {
  const { name, program, args, directory, readyMs = 15_000 } = options;
  const [file, argv] = dyingWithUs(program.file, args);
  const env = { ...process.env, ...program.env, ...options.env };
  // A file and no pipe: what the server wrote before it answered can be read as soon as the answer is there.
  const logFile = directory.write(`${name}.log`, '');
  const output = fs.openSync(logFile, 'a');
  const process_ = spawn(file, argv, { env, stdio: ['ignore', output, output] });
  fs.closeSync(output);
  const child = follow(process_, () => fs.readFileSync(logFile, 'utf8'));
  const end = performance.now() + readyMs;
  while (!(await answers(options.ready))) {
    const fault =
      child.failure() ?? (performance.now() > end ? `doesn't answer after ${readyMs} ms` : undefined);
    if (fault !== undefined) {
      await child.stop();
      throw new Error(`${name} (${program.file}) ${fault}. Its log ends:\n${tail(child.log())}`);
    }
    await pause(30);
  }
  return child;
}

function follow(process_: ChildProcess, log: () => string): Running {
  let failure: string | undefined;
  const gone = new Promise<void>((resolve) => {
    process_.once('error', (error) => {
      failure = `can't be started: ${error.message}`;
      resolve();
    });
    process_.once('exit', (code, signal) => {
      failure = `ended by itself (${signal ?? `exit code ${code ?? 0}`})`;
      resolve();
    });
  });
  process_.unref();
  const forget = atEnd(() => process_.kill('SIGKILL'));
  return {
    pid: process_.pid ?? 0,
    log,
    failure: () => failure,
    stop: async () => {
      process_.ref();
      if (failure === undefined) process_.kill('SIGTERM');
      const kill = setTimeout(() => process_.kill('SIGKILL'), 2_000);
      await gone;
      clearTimeout(kill);
      forget();
    },
  };
}

async function answers(ready: () => Promise<boolean>): Promise<boolean> {
  try {
    return await ready();
  } catch {
    // Refused, reset, no TLS yet: not up. The caller's bound ends the asking and shows the server's log.
    return false;
  }
}

/** The kernel ends the child when this process is gone, SIGKILL included, where util-linux has setpriv. */
function dyingWithUs(file: string, args: readonly string[]): [string, readonly string[]] {
  const setpriv = '/usr/bin/setpriv';
  if (!fs.existsSync(setpriv)) return [file, args];
  return [setpriv, ['--pdeathsig', 'KILL', '--', file, ...args]];
}

function tail(log: string): string {
  return log.split('\n').slice(-25).join('\n');
}
