import { messageOf } from '../base/errors.ts';
import { isSameEntry, type StateEntry } from './entry.ts';
import { fileOf, type EntryFile, type StateScope } from './entry-file.ts';
import { tellProblem, type StateProblem } from './problem.ts';
import { openEntry, sealEntry, type OpenedEntry, type OpenOptions, type StateKeys } from './seal.ts';
import { untilAborted } from './until-aborted.ts';

/** What outlives a run, by the certificate's name. Nothing in here is fatal: a run without its state is a run. */
export interface StateStore {
  /** Whether anything that is kept can be found again. */
  readonly lasting: boolean;
  /** Never rejects; what keeps a state from being used is told. */
  load(name: string, signal: AbortSignal): Promise<Loaded>;
  /**
   * Puts an entry out of reach of this process's end. One that hasn't changed isn't written again. A failure becomes
   * a warning of `flush`.
   */
  keep(entry: StateEntry, signal: AbortSignal): Promise<void>;
  /** Hands what was kept to the next runs. @returns what went wrong in `keep` and here, for people */
  flush(signal: AbortSignal): Promise<readonly string[]>;
}

export type Loaded =
  | {
      kind: 'found';
      entry: StateEntry;
      /** The previous secret opened it: `keep` it, and the current one will. */
      sealAnew: boolean;
    }
  | { kind: 'absent' }
  /** There may be one, and it can't be used: to be treated as absent, and told. */
  | { kind: 'unusable'; problem: StateProblem; warning: string };

/** Where sealed files lie. It moves bytes and knows nothing of what is in them. */
export interface Shelf {
  /**
   * Where an entry's file is looked for, in this order; each gives its bytes, undefined for none, or why what lies
   * there is no file of ours.
   */
  sources(file: EntryFile): readonly Source[];
  /** @param unreadable whether what lies there couldn't be opened, so that it isn't destroyed */
  put(file: EntryFile, content: { sealed: string; unreadable: boolean }, signal: AbortSignal): Promise<void>;
  /** @returns warnings */
  flush(signal: AbortSignal): Promise<readonly string[]>;
}

export type Source = (signal: AbortSignal) => Promise<string | StateProblem | undefined>;

/** The store where nothing is kept. */
export const emptyStore: StateStore = {
  lasting: false,
  load: () => Promise.resolve({ kind: 'absent' }),
  keep: () => Promise.resolve(),
  flush: () => Promise.resolve([]),
};

export interface SealedStoreOptions {
  shelf: Shelf;
  keys: StateKeys;
  scope: StateScope;
  /** Where an entry's file lies. */
  pathOf: (place: { name: string; id: string }) => string;
}

/** Seals what goes to a shelf, and takes nothing from it that isn't authentic and in its place. */
export function createSealedStore({ shelf, keys, scope, pathOf }: SealedStoreOptions): StateStore {
  const known = new Map<string, Loaded>();
  const warnings: string[] = [];

  const look = async (file: EntryFile, signal: AbortSignal): Promise<Loaded> => {
    let last: StateProblem | undefined;
    for (const source of shelf.sources(file)) {
      const opened = await openFrom(source, { keys, place: { ...scope, name: file.name } }, signal);
      if (opened && 'entry' in opened) {
        return { kind: 'found', entry: opened.entry, sealAnew: opened.openedWith === 'previous' };
      }
      last = opened ?? last;
    }
    if (!last) return { kind: 'absent' };
    return { kind: 'unusable', problem: last, warning: tellProblem(file.name, last) };
  };

  const load = async (name: string, signal: AbortSignal): Promise<Loaded> => {
    const file = fileOf(scope, name, pathOf);
    const loaded = await look(file, signal);
    known.set(file.id, loaded);
    return loaded;
  };

  return {
    lasting: true,
    load,
    async keep(entry, signal) {
      const file = fileOf(scope, entry.name, pathOf);
      const before = known.get(file.id) ?? (await load(entry.name, signal));
      if (before.kind === 'found' && !before.sealAnew && isSameEntry(before.entry, entry)) return;
      const unreadable = before.kind === 'unusable';
      try {
        const sealed = await sealEntry(entry, keys, signal);
        await untilAborted(signal, () => shelf.put(file, { sealed, unreadable }, signal));
        known.set(file.id, { kind: 'found', entry, sealAnew: false });
      } catch (error) {
        warnings.push(`The state of ${entry.name} was not stored: ${messageOf(error)}. ${lost}`);
      }
    },
    flush: async (signal) => [...warnings.splice(0), ...(await shelf.flush(signal))],
  };
}

const lost = 'The next run looks at the certificate that is served, and may have to order another one.';

/** A shelf that can't be reached is a problem like any other. */
async function openFrom(
  source: Source,
  options: OpenOptions,
  signal: AbortSignal,
): Promise<OpenedEntry | undefined> {
  try {
    const found = await untilAborted(signal, () => source(signal));
    return typeof found === 'string' ? await openEntry(found, options, signal) : found;
  } catch (error) {
    return { problem: 'unavailable', detail: messageOf(error) };
  }
}
