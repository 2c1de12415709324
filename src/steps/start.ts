import type { Budget } from '../base/bound.ts';
import type { World } from '../base/ports.ts';
import type { Settings } from '../settings/settings.ts';
import type { Journal } from '../state/journal.ts';
import type { StateStore } from '../state/store.ts';
import type { Approach } from './approach-ca.ts';

/** Makes something with what the first call gives, and gives the same to every later one. */
export function once<T, Given extends readonly unknown[]>(
  make: (...given: Given) => Promise<T>,
): (...given: Given) => Promise<T> {
  let made: Promise<T> | undefined;
  return (...given) => (made ??= make(...given));
}

/** What every step of a run works with once the settings are read. */
export interface Start {
  settings: Settings;
  world: World;
  budget: Budget;
  /** Where the certificates' directories go. */
  directory: string;
  /** What has to be undone, for whoever comes after this process. */
  journal: Journal;
  /** What outlives the run. */
  store: StateStore;
  /** The CA as far as it can be asked without an account. */
  approach: Approach;
}
