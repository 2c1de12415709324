import type { World } from '../base/ports.ts';
import { masksOf } from '../deliver/masks.ts';
import { outputsOf } from '../deliver/outputs.ts';
import { lifetimesOf, suggestCron } from '../plan/suggested-cron.ts';
import { annotationsOf } from '../report/annotations.ts';
import { closingLines, openingLine } from '../report/lines.ts';
import type { RunResult } from '../report/outcome.ts';
import { renderSummary } from '../report/summary.ts';
import type { Settings } from '../settings/settings.ts';
import type { Work } from './work-on.ts';

/** The log's first line: what will be done, and why. */
export function announce(settings: Settings, { log }: World): void {
  log.info(openingLine(settings));
}

/** Tells everyone what happened: masks before anything else, then outputs, annotations, the page, the log. */
export function reportRun(result: RunResult, works: readonly Work[], world: World): void {
  const { sink, log, clock } = world;
  const nowMs = clock.now();
  for (const { privateKey } of works) {
    if (privateKey) for (const mask of masksOf(privateKey)) sink.mask(mask);
  }
  for (const stack of stacksOf(result)) log.info(stack);
  for (const line of closingLines(result)) log.info(line);
  for (const annotation of annotationsOf(result)) sink.annotate(annotation);
  sink.summary(renderSummary(result, nowMs));
  const [only, ...others] = works;
  const privateKey = others.length === 0 ? only?.privateKey : undefined;
  const suggestedCron = suggestCronFor(result, world);
  const outputs = outputsOf(result, { nowMs, privateKey, suggestedCron });
  for (const [name, value] of Object.entries(outputs)) sink.output(name, value);
}

/** In a terminal there is no repository, and whose it is makes no difference. */
function suggestCronFor({ certificates }: RunResult, { repository }: World): string {
  return suggestCron(repository, lifetimesOf(certificates));
}

/** Where our own bugs happened: nobody can look for one without it. */
function stacksOf({ error, certificates }: RunResult): string[] {
  return [error, ...certificates.map((one) => one.error)].flatMap((one) =>
    one?.code === 'internal' && one.cause instanceof Error ? (one.cause.stack ?? []) : [],
  );
}
