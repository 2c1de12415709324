import type { ProviderSpec } from './provider.ts';
import { exec } from './providers/exec.ts';
import { httpreq } from './providers/httpreq.ts';
import { pdns } from './providers/pdns.ts';
import { rfc2136 } from './providers/rfc2136.ts';

/** Every DNS provider there is, by name. */
export const providerSpecs: readonly ProviderSpec[] = [exec, httpreq, pdns, rfc2136];

/** Finds a provider by its name or alias, in any case; undefined when there is none. */
export function findProvider(name: string): ProviderSpec | undefined {
  const wanted = name.trim().toLowerCase();
  return providerSpecs.find((spec) => namesOf(spec).includes(wanted));
}

/** The provider's name or alias that an unknown word most likely means; undefined when none is near. */
export function nearestProvider(word: string): string | undefined {
  const wanted = word.trim().toLowerCase();
  const [nearest] = providerSpecs
    .flatMap(namesOf)
    .map((name) => ({ name, edits: editsBetween(wanted, name) }))
    .sort((a, b) => a.edits - b.edits);
  return nearest && nearest.edits <= Math.max(1, nearest.name.length / 3) ? nearest.name : undefined;
}

/** The registry as the settings see it. */
export const providers = {
  names: providerSpecs.map(({ name }) => name),
  find: findProvider,
  nearest: nearestProvider,
};

function namesOf({ name, aliases = [] }: ProviderSpec): readonly string[] {
  return [name, ...aliases];
}

/** Insertions, deletions and substitutions that lead from one word to the other (Levenshtein). */
function editsBetween(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, column) => column);
  for (const [index, letter] of Array.from(from).entries()) {
    const next = [index + 1];
    for (const [column, other] of Array.from(to).entries()) {
      const substituted = (row[column] ?? 0) + (letter === other ? 0 : 1);
      next.push(Math.min(substituted, (row[column + 1] ?? 0) + 1, (next[column] ?? 0) + 1));
    }
    row = next;
  }
  return row[to.length] ?? 0;
}
