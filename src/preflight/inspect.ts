import { seconds, within, type Bound } from '../base/bound.ts';
import { AppError } from '../base/errors.ts';
import { mapLimited } from '../base/parallel.ts';
import type { Clock, Http, Log } from '../base/ports.ts';
import { homeIn } from '../challenge/choose-provider.ts';
import { challengeName, createDelegation, type Delegation } from '../challenge/delegation.ts';
import { persistName } from '../challenge/persist-record.ts';
import { standingOf, type Standing } from '../challenge/standing.ts';
import { lookAtPort80 } from '../challenge/http01-reach.ts';
import { tokenPath } from '../challenge/tokens.ts';
import { hostAddresses } from '../dns/host-addresses.ts';
import { createFollow } from '../dns/follow.ts';
import { readTxtRecursively } from '../dns/read-txt.ts';
import { shareByKey, type Shared } from '../dns/share.ts';
import type { Location } from '../dns/zone.ts';
import type { Finding } from '../report/outcome.ts';
import type { CertificateRequest, ChallengeType, Identifier, Settings } from '../settings/settings.ts';
import { createFindCaa, judgeCaa, type FindCaa } from './caa.ts';
import { judgeChallengeName, judgeDelegation, judgeNoHome, judgeProvider } from './challenge-name.ts';
import type { DnsLook, Looked } from './dns-look.ts';
import { gather, judgeUnseen, type NameFinding } from './findings.ts';
import { judgeLeftovers, lookForLeftovers } from './leftovers.ts';
import { judgePersist, type AccountLook } from './persist-record.ts';
import { judgePort80 } from './port80.ts';
import { judgeServers, lookAtServers, type ZoneLook } from './zone-servers.ts';

export interface InspectOptions {
  dns: DnsLook;
  settings: Pick<Settings, 'ca' | 'challenge'>;
  /** The names by which the CA finds itself in the DNS; empty: unknown. */
  identities: readonly string[];
  /** Our account at the CA, for records that name it. */
  account: AccountLook;
  /** Asks port 80 of names; undefined where that tells nothing. */
  http?: Http | undefined;
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
  const { dns, settings } = options;
  const findCaa = createFindCaa(dns.resolve);
  const { dnsAliases: aliases, dnsProviders: providers } = settings.challenge;
  const homeOf = (domain: string) => homeIn(providers, domain);
  const delegation = createDelegation({ aliases, homeOf, dns: createFollow(dns.locate) });
  const zones = shareByKey<ZoneLook>();
  return async ({ identifiers }, bound) => {
    const tools = { ...options, bound, delegation, findCaa, zones };
    const names = identifiers.filter(({ type }) => type === 'dns').map(({ value }) => value);
    const byBase = Map.groupBy(names, (name) => name.replace('*.', ''));
    const found = await mapLimited([...byBase], namesAtOnce, ([base, ordered]) =>
      inspect(base, ordered, tools),
    );
    const hosts = identifiers.filter((one) => !one.value.startsWith('*.'));
    const web = await mapLimited(hosts, namesAtOnce, async (host) =>
      (await inspectWeb(host, tools)).map((finding) => ({ ...finding, name: host.value })),
    );
    return gather([...found.flat(), ...web.flat()]);
  };
}

interface Tools extends InspectOptions {
  delegation: Delegation;
  findCaa: FindCaa;
  zones: Shared<ZoneLook>;
}

/** @param base the name without `*.` @param ordered as it is ordered, with or without or both */
async function inspect(base: string, ordered: readonly string[], tools: Tools): Promise<NameFinding[]> {
  const { settings, identities, findCaa } = tools;
  const methods = settings.challenge.types;
  const [place, caa, persist] = await Promise.all([
    inspectPlace(base, ordered, tools),
    tryLook(tools, ({ signal }) => findCaa(base, signal)),
    inspectPersist(base, ordered, tools),
  ]);
  const { directoryUrl } = settings.ca;
  return [
    ...[...place, ...persist].map((finding) => ({ ...finding, name: base })),
    ...ordered.flatMap((name) =>
      judgeCaa({ name, caa, identities, methods, directoryUrl }).map((finding) => ({ ...finding, name })),
    ),
  ];
}

/** What stands in the way of the record of a dns-01 challenge. */
async function inspectPlace(base: string, ordered: readonly string[], tools: Tools): Promise<Finding[]> {
  const { dns, settings, delegation } = tools;
  const standing = gravestOf('dns-01', ordered, settings.challenge.types);
  const delegated = await tryLook(tools, (bound) =>
    standing === 'spare' ? Promise.resolve([]) : delegation.missing([base], bound),
  );
  const missing = 'found' in delegated ? delegated.found : [];
  // The place that it should have led to is the one to look at.
  const name = missing[0]?.record.value ?? challengeName(base);
  const location = await tryLook(tools, ({ signal }) => dns.locate(name, signal));
  const { isPublicSuffix } = dns;
  return [
    // Where the DNS itself fails, the look at the name below tells it.
    ...('failed' in delegated && 'found' in location ? [judgeNoHome(base, delegated.failed, standing)] : []),
    ...judgeDelegation(missing, standing),
    ...judgeProvider(settings.challenge.dnsProviderNames, { base, location, standing }),
    ...judgeChallengeName({ name, location, isPublicSuffix, standing }),
    ...(await inspectZone(location, { ...tools, standing })),
  ];
}

