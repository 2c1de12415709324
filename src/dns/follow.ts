import type { Bound } from '../base/bound.ts';
import { canonicalName } from './names.ts';
import type { Location } from './zone.ts';

/** Where names lead by their CNAMEs. */
export interface Follow {
  /** The name that `name` leads to by its CNAMEs; `name` itself when it has none. */
  follow(name: string, bound: Bound): Promise<string>;
  /** Whether there is a zone of this name. */
  isZone(name: string, bound: Bound): Promise<boolean>;
  /** Whether the CNAMEs of `from` lead where `to` and its CNAMEs do. */
  leadsTo(from: string, to: string, bound: Bound): Promise<boolean>;
}

/** Follows names. @param locate gives undefined where nobody can tell and that must not matter */
export function createFollow(
  locate: (name: string, signal: AbortSignal) => Promise<Location | undefined>,
): Follow {
  return {
    follow: async (name, { signal }) => (await locate(name, signal))?.name ?? name,
    // Asked for what is below it: what is above a zone may not be there to be asked.
    isZone: async (name, { signal }) =>
      (await locate(`_acme-challenge.${name}`, signal))?.zone?.name === canonicalName(name),
    async leadsTo(from, to, { signal }) {
      const [start, end] = [await locate(from, signal), await locate(to, signal)];
      return start === undefined || start.name === (end?.name ?? canonicalName(to));
    },
  };
}
