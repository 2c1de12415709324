/**
 * Places that only one party at a time can be at: the records of one certificate. A party takes all places that it will
 * need together, so that no two wait for each other.
 */
export class Parties {
  readonly #capacity: number;
  readonly #holders = new Map<string, Party>();
  readonly #parties = new WeakMap<object, Party>();
  #waiting: (() => void)[] = [];

  /** @param capacity values of a party at one place */
  constructor(capacity: number) {
    this.#capacity = capacity;
  }

  /** The values of a party that stand at a place; of none when it has none there. */
  standing(key: object, place: string): ReadonlySet<string> {
    return this.#party(key).values.get(place) ?? new Set();
  }

  /**
   * Notes a value of a party at a place, when nobody else is at any of the party's places.
   * @param onWait called once when somebody is
   * @returns false when the party has all values there that a place can hold
   * @throws the signal's reason when it is aborted while waiting
   */
  async enter(
    key: object,
    { place, places, value, onWait }: Entrance,
    signal: AbortSignal,
  ): Promise<boolean> {
    const party = this.#party(key);
    const isTaken = () => places.some((one) => ![undefined, party].includes(this.#holders.get(one)));
    if (isTaken()) onWait();
    while (isTaken()) await this.#nextLeave(signal);
    const standing = party.values.get(place) ?? new Set();
    if (!standing.has(value) && standing.size >= this.#capacity) return false;
    for (const one of places) this.#holders.set(one, party);
    party.values.set(place, standing.add(value));
    return true;
  }

  /** Takes a value from a place; the party leaves all its places with its last value. Whoever has none is ignored. */
  leave(place: string, value: string): void {
    const party = this.#holders.get(place);
    if (!party?.values.get(place)?.delete(value)) return;
    if ([...party.values.values()].some(({ size }) => size > 0)) return;
    for (const [one, holder] of this.#holders) if (holder === party) this.#holders.delete(one);
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const proceed of waiting) proceed();
  }

  #party(key: object): Party {
    const party = this.#parties.get(key) ?? { values: new Map<string, Set<string>>() };
    this.#parties.set(key, party);
    return party;
  }

  #nextLeave(signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    return new Promise((resolve, reject) => {
      const stop = () => reject(signal.reason as Error);
      signal.addEventListener('abort', stop, { once: true });
      this.#waiting.push(() => {
        signal.removeEventListener('abort', stop);
        resolve();
      });
    });
  }
}

interface Party {
  /** Place -> values. */
  values: Map<string, Set<string>>;
}

interface Entrance {
  place: string;
  /** All that the party will need, `place` among them. */
  places: readonly string[];
  value: string;
  onWait: () => void;
}
