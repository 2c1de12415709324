import type { Log } from '../../src/base/ports.ts';

/** A log that keeps what it is told, debug lines included. */
export function fakeLog(): Log & { readonly lines: readonly string[] } {
  const lines: string[] = [];
  const keep = (line: string) => void lines.push(line);
  return { lines, debug: keep, info: keep, group: keep, endGroup: () => undefined };
}
