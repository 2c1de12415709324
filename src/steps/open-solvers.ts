import type { Bound } from '../base/bound.ts';
import type { World } from '../base/ports.ts';
import { chooseProvider, homeIn, isHeld, type Place } from '../challenge/choose-provider.ts';
import { challengeName, createDelegation } from '../challenge/delegation.ts';
import { createDns01Solver } from '../challenge/dns01.ts';
import { createDnsPersist01Solver } from '../challenge/dns-persist01.ts';
import { createHttp01Solver } from '../challenge/http01.ts';
import { hookPlace } from '../challenge/http01-hook.ts';
import { createHttp01Listener } from '../challenge/http01-listener.ts';
import { webrootPlace } from '../challenge/http01-webroot.ts';
import { watchingPort80, type ReachTools } from '../challenge/http01-reach.ts';
import type { Solver } from '../challenge/solver.ts';
import { standingOf } from '../challenge/standing.ts';
import { openDnsView } from '../dns/view.ts';
import type { ChallengeType, Settings } from '../settings/settings.ts';
import { httpHook } from './http-hook.ts';
import { reachOf } from './reach.ts';
import { once, type Start } from './start.ts';

/** The ways to prove control that the user has set up, in their order of preference. */
export async function openSolvers({ settings, world, budget, journal }: Start): Promise<Solver[]> {
  const { challenge, bounds } = settings;
  const { dnsProviders: providers } = challenge;
  const { clock, log } = world;
  const openDns = once(() => {
    const { propagation } = challenge;
    const waiting = { log, propagation, propagationTimeoutMs: bounds.propagationMs };
    return openDnsView({ ...reachOf({ settings, world }), ...waiting }, budget.work);
  });
  const solvers: Solver[] = [];
  for (const type of challenge.types) {
    if (type === 'http-01') {
      const own = openHttp01({ settings, world, journal });
      const addressesOf = async (name: string, bound: Bound) => (await openDns()).addressesOf(name, bound);
      solvers.push(...own.map((solver) => watched(solver, world, addressesOf)));
    }
    if (type === 'dns-persist-01')
      solvers.push(createDnsPersist01Solver({ dns: await openDns(), clock, log }));
    if (type === 'dns-01' && providers.length > 0) {
      const dns = await openDns();
      const choose = (place: Place) => chooseProvider(providers, place);
      const homeOf = (domain: string) => homeIn(providers, domain);
      const delegation = createDelegation({ aliases: challenge.dnsAliases, homeOf, dns });
      solvers.push(
        createDns01Solver({
          providers: providers.map(({ provider }) => provider),
          choose,
          holds: (domain) => isHeld(providers, { domain, name: challengeName(domain) }),
          delegation,
          dns,
          journal,
          log,
        }),
      );
    }
  }
  for (const solver of solvers) {
    if (isNeeded(solver.type, settings)) await solver.prepare?.(budget.work);
  }
  return solvers;
}

/** Whether any name may be proven by a type. */
export function isNeeded(
  type: ChallengeType,
  { certificates, challenge: { types } }: Pick<Settings, 'certificates' | 'challenge'>,
): boolean {
  return certificates.some(({ identifiers }) =>
    identifiers.some((one) => standingOf(type, one, types) !== 'spare'),
  );
}

/** One of the ways in which the CA can be shown a token; none where none is set up. */
function openHttp01({ settings, world, journal }: Pick<Start, 'settings' | 'world' | 'journal'>): Solver[] {
  const { httpWebroot, httpListen, httpHook: hook } = settings.challenge;
  const { listenHttp: listen, log } = world;
  if (httpListen !== undefined) return [createHttp01Listener({ address: httpListen, listen, log })];
  const places = [
    ...(httpWebroot === undefined ? [] : [webrootPlace(httpWebroot)]),
    ...(hook === undefined ? [] : [hookPlace(httpHook(hook, world))]),
  ];
  return places.map((place) => createHttp01Solver({ place, journal, log }));
}

/** Through a proxy, another machine would look. */
function watched(solver: Solver, world: World, addressesOf: ReachTools['addressesOf']): Solver {
  const { clock, log } = world;
  return isProxied(world)
    ? solver
    : watchingPort80(solver, { http: world.createHttp(), addressesOf, clock, log });
}

/** Whether plain HTTP goes through a proxy. */
export function isProxied({ env }: Pick<World, 'env'>): boolean {
  return ['http_proxy', 'HTTP_PROXY'].some((name) => env[name]?.trim());
}
