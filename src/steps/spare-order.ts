import type { RenewalInfo } from '../acme/renewal-info.ts';
import { AppError, messageOf } from '../base/errors.ts';
import { renewalIdOf } from '../certificate/renewal-id.ts';
import { decideByWindow, type Decision } from '../plan/due.ts';
import type { CertificateRequest } from '../settings/settings.ts';
import type { StateEntry } from '../state/entry.ts';
import { renewalOf } from './ask-renewal.ts';
import { lookAtServed, type Served } from './look-at-served.ts';
import type { Ca } from './open-ca.ts';
import type { Start } from './start.ts';

/** Why nothing is ordered though nothing is stored. */
export interface Spared {
  decision: Decision;
  warnings: readonly string[];
}

/**
 * A lost cache must not spend the CA's limit on duplicates: a fresh certificate that is in use isn't ordered again, when
 * it is this CA's and as it is wanted, and the CA doesn't want it renewed. A CDN's own, one of another CA or a stranger's says nothing about ours; and
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
  const asked = accountExisted ? await askCa(served.pem, start) : undefined;
  if (!asked) return undefined;
  const decision = await decideServed(request, { served, info: asked.info }, start);
  if (decision.due) {
    start.world.log.info(`${served.where} serves one that is due: ${decision.because}`);
    return undefined;
  }
  const until = new Date(served.notAfterMs).toISOString().slice(0, 10);
  const warning =
    `${served.where} serves a certificate of these names until ${until}, so none was ordered; its key is not stored ` +
    'here, so there are no files. CAs limit certificates of the same names (5 in 7 days at the most used one). Set `force` ' +
    'to true once if you need one with its key now.';
  return {
    decision: { ...decision, because: `${served.where}: ${decision.because}` },
    warnings: [warning],
  };
}

/** By the CA's window, as if it were stored: one in the past is also how the CA tells that it revokes. */
async function decideServed(
  { identifiers }: CertificateRequest,
  { served, info }: { served: Served; info: RenewalInfo | undefined },
  start: Start,
): Promise<Decision> {
  const { renewBefore, failBefore } = start.settings;
  const { fingerprint, notBeforeMs } = served;
  const domains = identifiers.map(({ value }) => value);
  const renewal = await renewalOf({ fingerprint, domains, renewalInfo: info }, start);
  if (!renewal || renewBefore.kind !== 'auto') return served.decision;
  const held = { ...served, obtainedAtMs: notBeforeMs, predecessorAtMs: undefined };
  return decideByWindow(held, { renewal, failBefore, nowMs: start.world.clock.now() });
}

/**
 * Asks the CA about a certificate: one of its issuing it knows when to renew (RFC 9773 4.1). A CA that can't be asked,
 * without renewal information or for now, is taken at its account's word.
 * @returns undefined when it isn't of this CA's issuing
 */
async function askCa(
  pem: string,
  { approach, budget, world }: Start,
): Promise<{ info: RenewalInfo | undefined } | undefined> {
  const { signal } = budget.work;
  const { renewalInfo: url } = await approach.directory();
  if (url === undefined) return { info: undefined };
  const id = await renewalIdOf(pem, signal);
  if (id === undefined) return undefined;
  try {
    return { info: await approach.renewalInfo(id) };
  } catch (error) {
    signal.throwIfAborted();
    const isUnknown = error instanceof AppError && isRefusal(error);
    world.log.info(`The CA ${isUnknown ? "doesn't know" : "can't be asked about"} it: ${messageOf(error)}`);
    return isUnknown ? undefined : { info: undefined };
  }
}

/** The CA's own no, not its being busy. */
function isRefusal({ code, details: { lastStatus = '' } }: AppError): boolean {
  return code !== 'rate-limited' && lastStatus.startsWith('4');
}
