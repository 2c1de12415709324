import type { Cache } from '../base/ports.ts';
import { isSameEntry } from './entry.ts';
import { entryIdOf, type EntryFile } from './entry-file.ts';
import { mergeEntries } from './merge.ts';
import { openEntry, sealEntry, type StateKeys } from './seal.ts';
import { readSealedFile } from './sealed-file.ts';

export interface NewestOptions {
  file: EntryFile;
  cache: Cache;
  /** What the keys of its cache entries begin with. */
  prefix: string;
  keys: StateKeys;
}

/**
 * Puts together what an ended process had kept and what another run may have uploaded since: the newest entry of the
 * cache is the one that is found, so that a late upload would bury a certificate.
 * @param sealed what was kept
 * @returns what to upload: `sealed` itself where there is nothing to add, or nothing that can be opened
 * @throws AppError `state-unreadable` when the cache can't be read; the signal's reason
 */
export async function withNewest(
  sealed: string,
  { file, cache, prefix, keys }: NewestOptions,
  signal: AbortSignal,
): Promise<string> {
  const ours = await openEntry(sealed, { keys, place: undefined }, signal);
  if (!('entry' in ours) || entryIdOf(ours.entry) !== file.id) return sealed;
  const key = await cache.restore({ paths: [file.path], prefix }, signal);
  const found = key === undefined ? undefined : await readSealedFile(file.path, signal);
  if (typeof found !== 'string') return sealed;
  const theirs = await openEntry(found, { keys, place: ours.entry }, signal);
  if (!('entry' in theirs)) return sealed;
  // Of an order that is over, one is enough to know it: the next run asks the CA what became of it.
  const merged = mergeEntries(ours.entry, theirs.entry, () => false);
  return isSameEntry(merged, ours.entry) ? sealed : sealEntry(merged, keys, signal);
}
