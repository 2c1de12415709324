import type { Clock } from '../base/ports.ts';
import { moveAside, readSealedFile, writeSealedFile } from './sealed-file.ts';
import type { Shelf } from './shelf.ts';
import { utcStamp } from './utc-stamp.ts';

/** The user's own directory: what is kept is there at once. */
export function createDirectoryShelf(clock: Clock): Shelf {
  return {
    sharesAtOnce: true,
    own: () => Promise.resolve(undefined),
    shared: ({ path }, signal) => readSealedFile(path, signal),
    async put({ path }, { sealed, unreadable }, signal) {
      if (unreadable) await moveAside(path, utcStamp(clock.now()), signal);
      await writeSealedFile(path, sealed, signal);
    },
    flush: () => Promise.resolve([]),
    waits: () => false,
  };
}
