import type { Identifier } from '../../src/settings/settings.ts';

/** An authorization (RFC 8555 7.1.4) as the fake CA keeps it. */
export interface Authz {
  readonly id: number;
  /** The account's URL and its key's thumbprint. */
  readonly account: string;
  readonly thumbprint: string;
  readonly identifier: Identifier;
  readonly wildcard: boolean;
  readonly types: readonly string[];
  readonly token: string;
  status: 'pending' | 'valid' | 'invalid';
  accepted?: { type: string; atMs: number };
  problem?: ProblemDocument;
}

export interface Order {
  readonly id: number;
  readonly identifiers: readonly Identifier[];
  readonly authorizations: readonly Authz[];
  finalizedAtMs?: number;
  chains?: readonly string[];
}

export interface ProblemDocument {
  type: string;
  detail: string;
  status?: number;
}

/** What the CA finds when it looks for a proof: nothing wrong, a problem, or `pending` to look again later. */
export type Validate = (proof: {
  type: string;
  identifier: string;
  keyAuthorization: string;
}) => ProblemDocument | 'pending' | undefined;

/** Decides a pending authorization whose challenge was accepted long enough ago. */
export function decideAuthorization(
  authz: Authz,
  look: { nowMs: number; validateAfterMs: number; validate: Validate | undefined },
): void {
  const { accepted } = authz;
  if (authz.status !== 'pending' || !accepted || look.nowMs - accepted.atMs < look.validateAfterMs) return;
  const keyAuthorization = `${authz.token}.${authz.thumbprint}`;
  const proof = { type: accepted.type, identifier: authz.identifier.value, keyAuthorization };
  const found = look.validate?.(proof);
  if (found === 'pending') return;
  authz.status = found ? 'invalid' : 'valid';
  if (found) authz.problem = found;
}

/** RFC 8555 7.1.6. */
export function statusOf(
  { authorizations, finalizedAtMs }: Order,
  { nowMs, issueAfterMs }: { nowMs: number; issueAfterMs: number },
): 'pending' | 'ready' | 'processing' | 'valid' | 'invalid' {
  if (authorizations.some(({ status }) => status === 'invalid')) return 'invalid';
  if (authorizations.some(({ status }) => status === 'pending')) return 'pending';
  if (finalizedAtMs === undefined) return 'ready';
  return nowMs - finalizedAtMs >= issueAfterMs ? 'valid' : 'processing';
}
