import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cachedPathOf, entryIdOf, keptPathOf, type StateDeed } from '../../src/state/entry-file.ts';
import { openStore, type StoreOptions } from '../../src/state/open-store.ts';
import type { StateStore } from '../../src/state/store.ts';
import { keys, scope, variant } from '../fixtures/state.ts';
import { fakeCache, type FakeCache } from './cache.ts';
import { fakeClock, type FakeClock } from './clock.ts';
import { fakeRandom } from './random.ts';

/** A journal that is a list. */
export interface FakeJournal {
  open: StateDeed[];
  intend: (deed: StateDeed) => void;
  settle: (deed: StateDeed) => void;
}

/** One job after the other: each has a temp of its own, at the same path, and what outlives them is shared. */
export interface StateWorld {
  directory: string;
  temp: string;
  cache: FakeCache;
  clock: FakeClock;
  journal: FakeJournal;
  /** Another run in this job. */
  openStore(where: 'cache' | 'directory' | 'none', other?: Partial<StoreOptions>): StateStore;
  /** This job is over: its temp is gone. */
  nextJob(): void;
  /** Where an entry's file lies. */
  pathOf(where: 'cache' | 'directory', name?: string): string;
  clear(): void;
}

export function stateWorld(): StateWorld {
  const root = mkdtempSync(join(tmpdir(), 'bounded-acme-'));
  const [directory, temp] = [join(root, 'kept'), join(root, 'temp')];
  const [cache, clock, random] = [fakeCache(), fakeClock(), fakeRandom()];
  const journal: FakeJournal = {
    open: [],
    intend: (deed) => {
      journal.settle(deed);
      journal.open.push(deed);
    },
    settle: ({ id }) => (journal.open = journal.open.filter((deed) => deed.id !== id)),
  };
  return {
    directory,
    temp,
    cache,
    clock,
    journal,
    openStore: (where, other = {}) =>
      openStore({
        where: where === 'directory' ? { kind: where, path: directory } : { kind: where },
        ...{ keys, scope, cache, clock, random, journal, tempDirectory: temp },
        ...other,
      }),
    nextJob: () => {
      rmSync(temp, { recursive: true, force: true });
      journal.open = [];
    },
    pathOf: (where, name = 'www') => {
      const id = entryIdOf({ ...scope, name, variant });
      return where === 'cache' ? cachedPathOf(temp, { id }) : keptPathOf(directory, { name, id });
    },
    clear: () => rmSync(root, { recursive: true, force: true }),
  };
}
