import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryDirectory } from './runner.ts';

export interface RecordedPrograms {
  /** PATH with the recorders first. */
  readonly path: string;
  /** What each was given at each start, by `<program> <number>`. */
  arguments(): Record<string, string>;
  environments(): Record<string, string>;
}

/** Programs that note their arguments and their environment, and then are the real ones. */
export function recordPrograms(...programs: readonly string[]): RecordedPrograms {
  const directory = temporaryDirectory();
  const seen = join(directory, 'seen');
  mkdirSync(seen);
  for (const program of programs) {
    const real = execFileSync('sh', ['-c', `command -v ${program}`], { encoding: 'utf8' }).trim();
    const script = `#!/bin/sh
cat /proc/$$/cmdline > "${seen}/${program} $$.arguments"
cat /proc/$$/environ > "${seen}/${program} $$.environment"
exec ${real} "$@"
`;
    writeFileSync(join(directory, program), script);
    chmodSync(join(directory, program), 0o755);
  }
  const read = (kind: string) =>
    Object.fromEntries(
      readdirSync(seen)
        .filter((file) => file.endsWith(kind))
        .map((file) => [file, readFileSync(join(seen, file), 'latin1').replaceAll('\0', '\n')]),
    );
  return {
    path: `${directory}:${process.env['PATH'] ?? ''}`,
    arguments: () => read('.arguments'),
    environments: () => read('.environment'),
  };
}
