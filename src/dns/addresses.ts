import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';
import { untilAborted } from '../base/abort.ts';
import { AppError } from '../base/errors.ts';
import { networkWords } from '../base/system-error.ts';

/** Where a name server listens. */
export interface ServerAddress {
  /** IPv4 or IPv6, never a name. */
  address: string;
  port: number;
}

/** A resolver that is asked over HTTPS (RFC 8484). */
export interface HttpsServer {
  url: string;
}

/** Whom a question can go to. */
export type DnsServer = ServerAddress | HttpsServer;

/** A host, by name or address, and its port. */
export interface ServerHost {
  host: string;
  port: number;
}

/**
 * Reads `host`, `host:port`, `[v6]:port` or a bare IPv6 address, as lego and `dns.getServers()` write them.
 * @returns undefined when it is none of them
 */
export function parseServer(text: string, defaultPort = 53): ServerHost | undefined {
  const trimmed = text.trim();
  if (isIP(trimmed) === 6) return { host: trimmed, port: defaultPort };
  const match = /^(?:\[([^\]]+)\]|([^\s:[\]/@]+))(?::(\d{1,5}))?$/.exec(trimmed);
  const host = match?.[1] ?? match?.[2];
  const port = match?.[3] === undefined ? defaultPort : Number(match[3]);
  if (host === undefined || port < 1 || port > 65_535) return undefined;
  return match?.[1] !== undefined && isIP(host) !== 6 ? undefined : { host, port };
}

/** `192.0.2.1`, `192.0.2.1:5353`, `[2001:db8::1]:5353`, a URL: a server as it is told to the reader. */
export function formatServer(server: DnsServer): string {
  if ('url' in server) return server.url;
  const { address, port } = server;
  if (port === 53) return address;
  return isIP(address) === 6 ? `[${address}]:${port}` : `${address}:${port}`;
}

/** Whether the address is this machine's own (127.0.0.0/8, ::1). */
export function isLoopback(address: string): boolean {
  return ipaddr.isValid(address) && ipaddr.process(address).range() === 'loopback';
}

/**
 * Every address of a server that may be given by name.
 * @throws AppError `dns-provider` when the name has none; the signal's reason when it was aborted
 */
export async function addressesOf(
  { host, port }: ServerHost,
  signal: AbortSignal,
): Promise<readonly ServerAddress[]> {
  if (isIP(host) !== 0) return [{ address: host, port }];
  // The system's resolver can't be interrupted: its answer is left behind.
  const found = await untilAborted(signal, () => lookup(host, { all: true })).catch((error: unknown) => {
    signal.throwIfAborted();
    throw new AppError(
      'dns-provider',
      `The DNS server ${host} can't be looked up: ${networkWords(error)}`,
      { hint: `Check the spelling of ${host}, or give the server's IP address.`, retryable: true },
      error,
    );
  });
  return found.map(({ address }) => ({ address, port }));
}

/**
 * The resolvers to ask: those the user named, else the system's.
 * @param system what `dns.getServers()` gives
 */
export async function resolverAddresses(
  {
    configured,
    system,
  }: { configured: readonly (ServerHost | HttpsServer)[] | undefined; system: readonly string[] },
  signal: AbortSignal,
): Promise<readonly DnsServer[]> {
  const hosts =
    configured ?? system.map((text) => parseServer(text)).filter((server) => server !== undefined);
  const found = await Promise.all(
    hosts.map(async (host): Promise<readonly DnsServer[]> =>
      'url' in host ? [host] : addressesOf(host, signal),
    ),
  );
  return found.flat();
}

/** Whether all is asked over HTTPS, so that nothing is to go out on port 53 but what has to. */
export function areAllHttps(servers: readonly DnsServer[]): boolean {
  return servers.length > 0 && servers.every((server) => 'url' in server);
}
