import { untilAborted } from '../base/abort.ts';
import { AppError } from '../base/errors.ts';
import { mapLimited, Slots } from '../base/parallel.ts';
import type { Cache } from '../base/ports.ts';
import { cachedDirectory, type EntryFile } from './entry-file.ts';
import type { StateProblem } from './problem.ts';
import { clearPath, makeOwnDirectory, readSealedFile, writeSealedFile } from './sealed-file.ts';
import type { Shelf } from './shelf.ts';
import { deedOf, finish, keyPrefixOf, notSaved, upload, uploadsAtOnce, type UploadPorts } from './upload.ts';

/** Look-ups at a time; each that finds something starts a tar. */
const lookUpsAtOnce = 16;

/**
 * The runner's cache. What is kept is a file at once, noted in the journal, and uploaded by `flush`, or else by the
 * post step. A file lies there only as long as it has to be uploaded.
 */
export function createCacheShelf(ports: UploadPorts): Shelf {
  const { cache, journal, tempDirectory } = ports;
  const directory = cachedDirectory(tempDirectory);
  const slots = new Slots(lookUpsAtOnce);
  const waiting = new Map<string, Kept>();
  const lookUp = lookUpIn(cache);

  /** The cache puts things where they were saved: what waits there to be uploaded is put back. */
  const clear = async ({ id, path }: EntryFile, signal: AbortSignal) => {
    const kept = waiting.get(id);
    if (kept) await writeSealedFile(path, kept.sealed, signal);
    else await clearPath(path, signal);
  };

  const restore = async (file: EntryFile, signal: AbortSignal) => {
    const { id, path } = file;
    await makeOwnDirectory(directory, signal);
    await clear(file, signal);
    const request = { paths: [path], prefix: keyPrefixOf(id) };
    const key = await slots.hold(signal, () => lookUp(request, signal));
    if (key === undefined) return undefined;
    const found = await readSealedFile(path, signal);
    await clear(file, signal);
    return found ?? missing(key);
  };

  const uploadOne = async ({ file, sealed }: Kept, signal: AbortSignal) => {
    const why = await upload(file, { ports, sealed }, signal);
    if (why !== undefined) return notSaved(file.name, { why, next: 'The post step tries again.' });
    // Kept again while it was being uploaded: then there is something newer to upload.
    if (waiting.get(file.id)?.sealed !== sealed) return undefined;
    waiting.delete(file.id);
    return finish(file, journal, signal);
  };

  return {
    sharesAtOnce: false,
    // What lies in the temp is newer than what the cache has: an earlier step of this job couldn't upload it.
    own: ({ path }, signal) => readSealedFile(path, signal),
    shared: restore,
    async put(file, { sealed }, signal) {
      await makeOwnDirectory(directory, signal);
      journal.intend(deedOf(file));
      await writeSealedFile(file.path, sealed, signal);
      waiting.set(file.id, { file, sealed });
    },
    async flush({ except }, signal) {
      const kept = [...waiting.values()].filter(({ file }) => !except.has(file.id));
      const warnings = await mapLimited(kept, uploadsAtOnce, (one) => uploadOne(one, signal));
      return warnings.filter((warning) => warning !== undefined);
    },
    waits: (id) => waiting.has(id),
  };
}

/** A cache that let one look-up wait in vain lets all wait: with many certificates, longer than the run has. */
function lookUpIn(cache: Cache): Cache['restore'] {
  let silent = false;
  return async (request, signal) => {
    if (silent) throw new AppError('state-unreadable', 'the cache gave no answer before');
    try {
      return await untilAborted(signal, () => cache.restore(request, signal));
    } catch (error) {
      silent = signal.aborted;
      throw error;
    }
  };
}

interface Kept {
  file: EntryFile;
  sealed: string;
}

function missing(key: string): StateProblem {
  return { problem: 'unreadable', detail: `the cache entry ${key} doesn't hold it` };
}
