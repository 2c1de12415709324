import assert from 'node:assert/strict';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, it } from 'node:test';
import { parse } from 'yaml';
import { anchorOf } from '../../scripts/generate.ts';
import { providers, findProvider } from '../../src/dns/registry.ts';
import { inputNames } from '../../src/settings/inputs.ts';
import { outputNames } from '../../src/settings/outputs.ts';
import { parseSettings } from '../../src/settings/parse.ts';
import type { ProviderPorts } from '../../src/dns/provider.ts';

const root = join(import.meta.dirname, '../..');
const read = (file: string) => readFileSync(join(root, file), 'utf8');
const readme = read('README.md');
const examples = globSync('examples/*.yml', { cwd: root });

function brokenLinks(file: string, text: string): string[] {
  const prose = text.replace(/^ *```.*?^ *```$/gms, '');
  return Array.from(prose.matchAll(/\]\(([^)\s]+)\)/g), ([, target = '']) => target)
    .filter((target) => !/^https:/.test(target))
    .filter((target) => {
      const [path = '', anchor] = target.split('#');
      const other = path === '' ? file : join(dirname(file), path);
      if (!existsSync(join(root, other))) return true;
      const headings = path === '' ? text : anchor === undefined ? '' : read(other);
      const anchors = Array.from(headings.matchAll(/^#+ (.+)$/gm), ([, heading = '']) => anchorOf(heading));
      return anchor !== undefined && !anchors.includes(anchor);
    });
}

describe('links', () => {
  for (const file of globSync(['*.md', 'docs/**/*.md'], { cwd: root })) {
    it(`of ${file} lead somewhere`, () => assert.deepEqual(brokenLinks(file, read(file)), []));
  }
  it('that lead nowhere are found', () => {
    const text = '# A, b\n[a](#a-b) [b](#b) [c](gone.md) [d](LICENSE) [e](http://example.com)\n';
    assert.deepEqual(brokenLinks('README.md', text), ['#b', 'gone.md', 'http://example.com']);
  });
});

describe('commands in README.md', () => {
  const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
  for (const [, name = ''] of readme.matchAll(/npm (?:run )?((?!ci\b|run\b)[a-z:-]+)/g)) {
    if (name !== 'and') it(`npm run ${name}`, () => assert.ok(Object.hasOwn(scripts, name)));
  }
  it('start what is built', () => {
    for (const [file] of readme.matchAll(/dist\/[\w/.]+\.js/g)) assert.ok(existsSync(join(root, file)), file);
  });
});

interface Step {
  uses?: string;
  with?: Record<string, string | number>;
  env?: Record<string, string>;
}

interface Workflow {
  on: { schedule?: { cron: string }[] };
  permissions: Record<string, string>;
  concurrency: { 'cancel-in-progress': boolean };
  jobs: Record<string, { permissions?: Record<string, string>; 'timeout-minutes': number; steps: Step[] }>;
}

/** As a runner fills it in: a secret becomes one, any other expression its last word. */
function filledIn(values: Record<string, string | number> = {}): Record<string, string> {
  const key = Buffer.from(Array.from({ length: 32 }, (_, index) => (index * 89) % 251)).toString('base64');
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name,
      String(value)
        .replace(/\$\{\{ secrets\..* \}\}/, key)
        .replace(/\$\{\{ .*'(.*)' \}\}/, '$1')
        .replace('${{ matrix.name }}', 'example.com')
        .replace('${{ inputs.mode }}', 'renew')
        .replace('${{ inputs.only }}', '')
        .replace('${{ inputs.force }}', 'true')
        .replace('${{ inputs.revoke-reason }}', 'superseded')
        .replace('${{ strategy.job-index }}', '0'),
    ]),
  );
}

/** What an example is for, where that isn't renewing. */
const modes: Readonly<Record<string, string>> = {
  'examples/certificates-dry-run.yml': 'dry-run',
  'examples/monitor.yml': 'check',
};

describe('examples', () => {
  it('are there', () => assert.ok(examples.length >= 2));

  for (const file of examples) {
    const text = read(file);
    const { on, permissions, concurrency, jobs } = parse(text) as Workflow;
    const steps = Object.values(jobs).flatMap((job) => job.steps);
    const own = steps.filter(({ uses }) => uses?.startsWith('bounded-acme/'));

    it(`${file} stands in README.md, or is linked there`, () =>
      assert.ok(readme.includes(`\`\`\`yaml\n${text}\`\`\``) || readme.includes(`](${file})`)));

    it(`${file} has settings that the action takes`, () => {
      assert.equal(own.length, file.includes('fleet') ? 2 : 1);
      for (const { with: given, env } of own) {
        assert.deepEqual(
          Object.keys(given ?? {}).filter((name) => !inputNames.some((one) => one === name)),
          [],
        );
        const readText = (path: string) =>
          path === 'certificates.txt' ? 'example.com *.example.com' : assert.fail(`reads ${path}`);
        const settings = parseSettings(filledIn(given), {
          event: { name: file.includes('dry-run') ? 'pull_request' : 'schedule' },
          env: filledIn(env),
          readText,
          lookAt: () => 'program',
          providers,
          providerPorts: { readText } as unknown as ProviderPorts,
        });
        assert.equal(settings.mode.name, given?.['mode'] === 'plan' ? 'plan' : (modes[file] ?? 'renew'));
        assert.ok(settings.account.encryptionKey);
        const known = findProvider(String(given?.['dns-provider']))?.variables.map(({ name }) => name) ?? [];
        assert.deepEqual(
          Object.keys(env ?? {}).filter((name) => !known.includes(name)),
          [],
        );
        for (const job of Object.values(jobs).filter((one) => one.steps.some((step) => own.includes(step)))) {
          assert.ok(job['timeout-minutes'] * 60_000 > settings.bounds.totalMs);
        }
      }
    });

    it(`${file} uses outputs that there are`, () => {
      for (const [, name = ''] of text.matchAll(/steps\.acme\.outputs\.([\w-]+)/g)) {
        assert.ok(
          outputNames.some((one) => one === name),
          name,
        );
      }
    });

    it(`${file} asks for no rights that it does not need, cuts no run off and avoids the full hour`, () => {
      assert.deepEqual(permissions, {});
      for (const job of Object.values(jobs)) {
        const checksOut = job.steps.some(({ uses }) => uses?.startsWith('actions/checkout@'));
        assert.deepEqual(job.permissions, checksOut ? { contents: 'read' } : undefined);
      }
      assert.equal(concurrency['cancel-in-progress'], false);
      for (const { cron } of on.schedule ?? []) assert.notEqual(Number(cron.split(' ')[0]) % 5, 0);
    });
  }
});
