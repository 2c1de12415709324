import { networkInterfaces } from 'node:os';
import { startChild } from './child.ts';
import { temporaryDirectory, type TemporaryDirectory } from './directory.ts';
import { askDns } from './dns-question.ts';
import { fetchBind } from './fetch-dns.ts';
import { freePort } from './ports.ts';
import type { Say } from './programs.ts';
import { startRelay, type Endpoint } from './relay.ts';
import { zoneFile } from './zone.ts';

export interface TsigKey {
  name: string;
  algorithm: 'hmac-sha256' | 'hmac-sha512';
  /** Base64. */
  secret: string;
}

export interface BindZone {
  /** Without a dot at the end. */
  name: string;
  /** Addresses of the name servers in its NS records; this server's own when left out. */
  nameServers?: readonly string[];
  /** More records (CNAME, CAA, ...) in a zone file's words, names relative to the zone. */
  records?: string;
  /** Names of the TSIG keys that may change it; all when left out. */
  updateKeys?: readonly string[];
  /** Addresses of secondaries, on the same port, that are told of every change. */
  notify?: readonly string[];
  /** Makes this a secondary: the primary's address, on the same port. The zone comes from there by AXFR. */
  primary?: string;
}

export interface BindOptions {
  zones: readonly BindZone[];
  tsigKeys?: readonly TsigKey[];
  /** Loopback address (127.0.0.1 to 127.255.255.254), 127.0.0.1 when left out. */
  address?: string;
  /** UDP and TCP; a free one when left out. Several servers may have one port on different addresses. */
  port?: number;
  /**
   * Makes it a resolver besides: it follows CNAMEs out of its zones, asks these servers about theirs (zone -> server;
   * {} for none), and answers SERVFAIL about all else. Without this it answers for its zones only.
   */
  resolves?: Readonly<Record<string, Endpoint>>;
  /** Keeps what it is asked. */
  logQueries?: boolean;
  say?: Say;
}

/** A question that a server got. */
export interface LoggedQuery {
  name: string;
  type: string;
  /** Whether it was to find out: the RD bit. */
  recursive: boolean;
}

export interface Bind {
  readonly address: string;
  readonly port: number;
  /** `address:port`, as Pebble's `dnsServer` and the action's resolvers want it. */
  readonly dnsServer: string;
  log(): string;
  /** With `logQueries`: every question since the start. */
  queries(): readonly LoggedQuery[];
  stop(): Promise<void>;
}

/**
 * Starts an authoritative BIND that takes dynamic updates signed with the keys (RFC 2136, 8945).
 * Waits until it answers for every zone, so a secondary's primary must be up before.
 * @throws Error when the program can't be had or doesn't come up; with its log's end.
 */
export async function startBind(options: BindOptions): Promise<Bind> {
  const named = await fetchBind(options.say ?? (() => undefined));
  const { address = '127.0.0.1', zones } = options;
  const port = options.port ?? (await freePort([address]));
  const directory = temporaryDirectory('bind');
  const listening = own(address) ? { address, port } : { address: '127.0.0.1', port: await freePort() };
  const config = directory.write(
    'named.conf',
    configuration({ ...options, listening, address, port }, directory),
  );
  const child = await startChild({
    name: 'BIND',
    program: named,
    directory,
    args: ['-g', '-n', '1', '-c', config],
    ready: async () => {
      for (const { name } of zones) {
        const answer = await askDns(listening, { type: 'SOA', name });
        if (!answer.authoritative) return false;
      }
      return true;
    },
  });
  const relay = own(address) ? undefined : await startRelay({ address, port }, listening);
  return {
    address,
    port,
    dnsServer: `${address}:${port}`,
    log: () => child.log(),
    queries: () =>
      Array.from(
        child.log().matchAll(/: query: (\S+) IN (\S+) ([+-])/g),
        ([, name = '', type = '', flag]) => ({ name, type, recursive: flag === '+' }),
      ),
    stop: async () => {
      relay?.stop();
      await child.stop();
      directory.remove();
    },
  };
}

/** Whether an interface has the address; BIND listens on no other. */
function own(address: string): boolean {
  return Object.values(networkInterfaces()).some((found) => found?.some((one) => one.address === address));
}

type Placed = BindOptions & Endpoint & { listening: Endpoint };

function configuration(options: Placed, directory: TemporaryDirectory): string {
  const { tsigKeys = [], zones, listening } = options;
  const keys = tsigKeys.map(
    ({ name, algorithm, secret }) => `key "${name}" { algorithm ${algorithm}; secret "${secret}"; };`,
  );
  return `options {
  directory "${directory.path}";
  managed-keys-directory "${directory.path}";
  pid-file none;
  session-keyfile "${directory.path}/session.key";
  lock-file none;
  listen-on port ${listening.port} { ${listening.address}; };
  listen-on-v6 { none; };
  # A primary's message doesn't come from the address that the secondary knows it by.
  allow-notify { 127.0.0.0/8; };
  notify explicit;
  notify-delay 0;
${recursion(options.resolves)}
  querylog ${options.logQueries === true ? 'yes' : 'no'};
  dnssec-validation no;
  allow-query { any; };
  allow-transfer { any; };
  empty-zones-enable no;
};
controls { };
${keys.join('\n')}
${zones.map((zone) => zoneStatement(zone, { options, directory })).join('\n')}
${Object.entries(options.resolves ?? {})
  .map(forwardStatement)
  .join('\n')}
`;
}

function recursion(resolves: BindOptions['resolves']): string {
  if (resolves === undefined) return '  recursion no;';
  // Nothing listens on the discard port: what no zone answers fails at once and never leaves the machine.
  return `  recursion yes;
  allow-recursion { any; };
  forward only;
  forwarders { 127.0.0.1 port 9; };
  max-cache-ttl 0;
  max-ncache-ttl 0;`;
}

function forwardStatement([name, { address, port }]: [string, Endpoint]): string {
  return `zone "${name}" { type forward; forward only; forwarders { ${address} port ${port}; }; };`;
}

function zoneStatement(
  zone: BindZone,
  { options, directory }: { options: Placed; directory: TemporaryDirectory },
): string {
  const { name, primary, notify = [] } = zone;
  if (primary !== undefined) {
    return `zone "${name}" { type secondary; file "${name}.copy"; primaries port ${options.port} { ${primary}; }; };`;
  }
  const file = directory.write(
    `${name}.zone`,
    zoneFile({ ...zone, nameServers: zone.nameServers ?? [options.address] }),
  );
  const keys = zone.updateKeys ?? (options.tsigKeys ?? []).map((key) => key.name);
  const allowed = keys.length === 0 ? 'none;' : keys.map((key) => `key "${key}";`).join(' ');
  const told = notify.map((address) => `${address} port ${options.port};`).join(' ');
  return `zone "${name}" { type primary; file "${file}"; allow-update { ${allowed} }; also-notify { ${told} }; };`;
}
