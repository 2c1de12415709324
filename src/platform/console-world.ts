import { randomUUID } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ConfigError, messageOf } from '../base/errors.ts';
import type { World } from '../base/ports.ts';
import type { Input } from '../settings/input.ts';
import { inputNames, inputs, type InputName } from '../settings/inputs.ts';
import { createConsole } from './console.ts';
import { systemWorld } from './world.ts';

/**
 * The world of a terminal: inputs from flags, secret ones from the environment, reports to files.
 * @throws ConfigError for a flag that doesn't exist
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

/** How the CLI is called, from the table of inputs. */
export function usage(): string {
  const line = (name: InputName) => {
    const row: Input = inputs[name];
    const how = isSecret(name) ? `${variableOf(name)}=...` : `--${name}`;
    return `  ${how.padEnd(40)} ${row.default === undefined ? '' : `(${row.default})`}`.trimEnd();
  };
  return [
    'Usage: bounded-acme --domains "example.com www.example.com" [--INPUT VALUE ...]',
    '',
    "Every input of action.yml is a flag; secret ones are read from the environment, so that they don't show in",
    "the list of processes. A DNS provider's credentials come from the environment too.",
    '',
    ...inputNames.map(line),
    '',
    '  --outputs-file FILE   the outputs, one JSON object a line; the private key is among them',
    '  --summary-file FILE   the summary, Markdown',
  ].join('\n');
}

type Flags = Partial<Record<InputName | 'outputs-file' | 'summary-file' | 'help', string>>;

function readFlags(args: readonly string[]): Flags {
  const names = [...inputNames.filter((name) => !isSecret(name)), 'outputs-file', 'summary-file'];
  const options = Object.fromEntries(names.map((name) => [name, { type: 'string' as const }]));
  try {
    return parseArgs({ args: [...args], options }).values;
  } catch (error) {
    throw new ConfigError([{ input: 'command line', problem: messageOf(error), remedy: 'See --help.' }]);
  }
}

function isSecret(name: InputName): boolean {
  return 'secret' in inputs[name];
}

/** `encryption-key` is BOUNDED_ACME_ENCRYPTION_KEY. */
function variableOf(name: InputName): string {
  return `BOUNDED_ACME_${name.toUpperCase().replaceAll('-', '_')}`;
}