/** The record of dns-persist-01, as the zone's servers show it where a run goes by it. */
async function inspectPersist(base: string, ordered: readonly string[], tools: Tools): Promise<Finding[]> {
  const { dns, settings, identities, account, clock } = tools;
  const { types } = settings.challenge;
  const standing = gravestOf('dns-persist-01', ordered, types);
  const looked = await tryLook(tools, async ({ signal }) => {
    if (standing !== 'spare') return dns.readTxt(persistName(base), signal);
    const name = persistName(base);
    return { name, seen: [await readTxtRecursively(name, dns.resolve, signal)] };
  });
  if ('failed' in looked) return judgeUnseen(persistName(base), looked.failed, standing);
  const { name: at, seen } = looked.found;
  const wildcard = ordered.some(
    (name) => name.startsWith('*.') && standingOf('dns-persist-01', dnsName(name), types) !== 'spare',
  );
  const { directoryUrl } = settings.ca;
  const nowMs = clock.now();
  return judgePersist({ base, at, seen, standing, wildcard, identities, account, directoryUrl, nowMs });
}

/** Whether something answers where the CA asks for tokens. */
async function inspectWeb(host: Identifier, tools: Tools): Promise<Finding[]> {
  const { http, dns, settings } = tools;
  const standing = standingOf('http-01', host, settings.challenge.types);
  if (!http || standing === 'spare') return [];
  const addressesOf = (name: string, { signal }: Bound) => hostAddresses(name, dns.resolve, signal);
  const path = `${tokenPath}preflight`;
  const looked = await tryLook(tools, (bound) =>
    lookAtPort80({ host: host.value, path }, { http, addressesOf }, bound),
  );
  if ('failed' in looked) return judgeUnseen(`Port 80 of ${host.value}`, looked.failed, standing);
  return judgePort80(host.value, looked.found);
}

/** How a type stands for the name or its wildcard, whichever it is surer for. */
function gravestOf(
  type: ChallengeType,
  ordered: readonly string[],
  types: readonly ChallengeType[],
): Standing {
  const each = ordered.map((name) => standingOf(type, dnsName(name), types));
  return (['taken', 'perhaps'] as const).find((one) => each.includes(one)) ?? 'spare';
}

function dnsName(value: string): Identifier {
  return { type: 'dns', value };
}

async function inspectZone(
  location: Looked<Location>,
  tools: Tools & { standing: Standing },
): Promise<Finding[]> {
  const { dns, zones, settings, standing } = tools;
  const { name, zone } = 'found' in location ? location.found : {};
  // Of a registry's zone, there is nothing to say to its customers.
  if (name === undefined || !zone || dns.isPublicSuffix(zone.name)) return [];
  const { kind } = settings.challenge.propagation;
  const asksThem = standing === 'taken' && (kind === 'authoritative' || kind === 'quorum');
  if (!asksThem && dns.avoidsPort53) return [];
  const servers = await tryLook(tools, ({ signal }) =>
    zones(zone.name, signal, () => lookAtServers(zone, dns.ask, signal)),
  );
  if ('failed' in servers) return judgeUnseen(`Zone ${zone.name}`, servers.failed, standing);
  const needsThem = asksThem && (await dns.standIns(zone.name)).length === 0;
  const findings = judgeServers(servers.found, needsThem);
  // Servers that are all dead cost seconds for each name, and tell nothing.
  const areDead = servers.found.looks.every(({ failure }) => failure !== undefined);
  if (standing === 'spare' || areDead) return findings;
  const leftovers = await tryLook(tools, ({ signal }) => lookForLeftovers({ name, zone }, dns.ask, signal));
  return [...findings, ...('found' in leftovers ? judgeLeftovers(name, leftovers.found) : [])];
}

/** @throws the bound's reason when it, and not only the look, has ended */
async function tryLook<T>(
  { clock, bound, log }: Tools,
  look: (bound: Bound) => Promise<T>,
): Promise<Looked<T>> {
  const expired = (spentMs: number) =>
    new AppError('dns-provider', `No answer came in ${seconds(spentMs)}`, {
      hint: "Check that this runner reaches the resolvers and the zone's name servers.",
    });
  try {
    const limits = { timeoutMs: lookMs, parent: bound, expired };
    return { found: await within(clock, limits, look) };
  } catch (error) {
    if (bound.signal.aborted || !(error instanceof AppError)) throw error;
    log.debug(`A look failed: ${error.message}`);
    return { failed: error };
  }
}
