import type { Reach } from '../dns/reach.ts';
import type { Start } from './start.ts';

/** How a run reaches the DNS. */
export function reachOf({ settings, world }: Pick<Start, 'settings' | 'world'>): Reach {
  const { clock, random, systemResolvers, createHttp } = world;
  return {
    clock,
    random,
    http: createHttp(),
    requestTimeoutMs: settings.bounds.requestMs,
    resolvers: settings.challenge.dnsResolvers,
    systemResolvers,
    areNamesPublic: settings.ca.isKnown,
  };
}
