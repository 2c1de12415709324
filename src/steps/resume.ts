import { readOrder, type Order } from '../acme/order.ts';
import { isGone } from '../acme/problem.ts';
import type { AcmeSession } from '../acme/session.ts';
import type { Bound } from '../base/bound.ts';
import type { Log } from '../base/ports.ts';
import { publicKeyOf } from '../certificate/keys.ts';
import { readCsr } from '../certificate/user-csr.ts';
import type { CertificateRequest, Settings } from '../settings/settings.ts';
import type { PendingOrder } from '../state/entry.ts';
import type { KeyMaterial } from './key-material.ts';

export interface Resumed {
  order: Order;
  material: KeyMaterial;
}

/** An order that nothing came of in a day is stuck: going on with it would stand in the way of every new one. */
const usefulMs = 86_400_000;

export interface ResumeContext {
  session: AcmeSession;
  settings: Pick<Settings, 'force' | 'keyType' | 'profile'>;
  bound: Bound;
  nowMs: number;
  log: Log;
}

/**
 * Goes on with an order that an earlier run had placed and not seen through: whatever it has become since, it isn't
 * ordered twice.
 * @returns undefined when it is of no use any more: other names are wanted, it became invalid, or the CA forgot it
 */
export async function resumeOrder(
  request: CertificateRequest,
  pending: PendingOrder | undefined,
  { session, settings, bound, log, nowMs }: ResumeContext,
): Promise<Resumed | undefined> {
  if (!pending) return undefined;
  const { orderUrl } = pending;
  const leave = (why: string) => {
    log.info(`The order of an earlier run is left (${why}): ${orderUrl}`);
    return undefined;
  };
  if (settings.force) return leave('`force` wants a new one');
  // One from the future was placed under a wrong clock, and would never grow old.
  if (Math.abs(nowMs - pending.createdAtMs) > usefulMs) return leave('it is more than a day old');
  const material = await recallKey(pending, { request, settings }, bound.signal);
  if (!material) return leave('something else is wanted now');
  try {
    const order = await readOrder(session, orderUrl, bound);
    if (order.status === 'invalid') return leave('it became invalid');
    log.info(`The order of an earlier run goes on, it is ${order.status}: ${orderUrl}`);
    // The authorizations are held against what was asked for, not against what the CA says that was.
    return { order: { ...order, identifiers: request.identifiers }, material };
  } catch (error) {
    // What may pass is no reason to order a second time.
    if (!isGone(error)) throw error;
    return leave(error.message);
  }
}

/** The key and CSR of that order, when they fit what is wanted now. */
async function recallKey(
  { identifiers, csr, keyType, profile, privateKey }: PendingOrder,
  { request, settings }: { request: CertificateRequest; settings: ResumeContext['settings'] },
  signal: AbortSignal,
): Promise<KeyMaterial | undefined> {
  const names = (list: CertificateRequest['identifiers']) =>
    list
      .map(({ type, value }) => `${type} ${value}`)
      .sort()
      .join();
  if (names(identifiers) !== names(request.identifiers) || profile !== settings.profile) return undefined;
  if (request.csr !== undefined) {
    const wanted = await readCsr(request.csr, signal);
    return wanted.derBase64url === csr ? { ...wanted, csr, privateKey: undefined } : undefined;
  }
  if (!privateKey || keyType !== settings.keyType) return undefined;
  return { csr, keyType, publicKey: publicKeyOf(privateKey), privateKey };
}
