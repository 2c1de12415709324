import { appendFileSync, existsSync, readFileSync, rmSync } from 'node:fs';
import type { StateDeed } from './entry-file.ts';

/** Something that was made outside and has to be undone; a sealed state, to be uploaded. */
export type Deed =
  | {
      kind: 'txt';
      name: string;
      value: string;
      /** The name that it proves, where `name` doesn't tell: its provider may be chosen by it, and programs are told it. */
      domain?: string;
      /** The challenge's, which programs are told too (RFC 8555 8.4). */
      token?: string;
    }
  | { kind: 'file'; path: string }
  /** A token that a program has put where the CA looks for it (RFC 8555 8.3). */
  | { kind: 'token'; identifier: string; token: string; keyAuthorization: string }
  | StateDeed;

/**
 * What this run still has to undo, kept in a file so that the post step can do it after main was killed.
 * Entries are written synchronously: a deed is on disk before it is done.
 */
export interface Journal {
  /** Notes a deed before it is done. */
  intend(deed: Deed): void;
  /** Notes that it is undone. */
  settle(deed: Deed): void;
  /** What is intended and not settled, oldest first. */
  open(): Deed[];
  /** Takes the file away when nobody needs it any more. */
  remove(): void;
}

/** Opens the journal in `path`, which need not exist; its lines are JSON, one event each, mode 0600. */
export function openJournal(path: string): Journal {
  // Each begins a line of its own, so that one that was cut off before it takes nothing along.
  const append = (event: Event) => appendFileSync(path, `\n${JSON.stringify(event)}\n`, { mode: 0o600 });
  return {
    intend: (deed) => append({ event: 'intend', deed }),
    settle: (deed) => append({ event: 'settle', deed }),
    remove: () => rmSync(path, { force: true }),
    open: () => (existsSync(path) ? unsettled(readFileSync(path, 'utf8')) : []),
  };
}

interface Event {
  event: 'intend' | 'settle';
  deed: Deed;
}

function unsettled(text: string): Deed[] {
  const open = new Map<string, Deed>();
  for (const line of text.split('\n')) {
    const entry = readEvent(line);
    if (!entry) continue;
    const key = JSON.stringify(entry.deed);
    if (entry.event === 'intend') open.set(key, entry.deed);
    else open.delete(key);
  }
  return [...open.values()];
}

/** A line that was cut off by the process's end was written before its deed was done: nothing to undo. */
function readEvent(line: string): Event | undefined {
  if (line === '') return undefined;
  try {
    return JSON.parse(line) as Event;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
