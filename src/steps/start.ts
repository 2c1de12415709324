import type { Budget } from '../base/bound.ts';
import type { World } from '../base/ports.ts';
import type { Settings } from '../settings/settings.ts';

/** What every step of a run works with once the settings are read. */
export interface Start {
  settings: Settings;
  world: World;
  budget: Budget;
  /** Where the certificates' directories go. */
  directory: string;
}
