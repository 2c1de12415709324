import { accessSync, constants, statSync } from 'node:fs';
import type { LookAt } from '../base/ports.ts';

/** Looks at the machine's files, symbolic links followed. */
export const lookAt: LookAt = (path) => {
  try {
    const found = statSync(path);
    if (found.isDirectory()) return 'directory';
  } catch (error) {
    return hasCode(error, ['ENOENT', 'ENOTDIR']) ? 'nothing' : 'unknown';
  }
  try {
    accessSync(path, constants.X_OK);
    return 'program';
  } catch (error) {
    return hasCode(error, ['ENOENT']) ? 'nothing' : 'file';
  }
};

function hasCode(error: unknown, codes: readonly string[]): boolean {
  return codes.includes((error as NodeJS.ErrnoException).code ?? '');
}
