import {
  acceptChallenge,
  keyAuthorization,
  readAuthorizations,
  validationError,
  type Authorization,
  type Challenge,
} from '../acme/authorization.ts';
import { waitForDecision, type Order } from '../acme/order.ts';
import { seconds, within, type Bound } from '../base/bound.ts';
import { AppError, messageOf } from '../base/errors.ts';
import type { Log } from '../base/ports.ts';
import type { ChallengeTask, Solver } from '../challenge/solver.ts';
import { checkSetUp, persistOf } from './check-set-up.ts';
import type { ObtainContext } from './obtain.ts';
import { waitUntilSeen } from './wait-until-seen.ts';

export interface Proven {
  order: Order;
  warnings: readonly string[];
}

/** An authorization that waits for its proof, and how it will be given. */
interface Proof {
  challenge: Challenge;
  task: ChallengeTask;
  solver: Solver;
  /** The types that the CA offers for it. */
  offered: readonly string[];
}

/**
 * Proves control of every identifier of a pending order that isn't proven yet: present all, wait until all can be
 * seen, let the CA look at all, wait for its decision, and take everything away again, whatever happened.
 * @returns the decided order, and what couldn't be taken away
 */
export async function prove(order: Order, context: ObtainContext): Promise<Proven> {
  const proofs = await context.phases.run('order', () => planProofs(order, context));
  let proven: Proven;
  try {
    proven = await showProofs(order, proofs, context);
  } catch (error) {
    const also = [...doubtsOf(proofs), ...(await takeAway(proofs, { context, isProven: false }))];
    for (const line of also) context.log.info(line);
    throw error instanceof AppError && also.length > 0 ? error.with({ also }) : error;
  }
  const isProven = proven.order.status !== 'invalid';
  const left = await takeAway(proofs, { context, isProven });
  if (isProven) return { ...proven, warnings: [...proven.warnings, ...left] };
  const told = [...doubtsOf(proofs), ...left];
  const also = told.length > 0 ? { also: told } : {};
  throw (await whyInvalid(proven.order, context)).with({ phase: 'validation', ...also });
}

function doubtsOf(proofs: readonly Proof[]): readonly string[] {
  return [...bySolver(proofs)].flatMap(([solver, tasks]) => solver.doubts?.(tasks) ?? []);
}

/** The reason of each name; the bare fact when the CA doesn't tell it any more. */
async function whyInvalid(order: Order, { session, budget, log }: ObtainContext): Promise<AppError> {
  try {
    return validationError(order, await readAuthorizations(session, order, budget.work));
  } catch (error) {
    log.info(`The CA's reasons can't be read: ${messageOf(error)}`);
    return validationError(order, []);
  }
}

async function planProofs(order: Order, { session, solvers, budget, log }: ObtainContext): Promise<Proof[]> {
  const authorizations = await readAuthorizations(session, order, budget.work);
  const proven = authorizations.filter(({ status }) => status === 'valid').length;
  if (proven > 0) log.info(`${proven} of ${authorizations.length} authorizations are valid already`);
  demandAlive(order, authorizations);
  const proofs = authorizations
    .filter(({ status }) => status === 'pending')
    .map((authorization): Proof => {
      const [solver, challenge] = chooseChallenge(authorization, solvers);
      const { wildcard, identifier } = authorization;
      const persist = challenge.persist && persistOf(session, { ...challenge.persist, wildcard });
      const { accountKey } = session.signer;
      const own = { identifier: identifier.value, persist, accountKey };
      const given = { token: challenge.token, keyAuthorization: keyAuthorization(session, challenge) };
      const offered = authorization.challenges.map(({ type }) => type);
      return { challenge, task: { ...own, ...given }, solver, offered };
    });
  tellSecondChoices(proofs, solvers, log);
  return proofs;
}

/** Says where the CA doesn't offer what the user wants most. */
function tellSecondChoices(proofs: readonly Proof[], solvers: readonly Solver[], log: Log): void {
  const [first] = solvers;
  for (const [{ type }, others] of Map.groupBy(proofs, ({ solver }) => solver)) {
    if (!first || type === first.type) continue;
    const lacking = others.filter(({ offered }) => !offered.includes(first.type));
    if (lacking.length === 0) continue;
    const names = lacking.map(({ task }) => task.identifier);
    log.info(`The CA offers no ${first.type} for ${names.join(', ')}: ${type} is taken`);
  }
}

/** An authorization that has ended without proof never becomes valid, and its order waits for it in vain. */
function demandAlive(order: Order, authorizations: readonly Authorization[]): void {
  const dead = authorizations.filter(({ status }) => status !== 'pending' && status !== 'valid');
  if (dead.length === 0) return;
  const identifiers = dead.map(({ identifier, status }) => ({
    identifier: identifier.value,
    reason: `the authorization is ${status}`,
  }));
  const names = identifiers.map(({ identifier, reason }) => `${identifier} (${reason})`).join(', ');
  throw new AppError('order-invalid', `The order can't be fulfilled any more: ${names}`, {
    identifiers,
    url: order.url,
    lastStatus: order.status,
  });
}

