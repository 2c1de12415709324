import { AppError } from '../base/errors.ts';
import { areAllHttps, isLoopback, type DnsServer, type ServerAddress } from './addresses.ts';
import { recordsOf, type Answered, type Ask } from './exchange.ts';
import { ancestorsOf, canonicalName, isWithin } from './names.ts';
import { createResolve, type Resolve } from './resolver.ts';
import { shareByKey } from './share.ts';

export interface NameServer {
  name: string;
  /** Empty when its name has no address. */
  addresses: readonly ServerAddress[];
}

/** A zone and the servers its NS records name. */
export interface Zone {
  name: string;
  servers: readonly NameServer[];
}

/** Where a record really lives. */
export interface Location {
  /** The name after its CNAMEs. */
  name: string;
  /** undefined when no SOA record was found at the name or above it. */
  zone: Zone | undefined;
}

/**
 * Follows the CNAMEs of a name to the name that holds its records (RFC 8555 8.4 lets the CA do the same), and finds
 * the zone of that one. The name itself is only asked for at the zone's own servers where that is possible: a
 * resolver that is asked before the record is set remembers for minutes that there is none (RFC 2308). A CNAME that a
 * wildcard like `*.example.com` gives is not followed: it was made for websites, and ends where the record is set.
 * @throws AppError `dns-provider` when CNAMEs loop or nobody answers; the signal's reason when it was aborted
 */
export type Locate = (name: string, signal: AbortSignal) => Promise<Location>;

/** The last status of the error about CNAMEs that end nowhere. */
export const cnameLoop = 'CNAME loop';

/** CNAMEs and delegations that are followed for one name. */
const maxSteps = 10;

export interface LocateOptions {
  ask: Ask;
  resolvers: readonly DnsServer[];
  /** Whether it is of no use to ask the zones' own servers. */
  isBlocked: () => boolean;
}

/** Makes the function that locates names; it remembers zones and names, so make one for each run. */
export function createLocate({ ask, resolvers, isBlocked }: LocateOptions): Locate {
  const resolve = createResolve(ask, resolvers);
  const zones = shareByKey<Zone | undefined>();
  const locations = shareByKey<Location>();
  /** Zones whose own servers gave no usable answer: their resolver is asked instead. */
  const deaf = new Set<string>();
  /** With resolvers over HTTPS alone, nothing is asked on port 53 either. */
  const isDeaf = ({ name }: Zone) => areAllHttps(resolvers) || isBlocked() || deaf.has(name);

  const readZone = (name: string, signal: AbortSignal) =>
    zones(`zone ${name}`, signal, () => fetchZone(resolve, name, signal));

  const enclosing = (name: string, signal: AbortSignal) =>
    zones(`above ${name}`, signal, async () => {
      const apex = await findApex(resolve, name, signal);
      return apex === undefined ? undefined : readZone(apex, signal);
    });

  const step = async (
    name: string,
    signal: AbortSignal,
  ): Promise<{ cname?: string; zone: Zone | undefined }> => {
    let zone = await enclosing(parentOf(name), signal);
    for (let depth = 0; zone && !isDeaf(zone) && depth < maxSteps; depth += 1) {
      const reply = await askServers(ask, { zone, name }, signal);
      const cname = reply && cnameOf(reply, name);
      if (cname !== undefined) return { cname, zone };
      if (reply?.authoritative) return { zone };
      const child: string | undefined = reply && delegationOf(reply, { name, zone });
      if (child === undefined) deaf.add(zone.name);
      else zone = await readZone(child, signal);
    }
    const { reply } = await resolve(name, 'CNAME', signal);
    const cname = cnameOf(reply, name);
    if (cname !== undefined) return { cname, zone };
    const apex = apexOf(reply, name);
    return { zone: apex === undefined ? zone : await readZone(apex, signal) };
  };

  /** A name that nobody made has the same CNAME: a wildcard gave it (RFC 4592), and gives none to a name with a record. */
  const isWildcards = async (name: string, cname: string, signal: AbortSignal) =>
    (await step(`_no-challenge.${parentOf(name)}`, signal)).cname === cname;

  return (start, signal) =>
    locations(canonicalName(start), signal, async () => {
      const path = [canonicalName(start)];
      for (let name = path[0]; name !== undefined && path.length <= maxSteps + 1; name = path.at(-1)) {
        const { cname, zone } = await step(name, signal);
        if (cname === undefined) return { name, zone };
        if (path.length === 1 && (await isWildcards(name, cname, signal))) return { name, zone };
        const isLoop = path.includes(cname);
        path.push(cname);
        if (isLoop) break;
      }
      throw new AppError('dns-provider', `The CNAME records of ${start} lead nowhere: ${path.join(' -> ')}`, {
        lastStatus: cnameLoop,
        hint: 'Correct these CNAME records: they must end at one name that holds the TXT record.',
      });
    });
}

