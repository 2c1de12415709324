import { sleep, type Bound } from '../base/bound.ts';
import { AppError } from '../base/errors.ts';
import { lockByKey } from './lock.ts';
import { readingAnswers } from './odd-answer.ts';
import { createFindPlace, unquoted, type FindPlaceOptions, type Place } from './place.ts';
import type { DnsProvider, ProviderPorts, TxtRecord } from './provider.ts';

/** One TXT value that an API keeps as a record of its own. */
export interface StoredRecord {
  id: string;
  /** With or without the quotes of zone files. */
  value: string;
}

/** An API whose records each have an id. */
export interface RecordApi extends FindPlaceOptions {
  /** The TXT records at the place; others may be among them as long as `value` is theirs. */
  list: (place: Place, bound: Bound) => Promise<readonly StoredRecord[]>;
  create: (place: Place, value: string, bound: Bound) => Promise<void>;
  /** MUST succeed when it is gone already. */
  remove: (place: Place, id: string, bound: Bound) => Promise<void>;
}

/**
 * A provider on such an API. What holds our value is ours: the values of challenges are never the same. All of those
 * are removed, since an answer that was lost and asked for again may have left two.
 */
export function providerOfRecords(api: RecordApi): DnsProvider {
  const findPlace = createFindPlace(api);
  const alone = lockByKey();

  const withOwn = (
    { name, value }: TxtRecord,
    bound: Bound,
    work: (place: Place, own: readonly StoredRecord[]) => Promise<void>,
  ) =>
    readingAnswers(api.title, async () => {
      const place = await findPlace(name, bound);
      await alone(name, bound.signal, async () => {
        const stored = await api.list(place, bound);
        await work(
          place,
          stored.filter((record) => unquoted(record.value) === value),
        );
      });
    });

  return {
    present: (record, bound) =>
      withOwn(record, bound, async (place, own) => {
        if (own.length === 0) await api.create(place, record.value, bound);
      }),
    remove: (record, bound) =>
      withOwn(record, bound, async (place, own) => {
        for (const { id } of own) await api.remove(place, id, bound);
      }),
  };
}

/** The TXT values at a place, and what `write` needs to know of them. */
export interface StoredSet {
  /** With or without the quotes of zone files, as `write` takes them back. */
  values: readonly string[];
  ttlS: number;
  /** The version of the set, where the API has one. */
  version?: string;
}

/** Thrown by `write` when the set is no longer the one that was read: somebody else has changed it meanwhile. */
export class SetChanged extends Error {
  override readonly name = 'SetChanged';
}

/** The pause that is drawn before a set is read anew: at most the first, then twice as much each time, up to the last. */
const [firstPauseMs, lastPauseMs] = [100, 5_000];

/** With less time than this another try would only end somewhere in its middle. */
const lastTryMs = 1_000;

/** An API whose records of one name and type are written as one set. */
export interface SetApi extends FindPlaceOptions {
  ttlS: number;
  /** For the pauses between jobs that write one set at the same moment. */
  ports: Pick<ProviderPorts, 'clock' | 'random'>;
  /** undefined when there is none. */
  read: (place: Place, bound: Bound) => Promise<StoredSet | undefined>;
  /**
   * Replaces the set; without values it is deleted. `before` is what `read` gave.
   * @throws SetChanged where the API can tell that it isn't there any more; it is read again then, after a pause
   */
  write: (
    place: Place,
    set: StoredSet,
    change: { before: StoredSet | undefined; bound: Bound },
  ) => Promise<void>;
  /** The value as the set holds it. */
  format: (value: string) => string;
}

/** A provider on such an API: each change reads the set first, and is alone on its name meanwhile. */
export function providerOfSets(api: SetApi): DnsProvider {
  const findPlace = createFindPlace(api);
  const alone = lockByKey();

  /** @returns whether it is done */
  const tryChange = async (
    place: Place,
    edit: (values: readonly string[]) => readonly string[],
    bound: Bound,
  ) => {
    const before = await api.read(place, bound);
    const values = before?.values ?? [];
    const edited = edit(values);
    if (edited === values) return true;
    try {
      await api.write(place, { values: edited, ttlS: before?.ttlS ?? api.ttlS }, { before, bound });
      return true;
    } catch (error) {
      if (error instanceof SetChanged) return false;
      throw error;
    }
  };

  const change = (
    { name, value }: TxtRecord,
    bound: Bound,
    editing: (values: readonly string[], there: boolean) => readonly string[],
  ) =>
    readingAnswers(api.title, async () => {
      const place = await findPlace(name, bound);
      const edit = (values: readonly string[]) =>
        editing(
          values,
          values.some((stored) => unquoted(stored) === value),
        );
      await alone(name, bound.signal, async () => {
        for (let mostMs = firstPauseMs; !(await tryChange(place, edit, bound)); mostMs *= 2) {
          // Each time another job got on, so all get done; without chance in it they would meet again and again.
          const leftMs = bound.remainingMs();
          if (leftMs < lastTryMs) throw alwaysChanged(api.title, name);
          const pauseMs = Math.min(mostMs, lastPauseMs, leftMs / 4) * api.ports.random.fraction();
          await sleep(api.ports.clock, pauseMs, bound.signal);
        }
      });
    });

  return {
    present: (record, bound) =>
      change(record, bound, (values, there) => (there ? values : [...values, api.format(record.value)])),
    remove: (record, bound) =>
      change(record, bound, (values, there) =>
        there ? values.filter((stored) => unquoted(stored) !== record.value) : values,
      ),
  };
}

function alwaysChanged(title: string, name: string): AppError {
  return new AppError(
    'dns-provider',
    `${title}: the records at ${name} are changed by somebody else all the time`,
    {
      hint: 'Let other jobs that set records at this name finish, then run again.',
    },
  );
}
