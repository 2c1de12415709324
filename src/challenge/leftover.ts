import { messageOf } from '../base/errors.ts';

/**
 * What a person is told when the run couldn't take away what it may have made.
 * @param what begins the sentence: `The file /var/www/...`
 */
export function leftoverSentence(what: string, reason: unknown): string {
  return `${what} may still be there: look, and remove it by hand. It was not taken away: ${messageOf(reason)}`;
}

/** How a TXT record is called in it. */
export function recordLeft({ name, value }: { name: string; value: string }): string {
  return `The record ${name}. TXT "${value}"`;
}
