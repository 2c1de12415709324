import type { Say } from './programs.ts';

export interface Ways<T> {
  what: string;
  /** Name and attempt, the preferred one first. */
  ways: readonly (readonly [string, () => Promise<T>])[];
  /** What a person can do when none works. */
  remedy: string;
  say: Say;
}

/**
 * Tries one way after the other and gives what the first that works gives.
 * @throws AggregateError that names every way, why it failed, and the remedy.
 */
export async function firstThatWorks<T>({ what, ways, remedy, say }: Ways<T>): Promise<T> {
  const errors: unknown[] = [];
  const tried: string[] = [];
  for (const [name, attempt] of ways) {
    try {
      say(`getting ${what}: ${name}`);
      return await attempt();
    } catch (thrown) {
      const reason = thrown instanceof Error ? thrown.message : String(thrown);
      errors.push(thrown);
      tried.push(`  ${name}: ${reason}`);
      say(`  no: ${reason}`);
    }
  }
  throw new AggregateError(errors, `${what} can't be had here.\n${tried.join('\n')}\nWhat to do: ${remedy}.`);
}
