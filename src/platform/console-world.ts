import { randomUUID } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { World } from '../base/ports.ts';
import { inputNames } from '../settings/inputs.ts';
import { createConsole } from './console.ts';
import { isSecret, readFlags, variableOf } from './flags.ts';
import { systemWorld } from './world.ts';

/**
 * The world of a terminal: inputs from flags, secret ones from the environment, reports to files.
 * @throws ConfigError for flags that can't be used
 */
export function consoleWorld(args: readonly string[], env: NodeJS.ProcessEnv): World {
  const flags = readFlags(args);
  const { log, sink } = createConsole({
    ...(flags['outputs-file'] === undefined ? {} : { outputFile: flags['outputs-file'] }),
    ...(flags['summary-file'] === undefined ? {} : { summaryFile: flags['summary-file'] }),
  });
  // Its own, readable by nobody else: keys go there unless `--output-directory` says where.
  const tempDirectory = mkdtempSync(join(env['RUNNER_TEMP'] ?? tmpdir(), 'bounded-acme-'));
  const inputsGiven = inputNames.map((name) => [name, isSecret(name) ? env[variableOf(name)] : flags[name]]);
  return {
    ...systemWorld(env),
    log,
    sink,
    inputs: Object.fromEntries(inputsGiven.map(([name, value]) => [name, value ?? ''])) as Record<
      string,
      string
    >,
    event: { name: 'cli' },
    repository: '',
    cache: undefined,
    artifacts: undefined,
    tempDirectory,
    journalPath: join(tempDirectory, `bounded-acme-${randomUUID()}.journal`),
  };
}
