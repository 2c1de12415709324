import type { Bound } from '../base/bound.ts';
import type { AppError } from '../base/errors.ts';
import type { Clock, Random } from '../base/ports.ts';
import { resolverAddresses } from '../dns/addresses.ts';
import { createAsk, type Ask } from '../dns/exchange.ts';
import { readTxt, type SeenValues } from '../dns/read-txt.ts';
import { createResolve, type Resolve } from '../dns/resolver.ts';
import { createLocate, type Locate } from '../dns/zone.ts';
import type { HostPort } from '../settings/settings.ts';

/** The ways to look into the DNS; they remember zones, so one serves the whole run. */
export interface DnsLook {
  ask: Ask;
  resolve: Resolve;
  locate: Locate;
  /** The TXT values of a name, at each server of its zone; see `readTxt` there. */
  readTxt: (name: string, signal: AbortSignal) => Promise<{ name: string; seen: readonly SeenValues[] }>;
  /** Whether `zone` is a registry's, like `com` or `co.uk`. */
  isPublicSuffix: (zone: string) => boolean;
}

/** What a look found, or why it found nothing. */
export type Looked<T> = { found: T } | { failed: AppError };

export interface DnsLookOptions {
  clock: Clock;
  random: Random;
  /** undefined: the system's. */
  resolvers: readonly HostPort[] | undefined;
  systemResolvers: readonly string[];
}

/** One question to one server; a dead one must not cost more. */
const questionTimeoutMs = 2_000;

/** Opens the ways into the DNS; the list of public suffixes is loaded here. @throws AppError `dns-provider` when a resolver that is given by name has no address */
export async function openDnsLook(
  { clock, random, resolvers: configured, systemResolvers: system }: DnsLookOptions,
  bound: Bound,
): Promise<DnsLook> {
  const resolvers = await resolverAddresses({ configured, system }, bound.signal);
  const ask = createAsk({ clock, random, timeoutMs: questionTimeoutMs });
  const locate = createLocate(ask, resolvers);
  const { parse } = await import('tldts');
  return {
    ask,
    resolve: createResolve(ask, resolvers),
    locate,
    readTxt: (name, signal) => readTxt(name, { ask, locate, resolvers }, signal),
    isPublicSuffix(zone) {
      const { isIcann, publicSuffix } = parse(zone);
      return isIcann === true && publicSuffix === zone;
    },
  };
}
