import { untilAborted } from '../base/abort.ts';
import { messageOf } from '../base/errors.ts';
import { mapLimited } from '../base/parallel.ts';
import type { Cache, Clock, Log, Random } from '../base/ports.ts';
import { cachedPathOf, type EntryFile, type StateDeed } from './entry-file.ts';
import { withNewest } from './merge-leftover.ts';
import { isSealed, type StateKeys } from './seal.ts';
import { clearPath, readSealedFile, writeSealedFile } from './sealed-file.ts';
import { utcStamp } from './utc-stamp.ts';

export interface UploadPorts {
  cache: Cache;
  journal: UploadJournal;
  clock: Clock;
  random: Random;
  tempDirectory: string;
}

/** The part of the journal that tells which sealed files still have to be uploaded. */
export interface UploadJournal {
  intend(deed: StateDeed): void;
  settle(deed: StateDeed): void;
}

export const uploadsAtOnce = 8;

/** What the keys of an entry begin with; the cache gives the newest. */
export function keyPrefixOf(id: string): string {
  return `bounded-acme-v1-${id}-`;
}

export function deedOf({ name, id }: EntryFile): StateDeed {
  return { kind: 'state', name, id };
}

/**
 * Saves a sealed file as a new entry of the cache.
 * @param sealed what the file has to hold: a look-up that was given up may have put an older one there since
 * @returns why it is not saved, as a sentence; undefined when it is
 */
export async function upload(
  { id, path }: EntryFile,
  { ports, sealed }: { ports: UploadPorts; sealed: string },
  signal: AbortSignal,
): Promise<string | undefined> {
  const { cache, clock, random } = ports;
  const key = `${keyPrefixOf(id)}${utcStamp(clock.now())}-${Buffer.from(random.bytes(6)).toString('hex')}`;
  try {
    const saved = await untilAborted(signal, async () => {
      if ((await readSealedFile(path, signal)) !== sealed) await writeSealedFile(path, sealed, signal);
      return cache.save({ paths: [path], key }, signal);
    });
    return saved ? undefined : 'the cache took no new entry; is it read-only for this event?';
  } catch (error) {
    return `${messageOf(error)}.`;
  }
}

/** The warning that a state was not saved. @param next what comes of it, as a sentence */
export function notSaved(name: string, { why, next }: { why: string; next: string }): string {
  return `The state of ${name} was not saved in the cache: ${why} ${next}`;
}

/**
 * Settles an uploaded file and takes it away: nothing is left to upload.
 * @returns a warning when it can't be taken away
 */
export async function finish(
  file: EntryFile,
  journal: UploadJournal,
  signal: AbortSignal,
): Promise<string | undefined> {
  journal.settle(deedOf(file));
  try {
    await clearPath(file.path, signal);
    return undefined;
  } catch (error) {
    return `The sealed state of ${file.name} is left on the runner, in ${file.path}: ${messageOf(error)}.`;
  }
}

export interface LeftoverPorts extends UploadPorts {
  /** undefined: files are uploaded as they are. */
  keys: StateKeys | undefined;
  log: Log;
}

/**
 * Uploads what an ended process had kept and not uploaded: what the post step does. What was uploaded, or never came to
 * be written, is settled.
 * @param deeds those of the journal that are open
 * @returns warnings
 */
export async function flushLeftovers(
  deeds: readonly StateDeed[],
  ports: LeftoverPorts,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const warnings = await mapLimited(deeds, uploadsAtOnce, (deed) => uploadLeftover(deed, ports, signal));
  return warnings.filter((warning) => warning !== undefined);
}

async function uploadLeftover(
  { name, id }: StateDeed,
  ports: LeftoverPorts,
  signal: AbortSignal,
): Promise<string | undefined> {
  const lost = (why: string) => notSaved(name, { why, next: "The next run won't know of this one." });
  try {
    const file = { name, id, path: cachedPathOf(ports.tempDirectory, { id }) };
    const sealed = await readSealedFile(file.path, signal);
    if (sealed !== undefined) {
      if (typeof sealed !== 'string') return lost(`${sealed.detail}.`);
      if (!isSealed(sealed)) return lost(`${file.path} is not a sealed file.`);
      const joined = await joinNewest(sealed, { file, ports }, signal);
      const why = await upload(file, { ports, sealed: joined }, signal);
      if (why !== undefined) return lost(why);
    }
    return await finish(file, ports.journal, signal);
  } catch (error) {
    return lost(`${messageOf(error)}.`);
  }
}

/** A cache that can't be read is no reason not to save: so does a run that has come this far. */
async function joinNewest(
  sealed: string,
  { file, ports }: { file: EntryFile; ports: LeftoverPorts },
  signal: AbortSignal,
): Promise<string> {
  const { cache, keys, log } = ports;
  if (!keys) return sealed;
  try {
    const options = { file, cache, keys, prefix: keyPrefixOf(file.id) };
    return await untilAborted(signal, () => withNewest(sealed, options, signal));
  } catch (error) {
    signal.throwIfAborted();
    log.info(`Whether another run has stored ${file.name} since can't be seen: ${messageOf(error)}`);
    return sealed;
  }
}
