import type { Resumes } from '../base/errors.ts';
import type { StateEntry } from './entry.ts';
import type { EntryName } from './entry-file.ts';
import type { StateProblem } from './problem.ts';

/** What outlives a run, for each certificate. Nothing in here is fatal: a run without its state is a run. */
export interface StateStore {
  /** Whether anything that is kept can be found again. */
  readonly lasting: boolean;
  /** Never rejects; what keeps a state from being used is told. */
  load(which: EntryName, signal: AbortSignal): Promise<Loaded>;
  /**
   * Puts an entry out of reach of this process's end; never rejects. One that hasn't changed isn't written again. One
   * that might take the place of something better, a certificate that couldn't be read or that another run has
   * obtained since, waits for `flush` to look again. A failure becomes a warning of `flush`.
   */
  keep(entry: StateEntry, signal: AbortSignal): Promise<void>;
  /** Hands what was kept to the next runs. @returns what went wrong in `keep` and here, for people */
  flush(signal: AbortSignal): Promise<readonly string[]>;
  /** After `flush`: whether the next run finds what was kept last; `perhaps` when the post step has to save it. */
  holds(which: EntryName): Resumes;
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

/** The store where nothing is kept. */
export const emptyStore: StateStore = {
  lasting: false,
  load: () => Promise.resolve({ kind: 'absent' }),
  keep: () => Promise.resolve(),
  flush: () => Promise.resolve([]),
  holds: () => false,
};
