import { join } from 'node:path';
import { startBudget, type Budget } from './base/bound.ts';
import { AppError, toAppError } from './base/errors.ts';
import type { World } from './base/ports.ts';
import type { RunResult } from './report/outcome.ts';
import { failedRun, finishedRun } from './report/result.ts';
import type { Settings } from './settings/settings.ts';
import { openJournal } from './state/journal.ts';
import { approachCa } from './steps/approach-ca.ts';
import { handOver, withFate } from './steps/hand-over.ts';
import { lintRunningWorkflow } from './steps/lint-schedule.ts';
import { modeSteps } from './steps/modes.ts';
import { openState } from './steps/open-state.ts';
import { readSettings } from './steps/read-settings.ts';
import { announce, reportRun } from './steps/report-run.ts';

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
  const store = openState(settings, world, journal);
  const approach = approachCa({ settings, world, budget });
  const start = { settings, world, budget, directory, journal, store, approach };
  try {
    const { works, findings: found = [] } = await modeSteps[settings.mode.name](start);
    const delivered = await handOver(works, start);
    const findings = [...found, ...(await lintRunningWorkflow(start, works))];
    const elapsedMs = budget.spentMs();
    const event = world.event.name;
    const told = [...findings, ...delivered.findings];
    const frame = { settings, event, startedAtMs, elapsedMs, directory, delivered, findings: told };
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

function cancelWith(cancelled: AbortSignal, budget: Budget): void {
  const cancel = () => budget.cancel(new AppError('cancelled', 'The job was cancelled'));
  if (cancelled.aborted) cancel();
  else cancelled.addEventListener('abort', cancel, { once: true });
}
