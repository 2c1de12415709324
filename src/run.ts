import { join } from 'node:path';
import { startBudget, type Budget } from './base/bound.ts';
import { AppError, toAppError } from './base/errors.ts';
import { mapLimited } from './base/parallel.ts';
import type { World } from './base/ports.ts';
import type { RunResult } from './report/outcome.ts';
import { failedRun, finishedRun } from './report/result.ts';
import type { Settings } from './settings/settings.ts';
import { openCa } from './steps/open-ca.ts';
import { openSolvers } from './steps/open-solvers.ts';
import { readSettings } from './steps/read-settings.ts';
import { announce, reportRun } from './steps/report-run.ts';
import type { Start } from './steps/start.ts';
import { unbegun, workOn, type Work } from './steps/work-on.ts';

/**
 * One run of the action: settings -> observe -> obtain -> deliver -> report.
 * @returns what happened; whatever went wrong is in it, and reported
 */
export async function run(world: World): Promise<RunResult> {
  try {
    const settings = await readSettings(world);
    announce(settings, world);
    return await runWithin(startBudget(world.clock, settings.bounds.totalMs), settings, world);
  } catch (error) {
    const result = failedRun(toAppError(error), world.clock.now());
    reportRun(result, [], world);
    return result;
  }
}

async function runWithin(budget: Budget, settings: Settings, world: World): Promise<RunResult> {
  const startedAtMs = world.clock.now();
  cancelWith(world.cancelled, budget);
  try {
    const directory = settings.outputDirectory ?? join(world.tempDirectory, 'bounded-acme');
    const works = await obtainAll({ settings, world, budget, directory });
    const told = { settings, startedAtMs, elapsedMs: budget.spentMs(), directory };
    const result = finishedRun(
      works.map(({ result: one }) => one),
      told,
    );
    reportRun(result, works, world);
    return result;
  } finally {
    budget.close();
  }
}

async function obtainAll(start: Start): Promise<Work[]> {
  const { certificates, concurrency, ca } = start.settings;
  const { log } = start.world;
  log.group(
    `${certificates.length === 1 ? 'Certificate' : `${certificates.length} certificates`} from ${ca.name}`,
  );
  try {
    const session = await openCa(start);
    const solvers = await openSolvers(start);
    return await mapLimited(certificates, concurrency, (request) =>
      workOn(request, { ...start, session, solvers }),
    );
  } catch (error) {
    return certificates.map((request) => unbegun(request, start.settings, error));
  } finally {
    log.endGroup();
  }
}

function cancelWith(cancelled: AbortSignal, budget: Budget): void {
  const cancel = () => budget.cancel(new AppError('cancelled', 'The job was cancelled'));
  if (cancelled.aborted) cancel();
  else cancelled.addEventListener('abort', cancel, { once: true });
}
