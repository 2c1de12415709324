import { Phases } from '../base/bound.ts';
import { toAppError, type AppError } from '../base/errors.ts';
import type { Log } from '../base/ports.ts';
import type { Secret } from '../base/secret.ts';
import { createPfx } from '../certificate/pkcs12.ts';
import type { Solver } from '../challenge/solver.ts';
import { writeCertificateFiles } from '../deliver/files.ts';
import type { CertificateResult, IssuedCertificate } from '../report/outcome.ts';
import type { CertificateRequest, Settings } from '../settings/settings.ts';
import { variantOf } from '../state/entry.ts';
import type { EntryName } from '../state/entry-file.ts';
import { createKeeper } from './keep.ts';
import { obtain } from './obtain.ts';
import type { Ca } from './open-ca.ts';
import { issuedOf, recall, type Recalled } from './recall.ts';
import type { Start } from './start.ts';

export interface WorkContext extends Start {
  /** Contacts the CA when the first certificate needs it. */
  openCa: (phases: Phases) => Promise<Ca>;
  openSolvers: () => Promise<readonly Solver[]>;
}

/** One certificate's end: what is reported of it, and what no report holds. */
export interface Work {
  result: CertificateResult;
  privateKey?: Secret | undefined;
  pfx?: Uint8Array | undefined;
  /** Notes in the state that it came where it was to go. */
  delivered?: ((signal: AbortSignal) => Promise<void>) | undefined;
  /** Where a failed one's order may be stored. */
  entry?: EntryName;
}

/** The part of a result that depends on how it ended. */
type Ending = Pick<CertificateResult, 'outcome' | 'reason'> & Partial<CertificateResult>;

/** A certificate in hand, with its key. */
interface Held extends Pick<Work, 'privateKey' | 'delivered'> {
  ending: Ending & { certificate: IssuedCertificate };
}

interface Tools {
  context: WorkContext;
  phases: Phases;
  log: Log;
}

/** Looks, decides, obtains and delivers one certificate. Never throws: a failure is its result, the others go on. */
export async function workOn(request: CertificateRequest, context: WorkContext): Promise<Work> {
  const { settings, world } = context;
  const startedAt = world.clock.monotonic();
  const phases = new Phases(world.clock);
  const log = settings.certificates.length > 1 ? prefixed(world.log, request.name) : world.log;
  const warnings: string[] = [];
  const finish = (ending: Ending): CertificateResult => ({
    ...frameOf(request, settings),
    attempts: 0,
    ...ending,
    elapsedMs: world.clock.monotonic() - startedAt,
    phasesMs: phases.elapsedMs,
    warnings: [...warnings, ...(ending.warnings ?? [])],
  });
  try {
    const recalled = await recall(request, { ...context, openCa: () => context.openCa(phases) });
    warnings.push(...recalled.warnings);
    log.info(`${recalled.decision.due ? 'Due' : 'Not due'}: ${recalled.decision.because}`);
    const tools = { context, phases, log };
    const held = recalled.decision.due ? await order(request, recalled, tools) : kept(recalled, context);
    if (!held) return { result: finish({ outcome: 'unchanged', reason: recalled.decision.because }) };
    if (settings.mode.name === 'dry-run') return { result: finish(held.ending) };
    const { paths, pfx } = await phases.run('deliver', () => deliver(request, held, context));
    const { privateKey, delivered } = held;
    return { result: finish({ ...held.ending, paths }), privateKey, pfx, delivered };
  } catch (thrown) {
    const error = toAppError(thrown);
    log.info(`Failed: ${error.code}: ${error.message}`);
    const entry = { name: request.name, variant: variantOf(request, settings.keyType) };
    return { result: finish(failure(error)), entry };
  }
}

async function order(request: CertificateRequest, recalled: Recalled, tools: Tools): Promise<Held> {
  const { context, phases, log } = tools;
  const { entry: known, decision } = recalled;
  const { session } = await context.openCa(phases);
  const solvers = await context.openSolvers();
  // What is known when the work's time is up is just what the next run needs.
  const { signal } = context.budget.cleanup;
  const keeper = createKeeper({ request, start: context, session, known });
  try {
    const pending = known?.pending;
    const obtained = await obtain(request, { ...context, session, solvers, phases, log, pending, keeper });
    await keeper.certificate(obtained, signal);
    const { certificate, attempts, warnings, material } = obtained;
    const isDryRun = context.settings.mode.name === 'dry-run';
    const outcome = isDryRun ? 'dry-run' : known?.certificate ? 'renewed' : 'issued';
    const reason = isDryRun ? 'It would be issued; this one and its key are thrown away' : decision.because;
    const ending = { outcome, reason, certificate, attempts, warnings } as const;
    return { ending, privateKey: material.privateKey, delivered: (at) => keeper.delivered(at) };
  } catch (thrown) {
    const error = toAppError(thrown);
    throw error.with({ resumes: await keeper.failure(error, signal) });
  }
}

/**
 * The stored certificate; undefined when it is only known from where it is served. One that an earlier run obtained and
 * couldn't deliver is told as new: whoever waits for a new one hasn't had it yet.
 */
function kept({ entry, decision }: Recalled, { store }: WorkContext): Held | undefined {
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
  { settings, directory, budget }: WorkContext,
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
