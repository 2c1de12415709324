import { randomUUID } from 'node:crypto';
import { constants } from 'node:fs';
import { chmod, lstat, mkdir, open, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { AppError } from '../base/errors.ts';
import type { StateProblem } from './problem.ts';

/** A hundred names with the longest key and chain take a tenth of it. */
export const largestFile = 1024 * 1024;

/**
 * Reads a sealed file that someone else may have put there: a link is not followed, a pipe not waited for, and a
 * large one not taken in.
 * @returns one character for each byte; undefined when there is none; or why it is none of ours
 * @throws AppError `state-unreadable` when it can't be reached; the signal's reason
 */
export async function readSealedFile(
  path: string,
  signal: AbortSignal,
): Promise<string | StateProblem | undefined> {
  signal.throwIfAborted();
  return told(`read ${path}`, async () => {
    const handle = await openPlain(path);
    if (!handle || 'problem' in handle) return handle;
    try {
      const found = await handle.stat();
      if (!found.isFile()) return strange(`${path} is not a file`);
      if (found.size > largestFile)
        return strange(`${path} has ${found.size} bytes, more than any state has`);
      return await handle.readFile('latin1');
    } finally {
      await handle.close();
    }
  });
}

async function openPlain(path: string) {
  try {
    return await open(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  } catch (error) {
    const code = codeOf(error);
    if (code === 'ENOENT') return undefined;
    if (code === 'ELOOP') return strange(`${path} is a symbolic link`);
    if (code === 'ENXIO') return strange(`${path} is not a file`);
    throw error;
  }
}

function strange(detail: string): StateProblem {
  return { problem: 'unreadable', detail };
}

/**
 * Writes a sealed file whole or not at all, readable by its owner only; its directory is made when it is missing. What
 * stands in its place, a link too, is replaced.
 * @throws AppError `state-unreadable`; the signal's reason
 */
export async function writeSealedFile(path: string, sealed: string, signal: AbortSignal): Promise<void> {
  signal.throwIfAborted();
  const temporaryPath = join(dirname(path), `.${basename(path)}.${randomUUID()}`);
  await told(`write ${path}`, async () => {
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    try {
      await writeOut(temporaryPath, sealed);
      await rename(temporaryPath, path);
    } catch (error) {
      await rm(temporaryPath, { force: true });
      throw error;
    }
  });
}

async function writeOut(path: string, sealed: string): Promise<void> {
  const handle = await open(path, 'wx', 0o600);
  try {
    await handle.writeFile(sealed, 'latin1');
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/**
 * Gives what can't be opened another name, so that it isn't lost when a new state takes its place.
 * @param stamp tells it from earlier ones
 * @throws AppError `state-unreadable`; the signal's reason
 */
export async function moveAside(path: string, stamp: string, signal: AbortSignal): Promise<void> {
  signal.throwIfAborted();
  await told(`rename ${path}`, async () => {
    try {
      await rename(path, `${path}.${stamp}.unreadable`);
    } catch (error) {
      if (codeOf(error) !== 'ENOENT') throw error;
    }
  });
}

/**
 * Makes sure that a directory of our own is one, and nobody else's to look into: a link in its place is a trap.
 * @throws AppError `state-unreadable`; the signal's reason
 */
export async function makeOwnDirectory(path: string, signal: AbortSignal): Promise<void> {
  signal.throwIfAborted();
  const made = await told(`make ${path}`, async () => {
    await mkdir(path, { recursive: true, mode: 0o700 });
    return lstat(path);
  });
  if (!made.isDirectory()) throw new AppError('state-unreadable', `${path} is a symbolic link`);
  if ((made.mode & 0o077) !== 0) await told(`close ${path} to others`, () => chmod(path, 0o700));
}

/** Takes away whatever stands at a path of our own. @throws AppError `state-unreadable`; the signal's reason */
export async function clearPath(path: string, signal: AbortSignal): Promise<void> {
  signal.throwIfAborted();
  await told(`remove ${path}`, () => rm(path, { force: true, recursive: true }));
}

async function told<T>(what: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const code = codeOf(error);
    if (code === undefined || error instanceof AppError) throw error;
    throw new AppError('state-unreadable', `Can't ${what}: ${code}`, {}, error);
  }
}

function codeOf(error: unknown): string | undefined {
  const { code } = error as NodeJS.ErrnoException;
  return typeof code === 'string' ? code : undefined;
}
