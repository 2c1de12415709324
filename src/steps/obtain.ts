import { downloadChains } from '../acme/chain.ts';
import {
  finalizeOrder,
  isAgainstReplacing,
  newOrder,
  waitForIssuance,
  type IssuedOrder,
  type Order,
} from '../acme/order.ts';
import type { AcmeSession } from '../acme/session.ts';
import type { Budget, Phases } from '../base/bound.ts';
import { messageOf } from '../base/errors.ts';
import type { Log } from '../base/ports.ts';
import { checkChain, chooseChain } from '../certificate/chain.ts';
import type { Solver } from '../challenge/solver.ts';
import type { IssuedCertificate } from '../report/outcome.ts';
import type { CertificateRequest, Settings } from '../settings/settings.ts';
import type { PendingOrder } from '../state/entry.ts';
import { checkBeforeOrder } from './check-set-up.ts';
import type { Keeper } from './keep.ts';
import { prepareKey, type KeyMaterial } from './key-material.ts';
import { prove } from './prove.ts';
import { resumeOrder, type Resumed } from './resume.ts';

export interface ObtainContext {
  settings: Settings;
  session: AcmeSession;
  /** In the user's order of preference. */
  solvers: readonly Solver[];
  budget: Budget;
  phases: Phases;
  log: Log;
  /** An order of an earlier run, to go on with. */
  pending: PendingOrder | undefined;
  /** The certificate that is renewed, by its name towards the CA (RFC 9773 4.1). */
  replaces: string | undefined;
  keeper: Keeper;
}

export interface Obtained {
  certificate: IssuedCertificate;
  material: KeyMaterial;
  /** Attempts at the CA's issuance after finalize. */
  attempts: number;
  warnings: readonly string[];
}

/**
 * One certificate, from order to checked chain.
 * @throws AppError knowing its phase; what was set up for the proof is taken away by then
 */
export async function obtain(request: CertificateRequest, context: ObtainContext): Promise<Obtained> {
  const { phases, log } = context;
  const { order, material } = await phases.run('order', () => begin(request, context));
  const proof = order.status === 'pending' ? await prove(order, context) : { order, warnings: [] };
  const issued = await phases.run('finalize', () => issue(proof.order, material, context));
  const received = await phases.run('download', () => receive(issued.order, { request, material }, context));
  log.info(
    `Certificate ${received.certificate.serial} from ${received.certificate.issuer} passed every check`,
  );
  return {
    certificate: received.certificate,
    material,
    attempts: issued.attempts,
    warnings: [...proof.warnings, ...received.warnings],
  };
}

/** Goes on with an earlier run's order, or places one and keeps it before anything else. */
async function begin(request: CertificateRequest, context: ObtainContext): Promise<Resumed> {
  const { session, settings, budget, log, pending, keeper } = context;
  const { work } = budget;
  const resumed = await resumeOrder(request, pending, {
    session,
    settings,
    bound: work,
    log,
    nowMs: session.clock.now(),
  });
  if (resumed) return resumed;
  await checkBeforeOrder(request, context);
  // The key first: nothing may come between an order that is placed and its being kept.
  const material = await prepareKey(request, settings.keyType, work.signal);
  const place = async () => {
    const order = await orderInPlace(request, context);
    await keeper.pending({ order, material }, budget.cleanup.signal);
    return order;
  };
  const [order] = await Promise.all([place(), fetchNonces(request.identifiers.length, context)]);
  log.info(`Order is ${order.status}: ${order.url}`);
  return { order, material };
}

/** The wave of authorizations that follows wants a nonce each; without them it is only slower. */
async function fetchNonces(count: number, { session, budget, log }: ObtainContext): Promise<void> {
  if (count < 2) return;
  await session.fetchNonces(count, budget.work).catch((error: unknown) => log.debug(messageOf(error)));
}

/** What the order replaces frees it from the CA's limits, and must never be what it fails by. */
async function orderInPlace(
  { identifiers }: CertificateRequest,
  { session, settings, budget, log, replaces }: ObtainContext,
): Promise<Order> {
  const wanted = { identifiers, profile: settings.profile };
  try {
    return await newOrder(session, { ...wanted, replaces }, budget.work);
  } catch (error) {
    if (replaces === undefined || !isAgainstReplacing(error)) throw error;
    log.info(`The CA takes no order in the place of the certificate in use: ${error.message}`);
    return newOrder(session, wanted, budget.work);
  }
}

async function issue(
  order: Order,
  { csr }: KeyMaterial,
  { session, settings, budget, log }: ObtainContext,
): Promise<{ order: IssuedOrder; attempts: number }> {
  let attempts = 1;
  const finalized =
    order.status === 'ready' ? await finalizeOrder(session, { order, csr }, budget.work) : order;
  const options = {
    attemptMs: settings.bounds.orderMs,
    onAttempt: (attempt: number) => {
      attempts = attempt;
      if (attempt > 1) log.info(`Attempt ${attempt} at order ${order.url}`);
    },
  };
  return { order: await waitForIssuance(session, { order: finalized, options }, budget.work), attempts };
}

async function receive(
  order: IssuedOrder,
  { request, material }: { request: CertificateRequest; material: KeyMaterial },
  { session, settings, budget }: ObtainContext,
): Promise<{ certificate: IssuedCertificate; warnings: string[] }> {
  const { preferredChain } = settings;
  const source = { url: order.certificate, wantAlternates: preferredChain !== undefined };
  const chains = await downloadChains(session, source, budget.work);
  const choice = preferredChain === undefined ? undefined : chooseChain(chains, preferredChain);
  const certificate = checkChain(choice?.pem ?? chains[0], {
    publicKey: material.publicKey,
    identifiers: request.identifiers,
    nowMs: session.clock.now(),
  });
  if (!choice || choice.matched) return { certificate, warnings: [] };
  const miss = `No chain with the issuer ${JSON.stringify(preferredChain)}; the CA's default was kept`;
  return { certificate, warnings: [`${miss}. It offers: ${choice.available.join(', ')}.`] };
}
