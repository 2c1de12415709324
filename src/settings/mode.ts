import { Misfit } from './misfit.ts';
import { oneOf } from './grammar/words.ts';
import type { Mode } from './settings.ts';

const readWord = oneOf(['auto', 'renew', 'dry-run', 'preflight', 'check', 'plan', 'revoke'] as const);

/** Events whose runs are made from changes that nobody has merged yet. */
export function isProposal({ name }: { name: string }): boolean {
  return /^(pull_request(_review(_comment)?)?|merge_group)$/.test(name);
}

/** Whether control of the names is proven in this mode, so that what the proof needs must be set. */
export function provesControl({ name }: Mode): boolean {
  return name === 'renew' || name === 'dry-run';
}

/**
 * Decides what the run does, from the input and the event alone: a dry run on pull requests, else a renewal.
 * Whether somebody watches a terminal plays no part.
 * @throws Misfit for an unknown mode, and for `auto` on `pull_request_target`
 */
export function decideMode(text: string, event: { name: string }): Mode {
  const word = readWord(text);
  if (word !== 'auto') return { name: word, because: 'input mode' };
  if (isProposal(event)) return { name: 'dry-run', because: `event ${event.name}` };
  switch (event.name) {
    case 'pull_request_target':
      throw new Misfit({
        problem:
          'the event pull_request_target gives secrets to a run that strangers can start and feed with code',
        remedy:
          "Use pull_request; if this workflow never touches the pull request's code, set renew or dry-run.",
      });
    case 'cli':
      return { name: 'renew', because: 'started from a terminal' };
    default:
      return { name: 'renew', because: `event ${event.name}` };
  }
}
