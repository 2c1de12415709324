import fs from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { startChild } from './child.ts';
import { temporaryDirectory } from './directory.ts';
import { fetchPowerDns, type PowerDnsProgram } from './fetch-dns.ts';
import { freePort } from './ports.ts';
import type { Say } from './programs.ts';
import { zoneFile } from './zone.ts';

export interface PowerDnsZone {
  /** Without a dot at the end. */
  name: string;
  /** Addresses of the name servers in its NS records; this server's own when left out. */
  nameServers?: readonly string[];
  /** More records, in a zone file's words, names relative to the zone. */
  records?: string;
}

export interface PowerDnsOptions {
  zones: readonly PowerDnsZone[];
  apiKey: string;
  /** Loopback address of its DNS, 127.0.0.1 when left out. */
  address?: string;
  /** DNS, UDP and TCP; a free one when left out. */
  port?: number;
  say?: Say;
}

export interface PowerDns {
  readonly address: string;
  readonly port: number;
  /** `address:port` of its DNS. */
  readonly dnsServer: string;
  /** Root of its REST API (below it `/api/v1`), what lego's PDNS_API_URL wants. */
  readonly apiUrl: string;
  log(): string;
  stop(): Promise<void>;
}

/**
 * Starts an authoritative PowerDNS with a sqlite3 database, a REST API and no cache, and makes the zones in it.
 * @throws Error when the program can't be had, doesn't come up (with its log's end) or refuses a zone.
 */
export async function startPowerDns(options: PowerDnsOptions): Promise<PowerDns> {
  const server = await fetchPowerDns(options.say ?? (() => undefined));
  const { address = '127.0.0.1', apiKey } = options;
  const port = options.port ?? (await freePort([address]));
  const apiPort = await freePort();
  const directory = temporaryDirectory('powerdns');
  const database = `${directory.path}/zones.sqlite3`;
  emptyDatabase(database, server);
  directory.write('pdns.conf', configuration({ server, database, address, port, apiKey, apiPort }));
  const apiUrl = `http://127.0.0.1:${apiPort}`;
  const child = await startChild({
    name: 'PowerDNS',
    program: server,
    directory,
    args: [`--config-dir=${directory.path}`, `--socket-dir=${directory.path}`],
    ready: async () => {
      await call(apiUrl, { apiKey });
      return true;
    },
  });
  const stop = async () => {
    await child.stop();
    directory.remove();
  };
  try {
    for (const zone of options.zones) await addZone(apiUrl, { apiKey, address, zone });
  } catch (thrown) {
    await stop();
    throw thrown;
  }
  return { address, port, dnsServer: `${address}:${port}`, apiUrl, log: () => child.log(), stop };
}

function emptyDatabase(file: string, { schemaFile }: PowerDnsProgram): void {
  const database = new DatabaseSync(file);
  database.exec(fs.readFileSync(schemaFile, 'utf8'));
  database.close();
}

interface Configuration {
  server: PowerDnsProgram;
  database: string;
  address: string;
  port: number;
  apiKey: string;
  apiPort: number;
}

function configuration({ server, database, address, port, apiKey, apiPort }: Configuration): string {
  return `launch=gsqlite3
gsqlite3-database=${database}
module-dir=${server.moduleDirectory}
local-address=${address}
local-port=${port}
api=yes
api-key=${apiKey}
webserver=yes
webserver-address=127.0.0.1
webserver-port=${apiPort}
cache-ttl=0
query-cache-ttl=0
negquery-cache-ttl=0
zone-cache-refresh-interval=0
security-poll-suffix=
distributor-threads=1
signing-threads=1
setuid=
setgid=
`;
}

async function addZone(
  apiUrl: string,
  { apiKey, address, zone }: { apiKey: string; address: string; zone: PowerDnsZone },
): Promise<void> {
  const file = zoneFile({ ...zone, nameServers: zone.nameServers ?? [address] });
  await call(apiUrl, { apiKey, body: { name: `${zone.name}.`, kind: 'Native', zone: file } });
}

/** Makes a zone of `body`, or without one lists the zones. */
async function call(apiUrl: string, { apiKey, body }: { apiKey: string; body?: unknown }): Promise<void> {
  const url = `${apiUrl}/api/v1/servers/localhost/zones`;
  const response = await fetch(url, {
    method: body === undefined ? 'GET' : 'POST',
    headers: { 'x-api-key': apiKey, 'content-type': 'application/json' },
    signal: AbortSignal.timeout(5_000),
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${url} answered ${response.status} ${text}`);
}
