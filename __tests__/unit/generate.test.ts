import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { parse } from 'yaml';
import { findProvider } from '../../src/dns/registry.ts';
import { providerContext } from '../fakes/dns-context.ts';
import { fillRegions, generate } from '../../scripts/generate.ts';
import { inputNames, inputs } from '../../src/settings/inputs.ts';
import { outputNames } from '../../src/settings/outputs.ts';

const root = join(import.meta.dirname, '../..');
const action = readFileSync(join(root, 'action.yml'), 'utf8');

interface Described {
  description: string;
  default?: unknown;
}

interface ActionYml {
  description: string;
  runs: Record<string, string>;
  inputs: Record<string, Described>;
  outputs: Record<string, Described>;
}

describe('action.yml', () => {
  const { inputs: declared, outputs, runs, description } = parse(action) as ActionYml;

  it('has every input and output, in the order of the tables', () => {
    assert.deepEqual(Object.keys(declared), inputNames);
    assert.deepEqual(Object.keys(outputs), outputNames);
  });
  it('tells the defaults that hold, as text', () => {
    for (const name of inputNames) {
      assert.equal(
        declared[name]?.default,
        'default' in inputs[name] ? inputs[name].default : undefined,
        name,
      );
    }
  });
  it('describes each in whole sentences', () => {
    for (const row of [...Object.values(declared), ...Object.values(outputs)]) {
      assert.match(row.description, /^[`A-Za-z].*\.$/);
    }
  });
  it('runs what is built, and cleans up always', () => {
    assert.deepEqual(runs, {
      using: 'node24',
      main: 'dist/main/index.js',
      post: 'dist/post/index.js',
      'post-if': 'always()',
    });
  });
  it('fits into the Marketplace', () => assert.ok(description.length <= 125));
});

describe('the examples of docs/dns-providers.md', () => {
  const text = readFileSync(join(root, 'docs/dns-providers.md'), 'utf8');
  const examples = [...text.matchAll(/^```yaml\n(with:\n {2}dns-provider: (\S+)\n.*?)^```$/gms)];

  it('are found', () => assert.ok(examples.length > 20));
  for (const [, example = '', name = ''] of examples) {
    it(`lack nothing: ${name}`, () => {
      const { with: inputs, env = {} } = parse(example) as {
        with: Record<string, unknown>;
        env?: Record<string, unknown>;
      };
      const given = Object.fromEntries(Object.keys(env).map((variable) => [variable, 'x']));
      const made = findProvider(name)?.configure(
        providerContext(given, { hook: inputs['hook'] as string | undefined }),
      );
      assert.ok(made);
      const missing = 'faults' in made ? made.faults.filter(({ problem }) => problem === 'is not set') : [];
      assert.deepEqual(missing, []);
    });
  }

  it('sign updates of DNS', () => assert.match(text, /RFC2136_TSIG_KEY:.*\n *RFC2136_TSIG_SECRET: \$/));
});

describe('what a reader may copy of permissions', () => {
  const sources = ['aws/identity', 'google/token', 'azure/identity', 'azure/token', 'id-token'];
  const paths = [...sources.map((name) => `src/dns/${name}.ts`), 'docs/dns-providers.md'];
  for (const path of paths) {
    it(`is YAML in ${path}`, () => {
      const told = readFileSync(join(root, path), 'utf8').match(/`permissions:[^`]*`/g) ?? [];
      assert.notDeepEqual(told, []);
      for (const line of told) {
        assert.deepEqual(parse(line.replaceAll('`', '')), { permissions: { 'id-token': 'write' } });
      }
    });
  }
});

describe('generated files', () => {
  for (const file of ['action.yml', 'README.md', 'docs/dns-providers.md'].filter((file) =>
    existsSync(join(root, file)),
  )) {
    it(`${file} is what the tables say`, async () => {
      const text = readFileSync(join(root, file), 'utf8');
      assert.equal(await generate(file, text), text, 'run `npm run generate` and commit what it writes');
    });
  }
});

describe('regions', () => {
  const regions = { a: () => 'new $& text', b: () => 'b' };

  it('are filled between their markers, and nothing else is touched', () => {
    const text = '1\n# generated: a\nold\n# /generated\n2\n<!-- generated: b -->\n<!-- /generated -->\n3\n';
    const filled =
      '1\n# generated: a\n\nnew $& text\n\n# /generated\n2\n<!-- generated: b -->\n\nb\n\n<!-- /generated -->\n3\n';
    assert.equal(fillRegions(text, regions), filled);
    assert.equal(fillRegions(filled, regions), filled);
  });
  it('must be known, and end', () => {
    assert.throws(() => fillRegions('# generated: c\n# /generated\n', regions), /no region c/);
    assert.throws(() => fillRegions('# generated: a\n', regions), /has no "\/generated"/);
  });
});
