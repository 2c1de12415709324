/** Every way a run can fail, by name: the contract that users' workflows and `report/explain.ts` switch over. */
export const errorCodes = [
  'config',
  'ca-unreachable',
  'ca-error',
  'rate-limited',
  'paused',
  'account',
  'eab-required',
  'profile-unknown',
  'identifier-rejected',
  'caa',
  'challenge-unavailable',
  'dns-provider',
  'dns-propagation-timeout',
  'validation-failed',
  'validation-timeout',
  'order-timeout',
  'order-invalid',
  'certificate-invalid',
  'deadline',
  'cancelled',
  'state-unreadable',
  'delivery',
  'hook',
  'internal',
] as const;

export type ErrorCode = (typeof errorCodes)[number];

/** The steps a certificate's time is accounted to; each has its own bound. */
export const phaseNames = [
  'directory',
  'account',
  'order',
  'present',
  'propagation',
  'validation',
  'finalize',
  'download',
  'cleanup',
  'deliver',
] as const;

export type PhaseName = (typeof phaseNames)[number];

/** What is known about a failure besides its code and sentence. Nothing here may hold a secret. */
export interface ErrorDetails {
  /** What the reader can do about it, one sentence. */
  hint?: string;
  phase?: PhaseName;
  /** The names concerned, each with its own reason where the CA gave one (RFC 8555 6.7.1). */
  identifiers?: readonly IdentifierFault[];
  url?: string;
  /** The last status that was seen: an order's (`processing`), an HTTP status (`503`), a resolver's (`SERVFAIL`). */
  lastStatus?: string;
  attempts?: number;
  spentMs?: number;
  /** Earliest moment at which another run makes sense, ms since the epoch. */
  retryAtMs?: number;
  /** Where the CA or provider explains itself: a problem's `instance`, a portal, documentation. */
  link?: string;
  /** Whether the same attempt may succeed a little later; decided where the error is made. */
  retryable?: boolean;
  /** The other side has no such thing at all: there is nothing to repair, and the rest can go on. */
  unsupported?: boolean;
  /** How long the other side asked to wait before another attempt. */
  retryAfterMs?: number;
  /** The order is stored, or may yet be by the post step: the next run goes on with it. */
  resumes?: Resumes;
  /** DNS records that a person has to create, so that the next run gets on. */
  records?: readonly WantedRecord[];
  /** What name servers showed last, where they don't show what they should. */
  servers?: readonly ServerAnswer[];
  /** The program of the user's own that failed: the input that names it, or its own name. */
  program?: FailedProgram;
  /** What a `dns-provider` error lies at where the provider itself was not even asked. */
  liesAt?: 'settings' | 'resolvers';
  /** A failed cleanup and the like: told beside the first error, never instead of it. */
  also?: readonly string[];
}

export type Resumes = boolean | 'perhaps';

export interface FailedProgram {
  /** `http-hook`, `lego`. */
  name: string;
  /** Whether it was running: otherwise it wasn't found, or couldn't be started. */
  ran: boolean;
}

export interface IdentifierFault {
  identifier: string;
  reason: string;
  /** The token that the CA asked the name for by http-01; no secret, but as the CA wrote it. */
  httpToken?: string;
}

/** A DNS record that is to be created; its name is absolute, without the final dot. */
export interface WantedRecord {
  name: string;
  type: 'TXT' | 'CNAME';
  value: string;
}

/** What one address of a name server showed last of the records at a name. */
export interface ServerAnswer {
  name: string;
  /** Whose server it is: `zone example.com`, `the resolvers`. */
  of: string;
  /** Its name; a resolver has none. */
  server: string | undefined;
  /** An IP address, with the port where it isn't 53, or a URL; undefined when its name has no address. */
  address: string | undefined;
  /** `has it`, `NXDOMAIN`, `1 of 2 values`, ... */
  answer: string;
  /** Whether it shows everything. */
  isThere: boolean;
}

/** An error that the code expects and can explain. Anything else that is thrown is a bug and keeps its stack. */
export class AppError extends Error {
  override readonly name: string = 'AppError';
  readonly code: ErrorCode;
  readonly details: Readonly<ErrorDetails>;

  constructor(code: ErrorCode, message: string, details: ErrorDetails = {}, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.code = code;
    this.details = details;
  }

  /** The same error knowing more; what it knew already stays. */
  with(more: ErrorDetails): AppError {
    return this.#knowing({ ...more, ...this.details });
  }

  /** The same error when all attempts are used: whoever has a retry loop around this one doesn't begin again. */
  exhausted(more: ErrorDetails): AppError {
    return this.#knowing({ ...more, ...this.details, retryable: false });
  }

  /** The same error when it is known what became of the order. */
  resuming(resumes: Resumes): AppError {
    return this.#knowing({ ...this.details, resumes });
  }

  #knowing(details: ErrorDetails): AppError {
    const told = this.copy(details);
    if (this.stack !== undefined) told.stack = this.stack;
    return told;
  }

  /** Makes an error of the same class. */
  protected copy(details: ErrorDetails): AppError {
    return new AppError(this.code, this.message, details, this.cause);
  }
}

/** One input that can't be used. `value` is left out where it is secret. */
export interface Fault {
  input: string;
  value?: string;
  problem: string;
  remedy: string;
}

/** Every fault of the settings at once, found before anything was contacted. */
export class ConfigError extends AppError {
  override readonly name = 'ConfigError';
  readonly faults: readonly Fault[];

  constructor(faults: readonly Fault[]) {
    const lines = faults.map(
      ({ input, value, problem, remedy }) =>
        `${input}${value === undefined ? '' : ` ${JSON.stringify(value)}`}: ${problem}. ${remedy}`,
    );
    super('config', lines.join('\n'), { hint: 'Correct the inputs named above; nothing was contacted.' });
    this.faults = faults;
  }

  /** Its faults say everything. */
  protected override copy(): ConfigError {
    return new ConfigError(this.faults);
  }
}

export type NetworkFailure =
  'timeout' | 'unreachable' | 'name' | 'tls' | 'reset' | 'proxy' | 'too-large' | 'unreadable';

/** A request that got no usable answer. Rooms that make requests turn it into their own `AppError`. */
export class NetworkError extends Error {
  override readonly name = 'NetworkError';
  readonly failure: NetworkFailure;
  readonly url: string;

  constructor(failure: NetworkFailure, url: string, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.failure = failure;
    this.url = url;
  }
}

/** The sentence of anything thrown, for logs and causes. */
export function messageOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}

/** Whether what failed has surely changed nothing outside, as a program that never ran; false where nobody can know. */
export function wasNeverBegun(thrown: unknown): boolean {
  return thrown instanceof AppError && thrown.details.program?.ran === false;
}

/** Anything thrown as an AppError; what isn't one is our bug, code `internal`, its stack kept as the cause's. */
export function toAppError(thrown: unknown): AppError {
  if (thrown instanceof AppError) return thrown;
  return new AppError('internal', messageOf(thrown), {}, thrown);
}
