import { join } from 'node:path';
import { messageOf } from '../base/errors.ts';
import type { LintQuestion } from '../plan/schedule-lint.ts';
import { lifetimesOf } from '../plan/suggested-cron.ts';
import type { Finding } from '../report/outcome.ts';
import { inputNames, inputs } from '../settings/inputs.ts';
import { loadProviders } from './load-providers.ts';
import type { Start } from './start.ts';
import type { Work } from './work-on.ts';

/** A job of a matrix works on what a plan gave it; the plan's own job has looked at the workflow, once for all. */
function isForLint({ settings, world }: Start): boolean {
  return (
    ['renew', 'dry-run', 'plan', 'preflight'].includes(settings.mode.name) && !world.inputs['only']?.trim()
  );
}

/**
 * Looks at the workflow that runs this action, where it is checked out, and at the schedule that started it. Never
 * throws: whatever stands in a file of the user's, the certificates of this run must not be lost for it.
 */
export async function lintRunningWorkflow(start: Start, works: readonly Work[]): Promise<Finding[]> {
  const { event, log } = start.world;
  if (event.name === 'cli' || !isForLint(start)) return [];
  try {
    return await lint(start, works);
  } catch (error) {
    log.info(`The workflow was not looked at: ${messageOf(error)}`);
    return [];
  }
}

async function lint(start: Start, works: readonly Work[]): Promise<Finding[]> {
  const { world, settings, budget } = start;
  const { env, event, repository } = world;
  // Loaded here, because it takes the library that reads cron lines.
  const { lintSchedule } = await import('../plan/schedule-lint.ts');
  const { signal } = budget.cleanup;
  const providers = await loadProviders(world.inputs, signal);
  return lintSchedule({
    repository,
    visibility: visibilityOf(start),
    workflow: await readWorkflowFile(start, signal),
    eventCron: event.schedule,
    mode: settings.mode.name,
    job: env['GITHUB_JOB'] ?? '',
    actionRepository: env['GITHUB_ACTION_REPOSITORY'] ?? '',
    timeoutMs: settings.bounds.totalMs,
    lifetimes: lifetimesOf(works.map(({ result }) => result)),
    secretInputs: inputNames.filter((name) => 'secret' in inputs[name]),
    secretVariables: providers.specs.flatMap(({ variables }) =>
      variables.flatMap(({ name, aliases = [], secret }) => (secret ? [name, ...aliases] : [])),
    ),
    nowMs: world.clock.now(),
  });
}

async function readWorkflowFile(start: Start, signal: AbortSignal): Promise<LintQuestion['workflow']> {
  const { env } = start.world;
  // owner/name/.github/workflows/FILE@ref
  const path = /^[^/]+\/[^/]+\/(\.github\/workflows\/[^/@]+)@/.exec(env['GITHUB_WORKFLOW_REF'] ?? '')?.[1];
  const workspace = env['GITHUB_WORKSPACE'] ?? '';
  const text = path !== undefined && workspace !== '' ? read(join(workspace, path), start) : undefined;
  if (path === undefined || text === undefined) return undefined;
  signal.throwIfAborted();
  const { parse } = await import('yaml');
  try {
    // Without its own warnings on the process.
    return { path, content: parse(text, { logLevel: 'error' }) as unknown };
  } catch (error) {
    start.world.log.debug(`${path} could not be read: ${messageOf(error)}`);
    return undefined;
  }
}

/** What the event's payload tells of the repository; some events tell nothing. */
function visibilityOf(start: Start): LintQuestion['visibility'] {
  const text = read(start.world.env['GITHUB_EVENT_PATH'] ?? '', start);
  if (text === undefined) return undefined;
  try {
    const { repository } = JSON.parse(text) as { repository?: { private?: unknown; pushed_at?: unknown } };
    if (typeof repository?.private !== 'boolean') return undefined;
    return { isPublic: !repository.private, pushedAtMs: momentOf(repository.pushed_at) };
  } catch (error) {
    start.world.log.debug(`The event's payload could not be read: ${messageOf(error)}`);
    return undefined;
  }
}

/** Seconds since the epoch on `push`, RFC 3339 on other events. */
function momentOf(value: unknown): number | undefined {
  const ms = typeof value === 'number' ? value * 1000 : typeof value === 'string' ? Date.parse(value) : NaN;
  return Number.isNaN(ms) ? undefined : ms;
}

function read(path: string, { world }: Start): string | undefined {
  if (path === '') return undefined;
  try {
    return world.readText(path);
  } catch (error) {
    world.log.debug(`${path} could not be read: ${messageOf(error)}`);
    return undefined;
  }
}
