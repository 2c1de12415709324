import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, readFileSync, writeFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryDirectory } from '../e2e/runner.ts';

/** A program `ssh` that reaches no server: it keeps what it was to bring there. */
export interface SshRecorder {
  /** For PATH. */
  readonly directory: string;
  /** The files of the tar archive on its input, sorted; undefined when it wasn't started. */
  sent(): string[] | undefined;
  /** Their content, by name. */
  files(): Readonly<Record<string, string>>;
  /** The arguments of the last start, separated by blanks. */
  commandLine(): string;
  forget(): void;
}

/** Makes one in a directory of its own. */
export function recordSsh(): SshRecorder {
  const directory = temporaryDirectory();
  const sent = () => (existsSync(archive) ? tar('-tf', archive).trim().split('\n').sort() : undefined);
  const [archive, words] = [join(directory, 'sent.tar'), join(directory, 'words')];
  const program = join(directory, 'ssh');
  writeFileSync(program, `#!/bin/sh\nprintf '%s' "$*" > '${words}'\nexec cat > '${archive}'\n`);
  chmodSync(program, 0o755);
  return {
    directory,
    sent,
    files: () => Object.fromEntries((sent() ?? []).map((name) => [name, tar('-xOf', archive, name)])),
    commandLine: () => readFileSync(words, 'utf8'),
    forget: () => [archive, words].forEach((file) => rmSync(file, { force: true })),
  };
}

function tar(...args: readonly string[]): string {
  return execFileSync('tar', args, { encoding: 'utf8' });
}
