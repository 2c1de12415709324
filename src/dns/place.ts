import type { Bound } from '../base/bound.ts';
import { AppError } from '../base/errors.ts';
import { ancestorsOf, canonicalName, closestZone } from './names.ts';
import { OddAnswer } from './odd-answer.ts';
import { shareByKey } from './share.ts';

/** A zone as a provider's API knows it. */
export interface ApiZone {
  id: string;
  name: string;
}

/** Where a record goes, in the words that APIs want. */
export interface Place {
  zone: ApiZone;
  /** Absolute, without the final dot. */
  name: string;
  /** The name relative to its zone; `''` at the zone's own name. */
  label: string;
}

/** How an API tells its zones: each by its name, or all of them. */
export type Zones =
  | { find: (name: string, bound: Bound) => Promise<ApiZone | undefined> }
  | { list: (bound: Bound) => Promise<readonly ApiZone[]> };

export interface FindPlaceOptions {
  title: string;
  zones: Zones;
  /** What a user is to check when no zone holds a name, besides that it exists. */
  permission: string;
}

/**
 * Finds the longest zone of the account that holds a name. Each zone, and that a name is none, is asked for once.
 * @throws AppError `dns-provider` when there is none; the bound's reason
 */
export type FindPlace = (name: string, bound: Bound) => Promise<Place>;

/** Makes the function that finds places; it remembers zones, so make one for each run. */
export function createFindPlace({ title, zones, permission }: FindPlaceOptions): FindPlace {
  const found = shareByKey<ApiZone | undefined>();
  const listed = shareByKey<readonly ApiZone[]>();

  const enclosing = async (name: string, bound: Bound): Promise<ApiZone | undefined> => {
    if ('list' in zones) {
      return closestZone(name, await listed('all', bound.signal, () => zones.list(bound)));
    }
    // A single label is a top-level domain: nobody's zone here.
    for (const candidate of ancestorsOf(name).slice(0, -1)) {
      const zone = await found(candidate, bound.signal, () => zones.find(candidate, bound));
      if (zone) return zone;
    }
    return undefined;
  };

  return async (name, bound) => {
    const zone = await enclosing(name, bound);
    if (zone) return { zone, name, label: name.slice(0, -zone.name.length).replace(/\.$/, '') };
    throw new AppError('dns-provider', `${title} shows no zone that holds ${name}`, {
      hint:
        `Create the zone there, or check that the credentials may see it (${permission}), or delegate the name by ` +
        'a CNAME record to a zone that they may change.',
    });
  };
}

/** A zone under its canonical name. */
export function apiZone(id: string | number, name: string): ApiZone {
  return { id: String(id), name: canonicalName(name) };
}

/** A TXT value without the quotes of zone files; most APIs take or give it with them. */
export function unquoted(text: string): string {
  return /^".*"$/s.test(text) ? text.slice(1, -1).replaceAll('" "', '').replace(/\\(.)/g, '$1') : text;
}

/** A page of a list; `items` may be fewer than what it held. */
export interface Page<T> {
  items: readonly T[];
  more: boolean;
}

/** Nobody has more zones, or records of one name, than fit on so many. */
const pagesAtMost = 1_000;

/**
 * Reads pages, from the first on, until one says that it is the last.
 * @param read is told how many it gave already
 * @throws OddAnswer when there is no end of them
 */
export async function allPages<T>(
  read: (page: number, given: number) => Promise<Page<T>>,
): Promise<readonly T[]> {
  const all: T[] = [];
  const seen = new Set<string>();
  for (let page = 1; page <= pagesAtMost; page += 1) {
    const { items, more } = await read(page, all.length);
    all.push(...items);
    if (!more) return all;
    const known = seen.size;
    for (const item of items) seen.add(JSON.stringify(item));
    if (items.length > 0 && seen.size === known)
      throw new OddAnswer(`page ${page} of a list holds only what earlier ones held, and more is to come`);
  }
  throw new OddAnswer(`a list has more than ${pagesAtMost} pages`);
}
