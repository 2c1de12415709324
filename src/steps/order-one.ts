import type { AcmeSession } from '../acme/session.ts';
import type { Phases } from '../base/bound.ts';
import { AppError, toAppError, errorCodes } from '../base/errors.ts';
import type { Log, World } from '../base/ports.ts';
import { renewalIdOf } from '../certificate/renewal-id.ts';
import { countedFailures, failuresOf, nextAttemptMs } from '../plan/backoff.ts';
import { withFailure, type StateEntry, type StoredFailure } from '../state/entry.ts';
import type { CertificateRequest } from '../settings/settings.ts';
import { createKeeper, failureOf } from './keep.ts';
import { obtain, type Obtained } from './obtain.ts';
import type { OwnContext } from './work-on.ts';

export interface OrderTools extends OwnContext {
  /** What earlier runs kept. */
  known: StateEntry | undefined;
  phases: Phases;
  log: Log;
}

/** A certificate that was ordered by this run. */
export interface OrderedOne extends Obtained {
  /** Notes in the state that it came where it was to go. */
  delivered: (signal: AbortSignal) => Promise<void>;
}

/**
 * Orders one certificate, and keeps what the next run needs of it, however it ends.
 * @throws AppError; it is remembered, so that schedules don't repeat it without end
 */
export async function orderOne(request: CertificateRequest, tools: OrderTools): Promise<OrderedOne> {
  const { known, budget } = tools;
  // What is known when the work's time is up is just what the next run needs.
  const { signal } = budget.cleanup;
  const { session } = await reachCa(tools);
  const solvers = await tools.openSolvers();
  const keeper = createKeeper({ request, start: tools, session, known });
  try {
    const replaces = await replacedBy(request, { known, session }, budget.work.signal);
    const pending = known?.pending;
    const options = { ...tools, session, solvers, pending, replaces, keeper };
    const obtained = await obtain(request, options);
    await keeper.certificate(obtained, signal);
    return { ...obtained, delivered: (at) => keeper.delivered(at) };
  } catch (thrown) {
    const error = toAppError(thrown);
    throw error.with({ resumes: await keeper.failure(error, signal) });
  }
}

/** A CA that can't be reached is remembered too; of a certificate that was never obtained there is nothing to add it to. */
async function reachCa({
  openCa,
  known,
  world,
  store,
  budget,
}: OrderTools): Promise<{ session: AcmeSession }> {
  try {
    return await openCa();
  } catch (thrown) {
    const error = toAppError(thrown);
    const failed = known && withFailure(known, failureOf(error, { atMs: world.clock.now() }));
    if (failed) await store.keep(failed, budget.cleanup.signal);
    throw error;
  }
}

/**
 * The certificate that a new one takes the place of, by its name towards the CA (RFC 9773 5): of the same account, with
 * a name in common, and where the CA knows of replacing at all.
 */
async function replacedBy(
  { identifiers }: CertificateRequest,
  { known, session }: { known: StateEntry | undefined; session: AcmeSession },
  signal: AbortSignal,
): Promise<string | undefined> {
  const stored = known?.certificate;
  if (!stored || session.directory.renewalInfo === undefined) return undefined;
  const isOurs = known.account.url === session.accountUrl;
  const isRelated = identifiers.some(({ value }) => stored.domains.includes(value));
  return isOurs && isRelated ? renewalIdOf(stored.chain, signal) : undefined;
}

/**
 * Holds a schedule back after failures with the same settings. A person who starts a run wants to see it tried, and so does one who lets a
 * schedule's run run again.
 * @returns an error of the last failure's code that knows `retryAtMs`; undefined when nothing is held back
 */
export function holdBack(
  known: StateEntry | undefined,
  { event, clock, setup }: Pick<World, 'event' | 'clock'> & { setup: string },
): AppError | undefined {
  if (event.name !== 'schedule' || event.isRerun === true || !known) return undefined;
  const { pending, certificate } = known;
  const nowMs = clock.now();
  const failures = failuresOf(countedFailures(known.failures, nowMs), setup, nowMs);
  const endsAtMs = certificate?.notAfterMs;
  const retryAtMs = nextAttemptMs({ failures, hasOrder: pending !== undefined, endsAtMs, nowMs });
  const last = failures.at(-1);
  if (!last || retryAtMs === undefined || retryAtMs <= nowMs) return undefined;
  return heldBack(last, { count: failures.length, retryAtMs });
}

function heldBack(
  { atMs, code: stored, link }: StoredFailure,
  { count, retryAtMs }: { count: number; retryAtMs: number },
): AppError {
  // A later version may have written one that this one doesn't know.
  const code = errorCodes.find((one) => one === stored) ?? 'ca-error';
  const [at, from] = [atMs, retryAtMs].map((ms) => new Date(ms).toISOString());
  const row = count === 1 ? 'the last attempt failed' : `the last ${count} attempts failed`;
  return new AppError(
    code,
    `Not tried again yet: ${row}, the latest at ${at} (${stored}); a schedule tries again from ${from}`,
    {
      retryAtMs,
      ...(link === undefined ? {} : { link }),
      hint: 'Start the workflow by hand to try at once, or run this run again: neither is ever held back.',
    },
  );
}
