import type { Bound } from '../base/bound.ts';
import { Slots } from '../base/parallel.ts';
import type { TokenPlace } from './http01.ts';
import type { ChallengeTask } from './solver.ts';
import { tokenOf, tokenPath } from './tokens.ts';

/** Runs the user's program with these arguments, to its end. @throws AppError `hook` */
export type RunHook = (args: readonly [verb: string, ...rest: string[]], bound: Bound) => Promise<unknown>;

/**
 * Puts tokens where a program of the user's takes them, to a bucket or another machine:
 * `<program> present|cleanup <name> <token> <key authorization>`.
 */
export function hookPlace(run: RunHook): TokenPlace {
  // One at a time: programs that change one place don't expect company.
  const turn = new Slots(1);
  const call = (verb: 'present' | 'cleanup', task: ChallengeTask, bound: Bound) =>
    turn.hold(bound.signal, async () => {
      await run([verb, task.identifier, tokenOf(task), task.keyAuthorization], bound);
    });
  return {
    deedOf: (task) => {
      const { identifier, keyAuthorization } = task;
      return { kind: 'token', identifier, token: tokenOf(task), keyAuthorization };
    },
    put: (task, bound) => call('present', task, bound),
    remove: (task, bound) => call('cleanup', task, bound),
    told: () => 'given to `http-hook`',
    leftover: ({ identifier, token }) =>
      `The token ${tokenPath}${token} of ${identifier}, which \`http-hook\` was to put up,`,
  };
}
