import { seconds, sleep, within, type Bound } from '../base/bound.ts';
import { AppError, type ServerAnswer } from '../base/errors.ts';
import type { Clock, Log } from '../base/ports.ts';
import type { Propagation } from '../settings/settings.ts';
import { formatServer, type DnsServer } from './addresses.ts';
import type { Ask } from './exchange.ts';
import { canonicalName } from './names.ts';
import { Poller, type Watch } from './poller.ts';
import type { TxtRecord } from './provider.ts';
import type { Wanted } from './watched-address.ts';
import type { ServerToWatch } from './watched-server.ts';
import { WatchedZone } from './watched-zone.ts';
import type { Locate, Zone } from './zone.ts';

export interface PropagationOptions {
  clock: Clock;
  log: Log;
  ask: Ask;
  locate: Locate;
  /** Asked in the mode `recursive`. */
  resolvers: () => readonly DnsServer[];
  /** Whether the network seems to let no questions through to the zones' own servers. */
  isBlocked: () => boolean;
  /** Asked instead of a zone's own servers, where nothing comes back from any of these. */
  standIns: (zone: string) => Promise<readonly DnsServer[]>;
  propagation: Propagation;
  /** Bound on each wait; a fixed wait has its own length instead. */
  timeoutMs: number;
}

/**
 * Waits until the records can be seen, all names together. Call it only after they are set: a question that comes too
 * early makes resolvers remember that there is nothing.
 * @returns warnings: the servers that were left out
 * @throws AppError `dns-propagation-timeout` with what each server showed last; the bound's reason
 */
export type WaitForRecords = (records: readonly TxtRecord[], bound: Bound) => Promise<readonly string[]>;

/** Names told in a table; a hundred that all lack the same would hide the reason. */
const namesTold = 10;

/**
 * Makes the function that waits; all waits of a run share its poller, so make one for each run.
 *
 * In the mode `authoritative` every name server of the zone that answers must show every value: the CA may ask any of
 * them, so one that still serves the old zone is waited for. One that gives no answer (silence, REFUSED, SERVFAIL, no
 * authority) is passed over by the CA's resolver too and must not block a renewal: it is given up after three
 * questions and 5 s, provided that another server of the zone shows everything, and told in a warning. When no server
 * of a zone answers, the wait ends early: the runner doesn't reach them. An address that can't be reached (IPv6
 * without a route) doesn't count when another one of the same server answers. Where not one of a zone's servers answers
 * for itself, as behind a firewall that blocks port 53 or a resolver that takes it over, the resolvers that stand in are
 * asked. `quorum` is content when more than half of the servers that answer show everything. `recursive` treats the resolvers as `authoritative` does servers.
 */
export function createWaitForRecords(options: PropagationOptions): WaitForRecords {
  const { propagation, clock, timeoutMs, locate } = options;
  const poller = new Poller(options);
  const watched = new Map<string, WatchedZone>();
  const watch: WatchOf = (zone, wanted) => {
    const own = zone.name !== undefined;
    const quorum = propagation.kind === 'quorum' && own;
    const isBlocked = own ? options.isBlocked : () => false;
    const one = watched.get(zone.title) ?? new WatchedZone({ ...zone, zone: zone.name, quorum, isBlocked });
    watched.set(zone.title, one);
    return { zone: one, wanted };
  };
  return async (records, bound) => {
    if (propagation.kind === 'none' || records.length === 0) return [];
    if (propagation.kind === 'fixed') return waitFixed(propagation.waitMs, options, bound);
    let watches: readonly Watch[] = [];
    const watching = { ...options, poller, watch, onWatch: (now: readonly Watch[]) => (watches = now) };
    try {
      const expired = (spentMs: number) => timeoutError(watches, { spentMs, nowMs: clock.monotonic() });
      return await within(clock, { timeoutMs, expired, parent: bound }, async (inner) => {
        if (propagation.kind === 'recursive') {
          return waitUntilSettled(
            [watch(resolversOf(options.resolvers()), wantedOf(records))],
            watching,
            inner,
          );
        }
        const groups = await groupByZone(records, locate, inner.signal);
        const zones = groups.map(({ zone, records: own }) =>
          watch({ ...zone, title: `zone ${zone.name}` }, wantedOf(own)),
        );
        return waitUntilSettled(zones, watching, inner);
      });
    } catch (error) {
      // When the run's own time ends the wait, what the servers showed is told beside that.
      if (!(error instanceof AppError) || error.code === 'dns-propagation-timeout') throw error;
      throw error.with({ servers: answersOf(watches, clock.monotonic()) });
    }
  };
}

