import { constants } from 'node:fs';
import { access, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { seconds, within, type Bound } from '../../base/bound.ts';
import { AppError, messageOf } from '../../base/errors.ts';
import { placesOnPath } from '../../base/program-path.ts';
import { secretVariable } from '../../base/secret.ts';
import type { ProviderContext, ProviderPorts } from '../provider.ts';

/** One start of a program of the user's own. */
export interface ProgramCall {
  /** Stands before each line of its output in the log. */
  label: string;
  /** What the settings call it: the input or variable that names it, or its own name; the label if left out. */
  name?: string;
  file: string;
  args: readonly string[];
  /** What is set besides the step's environment; undefined takes a variable out. */
  env?: Readonly<Record<string, string | undefined>>;
  /** Those of `env` that are no secret, though their names look like one's. */
  open?: readonly string[];
  /** What errors call it; what it was given goes here, as far as it isn't secret. */
  told: string;
  /** What to do when it fails. */
  hint: string;
  /** Its output is of no use to a reader who didn't ask for it. */
  quiet?: boolean;
  /** Gets each line too, as the program wrote it. */
  onLine?: (line: string) => void;
}

export interface ProgramContext {
  env: ProviderContext['env'];
  ports: Pick<ProviderPorts, 'clock' | 'processes' | 'log'>;
}

/** A program that hangs must not use up the time of all certificates; some wait for DNS themselves. */
const programMs = 300_000;

/**
 * Runs a program to its end, its output in the log, without values that look secret.
 * @returns its output
 * @throws AppError `hook` when it can't be started, fails, or takes longer than 5 minutes
 */
export async function runProgram(call: ProgramCall, context: ProgramContext, bound: Bound): Promise<string> {
  const { clock } = context.ports;
  const tail = new Tail();
  const expired = (spentMs: number) => failureOf(call, tail, `did not end in ${seconds(spentMs)}`);
  return within(clock, { timeoutMs: programMs, parent: bound, expired }, ({ signal }) =>
    startProgram(call, { ...context, tail }, signal),
  );
}

/** Like `runProgram`, for a program whose life another one's signal ends. */
export async function startProgram(
  call: ProgramCall,
  { env, ports: { processes, log }, tail = new Tail() }: ProgramContext & { tail?: Tail },
  signal: AbortSignal,
): Promise<string> {
  const given = programEnvironment(env, call.env);
  const hide = hider(given, call.open);
  const onLine = (line: string) => {
    const shown = hide(line);
    log[call.quiet ? 'debug' : 'info'](`[${call.label}] ${shown}`);
    tail.add(shown);
    call.onLine?.(line);
  };
  const { exitCode, output } = await processes
    .run({ file: call.file, args: call.args, env: given, onLine }, signal)
    .catch((error: unknown) => {
      signal.throwIfAborted();
      const words = `${call.told} can't be started: ${messageOf(error)}`;
      const program = { name: nameOf(call), ran: false };
      throw new AppError('hook', words, { hint: startHint(error), program }, error);
    });
  if (exitCode === 0) return output;
  const ending = exitCode === null ? 'was ended by a signal' : `ended with exit code ${exitCode}`;
  throw failureOf(call, tail, ending);
}

/** The last lines that a program wrote, for the error. */
class Tail {
  readonly #lines: string[] = [];

  add(line: string): void {
    this.#lines.push(line);
    if (this.#lines.length > 3) this.#lines.shift();
  }

  toString(): string {
    return this.#lines.length > 0 ? `: ${this.#lines.join(' | ')}` : '';
  }
}

function failureOf(call: ProgramCall, tail: Tail, ending: string): AppError {
  const program = { name: nameOf(call), ran: true };
  return new AppError('hook', `${call.told} ${ending}${tail.toString()}`, { hint: call.hint, program });
}

function nameOf({ name, label }: ProgramCall): string {
  return name ?? label;
}

function startHint(error: unknown): string {
  const { code } = error as NodeJS.ErrnoException;
  if (code === 'ENOENT') {
    return "Check the path (a relative one starts at the step's working directory) and the program's #! line.";
  }
  return code === 'EACCES'
    ? 'Make it executable: git update-index --chmod=+x <file>, or chmod +x in an earlier step.'
    : 'Check that the path is a program that the runner can execute.';
}

/** The step's environment without what is the action's own: its inputs (secrets among them) and the runner's tokens. */
export function programEnvironment(
  env: ProviderContext['env'],
  more: ProgramCall['env'] = {},
): Readonly<Record<string, string>> {
  // BOUNDED_ACME_: how the CLI takes the inputs that are secret.
  const withheld = /^(INPUT_.*|BOUNDED_ACME_.*|ACTIONS_.*_TOKEN|GITHUB_TOKEN)$/i;
  const passedOn = Object.entries(env).filter(([name]) => !withheld.test(name));
  return Object.fromEntries(
    Object.entries({ ...Object.fromEntries(passedOn), ...more }).filter(
      (entry): entry is [string, string] => entry[1] !== undefined,
    ),
  );
}

/** A word as short as these says nothing, and hiding it would make the log unreadable. */
const shortestSecret = 6;

/** Takes credentials out of what a program says: the runner masks only those that are its own secrets. */
function hider(
  env: Readonly<Record<string, string>>,
  open: readonly string[] = [],
): (line: string) => string {
  const values = Object.entries(env)
    .filter(([name]) => secretVariable.test(name) && !open.includes(name))
    .flatMap(([, value]) => value.split(/\r?\n/))
    .map((value) => value.trim())
    .filter((value) => value.length >= shortestSecret)
    .sort((a, b) => b.length - a.length);
  return (line) => values.reduce((hidden, value) => hidden.replaceAll(value, '***'), line);
}

/** Where a program may be: on the step's PATH, then at the other places. */
export function placesOf(
  name: string,
  { env, elsewhere = [] }: { env: ProviderContext['env']; elsewhere?: readonly string[] },
): string[] {
  return [...placesOnPath(name, env), ...elsewhere];
}

/**
 * Finds a program on the step's PATH.
 * @param install what to do when it isn't there
 * @returns its path
 * @throws AppError `hook` with `install`
 */
export async function findProgram(
  name: string,
  { env, install }: { env: ProviderContext['env']; install: string },
  { signal }: Bound,
): Promise<string> {
  for (const place of placesOf(name, { env })) {
    signal.throwIfAborted();
    if (await isExecutable(place)) return place;
  }
  const program = { name, ran: false };
  throw new AppError('hook', `The program ${name} is not on this machine`, { hint: install, program });
}

function isExecutable(path: string): Promise<boolean> {
  return access(path, constants.X_OK).then(
    () => true,
    () => false,
  );
}

/**
 * Gives a program a home of its own in the runner's temp, which ends with it: nothing that it saves, credentials among
 * it, stays behind, and nothing that was saved before is read.
 */
export async function withHome<T>(
  { ports: { tempDirectory } }: Pick<ProviderContext, 'ports'>,
  work: (home: string, env: Record<string, string | undefined>) => Promise<T>,
): Promise<T> {
  const home = await mkdtemp(join(tempDirectory, 'bounded-acme-home-'));
  const xdg = { XDG_CACHE_HOME: undefined, XDG_CONFIG_HOME: undefined, XDG_DATA_HOME: undefined };
  try {
    return await work(home, { HOME: home, TMPDIR: home, ...xdg });
  } finally {
    await rm(home, { recursive: true, force: true });
  }
}
