import { formatServer } from '../dns/addresses.ts';
import type { Ask, Reply } from '../dns/exchange.ts';
import { failureOf, isBeyondIpv4 } from '../dns/resolver.ts';
import type { Zone } from '../dns/zone.ts';
import type { Finding } from '../report/outcome.ts';
import { nameList } from '../report/wording.ts';

/** What one address of a name server says about the zone. */
export interface ServerLook {
  /** `ns1.example.com (192.0.2.1)`. */
  server: string;
  /** The version of the zone that it serves; undefined when it doesn't serve it. */
  serial?: number;
  /** Why it doesn't, in a few words. */
  failure?: string;
  /** Whether nothing came from it, which may be the fault of this runner's network. */
  isSilent?: boolean;
}

export interface ZoneLook {
  zone: string;
  /** Servers whose names have no address. */
  nameless: readonly string[];
  /** Servers' IPv6 addresses, where this runner has no IPv6. */
  beyond: readonly string[];
  looks: readonly ServerLook[];
}

/** Asks every address of a zone's name servers for its SOA record. @throws only the signal's reason */
export async function lookAtServers(
  { name: zone, servers }: Zone,
  ask: Ask,
  signal: AbortSignal,
): Promise<ZoneLook> {
  const nameless = servers.filter(({ addresses }) => addresses.length === 0).map(({ name }) => name);
  const each = servers.flatMap(({ name, addresses }) => addresses.map((address) => ({ name, address })));
  const asked = await Promise.all(
    each.map(async ({ name, address }) => {
      const reply = await ask({ server: address, name: zone, type: 'SOA', recursive: false }, signal);
      const server = `${name} (${formatServer(address)})`;
      return { isBeyond: isBeyondIpv4(address, reply), look: lookOf(server, zone, reply) };
    }),
  );
  const [beyond = [], looks = []] = [true, false].map((wanted) =>
    asked.filter((one) => one.isBeyond === wanted).map(({ look }) => look),
  );
  return { zone, nameless, beyond: beyond.map(({ server }) => server), looks };
}

function lookOf(server: string, zone: string, reply: Reply): ServerLook {
  if (reply.kind !== 'answered')
    return { server, failure: failureOf(reply), isSilent: reply.kind !== 'refused' };
  const soa = reply.answers.find((record) => record.type === 'SOA' && record.name === zone);
  if (soa?.type === 'SOA' && reply.authoritative) return { server, serial: soa.data.serial ?? 0 };
  return { server, failure: 'it does not serve the zone' };
}

/**
 * Says whether all servers of a zone serve the same of it.
 * @param needsThem whether a run fails when it gets no answer from them
 */
export function judgeServers({ zone, nameless, beyond, looks }: ZoneLook, needsThem: boolean): Finding[] {
  const subject = `Zone ${zone}`;
  const serving = looks.filter(({ failure }) => failure === undefined);
  const failing = [
    ...nameless.map((server) => `${server}: it has no address`),
    ...looks.flatMap(({ server, failure }) => (failure === undefined ? [] : [`${server}: ${failure}`])),
  ];
  if (serving.length === 0) {
    const isUnheard = looks.every(({ isSilent = false }) => isSilent) && looks.length + beyond.length > 0;
    const ipv6 = beyond.map((server) => `${server}: this runner has no IPv6`);
    const all = [...failing, ...ipv6];
    return [isUnheard ? unheard(subject, { zone, all, needsThem }) : unserved(subject, zone, all)];
  }
  return [...failingServers(subject, failing), ...differingServers(subject, serving)];
}

function unserved(subject: string, zone: string, all: readonly string[]): Finding {
  const what = `No name server serves it. ${all.length === 0 ? 'It has no NS record' : nameList(all)}`;
  const remedy = `Correct the delegation at the registrar or in the zone above: \`dig +trace SOA ${zone}\` shows it.`;
  return { severity: 'error', subject, what, remedy };
}

/** The CA may well reach them. */
function unheard(
  subject: string,
  { zone, all, needsThem }: { zone: string; all: readonly string[]; needsThem: boolean },
): Finding {
  const remedy = `If \`dig +trace SOA ${zone}\` gets answers elsewhere, this runner's network is in the way${needsThem ? ': name a resolver over HTTPS in `dns-resolvers`, or set `dns-propagation` to `recursive` or a duration' : ''}. Else correct the delegation, or repair the servers.`;
  const what = `This runner gets no answer from any of its name servers. ${nameList(all)}`;
  return { severity: needsThem ? 'error' : 'warning', subject, what, remedy };
}

function failingServers(subject: string, failing: readonly string[]): Finding[] {
  if (failing.length === 0) return [];
  const remedy = 'Repair them, or take them out of the NS records: a CA may ask just one of these.';
  return [{ severity: 'warning', subject, what: `Some name servers fail. ${nameList(failing)}`, remedy }];
}

function differingServers(subject: string, serving: readonly ServerLook[]): Finding[] {
  if (new Set(serving.map(({ serial }) => serial)).size < 2) return [];
  const told = nameList(serving.map(({ server, serial }) => `${server}: ${serial}`));
  const remedy =
    'If they differ for longer than a moment, repair the transfer between them: a CA that asks an old one misses the record.';
  return [
    { severity: 'warning', subject, what: `The name servers differ in the zone's serial. ${told}`, remedy },
  ];
}