/** Climbs from `name` until a SOA record is told for it or what lies above it (also with NXDOMAIN, RFC 2308 2.1). */
async function findApex(resolve: Resolve, name: string, signal: AbortSignal): Promise<string | undefined> {
  for (const candidate of ancestorsOf(name)) {
    const { reply } = await resolve(candidate, 'SOA', signal);
    const apex = apexOf(reply, candidate);
    if (apex !== undefined) return apex;
  }
  return undefined;
}

function apexOf(reply: Answered, name: string): string | undefined {
  // Behind a CNAME the SOA is its target's.
  if (cnameOf(reply, name) !== undefined) return undefined;
  const soa = [...reply.answers, ...reply.authorities].find((record) => record.type === 'SOA');
  return soa && soa.name !== '' && isWithin(name, soa.name) ? soa.name : undefined;
}

/** The zone's name servers with every address; a loopback one listens at the port of the resolver that named it. */
async function fetchZone(resolve: Resolve, name: string, signal: AbortSignal): Promise<Zone> {
  const { reply } = await resolve(name, 'NS', signal);
  const names = recordsOf(reply.answers, 'NS').map(({ data }) => canonicalName(data));
  const servers = await Promise.all(
    [...new Set(names)].sort().map(async (server) => ({
      name: server,
      addresses: (
        await Promise.all(
          (['A', 'AAAA'] as const).map((type) => fetchAddresses(resolve, { server, type }, signal)),
        )
      ).flat(),
    })),
  );
  return { name, servers };
}

/** A server whose name can't be resolved has no address: the propagation table tells, the others still count. */
async function fetchAddresses(
  resolve: Resolve,
  { server, type }: { server: string; type: 'A' | 'AAAA' },
  signal: AbortSignal,
): Promise<readonly ServerAddress[]> {
  const resolved = await resolve(server, type, signal).catch((error: unknown) => {
    if (error instanceof AppError && !signal.aborted) return undefined;
    throw error;
  });
  if (!resolved) return [];
  const { reply, resolver } = resolved;
  return recordsOf(reply.answers, type).map(({ data: address }) => ({
    address,
    port: isLoopback(address) && 'port' in resolver ? resolver.port : 53,
  }));
}

/** The first answer of the zone's own servers; undefined when three in a row give none. */
async function askServers(
  ask: Ask,
  { zone, name }: { zone: Zone; name: string },
  signal: AbortSignal,
): Promise<Answered | undefined> {
  const addresses = zone.servers.flatMap(({ addresses: [first] }) => first ?? []);
  for (const server of addresses.slice(0, 3)) {
    const reply = await ask({ server, name, type: 'CNAME', recursive: false }, signal);
    if (reply.kind === 'answered') return reply;
  }
  return undefined;
}

function cnameOf(reply: Answered, name: string): string | undefined {
  const cname = recordsOf(reply.answers, 'CNAME').find((record) => record.name === name);
  return cname && canonicalName(cname.data);
}

/** The child zone that a referral names (RFC 1034 4.3.2). */
function delegationOf(reply: Answered, { name, zone }: { name: string; zone: Zone }): string | undefined {
  const child = reply.authorities.find((record) => record.type === 'NS')?.name;
  return child !== undefined && child !== zone.name && isWithin(child, zone.name) && isWithin(name, child)
    ? child
    : undefined;
}

function parentOf(name: string): string {
  return ancestorsOf(name)[1] ?? name;
}
