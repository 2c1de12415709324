import type { ChallengeType, Identifier } from '../settings/settings.ts';

/** The types that can prove an identifier, in the user's order: HTTP proves no wildcard, and the DNS no address. */
export function typesFor(
  { type, value }: Pick<Identifier, 'type' | 'value'>,
  types: readonly ChallengeType[],
): readonly ChallengeType[] {
  if (type === 'ip') return types.filter((one) => one === 'http-01');
  return value.startsWith('*.') ? types.filter((one) => one !== 'http-01') : types;
}

/**
 * Whether a run proves an identifier by a type:
 * - `taken`: it does;
 * - `perhaps`: it does if the CA offers dns-persist-01, or if it doesn't; all others are offered wherever they fit;
 * - `spare`: it doesn't.
 */
export type Standing = 'taken' | 'perhaps' | 'spare';

/** How a type stands among those that the user listed. */
export function standingOf(
  type: ChallengeType,
  identifier: Pick<Identifier, 'type' | 'value'>,
  types: readonly ChallengeType[],
): Standing {
  const [first, second] = typesFor(identifier, types);
  if (type === first) return first === 'dns-persist-01' && second !== undefined ? 'perhaps' : 'taken';
  return first === 'dns-persist-01' && type === second ? 'perhaps' : 'spare';
}
