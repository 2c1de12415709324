/** The one of `words` that a misspelt word most likely means; undefined when none is near. */
export function nearestOf(word: string, words: readonly string[]): string | undefined {
  const [nearest] = words
    .map((name) => ({ name, edits: editsBetween(word, name) }))
    .sort((a, b) => a.edits - b.edits);
  return nearest && nearest.edits <= Math.max(1, nearest.name.length / 3) ? nearest.name : undefined;
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
