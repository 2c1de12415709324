import type { AppError, ErrorCode } from '../base/errors.ts';
import type { RenewBefore } from '../settings/settings.ts';
import type { Decision } from './due.ts';
import { failAtMs, type Validity } from './lead.ts';

/** What is wanted and not stored: a failure leaves somebody without a certificate. */
const lacking: readonly Decision['code'][] = ['missing', 'names-changed', 'key-missing', 'csr-changed'];

export interface InUse {
  decision: Decision;
  /** The stored certificate. */
  held: Validity | undefined;
  failBefore: RenewBefore;
  nowMs: number;
}

/** Whether the certificate in use has all the names that are wanted, and more than `fail-before` left. */
export function canWait({ decision, held, failBefore, nowMs }: InUse): boolean {
  return held !== undefined && !lacking.includes(decision.code) && nowMs < failAtMs(held, failBefore);
}

/**
 * Whether a failure passes by waiting: the CA is out of reach, or failed by itself, or said when to come back. Names
 * that it has paused wait for a person, and what ended with the run's own time is for its user to know.
 */
export function passesByWaiting({ code, details: { retryAtMs, lastStatus = '' } }: AppError): boolean {
  const isOutage = code === 'ca-unreachable' || (code === 'ca-error' && lastStatus.startsWith('5'));
  return code === 'rate-limited' || isOutage || (askedFor.includes(code) && retryAtMs !== undefined);
}

/** These pass by waiting when the CA said how long. */
const askedFor: readonly ErrorCode[] = ['ca-error', 'validation-timeout', 'order-timeout'];
