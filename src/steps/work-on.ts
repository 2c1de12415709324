import { Phases } from '../base/bound.ts';
import { toAppError, type AppError } from '../base/errors.ts';
import type { Log } from '../base/ports.ts';
import type { Secret } from '../base/secret.ts';
import { createPfx } from '../certificate/pkcs12.ts';
import type { Solver } from '../challenge/solver.ts';
import { writeCertificateFiles } from '../deliver/files.ts';
import { canWait, passesByWaiting } from '../plan/defer.ts';
import type { Renewal } from '../plan/due.ts';
import type { CertificateResult, IssuedCertificate, Outcome } from '../report/outcome.ts';
import type { CertificateRequest, Settings } from '../settings/settings.ts';
import { variantOf } from '../state/entry.ts';
import type { EntryName } from '../state/entry-file.ts';
import type { RealCa } from './look-at-real.ts';
import type { Ca } from './open-ca.ts';
import { holdBack, orderOne } from './order-one.ts';
import { issuedOf, recall, type Recalled } from './recall.ts';
import { rehearse, type Rehearsal } from './rehearse.ts';
import { setupDigest } from './setup-digest.ts';
import type { Start } from './start.ts';

export interface WorkContext extends Start {
  /** Contacts the CA when the first certificate needs it, whose time that is. */
  openCa: (phases: Phases) => Promise<Ca>;
  openSolvers: () => Promise<readonly Solver[]>;
  /** Asks the CA that a dry run stands in for; undefined where nothing of it has to be known. */
  openReal?: (() => Promise<RealCa>) | undefined;
}

/** What the work on one certificate has. */
export interface OwnContext extends Start {
  openCa: () => Promise<Ca>;
  openSolvers: () => Promise<readonly Solver[]>;
  openReal?: WorkContext['openReal'];
}

/** One certificate's end: what is reported of it, and what no report holds. */
export interface Work {
  result: CertificateResult;
  privateKey?: Secret | undefined;
  pfx?: Uint8Array | undefined;
  /** Notes in the state that it came where it was to go. */
  delivered?: ((signal: AbortSignal) => Promise<void>) | undefined;
  /** Where the order of one that failed or was put off may be stored. */
  entry?: EntryName;
}

/** The part of a result that depends on how it ended. */
type Ending = Pick<CertificateResult, 'outcome' | 'reason'> & Partial<CertificateResult>;

/** A certificate in hand, with its key. */
interface Held extends Pick<Work, 'privateKey' | 'delivered'> {
  ending: Ending & { certificate: IssuedCertificate };
}

const obtainedNow: readonly Outcome[] = ['issued', 'renewed'];

interface Tools {
  context: OwnContext;
  phases: Phases;
  log: Log;
}

/** Looks, decides, obtains and delivers one certificate. Never throws: a failure is its result, the others go on. */
export async function workOn(request: CertificateRequest, shared: WorkContext): Promise<Work> {
  const { settings, world } = shared;
  const startedAt = world.clock.monotonic();
  const phases = new Phases(world.clock);
  const context = { ...shared, openCa: () => shared.openCa(phases) };
  const entry = { name: request.name, variant: variantOf(request, settings.keyType) };
  const log = settings.certificates.length > 1 ? prefixed(world.log, request.name) : world.log;
  const warnings: string[] = [];
  let renewal: Renewal | undefined;
  const finish = (ending: Ending): CertificateResult => ({
    ...frameOf(request, settings),
    attempts: 0,
    // What the CA says of a certificate that has just been replaced helps nobody.
    ...(renewal && !obtainedNow.includes(ending.outcome) ? { ari: renewal } : {}),
    ...ending,
    elapsedMs: world.clock.monotonic() - startedAt,
    phasesMs: phases.elapsedMs,
    warnings: [...warnings, ...(ending.warnings ?? [])],
  });
  try {
    const recalled = await recall(request, context);
    warnings.push(...recalled.warnings);
    renewal = recalled.renewal;
    log.info(`${recalled.decision.due ? 'Due' : 'Not due'}: ${recalled.decision.because}`);
    const tools = { context, phases, log };
    const { due } = recalled.decision;
    if (due && settings.mode.name === 'dry-run')
      return { result: finish(await rehearseOrder(request, tools)) };
    const held = due ? await order(request, recalled, tools) : kept(recalled, context);
    if (!held) return { result: finish({ outcome: 'unchanged', reason: recalled.decision.because }) };
    const { paths, pfx } = await phases.run('deliver', () => deliver(request, held, context));
    const { privateKey, delivered } = held;
    return { result: finish({ ...held.ending, paths }), privateKey, pfx, delivered, entry };
  } catch (thrown) {
    const error = toAppError(thrown);
    log.info(`Failed: ${error.code}: ${error.message}`);
    return { result: finish(failure(error)), entry };
  }
}

async function order(request: CertificateRequest, recalled: Recalled, tools: Tools): Promise<Held> {
  const { context, phases, log } = tools;
  const { entry: known, decision } = recalled;
  const setup = setupDigest(request, context.settings);
  const notYet = holdBack(known, { ...context.world, setup });
  if (notYet) return putOff(notYet, recalled, tools);
  try {
    const obtained = await orderOne(request, { ...context, phases, log, known });
    const { certificate, attempts, warnings, material, delivered } = obtained;
    const outcome = known?.certificate ? 'renewed' : 'issued';
    const reason = decision.because;
    const ending = { outcome, reason, certificate, attempts, warnings } as const;
    return { ending, privateKey: material.privateKey, delivered };
  } catch (thrown) {
    const error = toAppError(thrown);
    if (!passesByWaiting(error)) throw error;
    return putOff(error, recalled, tools);
  }
}

