/**
 * Runs `work` over `items`, at most `limit` at a time, begun in the items' order.
 * @returns the results in the items' order
 * @throws the first failure; no further item is begun then
 */
export async function mapLimited<T, R>(
  items: readonly T[],
  limit: number,
  work: (item: T) => Promise<R>,
): Promise<R[]> {
  const results: R[] = [];
  // A generator, unlike an array's iterator, is over for every lane as soon as one leaves it by throwing.
  const queue = (function* () {
    yield* items.entries();
  })();
  const lane = async () => {
    for (const [index, item] of queue) results[index] = await work(item);
  };
  await Promise.all(Array.from({ length: Math.min(limit, items.length) }, lane));
  return results;
}

/** Like `mapLimited`, but one failure doesn't stop the others. @returns each item's outcome */
export function eachSettled<T, R>(
  items: readonly T[],
  limit: number,
  work: (item: T) => Promise<R>,
): Promise<PromiseSettledResult<R>[]> {
  return mapLimited(items, limit, async (item) => {
    const [outcome] = await Promise.allSettled([work(item)]);
    return outcome;
  });
}

/** A number of places; whoever finds none waits in order of arrival. */
export class Slots {
  #free: number;
  readonly #waiting: (() => void)[] = [];

  constructor(count: number) {
    this.#free = count;
  }

  /** Runs `work` on a place. @throws the signal's reason when it is aborted while waiting for one */
  async hold<T>(signal: AbortSignal, work: () => Promise<T>): Promise<T> {
    await this.#take(signal);
    try {
      return await work();
    } finally {
      this.#give();
    }
  }

  #take(signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    if (this.#free > 0) {
      this.#free -= 1;
      return Promise.resolve();
    }
    return new Promise((resolve, reject) => {
      const stop = () => {
        this.#waiting.splice(this.#waiting.indexOf(proceed), 1);
        reject(signal.reason as Error);
      };
      const proceed = () => {
        signal.removeEventListener('abort', stop);
        resolve();
      };
      this.#waiting.push(proceed);
      signal.addEventListener('abort', stop, { once: true });
    });
  }

  #give(): void {
    const next = this.#waiting.shift();
    if (next) next();
    else this.#free += 1;
  }
}
