import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Bound } from '../base/bound.ts';
import { AppError, messageOf } from '../base/errors.ts';
import type { Log } from '../base/ports.ts';
import type { Journal } from '../state/journal.ts';
import { Shares } from './shares.ts';
import type { ChallengeTask, Solver } from './solver.ts';
import { tokenOf, tokenPath } from './tokens.ts';

export interface Http01Options {
  webroot: string;
  journal: Journal;
  log: Log;
}

/** Proves control by files under a web server's root (RFC 8555 8.3). */
export function createHttp01Solver({ webroot, journal, log }: Http01Options): Solver {
  const directory = join(webroot, tokenPath);
  const presented = new Map<ChallengeTask, string>();
  const shares = new Shares();
  const pathOf = (task: ChallengeTask) => join(directory, tokenOf(task));
  return {
    type: 'http-01',

    async present(tasks, bound) {
      bound.signal.throwIfAborted();
      // All tokens are looked at before the first is written.
      const files = tasks.map((task) => ({ task, path: pathOf(task) }));
      await mkdir(directory, { recursive: true }).catch((error: unknown) =>
        throwUnwritable(directory, error),
      );
      for (const { task, path } of files) {
        bound.signal.throwIfAborted();
        presented.set(task, path);
        await shares.take(path, bound.signal, async () => {
          journal.intend({ kind: 'file', path });
          await writeToken(path, task, bound);
          log.info(`Token for ${task.identifier} written to ${path}`);
        });
      }
    },

    // A file is there as soon as it is written; whether the web server shows it is the CA's to find out.
    ready: () => Promise.resolve([]),

    async cleanUp(tasks, bound) {
      const paths = tasks.flatMap((task) => presented.get(task) ?? []);
      const left: string[] = [];
      await Promise.all(
        paths.map((path) =>
          shares
            .giveBack(path, bound.signal, async () => {
              const failed = await removeToken(path, bound);
              if (failed.length === 0) journal.settle({ kind: 'file', path });
              left.push(...failed);
            })
            .catch((error: unknown) => left.push(leftover(path, error))),
        ),
      );
      return left;
    },
  };
}

async function writeToken(path: string, { keyAuthorization }: ChallengeTask, bound: Bound): Promise<void> {
  try {
    await writeFile(path, keyAuthorization, { mode: 0o644, signal: bound.signal });
  } catch (error) {
    bound.signal.throwIfAborted();
    throwUnwritable(path, error);
  }
}

/** Removes a token's file. @returns a sentence when it couldn't */
export async function removeToken(path: string, bound: Bound): Promise<string[]> {
  try {
    bound.signal.throwIfAborted();
    await rm(path, { force: true });
    return [];
  } catch (error) {
    return [leftover(path, error)];
  }
}

function leftover(path: string, reason: unknown): string {
  return `Remove the file ${path} by hand: ${messageOf(reason)}`;
}

function throwUnwritable(path: string, error: unknown): never {
  throw new AppError('challenge-unavailable', `${path} can't be written: ${messageOf(error)}`, {
    hint: "Check that `http-webroot` is the web server's root and that the runner may write there.",
  });
}
