import { within, type Bound } from '../base/bound.ts';
import { AppError } from '../base/errors.ts';
import { poll, type Look } from '../base/poll.ts';
import { retry } from '../base/retry.ts';
import type { Identifier } from '../settings/settings.ts';
import { AcmeProblem, isProblem, isRecord, parseProblem, problemError, type Problem } from './problem.ts';
import type { AcmeSession } from './session.ts';
import type { Answer } from './transport.ts';

export type OrderStatus = 'pending' | 'ready' | 'processing' | 'valid' | 'invalid';

/** An order (RFC 8555 7.1.3) as last seen. */
export interface Order {
  url: string;
  status: OrderStatus;
  identifiers: readonly Identifier[];
  authorizations: readonly string[];
  finalize: string;
  certificate: string | undefined;
  problem: Problem | undefined;
  /** When the CA wants to be asked again. */
  retryAfterMs: number | undefined;
}

/** An order whose certificate can be downloaded. */
export type IssuedOrder = Order & { certificate: string };

export interface OrderRequest {
  identifiers: readonly Identifier[];
  profile: string | undefined;
  /** The certificate that the new one takes the place of, by its name towards the CA (RFC 9773 4.1). */
  replaces?: string | undefined;
}

/** Asks for a certificate (RFC 8555 7.4; `replaces`: RFC 9773 5; `profile`: draft-aaron-acme-profiles). */
export async function newOrder(session: AcmeSession, request: OrderRequest, bound: Bound): Promise<Order> {
  const { identifiers, profile, replaces } = request;
  const payload = {
    identifiers,
    ...(profile === undefined ? {} : { profile }),
    ...(replaces === undefined ? {} : { replaces }),
  };
  const { value, answer } = await session.postForJson(
    { url: session.directory.newOrder, payload, isValid: isOrderBody },
    bound,
  );
  const url = answer.headers['location'];
  // What was ordered is what we asked for, whatever the answer repeats of it.
  if (url !== undefined) return { ...toOrder(value, url, answer), identifiers };
  throw new AppError('ca-error', 'The CA named no URL for the order (RFC 8555 7.4)', { url: answer.url });
}

/**
 * Whether the CA refused an order for what it replaces: another order replaces that already (RFC 9773 5), perhaps one of
 * ours whose answer was lost; or the CA doesn't know it as this account's, which it calls by a general name.
 */
export function isAgainstReplacing(error: unknown): error is AcmeProblem {
  return ['alreadyReplaced', 'malformed', 'unauthorized'].some((type) => isProblem(error, type));
}

/** Looks at an order by its URL. */
export async function readOrder(session: AcmeSession, url: string, bound: Bound): Promise<Order> {
  const { value, answer } = await session.postForJson({ url, isValid: isOrderBody }, bound);
  return toOrder(value, url, answer);
}

/** Waits until every authorization is decided: the order leaves `pending` by itself, so only it is asked. */
export async function waitForDecision(session: AcmeSession, order: Order, bound: Bound): Promise<Order> {
  const beyond = (retryAfterMs: number) =>
    new AppError('validation-timeout', `The CA asks to come back in ${Math.ceil(retryAfterMs / 1000)} s`, {
      url: order.url,
      retryAfterMs,
      retryAtMs: session.clock.now() + retryAfterMs,
    });
  return poll({ clock: session.clock, bound, beyond }, async () => {
    const seen = await readOrder(session, order.url, bound);
    return seen.status === 'pending' ? again(seen) : { done: seen };
  });
}

/** Sends the CSR (RFC 8555 7.4). An order that was finalized already is looked at instead. */
export async function finalizeOrder(
  session: AcmeSession,
  { order, csr }: { order: Order; csr: string },
  bound: Bound,
): Promise<Order> {
  try {
    const request = { url: order.finalize, payload: { csr }, isValid: isOrderBody };
    const { value, answer } = await session.postForJson(request, bound);
    return toOrder(value, order.url, answer);
  } catch (error) {
    // The answer to an earlier attempt may have been lost after the CA had accepted it.
    if (isProblem(error, 'orderNotReady')) return readOrder(session, order.url, bound);
    // Let's Encrypt and Pebble call a CSR for other names than the order's so; the account is fine.
    if (isProblem(error, 'unauthorized'))
      throw new AcmeProblem('order-invalid', error.problem, error.details);
    throw error;
  }
}

