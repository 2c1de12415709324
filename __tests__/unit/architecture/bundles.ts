import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../../..');

/** One bundle of dist/: its chunks' texts by file name, `index.js` being what is loaded at the start. */
export type Bundle = Readonly<Record<string, string>>;

export function readBundle(entry: string): Bundle {
  const directory = join(root, 'dist', entry);
  const files = globSync('*.js', { cwd: directory });
  return Object.fromEntries(files.map((file) => [file, readFileSync(join(directory, file), 'utf8')]));
}

/**
 * Lines by which a package's code is recognised: ncc numbers modules but leaves their lines as they are.
 * @param pattern a glob of the package's files, relative to node_modules
 */
export function fingerprint(pattern: string): readonly string[] {
  const cwd = join(root, 'node_modules');
  const lines = globSync(pattern, { cwd }).flatMap((file) =>
    readFileSync(join(cwd, file), 'utf8').split('\n'),
  );
  // Comments may stand anywhere, and ncc rewrites imports.
  const own = lines
    .map((line) => line.trim())
    .filter((line) => line.length >= 40 && !/^[/*]|require|import|export/.test(line));
  return [...new Set(own)];
}

/** The chunks that hold a package's code: half of its lines, because compilers' helpers are in every package. */
export function chunksWith(bundle: Bundle, marks: readonly string[]): readonly string[] {
  return Object.entries(bundle)
    .filter(([, text]) => marks.filter((mark) => text.includes(mark)).length > marks.length / 2)
    .map(([file]) => file);
}
