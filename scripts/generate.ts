// Writes what follows from the tables of inputs, outputs, DNS providers and errors and from examples/: parts of
// action.yml, README.md and docs/, each between its markers. With `--check` it writes nothing and fails when something would change.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { stringify } from 'yaml';
import type { ProviderSpec, ProviderVariable } from '../src/dns/provider.ts';
import { foreignFamilies } from '../src/dns/foreign/families.ts';
import { providerSpecs } from '../src/dns/registry.ts';
import { titles } from '../src/report/explain.ts';
import { groups, type Group, type Input } from '../src/settings/input.ts';
import { inputs } from '../src/settings/inputs.ts';
import { outputs, type Output } from '../src/settings/outputs.ts';

type Rows<Row> = readonly (readonly [name: string, row: Row])[];
const inputRows: Rows<Input> = Object.entries(inputs);
const outputRows: Rows<Output> = Object.entries(outputs);

/** What stands between the markers of a file, by the region's name. */
type Regions = Readonly<Record<string, () => string>>;

const files: Readonly<Record<string, Regions>> = {
  'action.yml': { inputs: actionInputs, outputs: actionOutputs },
  'README.md': {
    inputs: inputTables,
    outputs: outputTable,
    'dns-providers': providerTable,
    'error-codes': errorTable,
    'examples/certificates.yml': () => example('examples/certificates.yml'),
    'examples/certificates-dry-run.yml': () => example('examples/certificates-dry-run.yml'),
  },
  'docs/dns-providers.md': { 'dns-providers': providerSections, 'dns-programs': programTable },
};

function actionInputs(): string {
  return yaml('inputs', inputRows, (row) => ({
    description: inputDescription(row),
    ...(row.default === undefined ? {} : { default: row.default }),
  }));
}

function actionOutputs(): string {
  return yaml('outputs', outputRows, (row) => ({ description: outputDescription(row) }));
}

function yaml<Row>(key: string, rows: Rows<Row>, describe: (row: Row) => object): string {
  return stringify(
    { [key]: Object.fromEntries(rows.map(([name, row]) => [name, describe(row)])) },
    { lineWidth: 0 },
  );
}

function inputTables(): string {
  const tables = (Object.entries(groups) as [Group, string][]).map(([group, title]) => {
    const rows = inputRows.filter(([, row]) => row.group === group);
    const cells = rows.map(([name, row]) => [code(name), code(row.default), inputDescription(row)]);
    return `**${title}**\n\n${table(['Input', 'Default', 'Meaning'], cells)}`;
  });
  return unformatted(tables.join('\n\n'));
}

function outputTable(): string {
  const cells = outputRows.map(([name, row]) => [code(name), outputDescription(row)]);
  return unformatted(table(['Output', 'Value'], cells));
}

const providersFile = 'docs/dns-providers.md';

/** In README.md: what there is, and where it is described. */
function providerTable(): string {
  const cells = providerSpecs.map(({ name, aliases = [], title, verified }) => [
    [name, ...aliases].map(code).join(', '),
    `[${title}](${providersFile}#${anchorOf(title)})`,
    verified,
  ]);
  return unformatted(table(['`dns-provider`', 'What it is', 'Held to'], cells));
}

function providerSections(): string {
  const sections = providerSpecs.map((spec) => {
    const { aliases = [], title, documentation, variables, permissions, verified } = spec;
    const rows = variables.map((variable) => [
      code(variable.name),
      variable.description,
      variableNotes(variable),
    ]);
    return [
      `## ${title}`,
      `\`\`\`yaml\n${providerExample(spec)}\`\`\``,
      unformatted(table(['Variable', 'Meaning', ''], rows)),
      `**Rights**: ${permissions}.`,
      `**Held to**: ${verified}.`,
      `**More**: ${[...(aliases.length > 0 ? [`also called ${aliases.map(code).join(', ')};`] : []), documentation].join(' ')}`,
    ].join('\n\n');
  });
  return sections.join('\n\n');
}

/** What a step needs at least; where all can be left out, the first secret. */
function providerExample({ name, variables, example, usesHook }: ProviderSpec): string {
  const required = variables.filter((variable) =>
    example ? example.includes(variable.name) : variable.required,
  );
  const shown = required.length > 0 ? required : variables.filter(({ secret }) => secret).slice(0, 1);
  const env = shown.map(
    (variable) =>
      `  ${variable.name}: ${variable.secret ? `\${{ secrets.${variable.name} }}` : `# ${variable.description}`}`,
  );
  const hook = usesHook ? ['  hook: ./hook.sh'] : [];
  return [`with:`, `  dns-provider: ${name}`, ...hook, ...(env.length > 0 ? ['env:', ...env] : []), ''].join(
    '\n',
  );
}

