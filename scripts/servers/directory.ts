import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { atEnd } from './stop.ts';

export interface TemporaryDirectory {
  readonly path: string;
  /** Writes a file in it, readable by the owner only, and gives its path. */
  write(name: string, content: string): string;
  remove(): void;
}

/** A new directory of the system's temporary one; it is removed with this process at the latest. */
export function temporaryDirectory(name: string): TemporaryDirectory {
  const directory = fs.mkdtempSync(path.join(os.tmpdir(), `bounded-acme-${name}-`));
  const remove = () => fs.rmSync(directory, { recursive: true, force: true });
  const forget = atEnd(remove);
  return {
    path: directory,
    write: (file, content) => {
      const target = path.join(directory, file);
      fs.writeFileSync(target, content, { mode: 0o600 });
      return target;
    },
    remove: () => {
      forget();
      remove();
    },
  };
}
