import type { Bound } from '../base/bound.ts';
import { AppError } from '../base/errors.ts';
import type { Log } from '../base/ports.ts';
import type { Propagation } from '../settings/settings.ts';
import { formatServer, type DnsServer } from './addresses.ts';
import type { Ask } from './exchange.ts';
import { createFollow, type Follow } from './follow.ts';
import { createWaitForRecords } from './propagation.ts';
import type { TxtRecord } from './provider.ts';
import { hostAddresses } from './host-addresses.ts';
import { reachDns, type Reach } from './reach.ts';
import { readTxt, type SeenValues } from './read-txt.ts';
import { createResolve } from './resolver.ts';
import { createLocate, type Location } from './zone.ts';

export interface DnsViewOptions extends Reach {
  log: Log;
  propagation: Propagation;
  propagationTimeoutMs: number;
}

/** How dns-01 sees the DNS; `challenge/` knows it by this interface alone. */
export interface DnsView extends Follow {
  /** The addresses that the resolvers have for a name, IPv4 first; none when it has none. @throws AppError `dns-provider` */
  addressesOf(name: string, bound: Bound): Promise<readonly string[]>;
  /** The zone that holds a name which `follow` has led to; undefined when nobody told. */
  zoneOf(name: string): string | undefined;
  /**
   * Returns when every record can be seen where the CA will look.
   * @returns warnings: servers that were left out
   * @throws AppError `dns-propagation-timeout`
   */
  waitForRecords(records: readonly TxtRecord[], bound: Bound): Promise<readonly string[]>;
  /**
   * Reads the TXT values of a name at the name servers of its zone, where these answer, else at a resolver.
   * @returns where they stand, CNAMEs followed, and what each server shows; of none when none could be asked
   * @throws AppError `dns-provider` when CNAMEs loop
   */
  readTxt(name: string, bound: Bound): Promise<{ name: string; seen: readonly SeenValues[] }>;
}

/** Looks at the DNS through the run's resolvers; make one for each run, it remembers zones. */
export async function openDnsView(options: DnsViewOptions, bound: Bound): Promise<DnsView> {
  const { clock, log, propagation, propagationTimeoutMs: timeoutMs } = options;
  const { ask, isBlocked, resolvers, standIns } = await reachDns(options, bound);
  const early = rememberEarly(ask);
  const locate = createLocate({ ask: early.ask, resolvers, isBlocked });
  const resolve = createResolve(ask, resolvers);
  const waitForRecords = createWaitForRecords({
    clock,
    log,
    ask,
    isBlocked,
    locate,
    resolvers: () => early.without(resolvers),
    standIns: async (zone) => early.without(await standIns(zone)),
    propagation,
    timeoutMs,
  });
  const zones = new Map<string, string>();
  /** With `none` or a fixed wait, nothing here needs the DNS: without an answer it is as if there were no CNAME. */
  const tryLocate = async (name: string, signal: AbortSignal): Promise<Location | undefined> => {
    try {
      const location = await locate(name, signal);
      if (location.zone) zones.set(location.name, location.zone.name);
      return location;
    } catch (error) {
      if (signal.aborted || !(error instanceof AppError) || needsAnswers(propagation)) throw error;
      log.info(`No CNAME is followed from ${name}: ${error.message}`);
      return undefined;
    }
  };
  return {
    ...createFollow(tryLocate),
    addressesOf: (name, { signal }) => hostAddresses(name, resolve, signal),
    zoneOf: (name) => zones.get(name),
    readTxt: (name, { signal }) => readTxt(name, { ask, locate, resolvers }, signal),
    waitForRecords,
  };
}

function needsAnswers({ kind }: Propagation): boolean {
  return kind === 'authoritative' || kind === 'quorum' || kind === 'recursive';
}

/**
 * Remembers which resolvers were asked for names before their records were set: for as long as the zone's SOA record
 * says, they go on answering that there are none (RFC 2308).
 */
function rememberEarly(ask: Ask): {
  ask: Ask;
  without: (servers: readonly DnsServer[]) => readonly DnsServer[];
} {
  const asked = new Set<string>();
  return {
    ask: (query, signal) => {
      if (query.recursive && query.type === 'CNAME') asked.add(formatServer(query.server));
      return ask(query, signal);
    },
    without: (servers) => {
      const fresh = servers.filter((server) => !asked.has(formatServer(server)));
      return fresh.length > 0 ? fresh : servers;
    },
  };
}
