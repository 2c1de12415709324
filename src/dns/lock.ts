import { Slots } from '../base/parallel.ts';

/** Runs work alone on its key. @throws the signal's reason when it is aborted while waiting for its turn */
export type Lock = <T>(key: string, signal: AbortSignal, work: () => Promise<T>) => Promise<T>;

/** Makes locks by key: for providers that read, change and write what is at a name. */
export function lockByKey(): Lock {
  const locks = new Map<string, Slots>();
  return (key, signal, work) => {
    const lock = locks.get(key) ?? new Slots(1);
    locks.set(key, lock);
    return lock.hold(signal, work);
  };
}
