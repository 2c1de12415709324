import { startChild } from './child.ts';
import { temporaryDirectory } from './directory.ts';
import { freePort } from './ports.ts';
import type { Program } from './programs.ts';

export interface AcmeDnsOptions {
  program: Program;
  /** The zone that it serves, `auth.test` when left out; its name server is `ns.` in it. */
  zone?: string;
  /** Where it answers questions: a loopback address and a port; a free port of 127.0.0.1 when left out. */
  address?: string;
  port?: number;
}

/** A running acme-dns. */
export interface AcmeDns {
  /** For ACME_DNS_API_BASE. */
  readonly url: string;
  readonly zone: string;
  readonly address: string;
  readonly port: number;
  log(): string;
  stop(): Promise<void>;
}

/**
 * Starts acme-dns with plain HTTP on loopback and an empty database, and waits until its API answers.
 * @throws Error when it doesn't come up; with its log's end.
 */
export async function startAcmeDns(options: AcmeDnsOptions): Promise<AcmeDns> {
  const { program, zone = 'auth.test', address = '127.0.0.1' } = options;
  const port = options.port ?? (await freePort([address]));
  const apiPort = await freePort();
  const url = `http://127.0.0.1:${apiPort}`;
  const directory = temporaryDirectory('acme-dns');
  const config = `
[general]
listen = "${address}:${port}"
protocol = "both4"
domain = "${zone}"
nsname = "ns.${zone}"
nsadmin = "admin.${zone}"
records = ["${zone}. NS ns.${zone}.", "ns.${zone}. A ${address}"]
[database]
engine = "sqlite3"
connection = "${directory.path}/acme-dns.db"
[api]
ip = "127.0.0.1"
port = "${apiPort}"
tls = "none"
corsorigins = ["*"]
[logconfig]
loglevel = "debug"
logtype = "stdout"
logformat = "text"
`;
  const child = await startChild({
    name: 'acme-dns',
    program,
    directory,
    args: ['-c', directory.write('config.cfg', config)],
    env: { HOME: directory.path },
    ready: async () => (await fetch(`${url}/health`, { signal: AbortSignal.timeout(1_000) })).ok,
  });
  return {
    url,
    zone,
    address,
    port,
    log: () => child.log(),
    stop: async () => {
      await child.stop();
      directory.remove();
    },
  };
}
