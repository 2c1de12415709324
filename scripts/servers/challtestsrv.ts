import { startChild } from './child.ts';
import { temporaryDirectory } from './directory.ts';
import { fetchPebble } from './fetch-pebble.ts';
import { freePort } from './ports.ts';
import type { Say } from './programs.ts';

export interface ChalltestsrvOptions {
  /** Loopback address of the DNS server, 127.0.0.1 when left out. */
  address?: string;
  /** DNS port, UDP and TCP; a free one when left out. */
  port?: number;
  /** Serves http-01 tokens on this port of 127.0.0.1; not at all when left out. */
  httpPort?: number;
  /** What A queries get that no record answers, 127.0.0.1 when left out; '' for nothing. */
  defaultIpv4?: string;
  say?: Say;
}

export interface DnsQuestion {
  name: string;
  /** The type's number: 1 A, 16 TXT, 257 CAA. */
  type: number;
}

/** A DNS server whose every answer is told to it. Names may be given with or without a dot at the end. */
export interface Challtestsrv {
  readonly address: string;
  readonly port: number;
  /** `address:port` of its DNS, as Pebble's `dnsServer` wants it. */
  readonly dnsServer: string;
  readonly managementUrl: string;
  /** Adds a TXT value to a name. */
  setTxt(name: string, value: string): Promise<void>;
  /** Removes all TXT values of a name. */
  clearTxt(name: string): Promise<void>;
  addA(name: string, addresses: readonly string[]): Promise<void>;
  clearA(name: string): Promise<void>;
  setCname(name: string, target: string): Promise<void>;
  clearCname(name: string): Promise<void>;
  addCaa(name: string, policies: readonly { tag: string; value: string }[]): Promise<void>;
  clearCaa(name: string): Promise<void>;
  /** Every question about the name is answered SERVFAIL. */
  setServfail(name: string): Promise<void>;
  clearServfail(name: string): Promise<void>;
  setDefaultIpv4(address: string): Promise<void>;
  addHttp01(token: string, keyAuthorization: string): Promise<void>;
  removeHttp01(token: string): Promise<void>;
  /** What was asked about a name, the first question first. */
  dnsRequestHistory(name: string): Promise<DnsQuestion[]>;
  clearRequestHistory(name: string): Promise<void>;
  log(): string;
  stop(): Promise<void>;
}

/**
 * Starts pebble-challtestsrv and waits until it answers.
 * @throws Error when the program can't be had or doesn't come up; with its log's end.
 */
export async function startChalltestsrv(options: ChalltestsrvOptions = {}): Promise<Challtestsrv> {
  const { challtestsrv } = await fetchPebble(options.say ?? (() => undefined));
  const { address = '127.0.0.1', httpPort, defaultIpv4 = '127.0.0.1' } = options;
  const port = options.port ?? (await freePort([address]));
  const management = `127.0.0.1:${await freePort()}`;
  const dnsServer = `${address}:${port}`;
  const flags = {
    dnsserver: dnsServer,
    management,
    http01: httpPort === undefined ? '' : `127.0.0.1:${httpPort}`,
    https01: '',
    tlsalpn01: '',
    doh: '',
    defaultIPv4: defaultIpv4,
    defaultIPv6: '',
  };
  const directory = temporaryDirectory('challtestsrv');
  const managementUrl = `http://${management}`;
  const child = await startChild({
    name: 'pebble-challtestsrv',
    program: challtestsrv,
    directory,
    args: Object.entries(flags).flatMap(([name, value]) => [`-${name}`, value]),
    ready: async () => {
      await post(`${managementUrl}/dns-request-history`, { host: 'ready.invalid' });
      return true;
    },
  });
  return {
    address,
    port,
    dnsServer,
    managementUrl,
    ...calls(managementUrl),
    log: () => child.log(),
    stop: async () => {
      await child.stop();
      directory.remove();
    },
  };
}

type Calls = Omit<Challtestsrv, 'address' | 'port' | 'dnsServer' | 'managementUrl' | 'log' | 'stop'>;

function calls(url: string): Calls {
  const tell = async (path: string, body: unknown) => {
    await post(`${url}/${path}`, body);
  };
  return {
    setTxt: (name, value) => tell('set-txt', { host: dotted(name), value }),
    clearTxt: (name) => tell('clear-txt', { host: dotted(name) }),
    addA: (name, addresses) => tell('add-a', { host: dotted(name), addresses }),
    clearA: (name) => tell('clear-a', { host: dotted(name) }),
    setCname: (name, target) => tell('set-cname', { host: dotted(name), target: dotted(target) }),
    clearCname: (name) => tell('clear-cname', { host: dotted(name) }),
    addCaa: (name, policies) => tell('add-caa', { host: dotted(name), policies }),
    clearCaa: (name) => tell('clear-caa', { host: dotted(name) }),
    setServfail: (name) => tell('set-servfail', { host: dotted(name) }),
    clearServfail: (name) => tell('clear-servfail', { host: dotted(name) }),
    setDefaultIpv4: (ip) => tell('set-default-ipv4', { ip }),
    addHttp01: (token, content) => tell('add-http01', { token, content }),
    removeHttp01: (token) => tell('del-http01', { token }),
    dnsRequestHistory: async (name) =>
      questionsIn(await post(`${url}/dns-request-history`, { host: undotted(name) })),
    clearRequestHistory: (name) => tell('clear-request-history', { host: undotted(name), type: 'dns' }),
  };
}

/** Its records carry the dot of the root, its history doesn't. */
function dotted(name: string): string {
  return name.endsWith('.') ? name : `${name}.`;
}

function undotted(name: string): string {
  return name.endsWith('.') ? name.slice(0, -1) : name;
}

async function post(url: string, body: unknown): Promise<string> {
  const signal = AbortSignal.timeout(5_000);
  const response = await fetch(url, { method: 'POST', body: JSON.stringify(body), signal });
  const text = await response.text();
  if (!response.ok) throw new Error(`${url} answered ${response.status} ${text} to ${JSON.stringify(body)}`);
  return text;
}

function questionsIn(history: string): DnsQuestion[] {
  const events = JSON.parse(history) as { Question: { Name: string; Qtype: number } }[];
  return events.map(({ Question }) => ({ name: Question.Name, type: Question.Qtype }));
}