/** GitHub's: lower case, blanks to hyphens, other signs dropped. */
export function anchorOf(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\- ]/gu, '')
    .replaceAll(' ', '-');
}

function programTable(): string {
  const cells = foreignFamilies.map(({ name, word, title, documentation, credentials, verified }) => [
    code(`${name}:<${word}>`),
    `[${title}](${documentation})`,
    credentials,
    verified,
  ]);
  return unformatted(
    table(['`dns-provider`', 'What it runs', "Credentials in the step's `env`", 'Held to'], cells),
  );
}

function errorTable(): string {
  const cells = Object.entries(titles).map(([name, title]) => [code(name), title]);
  return unformatted(table(['Code', 'Meaning'], cells));
}

/** A workflow to copy, whole. */
function example(file: string): string {
  return `\`\`\`yaml\n${readFileSync(join(root, file), 'utf8')}\`\`\``;
}

function variableNotes({ required, secret, aliases = [], default: standard }: ProviderVariable): string {
  return [
    ...(required ? ['required'] : []),
    ...(secret ? ['secret'] : []),
    ...(standard === undefined ? [] : [`default ${code(standard)}`]),
    ...(aliases.length > 0 ? [`or ${aliases.map(code).join(', ')}`] : []),
  ].join(', ');
}

function inputDescription(row: Input): string {
  const secret = row.secret ? ' Pass it as a secret.' : '';
  if (!('availability' in row)) return row.description + secret;
  const rest = row.default === undefined ? 'leave it empty' : 'only the default is accepted';
  return `${row.description}${secret} Not available yet: ${rest}.`;
}

function outputDescription({ description, availability }: Output): string {
  return availability === 'later' ? `${description} Not available yet: never set.` : description;
}

function code(text: string | undefined): string {
  return text === undefined ? '' : `\`${text}\``;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const lines = [
    head,
    head.map(() => '---'),
    ...rows.map((cells) => cells.map((cell) => cell.replaceAll('|', '\\|'))),
  ];
  return lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

/** Prettier would pad every cell to the longest one's width. */
function unformatted(markdown: string): string {
  return `<!-- prettier-ignore-start -->\n\n${markdown}\n\n<!-- prettier-ignore-end -->`;
}

/**
 * Puts each region between its markers: `# generated: NAME` to `# /generated`, in Markdown `<!-- ... -->`.
 * @throws Error for a marker whose region nobody knows, or that has no end
 */
export function fillRegions(text: string, regions: Regions): string {
  const opened = text.match(/generated: /g)?.length ?? 0;
  let filled = 0;
  const marked =
    /^(# generated: (\S+)|<!-- generated: (\S+) -->)$.*?^(# \/generated|<!-- \/generated -->)$/gms;
  const result = text.replace(
    marked,
    (_, open: string, hashed?: string, bracketed?: string, close?: string) => {
      const name = hashed ?? bracketed ?? '';
      const region = regions[name];
      if (!region)
        throw new Error(`There is no region ${name}; there are ${Object.keys(regions).join(', ')}`);
      filled += 1;
      return `${open}\n\n${region().trim()}\n\n${close ?? ''}`;
    },
  );
  if (filled !== opened) throw new Error('A "generated:" marker has no "/generated" of its own');
  return result;
}

/** A file as it should be. @param text as it is */
export async function generate(file: string, text: string): Promise<string> {
  const config = await resolveConfig(join(root, file));
  return format(fillRegions(text, files[file] ?? {}), { ...config, filepath: file });
}

const root = join(import.meta.dirname, '..');

async function run(check: boolean): Promise<void> {
  for (const file of Object.keys(files)) {
    const path = join(root, file);
    if (!existsSync(path)) continue;
    const text = readFileSync(path, 'utf8');
    const wanted = await generate(file, text);
    if (wanted === text) continue;
    if (check) {
      console.error(
        `${file} differs from what the tables in src/ say: run \`npm run generate\` and commit it.`,
      );
      process.exitCode = 1;
    } else {
      writeFileSync(path, wanted);
      console.log(`Wrote ${file}.`);
    }
  }
}

if (import.meta.main) await run(process.argv.includes('--check'));
