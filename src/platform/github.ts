import { randomUUID } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as core from '@actions/core';
import { messageOf } from '../base/errors.ts';
import type { Log, RunEvent, Sink, World } from '../base/ports.ts';
import { secretVariable } from '../base/secret.ts';
import { inputNames } from '../settings/inputs.ts';
import { createArtifacts } from './artifacts.ts';
import { createCache } from './cache.ts';
import { systemWorld } from './world.ts';

/** The runner's log, with its foldable groups. */
export const githubLog: Log = {
  debug: (line) => core.debug(line),
  info: (line) => core.info(withoutCommands(line)),
  group: (title) => core.startGroup(title),
  endGroup: () => core.endGroup(),
};

/**
 * What the CA, a provider or a hook says is logged too, and must not command the runner: it obeys `::` at the start of
 * any line, behind blanks as well, and `##[` anywhere.
 */
function withoutCommands(text: string): string {
  return text.replaceAll(/^((?:[^\S\r\n\u2028\u2029]|\u0085)*):(?=:)/gm, '$1: ').replaceAll('##[', '## [');
}

/** The runner's command files. */
export const githubSink: Sink = {
  output: (name, value) => core.setOutput(name, value),
  mask: (value) => core.setSecret(value),
  annotate: ({ level, title, message }) => core[level](message, { title }),
  summary(markdown) {
    const file = process.env['GITHUB_STEP_SUMMARY'];
    if (file !== undefined && file !== '') writeFileSync(file, markdown);
  },
};

/** Tells the post step of this same action something (runner's GITHUB_STATE). */
export function saveForPost(name: string, value: string): void {
  core.saveState(name, value);
}

/** What main told the post step; empty when nothing. */
export function savedByMain(name: string): string {
  return core.getState(name);
}

/** The world of a step on a runner. @param given the process's environment; what is secret in it is taken out */
export function githubWorld(given: NodeJS.ProcessEnv): World {
  const env = takeSecrets(given);
  const tempDirectory = env['RUNNER_TEMP'] ?? tmpdir();
  return {
    ...systemWorld(env),
    log: githubLog,
    sink: githubSink,
    inputs: readInputs(inputNames, env),
    event: eventOf(env),
    repository: env['GITHUB_REPOSITORY'] ?? '',
    cache: createCache({ env, log: githubLog }),
    artifacts: createArtifacts({ env, log: githubLog }),
    tempDirectory,
    journalPath: join(tempDirectory, `bounded-acme-${randomUUID()}.journal`),
  };
}

/** What started the run, by the runner's variables and the event's payload. */
export function eventOf(env: NodeJS.ProcessEnv): RunEvent {
  const { schedule, pull_request: request } = payloadAt(env['GITHUB_EVENT_PATH']);
  const isDependabots = env['GITHUB_ACTOR'] === 'dependabot[bot]';
  return {
    name: env['GITHUB_EVENT_NAME'] ?? '',
    isRerun: Number(env['GITHUB_RUN_ATTEMPT'] ?? 1) > 1,
    isForeign: isDependabots || isOfFork(request, env['GITHUB_REPOSITORY'] ?? ''),
    ...(typeof schedule === 'string' ? { schedule } : {}),
  };
}

/** A fork that was deleted since has no repository any more. */
function isOfFork(request: unknown, repository: string): boolean {
  if (!isObject(request) || !isObject(request['head'])) return false;
  const { repo } = request['head'];
  const name = isObject(repo) ? repo['full_name'] : undefined;
  return typeof name !== 'string' || name.toLowerCase() !== repository.toLowerCase();
}

/** The event's payload. One that can't be read costs no run. */
function payloadAt(path = ''): Readonly<Record<string, unknown>> {
  if (!existsSync(path)) return {};
  try {
    const payload: unknown = JSON.parse(readFileSync(path, 'utf8'));
    return isObject(payload) ? payload : {};
  } catch (error) {
    githubLog.debug(`The event's payload can't be read: ${messageOf(error)}`);
    return {};
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Inputs and credentials; the toolkit's clients need the runner's own. */
function isSecret(name: string): boolean {
  if (/^ACTIONS_/i.test(name)) return /^ACTIONS_ID_TOKEN_/i.test(name);
  return /^INPUT_/i.test(name) || secretVariable.test(name);
}

/**
 * Takes what may be secret out of the process's environment: the toolkit's clients hand that on to the programs they
 * start, tar and zstd, which have no business with it.
 * @returns all of it, as it was
 */
export function takeSecrets(given: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const whole = { ...given };
  for (const name of Object.keys(given)) if (isSecret(name)) Reflect.deleteProperty(given, name);
  return whole;
}

/**
 * Reads the step's inputs as the runner passes them: upper case, blanks to underscores, hyphens kept.
 * @param names the inputs' names in action.yml
 */
function readInputs(names: readonly string[], env: NodeJS.ProcessEnv): Record<string, string> {
  return Object.fromEntries(names.map((name) => [name, env[`INPUT_${name.toUpperCase()}`] ?? '']));
}
