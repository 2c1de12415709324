import { messageOf } from '../base/errors.ts';

/**
 * What the main step says when it couldn't take away what it may have made: its journal keeps that for the post step.
 * @param what begins the sentence: `The file /var/www/...`
 */
export function retrySentence(what: string, reason: unknown): string {
  return `${what} was not taken away, and the action's post step tries again: ${messageOf(reason)}`;
}

/** What a person is told when the post step couldn't take it away either. */
export function leftoverSentence(what: string, reason: unknown): string {
  return `${what} may still be there: look, and remove it by hand. It was not taken away: ${messageOf(reason)}`;
}

/** How a TXT record is called in it. */
export function recordLeft({ name, value }: { name: string; value: string }): string {
  return `The record ${name}. TXT "${value}"`;
}
