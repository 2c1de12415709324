import { isDeepStrictEqual } from 'node:util';
import {
  mostFailures,
  mostRevoked,
  type PendingOrder,
  type StateEntry,
  type StoredCertificate,
} from './entry.ts';

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
  const revoked = mergeLists(theirs.revoked, ours.revoked, mostRevoked);
  const isRevoked = ({ fingerprint }: StoredCertificate) =>
    revoked.some((one) => one.fingerprint === fingerprint);
  const latest = laterCertificate(ours.certificate, theirs.certificate);
  const certificate = latest && isRevoked(latest) ? undefined : latest;
  const since = certificate?.obtainedAtMs ?? -Infinity;
  const fresh = theirs.pending && !isKnownOrder(theirs.pending.orderUrl) ? theirs.pending : undefined;
  const pending = laterOrder(ours.pending, fresh);
  return {
    ...ours,
    certificate,
    pending: pending && pending.createdAtMs >= since ? pending : undefined,
    failures: mergeLists(theirs.failures, ours.failures, mostFailures).filter(({ atMs }) => atMs >= since),
    revoked,
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

/** What either has, the oldest first; the oldest make room. */
function mergeLists<T extends { atMs: number }>(theirs: readonly T[], ours: readonly T[], most: number): T[] {
  const others = theirs.filter((one) => !ours.some((own) => isDeepStrictEqual(own, one)));
  return [...others, ...ours].sort((a, b) => a.atMs - b.atMs).slice(-most);
}
