import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { AppError } from '../../src/base/errors.ts';
import type { Cache } from '../../src/base/ports.ts';

export interface CacheEntry {
  key: string;
  /** What tar would bring back, by absolute path. */
  files: Record<string, Buffer>;
}

export interface FakeCache extends Cache {
  /** The oldest first. A test may damage, take away or plant entries. */
  entries: CacheEntry[];
  restores: number;
  saves: number;
  /** `down`: fails at once. `hanging`: never answers, and doesn't heed the signal. `read-only`: drops what is saved. */
  mood: 'well' | 'down' | 'hanging' | 'read-only';
  /** What else happens at that moment. */
  hooks: {
    hangs?: () => void;
    restored?: () => void;
    saving?: (path: string) => void;
    saved?: () => Promise<void>;
  };
}

/** The runner's cache in memory: entries can't be changed, are found newest first, and go back to the paths they had. */
export function fakeCache(): FakeCache {
  const answer = async (): Promise<void> => {
    if (fake.mood === 'hanging') {
      fake.hooks.hangs?.();
      await new Promise(() => undefined);
    }
    if (fake.mood === 'down') throw new AppError('state-unreadable', 'The cache service answered 503');
  };
  const fake: FakeCache = {
    entries: [],
    restores: 0,
    saves: 0,
    mood: 'well',
    hooks: {},
    async restore({ paths, prefix }) {
      fake.restores += 1;
      await answer();
      const wanted = JSON.stringify(paths);
      const found = fake.entries.findLast(
        ({ key, files }) => key.startsWith(prefix) && JSON.stringify(Object.keys(files)) === wanted,
      );
      if (!found) return undefined;
      for (const [path, content] of Object.entries(found.files)) {
        mkdirSync(dirname(path), { recursive: true });
        writeFileSync(path, content);
      }
      fake.hooks.restored?.();
      return found.key;
    },
    async save({ paths, key }) {
      fake.saves += 1;
      fake.hooks.saving?.(paths.join());
      await answer();
      if (fake.mood === 'read-only' || fake.entries.some((entry) => entry.key === key)) return false;
      fake.entries.push({
        key,
        files: Object.fromEntries(paths.map((path) => [path, readFileSync(path)])),
      });
      await fake.hooks.saved?.();
      return true;
    },
  };
  return fake;
}

/** Makes the cache hang. @returns when it does */
export function hanging(cache: FakeCache): Promise<void> {
  cache.mood = 'hanging';
  return new Promise((resolve) => (cache.hooks.hangs = resolve));
}
