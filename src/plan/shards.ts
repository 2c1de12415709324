import { Allowance, type CaLimits, type Spending } from './limits.ts';

/** A certificate that is due. */
export interface Candidate {
  name: string;
  /** Of all its names, each once; IP addresses have none. */
  registeredDomains: readonly string[];
  /** Whether it renews one of the same names, which limits on new certificates exempt. */
  isRenewal: boolean;
  /** When the one in use ends; undefined when there is none. */
  notAfterMs: number | undefined;
}

export interface ShardQuestion {
  due: readonly Candidate[];
  /** Orders of the past that count against the limits. */
  spent: readonly Spending[];
  /** undefined: none are known. */
  limits: CaLimits | undefined;
  /** Certificates that one job gets through inside its time. */
  mostInJob: number;
  nowMs: number;
}

/** A certificate that waits for a later plan. */
export interface HeldBack {
  name: string;
  /** What there is no room for. */
  what: string;
  untilMs: number;
}

export interface Shards {
  /** Names of certificates, a job each; no name twice. */
  jobs: readonly (readonly string[])[];
  heldBack: readonly HeldBack[];
}

/** GitHub starts no more jobs from one matrix. */
export const mostJobs = 256;

/**
 * Deals what is due to the jobs of a matrix: renewals first and what ends first before the others, new certificates as
 * far as the CA's limits have room. One certificate a job while they last, then as evenly as can be.
 */
export function planShards({ due, spent, limits, mostInJob, nowMs }: ShardQuestion): Shards {
  const allowance = new Allowance(limits, spent, nowMs);
  const heldBack: HeldBack[] = [];
  const wanted = due.toSorted(byUrgency).filter(({ name, isRenewal, registeredDomains }) => {
    const full = isRenewal ? undefined : allowance.take(registeredDomains);
    if (full) heldBack.push({ name, ...full });
    return !full;
  });
  const most = mostJobs * mostInJob;
  const late = wanted
    .slice(most)
    .map(({ name }) => ({ name, what: `more than ${most} certificates`, untilMs: nowMs }));
  return { jobs: deal(wanted.slice(0, most).map(({ name }) => name)), heldBack: [...heldBack, ...late] };
}

function byUrgency(a: Candidate, b: Candidate): number {
  const rank = ({ isRenewal }: Candidate) => (isRenewal ? 0 : 1);
  return rank(a) - rank(b) || (a.notAfterMs ?? Infinity) - (b.notAfterMs ?? Infinity) || 0;
}

/** The first ones go to the first jobs: GitHub starts these first. */
function deal(names: readonly string[]): string[][] {
  const count = Math.min(names.length, mostJobs);
  return Array.from({ length: count }, (_, job) =>
    names.slice(Math.ceil((job * names.length) / count), Math.ceil(((job + 1) * names.length) / count)),
  );
}
