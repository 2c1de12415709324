import { parseArgs } from 'node:util';
import { ConfigError, type Fault } from '../base/errors.ts';
import { nearestOf } from '../base/nearest.ts';
import { groups, type Group, type Input } from '../settings/input.ts';
import { inputNames, inputs, type InputName } from '../settings/inputs.ts';

/** What a terminal has and a step doesn't, with its description. */
const ownFlags = {
  'outputs-file':
    'The outputs, one JSON object a line; the private key is among them, so only you can read the file.',
  'summary-file': 'The summary, Markdown.',
} as const;

type OwnFlag = keyof typeof ownFlags;

/** What was given on the command line, by name. */
export type Flags = Partial<Record<InputName | OwnFlag, string>>;

/**
 * Reads the command line.
 * @throws ConfigError that tells all faults at once; values are never in it, as one may be a secret
 */
export function readFlags(args: readonly string[]): Flags {
  const known = [...inputNames.filter((name) => !isSecret(name)), ...Object.keys(ownFlags)];
  const options = Object.fromEntries(known.map((name) => [name, { type: 'string' as const }]));
  const { tokens, values } = parseArgs({ args: [...args], options, strict: false, tokens: true });
  const isUnknown = (token: (typeof tokens)[number] | undefined) =>
    token?.kind === 'option' && !known.includes(token.name);
  const faults = tokens.flatMap((token, index): Fault[] => {
    const previous = tokens[index - 1];
    // What follows a misspelt flag is its value.
    if (token.kind === 'positional') return isUnknown(previous) ? [] : [positional(index === 0)];
    if (token.kind !== 'option') return [];
    const { name, rawName, value, inlineValue } = token;
    if (isUnknown(token)) return [{ input: rawName, ...unknown(name, known) }];
    const isLeftOut = value === undefined || (!inlineValue && value.startsWith('--'));
    return isLeftOut ? [{ input: rawName, problem: 'no value', remedy: `Give one: ${rawName} VALUE.` }] : [];
  });
  if (faults.length > 0) throw new ConfigError([...new Map(faults.map((one) => [one.input, one])).values()]);
  return values;
}

function unknown(name: string, known: readonly string[]): Pick<Fault, 'problem' | 'remedy'> {
  const secret = inputNames.find((input) => input === name && isSecret(input));
  if (secret) {
    const problem = 'a secret on the command line, where other users of this machine can read it';
    return {
      problem,
      remedy: `Set the environment variable ${variableOf(secret)} instead, and change the secret.`,
    };
  }
  const meant = nearestOf(name, known);
  const question = meant === undefined ? '' : `Did you mean --${meant}? `;
  return { problem: 'no such flag', remedy: `${question}See --help.` };
}

function positional(isFirst: boolean): Fault {
  const remedy = isFirst
    ? 'Names go to `--domains "example.com www.example.com"`. See --help.'
    : 'A value with blanks in it needs quotes, `--domains "example.com www.example.com"`.';
  return { input: 'command line', problem: 'a word that belongs to no flag', remedy };
}

/** Whether an input is read from the environment only. */
export function isSecret(name: InputName): boolean {
  return 'secret' in inputs[name];
}

/** `encryption-key` is BOUNDED_ACME_ENCRYPTION_KEY. */
export function variableOf(name: InputName): string {
  return `BOUNDED_ACME_${name.toUpperCase().replaceAll('-', '_')}`;
}

/** How the command is called, from the table of inputs. @param width columns of the page */
export function usage(width = 100): string {
  return [
    'Usage: npx node dist/cli/index.js --domains "example.com www.example.com" [--INPUT VALUE ...]',
    '       npx node dist/cli/index.js acme-dns register NAME ... --server URL',
    '       npx node dist/cli/index.js --version',
    '',
    ...wrap(
      'Gets certificates from a CA that speaks ACME, inside a time that you set. Every input of action.yml is a flag. ' +
        "Secret ones are variables of the environment, so that they don't show in the list of processes; a DNS " +
        "provider's credentials come from there too. The exit code is 1 when a certificate failed.",
      { width },
    ),
    ...Object.entries(groups).flatMap(([group, title]) => [
      '',
      `${title}:`,
      ...rowsOf(group as Group, width),
    ]),
    '',
    'Reports:',
    ...Object.entries(ownFlags).flatMap(([name, about]) => row(`--${name} FILE`, about, width)),
  ].join('\n');
}

function rowsOf(group: Group, width: number): string[] {
  return inputNames.flatMap((name) => {
    const input: Input = inputs[name];
    if (input.group !== group || 'availability' in input) return [];
    const call = isSecret(name) ? `${variableOf(name)}=...` : `--${name} VALUE`;
    const standard = input.default === undefined ? '' : ` Default: ${input.default}.`;
    return row(call, `${plain(input.description)}${standard}`, width);
  });
}

function row(call: string, about: string, width: number): string[] {
  return [`  ${call}`, ...wrap(about, { width, indent: 6 })];
}

/** Markdown as a terminal shows it: links by their text. */
function plain(markdown: string): string {
  return markdown.replaceAll(/\[([^\]]+)\]\([^)]+\)/g, '$1').replaceAll(/\s+/g, ' ');
}

function wrap(text: string, { width, indent = 0 }: { width: number; indent?: number }): string[] {
  const margin = ' '.repeat(indent);
  return text.split(' ').reduce<string[]>((lines, word) => {
    const last = lines.at(-1);
    const isFull = last === undefined || last.length + 1 + word.length > width;
    return isFull ? [...lines, `${margin}${word}`] : [...lines.slice(0, -1), `${last} ${word}`];
  }, []);
}
