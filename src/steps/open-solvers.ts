import { chooseProvider, homeIn, type Place } from '../challenge/choose-provider.ts';
import { createDelegation } from '../challenge/delegation.ts';
import { createDns01Solver } from '../challenge/dns01.ts';
import { createDnsPersist01Solver } from '../challenge/dns-persist01.ts';
import { createHttp01Solver } from '../challenge/http01.ts';
import { createHttp01Listener } from '../challenge/http01-listener.ts';
import type { Solver } from '../challenge/solver.ts';
import { openDnsView } from '../dns/view.ts';
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
    if (type === 'http-01' && challenge.httpWebroot !== undefined) {
      solvers.push(createHttp01Solver({ webroot: challenge.httpWebroot, journal, log }));
    }
    if (type === 'http-01' && challenge.httpListen !== undefined) {
      const { listenHttp: listen } = world;
      solvers.push(createHttp01Listener({ address: challenge.httpListen, listen, log }));
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
          delegation,
          dns,
          journal,
          log,
        }),
      );
    }
  }
  for (const solver of solvers) await solver.prepare?.(budget.work);
  return solvers;
}
