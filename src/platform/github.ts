import { writeFileSync } from 'node:fs';
import * as core from '@actions/core';
import type { Log, Sink } from '../base/ports.ts';

/** The runner's log, with its foldable groups. */
export const githubLog: Log = {
  debug: (line) => core.debug(line),
  info: (line) => core.info(line),
  group: (title) => core.startGroup(title),
  endGroup: () => core.endGroup(),
};

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

/**
 * Reads the step's inputs as the runner passes them: upper case, blanks to underscores, hyphens kept.
 * @param names the inputs' names in action.yml
 */
export function readInputs(names: readonly string[], env: NodeJS.ProcessEnv): Record<string, string> {
  return Object.fromEntries(names.map((name) => [name, env[`INPUT_${name.toUpperCase()}`] ?? '']));
}
