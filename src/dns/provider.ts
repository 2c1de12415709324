import type { Bound } from '../base/bound.ts';
import type { Fault } from '../base/errors.ts';
import type {
  Clock,
  Http,
  Log,
  LookAt,
  Processes,
  Random,
  TlsServerAnswer,
  TlsServerRequest,
} from '../base/ports.ts';
import type { RetryPolicy } from '../base/retry.ts';
import type { Secret } from '../base/secret.ts';
import type { HostPort } from '../settings/settings.ts';

/** One TXT value at one name. */
export interface TxtRecord {
  /** Absolute, lower case, without the final dot; CNAMEs already followed. */
  name: string;
  value: string;
  /** The zone that holds it, where that is known. */
  zone?: string | undefined;
  /** What it proves; undefined when it is only to be taken away, after another process. */
  proof?: RecordProof | undefined;
}

/** What a value is made of, for programs that want to make or to explain it themselves (RFC 8555 8.4). */
export interface RecordProof {
  /** The name to prove, without `*.`. */
  identifier: string;
  token: string;
  /** PEM of the account that the value belongs to. */
  accountKey: Secret | undefined;
  /** The identifiers that are proven together with it, itself included; one array for all of them. */
  together: readonly string[];
}

/** What happens to certificates besides their records. */
export type RunNews =
  | { event: 'startup' }
  /** New files are in their place, by the names `privkey.pem`, `cert.pem`, ... */
  | { event: 'deployed'; domain: string; paths: Readonly<Record<string, string>>; issuedAtMs: number }
  | { event: 'unchanged'; domain: string; paths: Readonly<Record<string, string>> }
  | { event: 'challenge-invalid'; domain: string; reason: string }
  /** @property status HTTP's; `000` when there was none */
  | { event: 'request-failed'; status: string; reason: string }
  | { event: 'exit'; error: string };

/**
 * Sets and removes TXT values somewhere.
 * - `present` MUST keep every value that is there, and succeed when its own is there already.
 * - `remove` MUST take away only its own value, and succeed when it is gone already.
 * - Both MUST end with the bound, throw AppError `dns-provider` with a remedy, and bear being called for several
 *   records at once, also of the same name.
 */
export interface DnsProvider {
  /**
   * How many values a name of its can hold, where those are few: the values of one certificate then have the name to
   * themselves until they are removed.
   */
  readonly valuesAtOnce?: number;
  present(record: TxtRecord, bound: Bound): Promise<void>;
  remove(record: TxtRecord, bound: Bound): Promise<void>;
  /**
   * Looks whether it can work at all, before anything is ordered. With `homeOf`, it reads what that tells and does
   * nothing else: a preflight calls it then.
   * @throws AppError with what to install or to correct
   */
  prepare?(bound: Bound): Promise<void>;
  /** Told what happens to certificates, by those whose programs take part in it. @throws AppError `hook` */
  tell?(news: RunNews, bound: Bound): Promise<void>;
  /**
   * Of providers that hold nothing but challenges: where the records of a name must stand, a CNAME leading there.
   * @throws AppError `dns-provider` when there is no such place yet; with how to make one
   */
  homeOf?(domain: string): string | undefined;
}

/** A server of HTTPS on loopback, and the root that its certificate has to be trusted by. */
export interface LoopbackServer {
  /** `https://127.0.0.1:port`. */
  url: string;
  rootPem: string;
  close(): void;
}

/** Starts a server on loopback that a program of this run talks to. */
export type ServeLoopback = (
  answer: (request: TlsServerRequest) => TlsServerAnswer,
  signal: AbortSignal,
) => Promise<LoopbackServer>;

/** What a provider works with. */
export interface ProviderPorts {
  clock: Clock;
  random: Random;
  http: Http;
  processes: Processes;
  log: Log;
  /** A directory that ends with the job. */
  tempDirectory: string;
  serveLoopback: ServeLoopback;
  /** A small text file, for credentials that are given as a path. @throws NodeJS.ErrnoException */
  readText(path: string): string;
  lookAt: LookAt;
  /** Hides a credential that was made during the run, or came inside another one, from all that is logged. */
  mask(value: string): void;
}

/** A variable of the step's `env`, under the name that lego documents for it. */
export interface ProviderVariable {
  name: string;
  /** Other names that lego accepts for it. */
  aliases?: readonly string[];
  description: string;
  /** Alternatives are told in the description; `configure` decides. */
  required: boolean;
  secret: boolean;
  default?: string;
}

export interface ProviderContext {
  env: Readonly<Record<string, string | undefined>>;
  /** The input `hook`. */
  hook: string | undefined;
  /** The input `dns-resolvers`; undefined: the system's. */
  resolvers?: readonly HostPort[] | undefined;
  /** Bound on one HTTP request or DNS message. */
  requestTimeoutMs: number;
  retry: RetryPolicy;
  ports: ProviderPorts;
}

/** One entry of the registry: documentation, credentials and maker of a provider, in the provider's own file. */
export interface ProviderSpec {
  /** As in the input `dns-provider`; lego's name where lego has it. */
  name: string;
  /** Other names that users know it by. */
  aliases?: readonly string[];
  title: string;
  /** What the provider documents about itself. */
  documentation: string;
  variables: readonly ProviderVariable[];
  /** Whether it runs the program of the input `hook`. */
  usesHook?: boolean;
  /** The variables of an example, where those that are required make none. */
  example?: readonly string[];
  /** The least that the credentials must allow. */
  permissions: string;
  /** What it is held to by tests, besides the contract that all share. */
  verified: string;
  /**
   * Reads the credentials; contacts nothing.
   * @returns the provider, or every fault of its settings (`input` is the variable's name)
   */
  configure(context: ProviderContext): DnsProvider | { faults: readonly Fault[] };
}
