import type { EntryFile } from './entry-file.ts';
import type { StateProblem } from './problem.ts';

/** Where sealed files lie. It moves bytes and knows nothing of what is in them. */
export interface Shelf {
  /** Whether other runs find what was `put` at once; else from `flush` on. */
  readonly sharesAtOnce: boolean;
  /** Looks at what an earlier step of this job has put and couldn't share: newer than what is shared. */
  own: Source;
  /** Looks at what other runs find too. */
  shared: Source;
  /** @param unreadable whether what lies there couldn't be opened, so that it isn't destroyed */
  put(file: EntryFile, content: { sealed: string; unreadable: boolean }, signal: AbortSignal): Promise<void>;
  /**
   * @param except ids of files that aren't to be shared yet
   * @returns warnings
   */
  flush({ except }: { except: ReadonlySet<string> }, signal: AbortSignal): Promise<readonly string[]>;
  /** Whether a file that was put has still to be shared. */
  waits(id: string): boolean;
}

/** Gives a file's bytes, undefined for none, or why what lies there is no file of ours. */
export type Source = (file: EntryFile, signal: AbortSignal) => Promise<string | StateProblem | undefined>;
