import { AppError } from '../base/errors.ts';
import type { ChallengeTask } from './solver.ts';

/** Where the CA looks for tokens (RFC 8555 8.3). */
export const tokenPath = '/.well-known/acme-challenge/';

/**
 * A challenge's token, which becomes a file name or a path: what isn't base64url (RFC 8555 8.3) may lead elsewhere.
 * @throws AppError `ca-error`
 */
export function tokenOf({ token }: ChallengeTask): string {
  if (/^[\w-]+$/.test(token)) return token;
  throw new AppError('ca-error', 'The CA gave a token that is not base64url (RFC 8555 8.3)');
}
