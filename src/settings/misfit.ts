/** One thing that is wrong with an input. */
export interface Complaint {
  /** What is wrong, a clause that follows the value and a colon. */
  problem: string;
  /** What would be right, one sentence. */
  remedy: string;
  /** The part of the input that is meant; without it the whole input is quoted, with null nothing is. */
  value?: string | null;
  /** The input to name, where it isn't the one that is being read. */
  input?: string;
}

/** Thrown by a grammar or a rule: an input that can't be used, with everything that is wrong with it. */
export class Misfit extends Error {
  override readonly name = 'Misfit';
  readonly complaints: readonly Complaint[];

  constructor(complaints: Complaint | readonly Complaint[]) {
    const all = 'problem' in complaints ? [complaints] : complaints;
    super(all.map(({ problem }) => problem).join('; '));
    this.complaints = all;
  }
}

/**
 * Applies `parse` to every item, and goes on after the first that doesn't fit.
 * @throws Misfit with the complaints of all
 */
export function parseEach<T, R>(items: readonly T[], parse: (item: T) => R): R[] {
  const complaints: Complaint[] = [];
  const parsed: R[] = [];
  for (const item of items) {
    try {
      parsed.push(parse(item));
    } catch (error) {
      if (!(error instanceof Misfit)) throw error;
      complaints.push(...error.complaints);
    }
  }
  if (complaints.length > 0) throw new Misfit(complaints);
  return parsed;
}
