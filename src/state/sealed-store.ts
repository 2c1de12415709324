import { untilAborted } from '../base/abort.ts';
import { messageOf, type Resumes } from '../base/errors.ts';
import { isSameEntry, type StateEntry } from './entry.ts';
import { fileOf, type EntryFile, type EntryName, type StateScope } from './entry-file.ts';
import { mergeEntries } from './merge.ts';
import { tellProblem, type ProblemKind, type StateProblem } from './problem.ts';
import { openEntry, sealEntry, type EntryPlace, type OpenedEntry, type StateKeys } from './seal.ts';
import type { Shelf, Source } from './shelf.ts';
import type { Loaded, StateStore } from './store.ts';

export interface SealedStoreOptions {
  shelf: Shelf;
  keys: StateKeys;
  scope: StateScope;
  /** Where an entry's file lies. */
  pathOf: (place: { name: string; id: string }) => string;
}

/** Seals what goes to a shelf, and takes nothing from it that isn't authentic and in its place. */
export class SealedStore implements StateStore {
  readonly lasting = true;
  readonly #options: SealedStoreOptions;
  /** What runs before this one left, by id. */
  readonly #found = new Map<string, Loaded>();
  /** What was kept last. */
  readonly #kept = new Map<string, StateEntry>();
  /** What mustn't be shared without another look. */
  readonly #doubtful = new Map<string, Doubtful>();
  readonly #orders = new Set<string>();
  readonly #warnings = new Map<string, string>();
  /** What was to be kept and is not. */
  readonly #lost = new Set<string>();

  constructor(options: SealedStoreOptions) {
    this.#options = options;
  }

  async load(which: EntryName, signal: AbortSignal): Promise<Loaded> {
    const { shelf } = this.#options;
    const spot = this.#spotOf(which);
    const loaded = await this.#look([shelf.own, shelf.shared], spot, signal);
    this.#found.set(spot.file.id, loaded);
    this.#kept.delete(spot.file.id);
    if (loaded.kind === 'found') this.#noteOrder(loaded.entry);
    return loaded;
  }