export interface IssuanceOptions {
  /** Bound on one attempt; further attempts go on polling the same order. */
  attemptMs: number;
  onAttempt: (attempt: number) => void;
}

/**
 * Waits until the CA has issued: the wait that has no end in other clients. Each attempt has `attemptMs`.
 * @throws AppError `order-timeout` when all attempts are used, `order-invalid` when the CA gave up
 */
export async function waitForIssuance(
  session: AcmeSession,
  { order, options }: { order: Order; options: IssuanceOptions },
  bound: Bound,
): Promise<IssuedOrder> {
  const { clock } = session;
  const startedAt = clock.monotonic();
  let known: Order | undefined = order;
  let { status } = order;
  const timeout = (retryAfterMs?: number) =>
    new AppError('order-timeout', `The CA has not issued yet: the order is still ${status}`, {
      url: order.url,
      lastStatus: status,
      spentMs: clock.monotonic() - startedAt,
      retryable: true,
      ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
    });
  const look = async (attempt: Bound): Promise<Look<Order>> => {
    // The answer to finalize was the first look.
    const current = known ?? (await readOrder(session, order.url, attempt));
    known = undefined;
    status = current.status;
    return status === 'valid' || status === 'invalid' ? { done: current } : again(current);
  };
  try {
    const issued = await retry({ ...session.retrying, bound }, (number) => {
      options.onAttempt(number);
      const limits = { timeoutMs: options.attemptMs, parent: bound, expired: () => timeout() };
      return within(clock, limits, (attempt) =>
        poll({ clock, bound: attempt, beyond: timeout }, () => look(attempt)),
      );
    });
    return demandIssued(issued);
  } catch (error) {
    throw error instanceof AppError ? error.with({ url: order.url, lastStatus: status }) : error;
  }
}

/** Lets an order with a certificate pass. @throws AppError with the CA's reason */
function demandIssued(order: Order): IssuedOrder {
  const { certificate, problem, status, url } = order;
  if (status === 'valid' && certificate !== undefined) return { ...order, certificate };
  if (problem) {
    throw problemError(problem, { url, httpStatus: problem.status ?? 400, retryAfterMs: undefined });
  }
  throw new AppError('order-invalid', `The order ended ${status} and the CA gave no reason`, {
    url,
    lastStatus: status,
  });
}

function again({ retryAfterMs }: Order): Look<Order> {
  return { again: true, retryAfterMs };
}

interface OrderBody {
  status: OrderStatus;
  identifiers: readonly Identifier[];
  authorizations: readonly string[];
  finalize: string;
  certificate?: unknown;
  error?: unknown;
}

const orderStatuses: readonly unknown[] = ['pending', 'ready', 'processing', 'valid', 'invalid'];

function isOrderBody(value: unknown): value is OrderBody {
  return (
    isRecord(value) &&
    orderStatuses.includes(value['status']) &&
    Array.isArray(value['identifiers']) &&
    isListOfUrls(value['authorizations']) &&
    typeof value['finalize'] === 'string'
  );
}

/** More than any order of ours needs; each of them costs a request. */
const mostAuthorizations = 200;

function isListOfUrls(value: unknown): boolean {
  return (
    Array.isArray(value) &&
    value.length <= mostAuthorizations &&
    value.every((entry) => typeof entry === 'string')
  );
}

function toOrder(body: OrderBody, url: string, { retryAfterMs }: Answer): Order {
  return {
    url,
    status: body.status,
    identifiers: body.identifiers,
    authorizations: body.authorizations,
    finalize: body.finalize,
    certificate: typeof body.certificate === 'string' ? body.certificate : undefined,
    problem: parseProblem(body.error),
    retryAfterMs,
  };
}