type WatchOf = (
  zone: { title: string; name: string | undefined; servers: readonly ServerToWatch[] },
  wanted: Wanted,
) => Watch;

interface Waiting extends PropagationOptions {
  poller: Poller;
  watch: WatchOf;
  /** Told what is waited for, each time that this changes. */
  onWatch: (watches: readonly Watch[]) => void;
}

/** Where a zone's own servers can't be reached, goes on with the resolvers that stand in for them. */
async function waitUntilSettled(
  watches: readonly Watch[],
  waiting: Waiting,
  bound: Bound,
): Promise<readonly string[]> {
  const { clock, log, poller, onWatch } = waiting;
  onWatch(watches);
  const startedAt = clock.monotonic();
  const deaf = await poller.wait(watches, bound);
  const spentMs = clock.monotonic() - startedAt;
  if (deaf.length > 0) {
    const { warnings, instead } = await standIn(deaf, waiting);
    if (instead.length < 1) throw silenceError(deaf, { spentMs, nowMs: clock.monotonic() });
    for (const warning of warnings) log.info(`DNS: ${warning}`);
    const all = [...watches.filter((one) => !deaf.includes(one)), ...instead];
    return [...warnings, ...(await waitUntilSettled(all, waiting, bound))];
  }
  tell(watches, spentMs, waiting);
  return watches.flatMap(({ zone, wanted }) => zone.leftOut(wanted, clock.monotonic()));
}

function tell(
  watches: readonly Watch[],
  spentMs: number,
  { clock, log, propagation }: PropagationOptions,
): void {
  const titles = watches.map(({ zone }) => zone.title).join(', ');
  const rounds = Math.max(...watches.map(({ zone, wanted }) => zone.roundsFor(wanted)));
  log.info(
    `DNS: ${titles}: every record seen after ${seconds(spentMs)}, in ${rounds} round${rounds === 1 ? '' : 's'}`,
  );
  const behind = answersOf(watches, clock.monotonic()).filter(({ isThere }) => !isThere);
  if (propagation.kind === 'quorum' && behind.length > 0) {
    log.info(`DNS: more than half of the servers is enough; not waited for: ${nameList(behind)}`);
  }
}

/** The resolvers that are asked instead of each zone's own servers; none when one of the zones has none. */
async function standIn(
  deaf: readonly Watch[],
  { standIns, watch }: Waiting,
): Promise<{ warnings: string[]; instead: readonly Watch[] }> {
  const found = await Promise.all(
    deaf.map(async ({ zone, wanted }) => {
      // A server that refuses was reached: port 53 isn't what is in the way.
      const resolvers = zone.zone !== undefined && zone.isOutOfReach ? await standIns(zone.zone) : [];
      return { zone, wanted, resolvers };
    }),
  );
  if (found.some(({ resolvers }) => resolvers.length === 0)) return { warnings: [], instead: [] };
  return {
    warnings: found.map(({ zone, resolvers }) => {
      const names = resolvers.map(formatServer).join(' and ');
      return `No name server of ${zone.title} answers for itself on port 53, which may be blocked here: asked instead: ${names}`;
    }),
    instead: found.map(({ wanted, resolvers }) => watch(resolversOf(resolvers), wanted)),
  };
}

function resolversOf(resolvers: readonly DnsServer[]): Parameters<WatchOf>[0] {
  return {
    title: `the resolver${resolvers.length === 1 ? '' : 's'} ${resolvers.map(formatServer).join(', ')}`,
    name: undefined,
    servers: resolvers.map((address) => ({ name: '', addresses: [address] })),
  };
}

