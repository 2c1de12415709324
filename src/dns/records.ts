import type { Bound } from '../base/bound.ts';
import { lockByKey } from './lock.ts';
import { createFindPlace, unquoted, type FindPlaceOptions, type Place } from './place.ts';
import type { DnsProvider, TxtRecord } from './provider.ts';

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

  const withOwn = async (
    { name, value }: TxtRecord,
    bound: Bound,
    work: (place: Place, own: readonly StoredRecord[]) => Promise<void>,
  ) => {
    const place = await findPlace(name, bound);
    await alone(name, bound.signal, async () => {
      const stored = await api.list(place, bound);
      await work(
        place,
        stored.filter((record) => unquoted(record.value) === value),
      );
    });
  };

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

/** An API whose records of one name and type are written as one set. */
export interface SetApi extends FindPlaceOptions {
  ttlS: number;
  /** undefined when there is none. */
  read: (place: Place, bound: Bound) => Promise<StoredSet | undefined>;
  /** Replaces the set; without values it is deleted. `before` is what `read` gave. */
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

  const change = async (
    { name, value }: TxtRecord,
    bound: Bound,
    edit: (values: readonly string[], there: boolean) => readonly string[],
  ) => {
    const place = await findPlace(name, bound);
    await alone(name, bound.signal, async () => {
      const before = await api.read(place, bound);
      const values = before?.values ?? [];
      const edited = edit(
        values,
        values.some((stored) => unquoted(stored) === value),
      );
      if (edited === values) return;
      await api.write(place, { values: edited, ttlS: before?.ttlS ?? api.ttlS }, { before, bound });
    });
  };

  return {
    present: (record, bound) =>
      change(record, bound, (values, there) => (there ? values : [...values, api.format(record.value)])),
    remove: (record, bound) =>
      change(record, bound, (values, there) =>
        there ? values.filter((stored) => unquoted(stored) !== record.value) : values,
      ),
  };
}
