import { Phases } from '../base/bound.ts';
import { toAppError, type AppError } from '../base/errors.ts';
import { mapLimited } from '../base/parallel.ts';
import { canWait } from '../plan/defer.ts';
import type { Decision, Renewal } from '../plan/due.ts';
import { limitsOf } from '../plan/limits.ts';
import { planShards, type Candidate, type HeldBack, type Shards } from '../plan/shards.ts';
import type { CertificateResult, Finding } from '../report/outcome.ts';
import type { CertificateRequest } from '../settings/settings.ts';
import type { StateEntry } from '../state/entry.ts';
import type { StateStore } from '../state/store.ts';
import type { Worked } from './mode-step.ts';
import { openCa } from './open-ca.ts';
import { holdBack } from './order-one.ts';
import { issuedOf, recall, type Recalled } from './recall.ts';
import { registeredDomainsBy } from './registered-domains.ts';
import { once, type Start } from './start.ts';
import { setupDigest } from './setup-digest.ts';

/** One certificate and what was decided about it; a failure leaves the decision to its job. */
interface Seen {
  request: CertificateRequest;
  entry: StateEntry | undefined;
  decision: Decision;
  renewal?: Renewal | undefined;
  warnings: readonly string[];
  error?: AppError;
  elapsedMs: number;
}

/** The mode `plan`: what is due and why, and which job of a matrix works on it. Orders nothing and stores nothing. */
export async function plan(start: Start): Promise<Worked> {
  const { settings, world } = start;
  const { log } = world;
  const phases = new Phases(world.clock);
  const context = { ...start, store: readOnly(start.store), openCa: once(() => openCa(start, phases)) };
  log.group(`What is due at ${settings.ca.name}`);
  try {
    const seen = await mapLimited(settings.certificates, settings.concurrency, (request) =>
      look(request, context),
    );
    const shards = await shard(seen, start);
    for (const { request, decision } of seen) {
      log.info(`${request.name}: ${decision.due ? 'due' : 'not due'}: ${decision.because}`);
    }
    const jobOf = new Map(shards.jobs.flatMap((names, job) => names.map((name) => [name, job] as const)));
    const works = seen.map((one) => ({ result: resultOf(one, jobOf.get(one.request.name), start) }));
    return { works, findings: tellHeldBack(shards.heldBack) };
  } finally {
    log.endGroup();
  }
}

/** What is learnt here is kept by the job that does the work, and a rotated secret takes effect there. */
function readOnly(store: StateStore): StateStore {
  const { lasting } = store;
  const load: StateStore['load'] = async (which, signal) => {
    const loaded = await store.load(which, signal);
    return loaded.kind === 'found' ? { ...loaded, sealAnew: false } : loaded;
  };
  return {
    lasting,
    load,
    keep: () => Promise.resolve(),
    flush: () => Promise.resolve([]),
    holds: () => false,
  };
}

async function look(request: CertificateRequest, context: Parameters<typeof recall>[1]): Promise<Seen> {
  const { world, budget } = context;
  const startedAt = world.clock.monotonic();
  const elapsed = () => world.clock.monotonic() - startedAt;
  try {
    const recalled = await recall(request, context);
    return { request, ...recalled, decision: putOff(request, recalled, context), elapsedMs: elapsed() };
  } catch (thrown) {
    const error = toAppError(thrown);
    const because = `It could not be decided: ${error.message}`;
    const seen = { request, entry: undefined, elapsedMs: elapsed() };
    // Without a decision its job takes a look of its own: one CA that doesn't answer must not stop all jobs.
    if (!budget.work.signal.aborted && error.code !== 'internal') {
      return { ...seen, decision: { due: true, code: 'missing', because }, warnings: [because] };
    }
    return { ...seen, decision: { due: false, code: 'missing', because }, warnings: [], error };
  }
}

/** After failures a schedule waits, while the certificate in use lasts: its job would only say so. */
function putOff(
  request: CertificateRequest,
  { entry, decision }: Recalled,
  { settings, world }: Start,
): Decision {
  const setup = setupDigest(request, settings);
  const notYet = decision.due ? holdBack(entry, { ...world, setup }) : undefined;
  const held = entry?.certificate;
  const { failBefore } = settings;
  if (!notYet || !held || !canWait({ decision, held, failBefore, nowMs: world.clock.now() })) return decision;
  return { ...decision, due: false, because: `${decision.because}. ${notYet.message}` };
}

/** A certificate takes a minute at worst, most of it waiting for DNS: what fits into `timeout` with room to spare. */
const certificateMs = 60_000;

async function shard(seen: readonly Seen[], { settings, world, budget }: Start): Promise<Shards> {
  const { ca, bounds, concurrency } = settings;
  const limits = limitsOf(ca);
  const domainsOf = limits ? await registeredDomainsBy(budget.work.signal) : () => [];
  return planShards({
    due: seen.filter(({ decision }) => decision.due).map((one) => candidate(one, domainsOf)),
    spent: seen.flatMap(({ entry }) => {
      const stored = entry?.certificate;
      if (stored?.newAtMs === undefined) return [];
      return [{ atMs: stored.newAtMs, registeredDomains: domainsOf(stored.domains) }];
    }),
    limits,
    mostInJob: Math.max(1, Math.floor(bounds.totalMs / certificateMs)) * concurrency,
    nowMs: world.clock.now(),
  });
}

function candidate(
  { request, entry, decision }: Seen,
  domainsOf: (names: readonly string[]) => readonly string[],
): Candidate {
  const isNew = decision.code === 'missing' || decision.code === 'names-changed' || !entry?.certificate;
  return {
    name: request.name,
    registeredDomains: domainsOf(request.identifiers.map(({ value }) => value)),
    isRenewal: !isNew,
    notAfterMs: entry?.certificate?.notAfterMs,
  };
}

function resultOf(
  { request, entry, decision, renewal, warnings, error, elapsedMs }: Seen,
  job: number | undefined,
  { settings }: Start,
): CertificateResult {
  const stored = entry?.certificate;
  return {
    name: request.name,
    domains: request.identifiers.map(({ value }) => value),
    outcome: error ? 'failed' : 'planned',
    reason: error ? decision.because : `${decision.due ? 'Due' : 'Not due'}: ${decision.because}`,
    ...(error ? { error } : {}),
    ...(stored ? { certificate: issuedOf(stored), keyType: stored.keyType } : {}),
    ...(settings.profile === undefined ? {} : { profile: settings.profile }),
    ...(renewal ? { ari: renewal } : {}),
    ...(job === undefined ? {} : { job }),
    attempts: 0,
    elapsedMs,
    phasesMs: {},
    warnings,
  };
}

function tellHeldBack(heldBack: readonly HeldBack[]): Finding[] {
  const byLimit = Map.groupBy(heldBack, ({ what }) => what);
  return [...byLimit].map(([what, ones]) => ({
    severity: 'warning',
    subject: 'the plan',
    what: `${ones.length === 1 ? '1 certificate waits' : `${ones.length} certificates wait`}: the limit on ${what} has no room before ${new Date(Math.min(...ones.map(({ untilMs }) => untilMs))).toISOString()}.`,
    remedy: 'A later plan takes them, the renewals always first; nothing needs to be done.',
  }));
}
