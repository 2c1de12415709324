import type { StateSettings } from '../settings/settings.ts';
import { createCacheShelf } from './cache-shelf.ts';
import { createDirectoryShelf } from './directory-shelf.ts';
import { cachedPathOf, keptPathOf, type StateScope } from './entry-file.ts';
import type { StateKeys } from './seal.ts';
import { SealedStore } from './sealed-store.ts';
import { emptyStore, type StateStore } from './store.ts';
import type { UploadPorts } from './upload.ts';

export interface StoreOptions extends Omit<UploadPorts, 'cache'> {
  where: StateSettings;
  /** undefined without a secret: nothing private is stored in the clear, so nothing is stored. */
  keys: StateKeys | undefined;
  scope: StateScope;
  /** undefined in a terminal. */
  cache: UploadPorts['cache'] | undefined;
}

/** The store that the settings ask for; one that keeps nothing where there is no secret or no cache. */
export function openStore({ where, keys, scope, cache, ...ports }: StoreOptions): StateStore {
  if (!keys) return emptyStore;
  switch (where.kind) {
    case 'none':
      return emptyStore;
    case 'directory':
      return new SealedStore({
        shelf: createDirectoryShelf(ports.clock),
        keys,
        scope,
        pathOf: (place) => keptPathOf(where.path, place),
      });
    case 'cache':
      if (!cache) return emptyStore;
      return new SealedStore({
        shelf: createCacheShelf({ cache, ...ports }),
        keys,
        scope,
        pathOf: (place) => cachedPathOf(ports.tempDirectory, place),
      });
  }
}
