import { isDeepStrictEqual } from 'node:util';
import { mostFailures, type PendingOrder, type StateEntry, type StoredCertificate } from './entry.ts';

/**
 * What two runs of one certificate know together. Neither's certificate is lost to the other's failure: the one that
 * was obtained later stays, and of orders and failures those that came after it.
 * @param ours wins where nothing tells which is newer
 * @param isKnownOrder whether this run has dealt with an order of `theirs` already: then `ours` tells what became of it
 */
export function mergeEntries(
  ours: StateEntry,
  theirs: StateEntry,
  isKnownOrder: (orderUrl: string) => boolean,
): StateEntry {
  const certificate = laterCertificate(ours.certificate, theirs.certificate);
  const since = certificate?.obtainedAtMs ?? -Infinity;
  const fresh = theirs.pending && !isKnownOrder(theirs.pending.orderUrl) ? theirs.pending : undefined;
  const pending = laterOrder(ours.pending, fresh);
  return {
    ...ours,
    certificate,
    pending: pending && pending.createdAtMs >= since ? pending : undefined,
    failures: mergeFailures(ours, theirs).filter(({ atMs }) => atMs >= since),
  };
}

function laterCertificate(
  ours: StoredCertificate | undefined,
  theirs: StoredCertificate | undefined,
): StoredCertificate | undefined {
  if (!ours || !theirs) return ours ?? theirs;
  if (theirs.obtainedAtMs > ours.obtainedAtMs) return theirs;
  const isSame = theirs.fingerprint === ours.fingerprint;
  return isSame ? { ...ours, delivered: ours.delivered || theirs.delivered } : ours;
}

function laterOrder(
  ours: PendingOrder | undefined,
  theirs: PendingOrder | undefined,
): PendingOrder | undefined {
  if (!ours || !theirs) return ours ?? theirs;
  return theirs.createdAtMs > ours.createdAtMs ? theirs : ours;
}

function mergeFailures(ours: StateEntry, theirs: StateEntry) {
  const others = theirs.failures.filter(
    (failure) => !ours.failures.some((own) => isDeepStrictEqual(own, failure)),
  );
  return [...others, ...ours.failures].sort((a, b) => a.atMs - b.atMs).slice(-mostFailures);
}
