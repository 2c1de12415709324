import { throwAwayAuthority, type Authority } from './authority.ts';
import { startChild } from './child.ts';
import { temporaryDirectory } from './directory.ts';
import { fetchPebble } from './fetch-pebble.ts';
import { getHttps } from './https.ts';
import { kindOf, type RequestKind } from './kinds.ts';
import { freePort } from './ports.ts';
import type { Say } from './programs.ts';

export interface PebbleOptions {
  /** `host:port` of the DNS server that it validates with; the system's resolver when left out. */
  dnsServer?: string;
  /** Names, and all below them, that it refuses with rejectedIdentifier. */
  blockedDomains?: readonly string[];
  /** When given, an account needs one of these: key identifier -> base64url HMAC key. */
  externalAccounts?: Readonly<Record<string, string>>;
  /** Profile -> what it is and how long its certificates are valid. */
  profiles?: Readonly<Record<string, { description: string; validityPeriodSeconds: number }>>;
  caaIdentities?: readonly string[];
  /** Seconds in Retry-After of pending authorizations and processing orders; 1 each when left out. */
  retryAfterSeconds?: { authz: number; order: number };
  /** Key of the issuers, `ecdsa` when left out. */
  keyAlgorithm?: 'ecdsa' | 'rsa';
  /** Percentage of good nonces that it refuses, 0 when left out. */
  badNoncePercent?: number;
  /** Percentage of valid authorizations that a new order reuses, 0 when left out. */
  authzReusePercent?: number;
  /** Seconds it takes at most to validate; at once when left out. */
  validationSleepSeconds?: number;
  /** Validates everything without looking. */
  alwaysValid?: boolean;
  /** How many roots besides the first, for alternate chains; 0 when left out. */
  alternateRoots?: number;
  strict?: boolean;
  /** Where it looks for http-01; a free port when left out. */
  httpPort?: number;
  say?: Say;
}

/** A running Pebble, Let's Encrypt's test CA. */
export interface Pebble {
  readonly directoryUrl: string;
  readonly managementUrl: string;
  readonly port: number;
  /** The port it asks in http-01. */
  readonly httpPort: number;
  /** What a client must trust for the HTTPS of the CA, and of any server made by `authority`. */
  readonly caPem: string;
  readonly caFile: string;
  readonly authority: Authority;
  log(): string;
  /** How many requests it has served, by kind. */
  requests(): Partial<Record<RequestKind, number>>;
  /** The roots of the chains it issues, the default chain's first (PEM). */
  roots(): Promise<string[]>;
  /** The intermediates, in the same order. */
  intermediates(): Promise<string[]>;
  stop(): Promise<void>;
}

/**
 * Starts a CA on free loopback ports with HTTPS certificates of its own, and waits until it serves its directory.
 * @throws Error when the program can't be had or doesn't come up; with its log's end.
 */
