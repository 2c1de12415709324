import type { Secret } from './secret.ts';

/** What the code needs from outside, as interfaces; `platform/` has the real ones, `__tests__/fakes` the others. */

export interface Clock {
  /** Wall time, ms since the epoch: for dates, never for measuring. */
  now(): number;
  /** A clock that never jumps, ms: for measuring. */
  monotonic(): number;
  /** Calls back once after `delayMs`; the function returned takes it back. */
  schedule(delayMs: number, callback: () => void): () => void;
}

export interface Random {
  bytes(length: number): Uint8Array;
  /** Uniform in [0, 1). */
  fraction(): number;
}

export interface Log {
  debug(line: string): void;
  info(line: string): void;
  /** Opens a foldable group; what is logged until `endGroup` is inside. Groups don't nest. */
  group(title: string): void;
  endGroup(): void;
}

export interface Annotation {
  level: 'notice' | 'warning' | 'error';
  /** Shown unmasked by the runner: must never hold a value from outside. */
  title: string;
  message: string;
}

/** Where a run's results go: the runner's command files, or a terminal. */
export interface Sink {
  output(name: string, value: string): void;
  mask(value: string): void;
  annotate(annotation: Annotation): void;
  /** Replaces the page shown for this step. */
  summary(markdown: string): void;
}

export interface HttpRequest {
  method: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  url: string;
  headers?: Readonly<Record<string, string>>;
  body?: string;
  /** Both bodies are bytes, each a character (latin1), and not text in UTF-8. */
  binary?: boolean;
  /** Bound on the whole exchange, body included. */
  timeoutMs: number;
  /** A longer body ends the request with NetworkError `too-large`. */
  maxBytes: number;
}

export interface HttpResponse {
  status: number;
  /** Names in lower case; repeated headers joined by `, `. */
  headers: Readonly<Record<string, string>>;
  body: string;
}

/** HTTP/1.1 over pooled connections; never follows redirects, never retries. */
export interface Http {
  /** @throws NetworkError when there is no usable answer; the signal's reason when it was aborted. */
  request(request: HttpRequest, signal: AbortSignal): Promise<HttpResponse>;
}

export interface ProcessRequest {
  file: string;
  args: readonly string[];
  /** The child's whole environment. */
  env: Readonly<Record<string, string>>;
  cwd?: string;
  /** Called for each line of stdout and stderr as it comes. */
  onLine?: (line: string) => void;
}

export interface ProcessResult {
  /** null when a signal ended it. */
  exitCode: number | null;
  /** stdout and stderr in order of arrival, the last 64 KiB. */
  output: string;
}

/** Runs programs in a process group of their own; an abort ends the group (SIGTERM, then SIGKILL). */
export interface Processes {
  /** @throws NodeJS.ErrnoException when the file can't be started; the signal's reason when it was aborted. */
  run(request: ProcessRequest, signal: AbortSignal): Promise<ProcessResult>;
}

/** What stands at a path; a file that may be executed is a program, and `unknown` what this process may not look at. */
export type PathKind = 'program' | 'file' | 'directory' | 'nothing' | 'unknown';

/** Looks what stands at a path; a relative one starts at the working directory. */
export type LookAt = (path: string) => PathKind;

/** The runner's cache: immutable entries, found by their key or by a prefix of it, the newest first. */
export interface Cache {
  /**
   * Brings back the files of the newest entry whose key begins with `prefix`, to the paths they were saved from.
   * @returns the entry's key; undefined when there is none
   * @throws AppError `state-unreadable` when the service can't be used
   */
  restore(
    request: { paths: readonly string[]; prefix: string },
    signal: AbortSignal,
  ): Promise<string | undefined>;
  /**
   * Saves files as a new entry.
   * @returns false when an entry of this key was there already and this one was dropped
   * @throws AppError `state-unreadable` when the service can't be used
   */
  save(request: { paths: readonly string[]; key: string }, signal: AbortSignal): Promise<boolean>;
}