  async keep(entry: StateEntry, signal: AbortSignal): Promise<void> {
    const spot = this.#spotOf(entry);
    await this.#telling(spot, async () => {
      const { id } = spot.file;
      const found = this.#found.get(id) ?? (await this.load(entry, signal));
      const last =
        this.#kept.get(id) ?? (found.kind === 'found' && !found.sealAnew ? found.entry : undefined);
      if (last && isSameEntry(last, entry)) return;
      this.#noteOrder(entry);
      const isNew = hasNewCertificate(entry, found);
      this.#doubtful.delete(id);
      if (this.#options.shelf.sharesAtOnce) {
        await this.#settle({ spot, entry, isNew, isPut: false }, signal);
      } else {
        const isPut = isNew || !mayBeBetter(found);
        if (isPut) await this.#put(spot, { entry, over: found }, signal);
        if (!isNew) this.#doubtful.set(id, { spot, entry, isNew, isPut });
      }
      this.#kept.set(id, entry);
    });
  }

  async flush(signal: AbortSignal): Promise<readonly string[]> {
    const { shelf } = this.#options;
    const doubtful = [...this.#doubtful.values()];
    // A look that hangs holds up no new certificate.
    const shared = await shelf.flush({ except: new Set(this.#doubtful.keys()) }, signal);
    await Promise.all(doubtful.map((one) => this.#telling(one.spot, () => this.#settle(one, signal))));
    for (const { spot } of doubtful) this.#doubtful.delete(spot.file.id);
    const settled =
      doubtful.length > 0 ? await shelf.flush({ except: new Set(this.#doubtful.keys()) }, signal) : [];
    const warnings = [...this.#warnings.values(), ...shared, ...settled];
    this.#warnings.clear();
    return warnings;
  }

  holds(which: EntryName): Resumes {
    const { id } = this.#spotOf(which).file;
    const doubtful = this.#doubtful.get(id);
    if (doubtful) return doubtful.isPut ? 'perhaps' : false;
    if (this.#lost.has(id)) return false;
    return this.#options.shelf.waits(id) ? 'perhaps' : true;
  }

  /** Looks at what lies there now, and puts what the two know together. */
  async #settle({ spot, entry, isNew, isPut }: Doubtful, signal: AbortSignal): Promise<void> {
    const now = await this.#look([this.#options.shelf.shared], spot, signal);
    if (now.kind === 'found') {
      const merged = mergeEntries(entry, now.entry, (orderUrl) => this.#orders.has(orderUrl));
      const there = isPut ? entry : now.sealAnew ? undefined : now.entry;
      if (!there || !isSameEntry(merged, there)) await this.#put(spot, { entry: merged, over: now }, signal);
    } else if (!isPut) {
      if (mayBeBetter(now) && !isNew) this.#lose(spot, tellSpared(spot, now.problem));
      else await this.#put(spot, { entry, over: now }, signal);
    }
  }

  async #put(
    { file }: Spot,
    { entry, over }: { entry: StateEntry; over: Loaded },
    signal: AbortSignal,
  ): Promise<void> {
    const { shelf, keys } = this.#options;
    const sealed = await sealEntry(entry, keys, signal);
    const unreadable = over.kind === 'unusable';
    await untilAborted(signal, () => shelf.put(file, { sealed, unreadable }, signal));
    this.#warnings.delete(file.id);
    this.#lost.delete(file.id);
  }

  async #look(sources: readonly Source[], { file, place }: Spot, signal: AbortSignal): Promise<Loaded> {
    let last: StateProblem | undefined;
    for (const source of sources) {
      const opened = await this.#open(source, { file, place }, signal);
      if (opened && 'entry' in opened) {
        return { kind: 'found', entry: opened.entry, sealAnew: opened.openedWith === 'previous' };
      }
      last = opened ?? last;
    }
    if (!last) return { kind: 'absent' };
    return { kind: 'unusable', problem: last, warning: tellProblem(file.name, last) };
  }

  /** A shelf that can't be reached is a problem like any other. */
  async #open(source: Source, { file, place }: Spot, signal: AbortSignal): Promise<OpenedEntry | undefined> {
    try {
      const found = await untilAborted(signal, () => source(file, signal));
      if (typeof found !== 'string') return found;
      return await openEntry(found, { keys: this.#options.keys, place }, signal);
    } catch (error) {
      return { problem: 'unavailable', detail: messageOf(error) };
    }
  }

  #lose({ file }: Spot, warning: string): void {
    this.#lost.add(file.id);
    this.#warnings.set(file.id, warning);
  }

  async #telling(spot: Spot, work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      this.#lose(
        spot,
        `The state of ${spot.file.name} was not stored: ${messageOf(error)}. The next run looks at the certificate that is ` +
          'served, and may have to order another one.',
      );
    }
  }

  #noteOrder({ pending }: StateEntry): void {
    if (pending) this.#orders.add(pending.orderUrl);
  }

  #spotOf({ name, variant }: EntryName): Spot {
    const { scope, pathOf } = this.#options;
    const place = { ...scope, name, variant };
    return { place, file: fileOf(place, pathOf) };
  }
}

interface Spot {
  place: EntryPlace;
  file: EntryFile;
}

interface Doubtful {
  spot: Spot;
  entry: StateEntry;
  /** Whether its certificate is this run's. */
  isNew: boolean;
  /** Whether it was put already, for the case that this process ends before the look. */
  isPut: boolean;
}

function hasNewCertificate({ certificate }: StateEntry, found: Loaded): boolean {
  if (!certificate) return false;
  const before = found.kind === 'found' ? found.entry.certificate : undefined;
  return !before || certificate.obtainedAtMs > before.obtainedAtMs;
}

/** What this run can't open and another one can: there may be a good certificate in it. */
const readableElsewhere: readonly ProblemKind[] = ['unavailable', 'wrong-key', 'newer-version'];

function mayBeBetter(loaded: Loaded): loaded is Extract<Loaded, { kind: 'unusable' }> {
  return loaded.kind === 'unusable' && readableElsewhere.includes(loaded.problem.problem);
}

function tellSpared({ file }: Spot, { detail }: StateProblem): string {
  return (
    `The state of ${file.name} was not stored: ${detail}. A certificate may be stored there, which is worth more than ` +
    'an order or a failure, so nothing took its place; the next run knows nothing of this one.'
  );
}
