import type { Finding } from '../report/outcome.ts';
import type { Start } from './start.ts';
import type { Work } from './work-on.ts';

/** A mode's own part of a run, between reading the settings and handing over. A certificate's failure is its result. */
export type ModeStep = (start: Start) => Promise<Worked>;

/** What a mode did. */
export interface Worked {
  /** In the order of the settings. */
  works: readonly Work[];
  /** What concerns the whole run. */
  findings?: readonly Finding[];
}
