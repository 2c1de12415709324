import { seconds, sleep, within, type Bound } from '../base/bound.ts';
import { AppError } from '../base/errors.ts';
import { poll } from '../base/poll.ts';
import type { Clock, Log } from '../base/ports.ts';
import type { Propagation } from '../settings/settings.ts';
import type { ServerAddress } from './addresses.ts';
import type { Ask } from './exchange.ts';
import type { TxtRecord } from './provider.ts';
import { watchResolvers, watchZones, type WatchedZone } from './watched-zone.ts';
import type { Locate } from './zone.ts';

export interface PropagationOptions {
  clock: Clock;
  log: Log;
  ask: Ask;
  locate: Locate;
  /** Asked in the mode `recursive`. */
  resolvers: readonly ServerAddress[];
  propagation: Propagation;
  /** Bound on the wait; a fixed wait has its own length instead. */
  timeoutMs: number;
}

/**
 * Waits until the records can be seen, all names together. Call it only after they are set: a question that comes too
 * early makes resolvers remember that there is nothing.
 *
 * In the mode `authoritative` every name server of the zone that answers must show every value: the CA may ask any of
 * them, so one that still serves the old zone is waited for. One that gives no answer (silence, REFUSED, SERVFAIL, no
 * authority) is passed over by the CA's resolver too and must not block a renewal: it is given up after three
 * questions and 5 s, provided that another server of the zone shows everything, and told in a warning. When no server
 * of a zone answers, the wait ends early: the runner doesn't reach them. An address that can't be reached (IPv6
 * without a route) doesn't count when another one of the same server answers. `recursive` treats the resolvers alike.
 * @returns warnings: the servers that were left out
 * @throws AppError `dns-propagation-timeout` with what each server showed last; the bound's reason
 */
export async function waitForPropagation(
  records: readonly TxtRecord[],
  options: PropagationOptions,
  bound: Bound,
): Promise<readonly string[]> {
  const { kind } = options.propagation;
  if (kind === 'none' || records.length === 0) return [];
  if (kind === 'fixed') return waitFixed(options.propagation.waitMs, options, bound);

  const { clock, timeoutMs } = options;
  let zones: readonly WatchedZone[] = [];
  try {
    const expired = (spentMs: number) => timeoutError(zones, spentMs);
    return await within(clock, { timeoutMs, expired, parent: bound }, async (inner) => {
      zones =
        kind === 'recursive'
          ? [watchResolvers(records, options.resolvers)]
          : await watchZones(records, options.locate, inner.signal);
      return watchUntilSettled(zones, options, inner);
    });
  } catch (error) {
    // When the run's own time ends the wait, what the servers showed is told beside that.
    if (!(error instanceof AppError) || error.code === 'dns-propagation-timeout') throw error;
    throw error.with({ also: zones.flatMap(({ table }) => table) });
  }
}

async function watchUntilSettled(
  zones: readonly WatchedZone[],
  { clock, ask, log }: PropagationOptions,
  bound: Bound,
): Promise<readonly string[]> {
  const startedAt = clock.monotonic();
  const spentMs = () => clock.monotonic() - startedAt;
  const watching = { clock, ask, signal: bound.signal };
  let open = zones;
  await poll({ clock, bound, beyond: () => timeoutError(zones, spentMs()) }, async () => {
    await Promise.all(open.map((zone) => zone.ask(watching)));
    const deaf = open.filter((zone) => zone.isDeaf(clock.monotonic()));
    if (deaf.length > 0) throw silenceError(deaf, spentMs());
    open = open.filter((zone) => !zone.isSettled(clock.monotonic()));
    return open.length === 0 ? { done: true } : { again: true };
  });
  log.info(
    `DNS: ${zones.map(({ title }) => title).join(', ')}: every record seen after ${seconds(spentMs())}`,
  );
  return zones.flatMap(({ leftOut }) => leftOut);
}

async function waitFixed(
  waitMs: number,
  { clock, log }: PropagationOptions,
  bound: Bound,
): Promise<readonly string[]> {
  bound.signal.throwIfAborted();
  if (waitMs >= bound.remainingMs()) {
    throw new AppError(
      'dns-propagation-timeout',
      `The fixed wait of ${seconds(waitMs)} for DNS doesn't fit in the ${seconds(bound.remainingMs())} that are left`,
      { hint: 'Raise the input timeout, or shorten the duration in dns-propagation.' },
    );
  }
  log.info(`DNS: waiting ${seconds(waitMs)}, as dns-propagation says`);
  await sleep(clock, waitMs, bound.signal);
  return [];
}

function timeoutError(zones: readonly WatchedZone[], spentMs: number): AppError {
  const lines = zones.flatMap(({ table }) => table);
  const message = `The TXT records can't be seen on every name server after ${seconds(spentMs)}`;
  return new AppError('dns-propagation-timeout', [message, ...lines].join('\n'), {
    spentMs,
    hint:
      'If the values show up later, raise propagation-timeout. If they never do, the provider wrote to another zone ' +
      'or its secondaries are behind: compare its zone with the name servers above.',
  });
}

function silenceError(zones: readonly WatchedZone[], spentMs: number): AppError {
  const lines = zones.flatMap(({ table }) => table);
  const titles = zones.map(({ title }) => title).join(', ');
  return new AppError(
    'dns-propagation-timeout',
    [`None of the servers of ${titles} gave an answer in ${seconds(spentMs)}`, ...lines].join('\n'),
    {
      spentMs,
      hint:
        'The runner may not reach them (outbound port 53 blocked), or they are down: set dns-propagation to ' +
        'recursive or to a duration, or check the servers.',
    },
  );
}
