import { seconds, within, type Bound } from '../base/bound.ts';
import { AppError } from '../base/errors.ts';
import { mapLimited } from '../base/parallel.ts';
import type { Clock, Log } from '../base/ports.ts';
import { shareByKey, type Shared } from '../dns/share.ts';
import type { Location } from '../dns/zone.ts';
import type { Finding } from '../report/outcome.ts';
import type { CertificateRequest, Settings } from '../settings/settings.ts';
import { createFindCaa, judgeCaa, type FindCaa } from './caa.ts';
import { judgeChallengeName } from './challenge-name.ts';
import type { DnsLook, Looked } from './dns-look.ts';
import { gather, type NameFinding } from './findings.ts';
import { judgeLeftovers, lookForLeftovers } from './leftovers.ts';
import { judgePersist, lookForPersist } from './persist-record.ts';
import { judgeServers, lookAtServers, type ZoneLook } from './zone-servers.ts';

export interface InspectOptions {
  dns: DnsLook;
  settings: Pick<Settings, 'ca' | 'challenge'>;
  /** The names by which the CA finds itself in the DNS; empty: unknown. */
  identities: readonly string[];
  clock: Clock;
  log: Log;
  bound: Bound;
}

/** Looks at what the DNS holds about a certificate's names. */
export type InspectNames = (request: CertificateRequest, bound: Bound) => Promise<Finding[]>;

/** Bound on one look, of however many questions: a dead zone must not use up the run. */
const lookMs = 15_000;

/** Names of one certificate that are looked at side by side. */
const namesAtOnce = 8;

/** Makes the function that inspects names; it remembers what certificates share, so make one for each run. */
export function createInspectNames(options: Omit<InspectOptions, 'bound'>): InspectNames {
  const findCaa = createFindCaa(options.dns.resolve);
  const zones = shareByKey<ZoneLook>();
  return async ({ identifiers }, bound) => {
    const names = identifiers.filter(({ type }) => type === 'dns').map(({ value }) => value);
    const byBase = Map.groupBy(names, (name) => name.replace('*.', ''));
    const found = await mapLimited([...byBase], namesAtOnce, ([base, ordered]) =>
      inspect(base, ordered, { ...options, bound, findCaa, zones }),
    );
    return gather(found.flat());
  };
}

interface Tools extends InspectOptions {
  findCaa: FindCaa;
  zones: Shared<ZoneLook>;
}

/** @param base the name without `*.` @param ordered as it is ordered, with or without or both */
async function inspect(base: string, ordered: readonly string[], tools: Tools): Promise<NameFinding[]> {
  const { dns, settings, identities, clock, findCaa } = tools;
  const challengeName = `_acme-challenge.${base}`;
  const { directoryUrl } = settings.ca;
  const methods = settings.challenge.types;
  const byDns = methods.includes('dns-01');
  const [location, caa, persist] = await Promise.all([
    tryLook(tools, (signal) => dns.locate(challengeName, signal)),
    tryLook(tools, (signal) => findCaa(base, signal)),
    tryLook(tools, (signal) => lookForPersist(base, dns.resolve, signal)),
  ]);
  const { isPublicSuffix } = dns;
  const unlocated = judgeChallengeName({ name: challengeName, location, isPublicSuffix, byDns });
  const values = 'found' in persist ? persist.found : [];
  const findings = [
    ...unlocated,
    ...(await inspectZone(location, tools)),
    ...judgePersist({ base, values, identities, directoryUrl, nowMs: clock.now() }),
  ];
  return [
    ...findings.map((finding) => ({ ...finding, name: base })),
    ...ordered.flatMap((name) =>
      judgeCaa({ name, caa, identities, methods, directoryUrl }).map((finding) => ({ ...finding, name })),
    ),
  ];
}

async function inspectZone(location: Looked<Location>, tools: Tools): Promise<Finding[]> {
  const { dns, zones, settings } = tools;
  const { name, zone } = 'found' in location ? location.found : {};
  // Of a registry's zone, there is nothing to say to its customers.
  if (name === undefined || !zone || dns.isPublicSuffix(zone.name)) return [];
  const byDns = settings.challenge.types.includes('dns-01');
  const asksThem = byDns && settings.challenge.propagation.kind === 'authoritative';
  const servers = await tryLook(tools, (signal) =>
    zones(zone.name, signal, () => lookAtServers(zone, dns.ask, signal)),
  );
  if ('failed' in servers) return [];
  const findings = judgeServers(servers.found, asksThem);
  // Servers that are all dead cost seconds for each name, and tell nothing.
  if (!byDns || servers.found.looks.every(({ failure }) => failure !== undefined)) return findings;
  const leftovers = await tryLook(tools, (signal) => lookForLeftovers({ name, zone }, dns.ask, signal));
  return [...findings, ...('found' in leftovers ? judgeLeftovers(name, leftovers.found) : [])];
}

/** @throws the bound's reason when it, and not only the look, has ended */
async function tryLook<T>(
  { clock, bound, log }: Tools,
  look: (signal: AbortSignal) => Promise<T>,
): Promise<Looked<T>> {
  const expired = (spentMs: number) =>
    new AppError('dns-provider', `No answer came in ${seconds(spentMs)}`, {
      hint: "Check that this runner reaches the resolvers and the zone's name servers.",
    });
  try {
    const limits = { timeoutMs: lookMs, parent: bound, expired };
    return { found: await within(clock, limits, ({ signal }) => look(signal)) };
  } catch (error) {
    if (bound.signal.aborted || !(error instanceof AppError)) throw error;
    log.debug(`A look failed: ${error.message}`);
    return { failed: error };
  }
}
