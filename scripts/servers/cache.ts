import fs from 'node:fs';
import path from 'node:path';

const root = path.join(import.meta.dirname, '../../.cache/servers');

/** A directory of the repository's cache, if it has been filled. */
export function cachedBefore(name: string): string | undefined {
  const directory = path.join(root, name);
  return fs.existsSync(directory) ? directory : undefined;
}

/**
 * A directory of the repository's cache, filled once. `fill` gets an empty directory beside it that becomes the
 * cached one in a single step, so that neither a second process nor an interrupted one meets half of it.
 */
export async function cached(name: string, fill: (directory: string) => Promise<void>): Promise<string> {
  const before = cachedBefore(name);
  if (before !== undefined) return before;
  const directory = path.join(root, name);
  fs.mkdirSync(root, { recursive: true });
  const filling = fs.mkdtempSync(path.join(root, `.${name}-`));
  try {
    await fill(filling);
    try {
      fs.renameSync(filling, directory);
    } catch (thrown) {
      // Another process was faster, with the same content.
      if (cachedBefore(name) === undefined) throw thrown;
    }
  } finally {
    fs.rmSync(filling, { recursive: true, force: true });
  }
  return directory;
}