/** The runner's artifacts: immutable too, one name once in a run. */
export interface Artifacts {
  /** @throws AppError `delivery` with what to do; on servers without the service, name taken, upload failed */
  upload(request: ArtifactRequest, signal: AbortSignal): Promise<{ id: string; url: string }>;
}

export interface ArtifactRequest {
  name: string;
  /** Absolute paths below `root`. */
  files: readonly string[];
  root: string;
  /** undefined: the repository's setting. */
  retentionDays: number | undefined;
}

/**
 * Reads the certificates that a server shows, PEM each, all of them and in its order: the leaf comes first.
 * @throws NetworkError when it shows none; the signal's reason when it was aborted
 */
export type TlsProbe = (
  request: { host: string; port: number; serverName: string | undefined },
  signal: AbortSignal,
) => Promise<readonly [string, ...string[]]>;

/** A server that listens; closing it cuts off whoever is connected. */
export interface HttpListener {
  close(): void;
}

/**
 * Listens for HTTP on an address, without a host on all of them.
 * @param answer gives the body for a path; undefined for 404
 * @param signal ends the attempt to listen; what listens is ended by `close`
 * @throws NodeJS.ErrnoException when the address is taken or not allowed
 */
export type ListenHttp = (
  address: { host: string | undefined; port: number },
  answer: (path: string) => string | undefined,
  signal: AbortSignal,
) => Promise<HttpListener>;

export interface TlsServerRequest {
  method: string;
  path: string;
  /** At most 64 KiB of it. */
  body: string;
}

export interface TlsServerAnswer {
  status: number;
  headers: Readonly<Record<string, string>>;
  /** The headers go out at once, the body when it is there. */
  body: Promise<string>;
}

/**
 * Serves HTTPS on a free port of the loopback address, until it is closed or the signal is aborted.
 * @param answer must not throw
 */
export type ServeTls = (
  server: {
    certificatePem: string;
    privateKey: Secret;
    answer: (request: TlsServerRequest) => TlsServerAnswer;
  },
  signal: AbortSignal,
) => Promise<{ port: number; close: () => void }>;

/** What started the run. */
export interface RunEvent {
  name: string;
  /** The cron line that started it, when the event is `schedule`. */
  schedule?: string;
  /** Whether somebody had a run of before run again; the event is still that run's. */
  isRerun?: boolean;
  /** Whether a fork's pull request or Dependabot started it: GitHub gives it none of the repository's secrets. */
  isForeign?: boolean;
}

/** Everything outside that a run works with; the entries put it together. */
export interface World {
  clock: Clock;
  random: Random;
  log: Log;
  sink: Sink;
  processes: Processes;
  /** undefined where there is none: in a terminal. */
  cache: Cache | undefined;
  artifacts: Artifacts | undefined;
  probeTls: TlsProbe;
  listenHttp: ListenHttp;
  serveTls: ServeTls;
  /** @param extraRoots PEM certificates to trust besides the system's */
  createHttp: (extraRoots?: string) => Http;
  /** The raw inputs by their names in action.yml; an empty one means its default. */
  inputs: Readonly<Record<string, string>>;
  /** The step's environment: providers' credentials, proxies. */
  env: Readonly<Record<string, string | undefined>>;
  /** The event that started the workflow; `cli` from a terminal. */
  event: RunEvent;
  /** `owner/name`; empty in a terminal. */
  repository: string;
  /** A directory that ends with the job and is no part of the workspace. */
  tempDirectory: string;
  /** Where what this run has to undo is written, for the post step. */
  journalPath: string;
  /** The system's DNS resolvers, as Node names them. */
  systemResolvers: readonly string[];
  readText: (path: string) => string;
  lookAt: LookAt;
  /** Ends the process when `totalMs` are long over and it still runs; called again, it begins anew. */
  lastResort: (totalMs: number) => void;
  /** Aborted when the job is cancelled. */
  cancelled: AbortSignal;
}
