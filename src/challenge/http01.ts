import type { Bound } from '../base/bound.ts';
import type { Log } from '../base/ports.ts';
import type { Deed, Journal } from '../state/journal.ts';
import { leftoverSentence, retrySentence } from './leftover.ts';
import { Shares } from './shares.ts';
import type { ChallengeTask, Solver } from './solver.ts';

/** Where tokens are put, so that a web server shows them to the CA. */
export interface TokenPlace {
  /** What undoes a token after this process. @throws AppError `ca-error` for a token that isn't one */
  deedOf(task: ChallengeTask): Deed;
  /** @throws AppError with what to do */
  put(task: ChallengeTask, bound: Bound): Promise<void>;
  /** Removes its own only, and succeeds when it is gone already. */
  remove(task: ChallengeTask, bound: Bound): Promise<void>;
  /** `written to /var/www/...` */
  told(task: ChallengeTask): string;
  /** What a person may have to remove when the run couldn't: `The file /var/www/...` */
  leftover(task: ChallengeTask): string;
}

export interface Http01Options {
  place: TokenPlace;
  journal: Journal;
  log: Log;
}

/** Proves control by tokens that a web server of the user's shows (RFC 8555 8.3). */
export function createHttp01Solver({ place, journal, log }: Http01Options): Solver {
  const presented = new Map<ChallengeTask, Deed>();
  const shares = new Shares(journal);
  return {
    type: 'http-01',

    async present(tasks, bound) {
      bound.signal.throwIfAborted();
      // All tokens are looked at before the first is put.
      const deeds = tasks.map((task) => ({ task, deed: place.deedOf(task) }));
      for (const { task, deed } of deeds) {
        bound.signal.throwIfAborted();
        presented.set(task, deed);
        await shares.take(deed, bound.signal, async () => {
          await place.put(task, bound);
          log.info(`Token for ${task.identifier} ${place.told(task)}`);
        });
      }
    },

    // It is there as soon as it is put; whether the web server shows it, the CA finds out.
    ready: () => Promise.resolve([]),

    async cleanUp(tasks, bound) {
      const left: string[] = [];
      await Promise.all(
        tasks.map(async (task) => {
          const deed = presented.get(task);
          if (!deed) return;
          await shares
            .giveBack(deed, bound.signal, () => place.remove(task, bound))
            .catch((error: unknown) => left.push(retrySentence(place.leftover(task), error)));
        }),
      );
      return left;
    },
  };
}

/** Undoes the token of an earlier process. @returns a sentence when it couldn't */
export async function undoToken(place: TokenPlace, task: ChallengeTask, bound: Bound): Promise<string[]> {
  try {
    await place.remove(task, bound);
    return [];
  } catch (error) {
    return [leftoverSentence(place.leftover(task), error)];
  }
}