/** The first of the user's challenge types that the CA offers for this identifier. */
function chooseChallenge(
  { identifier, wildcard, challenges }: Authorization,
  solvers: readonly Solver[],
): [Solver, Challenge] {
  for (const solver of solvers) {
    const challenge = challenges.find(({ type }) => type === solver.type);
    if (challenge && solver.takes?.(identifier.value) !== false) return [solver, challenge];
  }
  const name = `${wildcard ? '*.' : ''}${identifier.value}`;
  const offered = challenges.map(({ type }) => type).join(', ');
  const asked = solvers.map(({ type }) => type).join(', ');
  throw new AppError(
    'challenge-unavailable',
    `For ${name} the CA offers ${offered}, and the input has ${asked}`,
    {
      identifiers: [{ identifier: name, reason: `offered: ${offered}` }],
      hint: 'Add one of the offered types to the input `challenge`; a wildcard can only be proven by DNS.',
    },
  );
}

/** @returns the decided order, and warnings */
async function showProofs(order: Order, proofs: readonly Proof[], context: ObtainContext): Promise<Proven> {
  const { phases, budget, log } = context;
  const groups = bySolver(proofs);
  const warnings: string[] = [];
  await phases.run('present', async () => {
    warnings.push(...(await checkSetUp(groups, budget.work)));
  });
  await phases.run('present', () => inTurn(groups, (solver, tasks) => solver.present(tasks, budget.work)));
  const seen = await phases.run('propagation', () =>
    waitUntilSeen(order, (bound) => readyInTurn(groups, bound), context),
  );
  if ('decided' in seen) return { order: seen.decided, warnings };
  warnings.push(...seen.warnings);
  if (proofs.length > 0)
    log.info(`The CA is asked to validate ${proofs.map(({ task }) => task.identifier).join(', ')}`);
  const decided = await phases.run('validation', () => letValidate(order, proofs, context));
  return { order: decided, warnings };
}

function letValidate(
  order: Order,
  proofs: readonly Proof[],
  { session, budget, settings }: ObtainContext,
): Promise<Order> {
  const names = proofs.map(({ task }) => task.identifier);
  const expired = (spentMs: number) =>
    new AppError(
      'validation-timeout',
      `The CA has not decided on ${names.length > 0 ? names.join(', ') : 'the order'} in ${seconds(spentMs)}`,
      {
        spentMs,
        identifiers: names.map((identifier) => ({ identifier, reason: 'still pending' })),
        url: order.url,
        lastStatus: 'pending',
      },
    );
  const limits = { timeoutMs: settings.bounds.validationMs, parent: budget.work, expired };
  return within(session.clock, limits, async (bound) => {
    await Promise.all(proofs.map(({ challenge }) => acceptChallenge(session, challenge, bound)));
    return waitForDecision(session, order, bound);
  });
}

/**
 * On the cleanup bound: it goes on when the work's time is up, and a stuck provider can't eat the rest of the run. It
 * has the reserve, or half of what is left to the work where that is longer: the other half is the certificate's.
 * @returns what is left; never throws, so that it can't take the place of an earlier error
 */
async function takeAway(
  proofs: readonly Proof[],
  { context, isProven }: { context: ObtainContext; isProven: boolean },
): Promise<readonly string[]> {
  const { phases, budget, session } = context;
  const left: string[] = [];
  const expired = (spentMs: number) => new AppError('deadline', `it took more than ${seconds(spentMs)}`);
  const timeoutMs = Math.max(budget.reserveMs, isProven ? budget.work.remainingMs() / 2 : 0);
  const limits = { timeoutMs, parent: budget.cleanup, expired };
  try {
    await phases.run('cleanup', () =>
      within(session.clock, limits, (bound) =>
        inTurn(bySolver(proofs), async (solver, tasks) => {
          left.push(...(await solver.cleanUp(tasks, bound)));
        }),
      ),
    );
  } catch (error) {
    left.push(`Cleaning up ended early: ${messageOf(error)}. The action's post step tries again.`);
  }
  return left;
}

type Groups = ReadonlyMap<Solver, readonly ChallengeTask[]>;

function bySolver(proofs: readonly Proof[]): Groups {
  const groups = new Map<Solver, ChallengeTask[]>();
  for (const { solver, task } of proofs) groups.set(solver, [...(groups.get(solver) ?? []), task]);
  return groups;
}

async function readyInTurn(groups: Groups, bound: Bound): Promise<readonly string[]> {
  const warnings: string[] = [];
  await inTurn(groups, async (solver, tasks) => {
    warnings.push(...(await solver.ready(tasks, bound)));
  });
  return warnings;
}

async function inTurn(
  groups: Groups,
  work: (solver: Solver, tasks: readonly ChallengeTask[]) => Promise<void>,
): Promise<void> {
  for (const [solver, tasks] of groups) await work(solver, tasks);
}
