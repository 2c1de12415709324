/** Why stored state can't be used. None of these is fatal: the state counts as absent. */
export const stateProblems = [
  'wrong-key',
  'tampered',
  'truncated',
  'newer-version',
  'unreadable',
  'other-repository',
  'other-ca',
  'other-certificate',
  'unavailable',
] as const;

export type ProblemKind = (typeof stateProblems)[number];

export interface StateProblem {
  problem: ProblemKind;
  /** What exactly, as the end of a sentence; holds no value of the state. */
  detail: string;
}

const remedies: Readonly<Record<ProblemKind, string>> = {
  'wrong-key': 'If `encryption-key` was changed, give the former one as `previous-encryption-key`.',
  tampered: 'It was changed or damaged after it was stored; find out who can write there.',
  truncated: 'It was cut off while it was stored or fetched; the next run that stores it replaces it.',
  'newer-version': 'A newer version of this action wrote it: use that version here too.',
  unreadable: 'The next run that stores it replaces it; report it if it happens again.',
  'other-repository': 'Give each repository a directory of its own in `state`.',
  'other-ca': 'Somebody moved it; what is stored for this CA will replace it.',
  'other-certificate': 'Somebody moved it; what is stored for this certificate will replace it.',
  unavailable: 'The next run tries again; until then the certificate that is served is looked at.',
};

/** The sentences that tell a person of a state that can't be used: what, why, what to do. */
export function tellProblem(name: string, { problem, detail }: StateProblem): string {
  const what = problem === 'unavailable' ? "couldn't be fetched" : "can't be opened and counts as absent";
  return `The stored state of ${name} ${what}: ${detail}. ${remedies[problem]}`;
}
