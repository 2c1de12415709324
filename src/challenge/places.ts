/**
 * Places that hold the records of one certificate at a time. It gets all that it needs at once or none, so whoever has
 * places waits for nobody's, and no two certificates ever wait for each other. Nobody overtakes whoever came earlier
 * and needs one of the same places, so each gets its turn.
 */
export class Places {
  readonly #held = new Set<string>();
  #waiting: Claim[] = [];

  /**
   * Takes all of `places`, when all are free.
   * @param onWait called once when they aren't at once
   * @returns what gives them back; calling it again changes nothing
   * @throws the signal's reason when it is aborted before; nothing is taken then
   */
  async reserve(
    places: ReadonlySet<string>,
    { signal, onWait }: { signal: AbortSignal; onWait: () => void },
  ): Promise<() => void> {
    signal.throwIfAborted();
    const { promise: granted, resolve: grant, reject } = Promise.withResolvers<undefined>();
    const claim: Claim = { places, grant: () => grant(undefined) };
    const stop = () => {
      this.#waiting = this.#waiting.filter((other) => other !== claim);
      reject(signal.reason as Error);
      this.#proceed();
    };
    this.#waiting.push(claim);
    this.#proceed();
    if (this.#waiting.includes(claim)) {
      signal.addEventListener('abort', stop, { once: true });
      onWait();
    }
    await granted;
    signal.removeEventListener('abort', stop);
    let isHeld = true;
    return () => {
      if (isHeld) for (const place of places) this.#held.delete(place);
      isHeld = false;
      this.#proceed();
    };
  }

  #proceed(): void {
    const blocked = new Set(this.#held);
    this.#waiting = this.#waiting.filter(({ places, grant }) => {
      const isBlocked = [...places].some((place) => blocked.has(place));
      for (const place of places) blocked.add(place);
      if (isBlocked) return true;
      for (const place of places) this.#held.add(place);
      grant();
      return false;
    });
  }
}

interface Claim {
  places: ReadonlySet<string>;
  grant: () => void;
}
