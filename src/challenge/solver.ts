import type { Bound } from '../base/bound.ts';
import type { WantedRecord } from '../base/errors.ts';
import type { Secret } from '../base/secret.ts';
import type { ChallengeType } from '../settings/settings.ts';
import type { PersistWanted } from './persist-record.ts';

/** One authorization to prove, as the solver sees it. */
export interface ChallengeTask {
  /** A DNS name without `*.`, or an IP address. */
  identifier: string;
  /** RFC 8555 8: what the CA wants to find. */
  token: string;
  keyAuthorization: string;
  /** What a record for dns-persist-01 must say; for the other types undefined. */
  persist?: Omit<PersistWanted, 'nowMs'> | undefined;
  /** PEM of the account that the key authorization belongs to. */
  accountKey?: Secret;
}

/** What was seen of something that a person has to set up, for one name. */
export interface SetUpLook {
  /** The name without `*.`. */
  base: string;
  /** A clause for each thing that is wrong; none: it is right, or nobody could look. */
  faults: readonly string[];
  /** What has to be there. */
  record: WantedRecord;
}

/**
 * Proves control of identifiers by one challenge type, for all certificates of a run; a task is known by its identity.
 * - `look` looks at what a person has to set up, and gives all that it sees.
 * - `check` looks whether what a person has to set up is there, before anything is written or the CA is asked; gives
 *   warnings, and throws one error about all tasks together.
 * - `present` MUST write what it is about to do into the undo journal before it does it.
 * - `ready` returns when the CA would find what was presented, with warnings.
 * - `cleanUp` MUST remove what `present` made and no other task of the run still needs, also when `present` failed or was cut off, MUST run on the cleanup
 *   bound, and returns a sentence for each thing that it couldn't remove.
 */
export interface Solver {
  readonly type: ChallengeType;
  /** Asked where the CA offers its type for a name (without `*.`): whether it is used; left out: it is. */
  takes?(base: string): boolean;
  look?(tasks: readonly ChallengeTask[], bound: Bound): Promise<readonly SetUpLook[]>;
  check?(tasks: readonly ChallengeTask[], bound: Bound): Promise<readonly string[]>;
  /**
   * Looks whether the settings hold what each name (without `*.`) needs, before its order is placed; asks the DNS only
   * where it must. @throws AppError as `present` would
   */
  foresee?(domains: readonly string[], bound: Bound): Promise<void>;
  /** Looks whether it can work at all, before anything is ordered. */
  prepare?(bound: Bound): Promise<void>;
  present(tasks: readonly ChallengeTask[], bound: Bound): Promise<void>;
  ready(tasks: readonly ChallengeTask[], bound: Bound): Promise<readonly string[]>;
  /** What it saw that may explain why the CA found no proof, a sentence each. */
  doubts?(tasks: readonly ChallengeTask[]): readonly string[];
  cleanUp(tasks: readonly ChallengeTask[], bound: Bound): Promise<readonly string[]>;
}
