import type { Bound } from '../base/bound.ts';
import type { Fault } from '../base/errors.ts';
import type { Clock, Http, Log, Processes, Random } from '../base/ports.ts';
import type { RetryPolicy } from '../base/retry.ts';

/** One TXT value at one name. */
export interface TxtRecord {
  /** Absolute, lower case, without the final dot; CNAMEs already followed. */
  name: string;
  value: string;
}

/**
 * Sets and removes TXT values somewhere.
 * - `present` MUST keep every value that is there, and succeed when its own is there already.
 * - `remove` MUST take away only its own value, and succeed when it is gone already.
 * - Both MUST end with the bound, throw AppError `dns-provider` with a remedy, and bear being called for several
 *   records at once, also of the same name.
 */
export interface DnsProvider {
  present(record: TxtRecord, bound: Bound): Promise<void>;
  remove(record: TxtRecord, bound: Bound): Promise<void>;
}

/** What a provider works with. */
export interface ProviderPorts {
  clock: Clock;
  random: Random;
  http: Http;
  processes: Processes;
  log: Log;
  /** A small text file, for credentials that are given as a path. @throws NodeJS.ErrnoException */
  readText(path: string): string;
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
