import { mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Bound } from '../base/bound.ts';
import { AppError, messageOf } from '../base/errors.ts';
import type { TokenPlace } from './http01.ts';
import { leftoverSentence } from './leftover.ts';
import type { ChallengeTask } from './solver.ts';
import { tokenOf, tokenPath } from './tokens.ts';

/** Puts tokens into files under a web server's root. */
export function webrootPlace(webroot: string): TokenPlace {
  const directory = join(webroot, tokenPath);
  const pathOf = (task: ChallengeTask) => join(directory, tokenOf(task));
  return {
    deedOf: (task) => ({ kind: 'file', path: pathOf(task) }),
    async put(task, bound) {
      // Not the web server's root itself: where that isn't, nobody serves it.
      for (const part of [dirname(directory), directory]) await makeDirectory(part, bound);
      await writeToken(pathOf(task), task, bound);
    },
    remove: (task, bound) => removeFile(pathOf(task), bound),
    told: (task) => `written to ${pathOf(task)}`,
    leftover: (task) => fileLeft(pathOf(task)),
  };
}

async function makeDirectory(path: string, { signal }: Bound): Promise<void> {
  signal.throwIfAborted();
  await mkdir(path).catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throwUnwritable(path, error);
  });
}

async function writeToken(path: string, { keyAuthorization }: ChallengeTask, bound: Bound): Promise<void> {
  try {
    await writeFile(path, keyAuthorization, { mode: 0o644, signal: bound.signal });
  } catch (error) {
    bound.signal.throwIfAborted();
    throwUnwritable(path, error);
  }
}

async function removeFile(path: string, { signal }: Bound): Promise<void> {
  signal.throwIfAborted();
  await rm(path, { force: true });
}

/** Removes the file of an earlier process's token. @returns a sentence when it couldn't */
export async function removeToken(path: string, bound: Bound): Promise<string[]> {
  try {
    await removeFile(path, bound);
    return [];
  } catch (error) {
    return [leftoverSentence(fileLeft(path), error)];
  }
}

function fileLeft(path: string): string {
  return `The file ${path}`;
}

function throwUnwritable(path: string, error: unknown): never {
  throw new AppError('challenge-unavailable', `${path} can't be written: ${messageOf(error)}`, {
    hint: "Check that `http-webroot` is the web server's root and that the runner may write there.",
  });
}
