import { Phases } from '../base/bound.ts';
import { toAppError } from '../base/errors.ts';
import type { Log } from '../base/ports.ts';
import type { Secret } from '../base/secret.ts';
import type { AcmeSession } from '../acme/session.ts';
import type { Solver } from '../challenge/solver.ts';
import { writeCertificateFiles } from '../deliver/files.ts';
import type { CertificateResult } from '../report/outcome.ts';
import type { CertificateRequest, Settings } from '../settings/settings.ts';
import { obtain, type Obtained } from './obtain.ts';
import type { Start } from './start.ts';

export interface WorkContext extends Start {
  session: AcmeSession;
  solvers: readonly Solver[];
}

/** One certificate's end: what is reported of it, and its key, which no report holds. */
export interface Work {
  result: CertificateResult;
  privateKey?: Secret | undefined;
}

/** Obtains and delivers one certificate. Never throws: a failure is its result, and the others go on. */
export async function workOn(request: CertificateRequest, context: WorkContext): Promise<Work> {
  const { settings, world } = context;
  const startedAt = world.clock.monotonic();
  const phases = new Phases(world.clock);
  const log = settings.certificates.length > 1 ? prefixed(world.log, request.name) : world.log;
  const finish = (end: Ending): CertificateResult => ({
    ...frameOf(request, settings),
    elapsedMs: world.clock.monotonic() - startedAt,
    phasesMs: phases.elapsedMs,
    ...end,
  });
  try {
    const obtained = await obtain(request, { ...context, phases, log });
    const { certificate, attempts, warnings, privateKey } = obtained;
    const told = { certificate, attempts, warnings };
    if (settings.mode.name === 'dry-run') {
      const reason = 'It would be issued; this certificate and its key are thrown away';
      return { result: finish({ ...told, outcome: 'dry-run', reason }) };
    }
    const paths = await phases.run('deliver', () => writeFiles(request, obtained, context));
    return {
      result: finish({ ...told, outcome: 'issued', reason: 'Ordered and issued', paths }),
      privateKey,
    };
  } catch (thrown) {
    const error = toAppError(thrown);
    log.info(`Failed: ${error.code}: ${error.message}`);
    return { result: finish({ ...failure(error), attempts: error.details.attempts ?? 1 }) };
  }
}

/** The result of a certificate that couldn't even be begun. */
export function unbegun(request: CertificateRequest, settings: Settings, thrown: unknown): Work {
  const error = toAppError(thrown);
  return {
    result: { ...frameOf(request, settings), ...failure(error), attempts: 0, elapsedMs: 0, phasesMs: {} },
  };
}

type Ending = Omit<CertificateResult, 'name' | 'domains' | 'keyType' | 'profile' | 'elapsedMs' | 'phasesMs'>;

function failure(error: ReturnType<typeof toAppError>) {
  return { outcome: 'failed' as const, reason: error.message, error, warnings: [] };
}

function frameOf({ name, identifiers, csr }: CertificateRequest, { keyType, profile }: Settings) {
  return {
    name,
    domains: identifiers.map(({ value }) => value),
    ...(csr === undefined ? { keyType } : {}),
    ...(profile === undefined ? {} : { profile }),
  };
}

/** A certificate in hand is kept even when the work's time is up: on the cleanup bound. */
function writeFiles(
  { name }: CertificateRequest,
  { certificate, privateKey }: Obtained,
  { directory, budget }: WorkContext,
): Promise<Readonly<Record<string, string>>> {
  const { signal } = budget.cleanup;
  return writeCertificateFiles({ directory, name, certificate, privateKey, signal });
}

/** Certificates are worked on side by side: each line says whose it is. */
function prefixed(log: Log, name: string): Log {
  return {
    ...log,
    debug: (line) => log.debug(`[${name}] ${line}`),
    info: (line) => log.info(`[${name}] ${line}`),
  };
}
