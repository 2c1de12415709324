import { startBind, type Bind, type BindOptions, type BindZone } from '../../scripts/servers/bind.ts';
import { askDns } from '../../scripts/servers/dns-question.ts';
import { startPebble, type Pebble, type PebbleOptions } from '../../scripts/servers/pebble.ts';
import { startProxy, type Proxy } from '../../scripts/servers/proxy.ts';
import type { Step } from './runner.ts';

/** The zone that every lab serves. */
export const zone = 'example.test';

/** Random bytes of no one: what `openssl rand -base64 32` gives. */
export const encryptionKey = 'k3Vp0Qm8ZyT1fXbWc7uLrE5aHsD9nJgKo2iMxU4tYvA=';

export const tsigKey = {
  name: 'update-key',
  algorithm: 'hmac-sha256',
  secret: Buffer.from('the TSIG secret of the end-to-end').toString('base64'),
} as const;

/** A CA that validates over a DNS server which takes signed updates, all on loopback. */
export interface Lab {
  readonly pebble: Pebble;
  /** In front of the CA; what steps are given as `ca`. */
  readonly proxy: Proxy;
  readonly dns: Bind;
  /** A step that gets certificates for `domains`, its inputs completed by the lab's. */
  step(domains: string, more?: StepOptions): Step;
  stop(): Promise<void>;
}

export interface StepOptions extends Omit<Step, 'inputs'> {
  inputs?: Readonly<Record<string, string>>;
  /** Another CA than the lab's own proxy. */
  ca?: { directoryUrl: string };
}

export interface LabOptions {
  pebble?: Omit<PebbleOptions, 'dnsServer'>;
  /** More zones, or `zone` in another make. */
  zones?: readonly BindZone[];
  /** Zones of other servers that the lab's resolver asks. */
  resolves?: NonNullable<BindOptions['resolves']>;
  /** Of its DNS; a free one when left out. */
  port?: number;
}

/** Starts the lab; one for each test file. */
export async function startLab({
  pebble: options = {},
  zones = [],
  resolves = {},
  port,
}: LabOptions = {}): Promise<Lab> {
  const own = zones.some(({ name }) => name === zone) ? [] : [{ name: zone }];
  const dns = await startBind({
    zones: [...own, ...zones],
    tsigKeys: [tsigKey],
    resolves,
    ...(port === undefined ? {} : { port }),
  });
  const pebble = await startPebble({ ...options, dnsServer: dns.dnsServer });
  const proxy = await startProxy(pebble);
  return {
    pebble,
    proxy,
    dns,
    step: (domains, { inputs = {}, env = {}, ca = proxy, ...more } = {}) => ({
      ...more,
      inputs: {
        domains,
        ca: ca.directoryUrl,
        'ca-certificates': pebble.caFile,
        'encryption-key': encryptionKey,
        'dns-provider': 'rfc2136',
        'dns-resolvers': dns.dnsServer,
        timeout: '60s',
        // What needs the runner's own services is tested where these are there: state-*.test.ts.
        state: 'none',
        artifact: 'none',
        ...inputs,
      },
      env: { ...updatesOf(dns), ...env },
    }),
    stop: async () => {
      await proxy.stop();
      await pebble.stop();
      await dns.stop();
    },
  };
}

/** The variables with which the provider rfc2136 changes a server. */
export function updatesOf({ dnsServer }: Pick<Bind, 'dnsServer'>): Record<string, string> {
  return {
    RFC2136_NAMESERVER: dnsServer,
    RFC2136_TSIG_KEY: tsigKey.name,
    RFC2136_TSIG_ALGORITHM: tsigKey.algorithm,
    RFC2136_TSIG_SECRET: tsigKey.secret,
  };
}

/** A key identifier and its key, for CAs that want external accounts. */
export const externalAccount = {
  kid: 'kid-of-the-customer',
  hmacKey: Buffer.from('an HMAC key of 32 bytes or more, for tests').toString('base64url'),
};

/** The TXT values at `_acme-challenge` of each name. */
export async function challengeRecords(
  server: Pick<Bind, 'address' | 'port'>,
  ...names: readonly string[]
): Promise<string[]> {
  const replies = await Promise.all(
    names.map((name) => askDns(server, { type: 'TXT', name: `_acme-challenge.${name}` })),
  );
  return replies.flatMap(({ answers }) =>
    answers.flatMap((answer) => (answer.type === 'TXT' ? [[answer.data].flat().join('')] : [])),
  );
}
