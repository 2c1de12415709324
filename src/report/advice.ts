import type { AppError } from '../base/errors.ts';
import { moment } from './wording.ts';

/** What one kind of failure means and asks for. Inputs stand in backticks. */
export interface Advice {
  /** Instead of the code's, where that would name the wrong one; a constant. */
  title?: string;
  /** What happened, in words that need no ACME. */
  plain: string;
  /** Most likely cause first. */
  remedies: readonly string[];
  /** What the next run will do. */
  next: string;
}

/** What becomes of an order that the CA had not finished: told here and nowhere else. */
export function pendingOrderNext({ details: { resumes } }: AppError): string {
  if (resumes === 'perhaps')
    return 'The order could not be stored yet, and the post step tries again: if it can, the next run goes on with the order; otherwise it starts a new one.';
  return resumes
    ? 'The order is stored with its key: the next run goes on with it by its URL, whatever it has become by then.'
    : 'The next run starts a new order, as nothing of this one is stored; proofs that the CA still holds as valid are not asked for again.';
}

/** What the next run does after a failure that may be over by then: with a stored order it goes on. */
export function triesAgain(error: AppError): string {
  return error.details.resumes
    ? pendingOrderNext(error)
    : 'The next run tries again from the start; proofs that the CA still holds as valid are not asked for again.';
}

export const stopsAgain = 'The next run stops at the same place until this is corrected.';

/** `triesAgain`, with the moment before which it is of no use. */
export function triesAgainAt(error: AppError): string {
  const { resumes, retryAtMs } = error.details;
  return resumes || retryAtMs === undefined
    ? triesAgain(error)
    : `A run after ${moment(retryAtMs)} tries again; an earlier one will most likely be refused again.`;
}

/** The names that an error concerns, as in `example.com, www.example.com`. */
export function namesIn({ details: { identifiers = [] } }: AppError): readonly string[] {
  return [...new Set(identifiers.map(({ identifier }) => identifier))];
}

/** Everything that was said about the failure, to look for signs in. */
export function wordsOf({ message, details }: AppError): string {
  return [message, ...(details.identifiers ?? []).map(({ reason }) => reason)].join('\n');
}
