/** Does work for a key once: who asks while it runs, or later, gets the same result. */
export type Shared<T> = (key: string, signal: AbortSignal, work: () => Promise<T>) => Promise<T>;

/** Makes a memory that keeps what succeeded; a failure is told to all who wait for it and then forgotten. */
export function shareByKey<T>(): Shared<T> {
  const running = new Map<string, { result: Promise<T>; signal: AbortSignal }>();
  return async (key, signal, work) => {
    for (let other = running.get(key); other; other = running.get(key)) {
      const [outcome] = await Promise.allSettled([other.result]);
      if (outcome.status === 'fulfilled') return outcome.value;
      signal.throwIfAborted();
      // It ended because whoever began it ran out of time: that isn't our failure.
      if (!other.signal.aborted) throw outcome.reason;
      if (running.get(key) === other) running.delete(key);
    }
    const own = { result: work(), signal };
    running.set(key, own);
    try {
      return await own.result;
    } catch (error) {
      if (running.get(key) === own) running.delete(key);
      throw error;
    }
  };
}