function nameList(servers: readonly ServerAnswer[]): string {
  const told = servers.map(({ server = '', address = '', answer }) => `${server} ${address} (${answer})`);
  return [...new Set(told)].slice(0, 10).join(', ');
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

/** @throws AppError `dns-propagation-timeout` when a zone, or its servers, can't be found */
async function groupByZone(
  records: readonly TxtRecord[],
  locate: Locate,
  signal: AbortSignal,
): Promise<readonly { zone: Zone; records: readonly TxtRecord[] }[]> {
  const located = await Promise.all(
    records.map(async (record) => ({ record, zone: (await locate(record.name, signal)).zone })),
  );
  const groups = new Map<string, { zone: Zone; records: TxtRecord[] }>();
  for (const { record, zone } of located) {
    if (!zone || zone.servers.length === 0) throw zoneless(record.name, zone);
    const group = groups.get(zone.name) ?? { zone, records: [] };
    group.records.push(record);
    groups.set(zone.name, group);
  }
  return [...groups.values()];
}

function wantedOf(records: readonly TxtRecord[]): Wanted {
  const values = new Map<string, Set<string>>();
  for (const { name, value } of records) {
    const key = canonicalName(name);
    values.set(key, (values.get(key) ?? new Set()).add(value));
  }
  return values;
}

/** What each server showed last, of the first names that are missing somewhere. */
function answersOf(watches: readonly Watch[], nowMs: number): readonly ServerAnswer[] {
  const missing = watches.flatMap(({ zone, wanted }) =>
    [...zone.missing(wanted, nowMs)].map((open) => ({ zone, open })),
  );
  return missing.slice(0, namesTold).flatMap(({ zone, open }) => zone.answersAbout(new Map([open])));
}

/** `_acme-challenge.example.com`, `12 names, of which 10 are told`. */
function namesMissing(watches: readonly Watch[], nowMs: number): string {
  const names = watches.flatMap(({ zone, wanted }) => [...zone.missing(wanted, nowMs).keys()]);
  const [only = ''] = names;
  if (names.length === 1) return only;
  return `${names.length} names${names.length > namesTold ? `, of which ${namesTold} are told` : ''}`;
}

const serversHint =
  'If the values show up later, raise propagation-timeout. If they never do, the provider wrote to another zone ' +
  'or its secondaries are behind (dns-propagation: quorum goes on without them): compare its zone with the ' +
  'name servers in the table.';

const resolversHint =
  'A resolver that was asked too early, by this run or another, remembers for minutes that there is nothing: name ' +
  'one more in dns-resolvers, or raise propagation-timeout. If the values never show up, the provider wrote to ' +
  'another zone than the one that is delegated.';

interface Moment {
  spentMs: number;
  /** On the monotonic clock. */
  nowMs: number;
}

function timeoutError(watches: readonly Watch[], { spentMs, nowMs }: Moment): AppError {
  const message = `The TXT records can't be seen on every name server after ${seconds(spentMs)}: they are missing at ${namesMissing(watches, nowMs)}`;
  return new AppError('dns-propagation-timeout', message, {
    spentMs,
    servers: answersOf(watches, nowMs),
    hint: watches.some(({ zone }) => zone.zone === undefined) ? resolversHint : serversHint,
  });
}

function silenceError(deaf: readonly Watch[], { spentMs, nowMs }: Moment): AppError {
  const titles = deaf.map(({ zone }) => zone.title).join(', ');
  const servers = answersOf(deaf, nowMs);
  if (deaf.every(({ zone }) => zone.isOutOfReach)) {
    const hint =
      'The runner may not reach them (outbound port 53 blocked, or answered by a resolver in between), or they are down: name a resolver over HTTPS in ' +
      'dns-resolvers, set dns-propagation to recursive or to a duration, or check the servers.';
    const message = `None of the servers of ${titles} gave an answer of its own in ${seconds(spentMs)}`;
    return new AppError('dns-propagation-timeout', message, { spentMs, servers, hint });
  }
  const message = `None of the servers of ${titles} gave an answer that is of use in ${seconds(spentMs)}`;
  const hint =
    'They are there, and refuse or fail (see the table): check that they serve this zone, and whether its DNSSEC ' +
    'signatures are valid.';
  return new AppError('dns-propagation-timeout', message, { spentMs, servers, hint });
}

function zoneless(name: string, zone: Zone | undefined): AppError {
  const what = zone ? `zone ${zone.name} has no NS record` : `no zone (SOA record) was found at or above it`;
  return new AppError(
    'dns-propagation-timeout',
    `The name servers of ${name} can't be asked for its TXT record: ${what}`,
    {
      hint:
        'Check that the domain is registered and delegated. Where only the resolvers know it, ' +
        'set dns-propagation to recursive, to a duration, or to none.',
    },
  );
}
