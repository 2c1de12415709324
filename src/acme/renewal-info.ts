import type { Bound } from '../base/bound.ts';
import { AppError } from '../base/errors.ts';
import { retry, type RetryOptions } from '../base/retry.ts';
import { isRecord } from './problem.ts';
import { demandSuccess, jsonOf, type Transport } from './transport.ts';

/** When the CA wants a certificate renewed (RFC 9773 4.2). */
export interface RenewalInfo {
  windowStartMs: number;
  windowEndMs: number;
  /** A page of the CA's that says why; https, fit to be shown. */
  explanationUrl: string | undefined;
  /** When to ask again, from now; within sane limits. */
  retryAfterMs: number;
}

export interface RenewalQuestion {
  transport: Transport;
  /** The directory's `renewalInfo`. */
  url: string;
  /** The certificate's name towards the CA (RFC 9773 4.1). */
  id: string;
}

const minuteMs = 60_000;

/** RFC 9773 4.3.2: under a minute is a minute, over a day is a day; six hours when the CA says nothing. */
const pauses = { leastMs: minuteMs, unsaidMs: 360 * minuteMs, mostMs: 1440 * minuteMs };

/**
 * Asks the CA when it wants a certificate renewed: a GET that needs no account.
 * @throws AppError when there is no answer, or one that RFC 9773 4.2 doesn't allow
 */
export function readRenewalInfo(
  { transport, url, id }: RenewalQuestion,
  retrying: Omit<RetryOptions, 'bound'>,
  bound: Bound,
): Promise<RenewalInfo> {
  const resource = `${url.replace(/\/$/, '')}/${id}`;
  return retry({ ...retrying, bound }, async () => {
    const answer = demandSuccess(await transport.send({ method: 'GET', url: resource }, bound.signal));
    const asked = answer.retryAfterMs ?? pauses.unsaidMs;
    return {
      ...parseRenewalInfo(jsonOf(answer, isRecord), resource),
      retryAfterMs: Math.min(Math.max(asked, pauses.leastMs), pauses.mostMs),
    };
  });
}

function parseRenewalInfo(body: Record<string, unknown>, url: string): Omit<RenewalInfo, 'retryAfterMs'> {
  const window = isRecord(body['suggestedWindow']) ? body['suggestedWindow'] : {};
  const [windowStartMs, windowEndMs] = [momentOf(window['start']), momentOf(window['end'])];
  if (windowStartMs === undefined || windowEndMs === undefined) {
    throw new AppError('ca-error', `The CA's renewal information names no window (RFC 9773 4.2)`, { url });
  }
  if (windowEndMs <= windowStartMs) {
    throw new AppError('ca-error', "The CA's renewal window ends before it begins (RFC 9773 4.2)", { url });
  }
  return { windowStartMs, windowEndMs, explanationUrl: pageOf(body['explanationURL']) };
}

/** RFC 3339, as RFC 9773 wants it: what `Date.parse` reads besides is no moment. */
function momentOf(value: unknown): number | undefined {
  if (
    typeof value !== 'string' ||
    !/^\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(\.\d+)?([Zz]|[+-]\d\d:\d\d)$/.test(value)
  ) {
    return undefined;
  }
  const ms = Date.parse(value.toUpperCase());
  return Number.isNaN(ms) ? undefined : ms;
}

/** Shown to people, so only what leads to a web page. */
function pageOf(value: unknown): string | undefined {
  const isPage = typeof value === 'string' && value.length <= 500 && /^https:\/\/[^\s"'<>`]+$/.test(value);
  return isPage && URL.canParse(value) ? value : undefined;
}
