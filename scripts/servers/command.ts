import { execFile } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';

export interface CommandOptions {
  /** Bound on the whole command, ms; it is killed after that. */
  timeoutMs: number;
  env?: Readonly<Record<string, string>>;
  cwd?: string;
}

/**
 * Runs a program to its end and gives its standard output.
 * @throws Error with what it wrote when it can't be started, fails or takes too long.
 */
export function command(file: string, args: readonly string[], options: CommandOptions): Promise<string> {
  const { timeoutMs, env, cwd } = options;
  return new Promise((resolve, reject) => {
    execFile(
      file,
      [...args],
      { timeout: timeoutMs, killSignal: 'SIGKILL', cwd, env: { ...process.env, ...env }, maxBuffer: 2 ** 26 },
      (error, stdout, stderr) => {
        if (error === null) return resolve(stdout);
        const reason =
          error.killed === true
            ? `took longer than ${timeoutMs / 1000} s`
            : lastLines(stderr || error.message);
        reject(new Error(`${[path.basename(file), ...args.slice(-3)].join(' ')}: ${reason}`));
      },
    );
  });
}

/** Where a program is: on PATH, or in the directories of administrators' programs that PATH often lacks. */
export function findProgram(name: string): string | undefined {
  const directories = [
    ...(process.env['PATH'] ?? '').split(path.delimiter),
    '/usr/local/sbin',
    '/usr/sbin',
    '/sbin',
  ];
  return directories.map((directory) => path.join(directory, name)).find(isExecutable);
}

function isExecutable(file: string): boolean {
  try {
    fs.accessSync(file, fs.constants.X_OK);
    return fs.statSync(file).isFile();
  } catch {
    // Missing or not ours to run: the next directory is asked.
    return false;
  }
}

function lastLines(text: string): string {
  return text.trim().split('\n').slice(-4).join(' | ').slice(-400);
}