export async function startPebble(options: PebbleOptions = {}): Promise<Pebble> {
  const { pebble } = await fetchPebble(options.say ?? (() => undefined));
  const [port, managementPort, tlsPort] = [await freePort(), await freePort(), await freePort()];
  const httpPort = options.httpPort ?? (await freePort());
  const authority = await throwAwayAuthority();
  const { certificatePem, keyPem } = await authority.issue();
  const directory = temporaryDirectory('pebble');
  const config = {
    listenAddress: `127.0.0.1:${port}`,
    managementListenAddress: `127.0.0.1:${managementPort}`,
    certificate: directory.write('server.pem', certificatePem),
    privateKey: directory.write('server.key', keyPem),
    httpPort,
    tlsPort,
    ...behaviour(options),
  };
  const directoryUrl = `https://127.0.0.1:${port}/dir`;
  const managementUrl = `https://127.0.0.1:${managementPort}`;
  const child = await startChild({
    name: 'Pebble',
    program: pebble,
    directory,
    args: [
      '-config',
      directory.write('pebble.json', JSON.stringify({ pebble: config }, null, 2)),
      `-strict=${options.strict ?? false}`,
      ...(options.dnsServer === undefined ? [] : ['-dnsserver', options.dnsServer]),
    ],
    env: environment(options),
    ready: async () => (await getHttps(directoryUrl, authority.caPem)).status === 200,
  });
  // The question whether it is up is no request of anyone's.
  const probes = child.log().split('GET /dir -> ').length - 1;
  const issuers = (kind: string) =>
    pems(`${managementUrl}/${kind}`, { caPem: authority.caPem, count: 1 + (options.alternateRoots ?? 0) });
  return {
    directoryUrl,
    managementUrl,
    port,
    httpPort,
    caPem: authority.caPem,
    caFile: directory.write('ca.pem', authority.caPem),
    authority,
    log: () => child.log(),
    requests: () => countRequests(child.log(), probes),
    roots: () => issuers('roots'),
    intermediates: () => issuers('intermediates'),
    stop: async () => {
      await child.stop();
      directory.remove();
    },
  };
}

function behaviour(options: PebbleOptions): Record<string, unknown> {
  const profiles = options.profiles ?? {
    default: { description: 'Ninety days', validityPeriodSeconds: 90 * 86_400 },
    shortlived: { description: 'Six days', validityPeriodSeconds: 6 * 86_400 },
  };
  return {
    ocspResponderURL: '',
    externalAccountBindingRequired: options.externalAccounts !== undefined,
    externalAccountMACKeys: options.externalAccounts ?? {},
    domainBlocklist: options.blockedDomains ?? ['blocked-domain.example'],
    caaIdentities: options.caaIdentities ?? ['pebble.letsencrypt.org'],
    keyAlgorithm: options.keyAlgorithm ?? 'ecdsa',
    retryAfter: options.retryAfterSeconds ?? { authz: 1, order: 1 },
    profiles: Object.fromEntries(
      Object.entries(profiles).map(([name, { description, validityPeriodSeconds }]) => [
        name,
        { description, validityPeriod: validityPeriodSeconds },
      ]),
    ),
  };
}

function environment(options: PebbleOptions): Record<string, string> {
  const { validationSleepSeconds } = options;
  return {
    PEBBLE_WFE_NONCEREJECT: String(options.badNoncePercent ?? 0),
    PEBBLE_AUTHZREUSE: String(options.authzReusePercent ?? 0),
    PEBBLE_ALTERNATE_ROOTS: String(options.alternateRoots ?? 0),
    ...(validationSleepSeconds === undefined
      ? { PEBBLE_VA_NOSLEEP: '1' }
      : { PEBBLE_VA_SLEEPTIME: String(validationSleepSeconds) }),
    ...(options.alwaysValid === true ? { PEBBLE_VA_ALWAYS_VALID: '1' } : {}),
  };
}

/** Counts by kind in Pebble's log; `probes` requests for the directory are left out. */
export function countRequests(log: string, probes = 0): Partial<Record<RequestKind, number>> {
  const counts: Partial<Record<RequestKind, number>> = {};
  for (const [, path] of log.matchAll(/ (?:GET|HEAD|POST) (\S+) -> calling handler/g)) {
    const kind = kindOf(path ?? '');
    counts[kind] = (counts[kind] ?? 0) + 1;
  }
  if (counts.dir !== undefined && counts.dir <= probes) delete counts.dir;
  else if (counts.dir !== undefined) counts.dir -= probes;
  return counts;
}

async function pems(url: string, { caPem, count }: { caPem: string; count: number }): Promise<string[]> {
  const answers = await Promise.all(Array.from({ length: count }, (_, i) => getHttps(`${url}/${i}`, caPem)));
  return answers.map(({ status, body }) => {
    if (status !== 200) throw new Error(`${url} answered ${status}: ${body}`);
    return body;
  });
}
