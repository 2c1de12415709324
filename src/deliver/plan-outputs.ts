import type { CertificateResult } from '../report/outcome.ts';

/**
 * What a plan says to the jobs after it. A job that works on several certificates gets their names separated by
 * spaces, as the input `only` takes them.
 */
export function planOutputs(certificates: readonly CertificateResult[]): { due: string; matrix: string } {
  const taken = certificates.flatMap(({ name, job }) => (job === undefined ? [] : [{ name, job }]));
  const jobs = [...Map.groupBy(taken, ({ job }) => job)].toSorted(([a], [b]) => a - b);
  const include = jobs.map(([, ones]) => ({ name: ones.map(({ name }) => name).join(' ') }));
  return { due: JSON.stringify(taken.map(({ name }) => name)), matrix: JSON.stringify({ include }) };
}
