export interface Stored {
  id: number;
  zone: string;
  /** Relative to the zone, `''` at its own name. */
  label: string;
  type: string;
  value: string;
  ttl: number;
}

/** The zone in which the tests set records. */
export const zone = 'example.test';

/**
 * What an account holds: the zone among enough others that lists have several pages, and in it enough records, one of
 * them with the name of a test's but of another type.
 */
export class Records {
  readonly zones: readonly string[];
  all: Stored[] = [];
  #last = 1000;

  constructor() {
    this.zones = [...Array.from({ length: 45 }, (_, index) => `zone-${index}.test`), zone];
    for (let index = 0; index < 45; index += 1) {
      this.add({ zone, label: `filler-${index}`, type: 'TXT', value: `filler ${index}`, ttl: 3600 });
    }
    this.add({ zone, label: '_acme-challenge.www', type: 'CAA', value: '0 issue "ca.test"', ttl: 3600 });
  }

  add(record: Omit<Stored, 'id'>): Stored {
    const stored = { ...record, id: (this.#last += 1) };
    this.all.push(stored);
    return stored;
  }

  at(zoneName: string, { label, type }: { label?: string; type?: string } = {}): Stored[] {
    return this.all.filter(
      (record) =>
        record.zone === zoneName &&
        (label === undefined || record.label === label) &&
        (type === undefined || record.type === type),
    );
  }

  /** @returns whether it was there */
  remove(id: number | string): boolean {
    const before = this.all.length;
    this.all = this.all.filter((record) => String(record.id) !== String(id));
    return this.all.length < before;
  }

  /** Replaces a set; without values it goes. */
  replace(
    { zone: zoneName, label, type, ttl }: Omit<Stored, 'id' | 'value'>,
    values: readonly string[],
  ): void {
    const old = this.at(zoneName, { label, type });
    this.all = this.all.filter((record) => !old.includes(record));
    for (const value of values) this.add({ zone: zoneName, label, type, value, ttl });
  }

  /** The TXT values at an absolute name as the DNS would serve them, sorted. */
  txt(name: string): string[] {
    return this.all
      .filter((record) => record.type === 'TXT' && fullName(record) === name)
      .map(({ value }) => value.replace(/^"(.*)"$/, '$1'))
      .sort();
  }
}

export function fullName({ label, zone: zoneName }: Pick<Stored, 'label' | 'zone'>): string {
  return label === '' ? zoneName : `${label}.${zoneName}`;
}

/** Pages are this long at most, which is less than what the real APIs give: whoever doesn't read on misses something. */
const shortPage = 25;

/** The part of a list that a page holds. @param most what the API takes; who asks for more is told so by an empty page */
export function pageOf<T>(
  items: readonly T[],
  query: URLSearchParams,
  { size, standard, most }: { size: string; standard: number; most: number },
): { items: T[]; page: number; pages: number; total: number; perPage: number } {
  const asked = Number(query.get(size) ?? standard);
  const perPage = asked > most ? 0 : Math.min(asked, shortPage);
  const page = Number(query.get('page') ?? 1);
  const pages = Math.max(1, Math.ceil(items.length / (perPage || 1)));
  return {
    items: items.slice((page - 1) * perPage, page * perPage),
    page,
    pages,
    total: items.length,
    perPage,
  };
}
