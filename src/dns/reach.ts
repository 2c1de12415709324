import type { Bound } from '../base/bound.ts';
import type { Clock, Http, Random } from '../base/ports.ts';
import type { Resolver } from '../settings/settings.ts';
import { resolverAddresses, type DnsServer, type HttpsServer } from './addresses.ts';
import { watchPort53 } from './port53.ts';
import { isPublicZone, publicResolvers } from './public-resolvers.ts';
import { createAsk, type Ask } from './exchange.ts';
import { createOverHttps } from './https.ts';

/** What is needed to ask the DNS anything. */
export interface Reach {
  clock: Clock;
  random: Random;
  http: Http;
  /** Bound on a question over HTTPS. */
  requestTimeoutMs: number;
  /** undefined: the system's. */
  resolvers: readonly Resolver[] | undefined;
  systemResolvers: readonly string[];
  /** Whether the names become known to everybody anyway, as those in certificates of public CAs do (RFC 9162). */
  areNamesPublic: boolean;
}

/** The ways into the DNS. */
export interface Reached {
  ask: Ask;
  /** Whether the zones' own servers can't be reached from here, as far as was seen in this run. */
  isBlocked: () => boolean;
  resolvers: readonly DnsServer[];
  /**
   * Resolvers over HTTPS to ask instead of a zone's own servers, where port 53 is blocked: those that the user named,
   * else public ones, if it is no secret that the zone's names are there.
   */
  standIns: (zone: string) => Promise<readonly HttpsServer[]>;
}

/** One question to one server; a dead one must not cost more. */
const questionTimeoutMs = 2_000;
/** Over HTTPS a connection comes first. */
const httpsTimeoutMs = 4_000;

/** Finds the resolvers, and makes the function that asks. @throws AppError `dns-provider` when a resolver that is given by name has no address; the bound's reason */
export async function reachDns(
  {
    clock,
    random,
    http,
    requestTimeoutMs,
    resolvers: configured,
    systemResolvers: system,
    areNamesPublic,
  }: Reach,
  { signal }: Bound,
): Promise<Reached> {
  const own = (configured ?? []).filter((resolver) => 'url' in resolver);
  const overHttps = createOverHttps(http, Math.min(requestTimeoutMs, httpsTimeoutMs));
  return {
    ...watchPort53(createAsk({ clock, random, timeoutMs: questionTimeoutMs, overHttps }), clock),
    resolvers: await resolverAddresses({ configured, system }, signal),
    standIns: async (zone) =>
      own.length > 0 || !areNamesPublic || !(await isPublicZone(zone)) ? own : publicResolvers,
  };
}
