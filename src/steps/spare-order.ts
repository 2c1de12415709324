import { messageOf } from '../base/errors.ts';
import { renewalIdOf } from '../certificate/renewal-id.ts';
import type { Decision } from '../plan/due.ts';
import type { CertificateRequest } from '../settings/settings.ts';
import type { StateEntry } from '../state/entry.ts';
import { lookAtServed } from './look-at-served.ts';
import type { Ca } from './open-ca.ts';
import type { Start } from './start.ts';

/** Why nothing is ordered though nothing is stored. */
export interface Spared {
  decision: Decision;
  warnings: readonly string[];
}

/**
 * A lost cache must not spend the CA's limit on duplicates: a fresh certificate that is in use isn't ordered again, when
 * it is this CA's and as it is wanted. A CDN's own, one of another CA or a stranger's says nothing about ours; and
 * with an account that this run has just made, nothing that is served can be ours.
 * @returns undefined when it has to be ordered
 */
export async function spareOrder(
  request: CertificateRequest,
  entry: StateEntry | undefined,
  start: Start & { openCa: () => Promise<Ca> },
): Promise<Spared | undefined> {
  const served = await lookAtServed(request, start, entry?.revoked);
  if (!served || served.decision.due) return undefined;
  const { accountExisted } = await start.openCa();
  if (!accountExisted || !(await isOfCa(served.pem, start))) return undefined;
  const until = new Date(served.notAfterMs).toISOString().slice(0, 10);
  const warning =
    `${served.where} serves a certificate of these names until ${until}, so none was ordered; its key is not stored ` +
    'here, so there are no files. CAs limit certificates of the same names (5 in 7 days at the most used one). Set `force` ' +
    'to true once if you need one with its key now.';
  return {
    decision: { ...served.decision, because: `${served.where}: ${served.decision.because}` },
    warnings: [warning],
  };
}

/**
 * Whether a certificate is of this CA's issuing: it knows when to renew it (RFC 9773 4.1). A CA without renewal
 * information can't be asked, and is taken at its account's word.
 */
async function isOfCa(pem: string, { approach, budget, world }: Start): Promise<boolean> {
  const { signal } = budget.work;
  const { renewalInfo: url } = await approach.directory();
  if (url === undefined) return true;
  const id = await renewalIdOf(pem, signal);
  if (id === undefined) return false;
  try {
    await approach.renewalInfo(id);
    return true;
  } catch (error) {
    signal.throwIfAborted();
    world.log.info(`The CA doesn't know the certificate that is served: ${messageOf(error)}`);
    return false;
  }
}
