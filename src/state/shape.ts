/** Reads a value of JSON as a type, or throws; `at` is where it stands: `certificate.serial`. */
export type Reader<T> = (value: unknown, at: string) => T;

/** A value that isn't what its place asks for. Tells the place and never the value, which may be a key. */
export class Misshapen extends Error {
  override readonly name = 'Misshapen';
}

/** Text that passes `isRight`; `what` names it, as in `an https URL`. */
export function text(what: string, isRight: (value: string) => boolean = () => true): Reader<string> {
  return (value, at) => {
    if (typeof value === 'string' && isRight(value)) return value;
    throw new Misshapen(`${at} is not ${what}`);
  };
}

/** A moment, ms since the epoch, in the range of a Date. */
export const moment: Reader<number> = (value, at) => {
  if (typeof value === 'number' && Number.isInteger(value) && Math.abs(value) <= 8.64e15) return value;
  throw new Misshapen(`${at} is not a moment`);
};

/** Yes or no. */
export const flag: Reader<boolean> = (value, at) => {
  if (typeof value === 'boolean') return value;
  throw new Misshapen(`${at} is neither true nor false`);
};

/** One of the words. */
export function oneOf<T extends string>(words: readonly T[]): Reader<T> {
  return (value, at) => {
    const found = words.find((word) => word === value);
    if (found !== undefined) return found;
    throw new Misshapen(`${at} is none of ${words.join(', ')}`);
  };
}

/** A list of `least` to `most` items. */
export function list<T>(
  item: Reader<T>,
  { least = 0, most = Infinity }: { least?: number; most?: number } = {},
): Reader<readonly T[]> {
  return (value, at) => {
    if (!Array.isArray(value) || value.length < least || value.length > most) {
      throw new Misshapen(`${at} is not a list of the right length`);
    }
    return value.map((one: unknown, index) => item(one, `${at}[${index}]`));
  };
}

/** What may be missing. */
export function optional<T>(reader: Reader<T>): Reader<T | undefined> {
  return (value, at) => (value === undefined ? undefined : reader(value, at));
}

/** An object with these members and no other: what isn't known isn't silently dropped. */
export function record<T extends object>(members: { readonly [K in keyof T]-?: Reader<T[K]> }): Reader<T> {
  return (value, at) => {
    if (!isRecord(value)) throw new Misshapen(`${at} is not an object`);
    const stranger = Object.keys(value).find((key) => !Object.hasOwn(members, key));
    if (stranger !== undefined) throw new Misshapen(`${at} holds something unknown`);
    const read = Object.entries<Reader<unknown>>(members).map(([key, reader]) => [
      key,
      reader(Object.hasOwn(value, key) ? value[key] : undefined, `${at}.${key}`),
    ]);
    return Object.fromEntries(read) as T;
  };
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
