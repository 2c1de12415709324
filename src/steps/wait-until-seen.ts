import { readOrder, type Order } from '../acme/order.ts';
import { sleep, type Bound } from '../base/bound.ts';
import { AppError, messageOf } from '../base/errors.ts';
import type { ObtainContext } from './obtain.ts';

/** Between two looks at the order. */
const lookEveryMs = 10_000;

/**
 * Waits until what was presented can be seen. Where that takes long, the order is looked at as well: another run that
 * works on the same order, or on the same authorizations, may have had them validated and taken its records away, which
 * are ours too.
 * @param ready waits, and gives warnings
 * @returns the warnings, or the order when it is decided without us
 * @throws what `ready` throws; the work's reason
 */
export async function waitUntilSeen(
  order: Order,
  ready: (bound: Bound) => Promise<readonly string[]>,
  { session, budget: { work }, log }: Pick<ObtainContext, 'session' | 'budget' | 'log'>,
): Promise<{ warnings: readonly string[] } | { decided: Order }> {
  const over = new AbortController();
  const signal = AbortSignal.any([work.signal, over.signal]);
  const bound: Bound = { signal, remainingMs: () => (signal.aborted ? 0 : work.remainingMs()) };
  const seen = ready(bound).then((warnings) => ({ warnings }));
  const decided = watchOrder(order, { session, log, bound }).then((now) => ({ decided: now }));
  try {
    return await Promise.race([seen, decided]);
  } finally {
    over.abort(new AppError('cancelled', 'Nobody waits any more'));
    await Promise.allSettled([seen, decided]);
  }
}

/** @returns the order as soon as it isn't pending any more */
async function watchOrder(
  { url }: Order,
  { session, log, bound }: Pick<ObtainContext, 'session' | 'log'> & { bound: Bound },
): Promise<Order> {
  for (;;) {
    await sleep(session.clock, lookEveryMs, bound.signal);
    try {
      const order = await readOrder(session, url, bound);
      if (order.status === 'pending') continue;
      log.info(`The order was decided meanwhile, by another run: it is ${order.status}`);
      return order;
    } catch (error) {
      if (bound.signal.aborted || !(error instanceof AppError)) throw error;
      log.debug(`The order could not be looked at: ${messageOf(error)}`);
    }
  }
}
