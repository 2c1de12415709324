import { randomUUID } from 'node:crypto';
import { renameSync, rmSync, writeFileSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { sleep, type Bound } from '../base/bound.ts';
import { AppError, messageOf } from '../base/errors.ts';
import type { World } from '../base/ports.ts';
import { parseAccounts, parseObject } from '../dns/acme-dns-accounts.ts';

/** A file of acme-dns accounts that nobody else changes meanwhile. */
export interface AccountsFile {
  /** By their names, as servers gave them. */
  readonly accounts: Readonly<Record<string, unknown>>;
  /** Writes at once, also when the command is being ended: the account is there already. @throws AppError `delivery` */
  add(name: string, entry: unknown): void;
}

/** Another command may take its whole time; whoever waits for it wants to know sooner. */
const [patienceMs, pauseMs] = [20_000, 250];

/**
 * Opens the file for one command: another one that wants it waits, so that neither loses the other's accounts. Where
 * nothing can be written, that shows before `work` begins.
 * @throws AppError `delivery` when the file can't be read or written, or another command holds it for long
 */
export async function withAccountsFile(
  path: string,
  { world, bound }: { world: Pick<World, 'clock' | 'log' | 'readText'>; bound: Bound },
  work: (file: AccountsFile) => Promise<void>,
): Promise<void> {
  const lock = `${path}.lock`;
  await take(lock, { path, world, bound });
  try {
    const accounts = read(path, world);
    await work({
      accounts,
      add(name, entry) {
        accounts[name] = entry;
        write(path, accounts);
      },
    });
  } finally {
    await rm(lock, { force: true });
  }
}

async function take(
  lock: string,
  { path, world: { clock, log }, bound }: { path: string; world: Pick<World, 'clock' | 'log'>; bound: Bound },
): Promise<void> {
  const startedAt = clock.monotonic();
  for (let tries = 1; !(await create(lock, path)); tries += 1) {
    if (clock.monotonic() - startedAt >= patienceMs) {
      throw new AppError('delivery', `Another command holds the storage ${path}: ${lock} is there`, {
        hint: `Wait until it has ended; if none is running, remove ${lock}.`,
      });
    }
    if (tries === 1) log.info(`Waiting for another command that holds ${path}.`);
    await sleep(clock, pauseMs, bound.signal);
  }
}

/** @returns whether it is ours */
async function create(lock: string, path: string): Promise<boolean> {
  try {
    await writeFile(lock, '', { mode: 0o600, flag: 'wx' });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw unusable(path, `can't be written: ${messageOf(error)}`, error);
  }
}

function read(path: string, { readText }: Pick<World, 'readText'>): Record<string, unknown> {
  let text: string;
  try {
    text = readText(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return {};
    throw unusable(path, `can't be read: ${messageOf(error)}`, error);
  }
  const stored = parseAccounts(text);
  if ('problem' in stored) throw unusable(path, stored.problem);
  return parseObject(text) ?? {};
}

/** Whoever reads the file meanwhile has the old or the new one, whole. */
function write(path: string, accounts: Readonly<Record<string, unknown>>): void {
  const temporary = `${path}.${randomUUID()}`;
  try {
    writeFileSync(temporary, `${JSON.stringify(accounts, undefined, 2)}\n`, { mode: 0o600, flag: 'wx' });
    renameSync(temporary, path);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw unusable(path, `can't be written: ${messageOf(error)}`, error);
  }
}

function unusable(path: string, problem: string, cause?: unknown): AppError {
  const hint = 'Give another file with --storage, or one that lego or this command wrote.';
  return new AppError('delivery', `The storage ${path} ${problem}`, { hint }, cause);
}
