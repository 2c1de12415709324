import type { Bound } from '../base/bound.ts';
import type { AppError } from '../base/errors.ts';
import { areAllHttps } from '../dns/addresses.ts';
import type { Ask } from '../dns/exchange.ts';
import { reachDns, type Reach, type Reached } from '../dns/reach.ts';
import { readTxt, type SeenValues } from '../dns/read-txt.ts';
import { createResolve, type Resolve } from '../dns/resolver.ts';
import { createLocate, type Locate } from '../dns/zone.ts';

/** The ways to look into the DNS; they remember zones, so one serves the whole run. */
export interface DnsLook {
  ask: Ask;
  resolve: Resolve;
  locate: Locate;
  /** The TXT values of a name, at each server of its zone; see `readTxt` there. */
  readTxt: (name: string, signal: AbortSignal) => Promise<{ name: string; seen: readonly SeenValues[] }>;
  /** The resolvers that a run asks where it can't reach the zone's own servers. */
  standIns: Reached['standIns'];
  /** Whether the user named resolvers over HTTPS alone. */
  avoidsPort53: boolean;
  /** Whether `zone` is a registry's, like `com` or `co.uk`. */
  isPublicSuffix: (zone: string) => boolean;
}

/** What a look found, or why it found nothing. */
export type Looked<T> = { found: T } | { failed: AppError };

/** Opens the ways into the DNS; the list of public suffixes is loaded here. @throws AppError `dns-provider` when a resolver that is given by name has no address */
export async function openDnsLook(reach: Reach, bound: Bound): Promise<DnsLook> {
  const { ask, isBlocked, resolvers, standIns } = await reachDns(reach, bound);
  const locate = createLocate({ ask, resolvers, isBlocked });
  const { parse } = await import('tldts');
  return {
    ask,
    standIns,
    avoidsPort53: areAllHttps(resolvers),
    resolve: createResolve(ask, resolvers),
    locate,
    readTxt: (name, signal) => readTxt(name, { ask, locate, resolvers }, signal),
    isPublicSuffix(zone) {
      const { isIcann, publicSuffix } = parse(zone);
      return isIcann === true && publicSuffix === zone;
    },
  };
}