/** A dry run's order: nothing of it is kept. */
async function rehearseOrder(request: CertificateRequest, tools: Tools): Promise<Ending> {
  const { context } = tools;
  const real = await context.openReal?.();
  const rehearsal = real && (await rehearse(request, { ...context, real }));
  return rehearsal
    ? tryOrder(rehearsal, {
        ...tools,
        context: { ...context, openSolvers: () => Promise.resolve(rehearsal.solvers) },
      })
    : tryOrder({ request, findings: [] }, tools);
}

/** Orders what can be tried, and once more without what failed and no renewal needs. */
async function tryOrder(
  { request: rest, findings, after }: Pick<Rehearsal, 'request' | 'findings' | 'after'>,
  tools: Tools,
): Promise<Ending> {
  const { context, phases, log } = tools;
  if (findings.some(({ severity }) => severity === 'error')) {
    return { outcome: 'failed', reason: 'A renewal would fail by what was found', findings };
  }
  if (!rest) {
    const reason = 'It would be issued as far as can be seen; its proof can not be tried on the test CA';
    return { outcome: 'dry-run', reason, findings };
  }
  try {
    const ordered = await orderOne(rest, { ...context, phases, log, known: undefined });
    const { certificate, attempts, warnings } = ordered;
    const reason = 'It would be issued; this one and its key are thrown away';
    return { outcome: 'dry-run', reason, certificate, attempts, warnings, findings };
  } catch (thrown) {
    const error = toAppError(thrown);
    const left = await after?.(error);
    if (!left) return throwKnowingAccounts(error, context);
    log.info(`Failed, but only by the second choice: ${error.code}: ${error.message}`);
    return tryOrder(left, tools);
  }
}

/** CAA records may name the account of the real CA alone (RFC 8657 3), and then its twin refuses ours. */
async function throwKnowingAccounts(
  error: AppError,
  { settings: { ca }, openCa }: OwnContext,
): Promise<never> {
  if (error.code !== 'caa' || !ca.standsFor) throw error;
  const { session } = await openCa();
  const account = session.accountUrl ?? 'its account';
  const also = `If the CAA records name an account by accounturi (RFC 8657), add one that names ${account} as well, or dry runs on ${ca.name} fail though ${ca.standsFor.name} would issue`;
  throw error.with({ also: [also] });
}

/** The certificate in use, in the place of a new one. @throws the error when that has to be obtained now */
function putOff(error: AppError, { entry, decision }: Recalled, { context, log }: Tools): Held {
  const stored = entry?.certificate;
  const { failBefore } = context.settings;
  const nowMs = context.world.clock.now();
  if (!stored || !canWait({ decision, held: stored, failBefore, nowMs })) throw error;
  log.info(`Put off: ${error.code}: ${error.message}`);
  const reason = `Put off, as the certificate in use is valid until ${new Date(stored.notAfterMs).toISOString()}: ${error.message}`;
  const { attempts = 0 } = error.details;
  const ending = { outcome: 'deferred', reason, error, attempts, certificate: issuedOf(stored) } as const;
  return { ending, privateKey: stored.privateKey };
}

/**
 * The stored certificate; undefined when it is only known from where it is served. One that an earlier run obtained and
 * couldn't deliver is told as new: whoever waits for a new one hasn't had it yet.
 */
function kept({ entry, decision }: Recalled, { store }: Start): Held | undefined {
  const stored = entry?.certificate;
  if (!entry || !stored) return undefined;
  const certificate = issuedOf(stored);
  const { privateKey } = stored;
  if (stored.delivered)
    return { ending: { outcome: 'unchanged', reason: decision.because, certificate }, privateKey };
  const reason = 'Obtained by an earlier run that could not deliver it';
  const delivered = (signal: AbortSignal) =>
    store.keep({ ...entry, certificate: { ...stored, delivered: true } }, signal);
  return { ending: { outcome: 'issued', reason, certificate }, privateKey, delivered };
}

/** On the cleanup bound: a certificate in hand is worth keeping even when the work's time is up. */
async function deliver(
  { name }: CertificateRequest,
  { ending: { certificate }, privateKey }: Held,
  { settings, directory, budget }: Start,
): Promise<{ paths: Readonly<Record<string, string>>; pfx: Uint8Array | undefined }> {
  const { signal } = budget.cleanup;
  const { pfxPassword: password } = settings.exports;
  const { leafPem, chainPem } = certificate;
  const content = { friendlyName: name, leafPem, chainPem };
  const pfx = privateKey && password && (await createPfx({ ...content, privateKey, password }, signal));
  return {
    paths: await writeCertificateFiles({ directory, name, certificate, privateKey, pfx, signal }),
    pfx,
  };
}

function failure(error: AppError): Ending {
  return { outcome: 'failed', reason: error.message, error, attempts: error.details.attempts ?? 1 };
}

function frameOf({ name, identifiers, csr }: CertificateRequest, { keyType, profile }: Settings) {
  return {
    name,
    domains: identifiers.map(({ value }) => value),
    ...(csr === undefined ? { keyType } : {}),
    ...(profile === undefined ? {} : { profile }),
  };
}

/** Certificates are worked on side by side: each line says whose it is. */
function prefixed(log: Log, name: string): Log {
  return {
    ...log,
    debug: (line) => log.debug(`[${name}] ${line}`),
    info: (line) => log.info(`[${name}] ${line}`),
  };
}
