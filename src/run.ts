import { join } from 'node:path';
import { startBudget, type Budget, type Phases } from './base/bound.ts';
import { AppError, toAppError } from './base/errors.ts';
import { mapLimited } from './base/parallel.ts';
import type { World } from './base/ports.ts';
import type { RunResult } from './report/outcome.ts';
import { failedRun, finishedRun } from './report/result.ts';
import type { Settings } from './settings/settings.ts';
import { openJournal } from './state/journal.ts';
import { handOver, withFate } from './steps/hand-over.ts';
import { openCa } from './steps/open-ca.ts';
import { openSolvers } from './steps/open-solvers.ts';
import { openState } from './steps/open-state.ts';
import { readSettings } from './steps/read-settings.ts';
import { announce, reportRun } from './steps/report-run.ts';
import { once, type Start } from './steps/start.ts';
import { workOn, type Work } from './steps/work-on.ts';

/**
 * One run of the action: settings -> observe -> plan -> obtain -> deliver -> report.
 * @returns what happened; whatever went wrong is in it, and reported
 */
export async function run(world: World): Promise<RunResult> {
  try {
    const settings = await readSettings(world);
    world.lastResort(settings.bounds.totalMs);
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
  const directory = settings.outputDirectory ?? join(world.tempDirectory, 'bounded-acme');
  const journal = openJournal(world.journalPath);
  const start = { settings, world, budget, directory, journal, store: openState(settings, world, journal) };
  try {
    const works = await workOnAll(start);
    const delivered = await handOver(works, start);
    const frame = {
      settings,
      event: world.event.name,
      startedAtMs,
      elapsedMs: budget.spentMs(),
      directory,
      delivered,
    };
    const result = finishedRun(
      works.map((work) => withFate(work, start.store)),
      frame,
    );
    reportRun(result, works, world);
    return result;
  } finally {
    budget.close();
  }
}

async function workOnAll(start: Start): Promise<Work[]> {
  const { certificates, concurrency, ca } = start.settings;
  const { log } = start.world;
  log.group(
    `${certificates.length === 1 ? 'Certificate' : `${certificates.length} certificates`} from ${ca.name}`,
  );
  // Both wait for the first certificate that is due: with none, nobody is contacted.
  const context = {
    ...start,
    openCa: once((phases: Phases) => openCa(start, phases)),
    openSolvers: once(() => openSolvers(start)),
  };
  try {
    return await mapLimited(certificates, concurrency, (request) => workOn(request, context));
  } finally {
    log.endGroup();
  }
}

function cancelWith(cancelled: AbortSignal, budget: Budget): void {
  const cancel = () => budget.cancel(new AppError('cancelled', 'The job was cancelled'));
  if (cancelled.aborted) cancel();
  else cancelled.addEventListener('abort', cancel, { once: true });
}
