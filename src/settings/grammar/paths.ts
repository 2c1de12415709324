import { Misfit } from '../misfit.ts';
import type { StateSettings } from '../settings.ts';

/** Reads a text file. @throws NodeJS.ErrnoException */
export type ReadText = (path: string) => string;

/** Reads a path. @throws Misfit for one that a shell would have rewritten */
export function parsePath(text: string): string {
  if (/[\0\r\n]/.test(text)) {
    throw new Misfit({ problem: 'more than one line', remedy: 'Write one path.' });
  }
  if (/^~(\/|$)/.test(text)) {
    throw new Misfit({
      problem: "`~` is a shell's word and means nothing here",
      remedy: 'Write the whole path, for example with `${{ github.workspace }}` in front.',
    });
  }
  return text;
}

/** Reads `cache`, `none` or a directory. @throws Misfit */
export function parseState(text: string): StateSettings {
  if (text === 'cache' || text === 'none') return { kind: text };
  return { kind: 'directory', path: parsePath(text) };
}

/** Reads the file that an input names. @throws Misfit when it can't be read */
export function readText(path: string, read: ReadText): string {
  try {
    return read(parsePath(path));
  } catch (error) {
    if (error instanceof Misfit) throw error;
    const code = (error as NodeJS.ErrnoException).code ?? 'unreadable';
    throw new Misfit({
      value: path,
      problem: reasons[code] ?? `the file can't be read (${code})`,
      remedy: 'Name a file that this step can read; a relative path starts where the step runs.',
    });
  }
}

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  EISDIR: 'a directory, not a file',
  EACCES: 'no permission to read the file',
};
