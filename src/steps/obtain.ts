import { downloadChains } from '../acme/chain.ts';
import { finalizeOrder, newOrder, waitForIssuance, type IssuedOrder, type Order } from '../acme/order.ts';
import type { AcmeSession } from '../acme/session.ts';
import type { Budget, Phases } from '../base/bound.ts';
import type { Log } from '../base/ports.ts';
import type { Secret } from '../base/secret.ts';
import { checkChain, chooseChain } from '../certificate/chain.ts';
import type { Solver } from '../challenge/solver.ts';
import type { IssuedCertificate } from '../report/outcome.ts';
import type { CertificateRequest, Settings } from '../settings/settings.ts';
import { prepareKey, type KeyMaterial } from './key-material.ts';
import { prove } from './prove.ts';

export interface ObtainContext {
  settings: Settings;
  session: AcmeSession;
  /** In the user's order of preference. */
  solvers: readonly Solver[];
  budget: Budget;
  phases: Phases;
  log: Log;
}

export interface Obtained {
  certificate: IssuedCertificate;
  /** undefined when the CSR was the user's. */
  privateKey: Secret | undefined;
  /** Attempts at the CA's issuance after finalize. */
  attempts: number;
  warnings: readonly string[];
}

/**
 * One certificate, from order to checked chain.
 * @throws AppError knowing its phase; what was set up for the proof is taken away by then
 */
export async function obtain(request: CertificateRequest, context: ObtainContext): Promise<Obtained> {
  const { phases, log, budget, settings } = context;
  const [order, material] = await phases.run('order', () =>
    Promise.all([placeOrder(request, context), prepareKey(request, settings.keyType, budget.work.signal)]),
  );
  log.info(`Order is ${order.status}: ${order.url}`);
  const proof = order.status === 'pending' ? await prove(order, context) : { order, warnings: [] };
  const issued = await phases.run('finalize', () => issue(proof.order, material, context));
  const received = await phases.run('download', () => receive(issued.order, { request, material }, context));
  log.info(
    `Certificate ${received.certificate.serial} from ${received.certificate.issuer} passed every check`,
  );
  return {
    certificate: received.certificate,
    privateKey: material.privateKey,
    attempts: issued.attempts,
    warnings: [...proof.warnings, ...received.warnings],
  };
}

async function placeOrder(
  request: CertificateRequest,
  { session, settings, budget }: ObtainContext,
): Promise<Order> {
  const { identifiers } = request;
  const [order] = await Promise.all([
    newOrder(session, { identifiers, profile: settings.profile }, budget.work),
    // The wave of authorizations that follows wants a nonce each.
    identifiers.length > 1 ? session.fetchNonces(identifiers.length, budget.work) : undefined,
  ]);
  return order;
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
