import assert from 'node:assert/strict';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { startLab, zone, type Lab } from './lab.ts';
import { runMain, temporaryDirectory, type StepResult } from './runner.ts';

interface Matrix {
  include: { name: string }[];
}

const matrixOf = ({ outputs }: StepResult) => JSON.parse(outputs['matrix'] ?? '') as Matrix;
const dueOf = ({ outputs }: StepResult) => JSON.parse(outputs['due'] ?? '') as string[];

describe('a plan of the built action, and the jobs of its matrix', () => {
  const names = ['one', 'two', 'three'];
  const domains = names.map((name) => `${name}.${zone} > ${name}`).join('\n');
  const state = temporaryDirectory();
  let lab: Lab;
  before(async () => {
    lab = await startLab();
  });
  after(() => lab.stop());

  const run = (inputs: Readonly<Record<string, string>>, env: Readonly<Record<string, string>> = {}) =>
    runMain(lab.step(domains, { event: 'schedule', inputs: { state, ...inputs }, env }));
  const plan = (inputs = {}, env = {}) => run({ mode: 'plan', ...inputs }, env);

  it('finds all due that was never had, orders nothing, and stores nothing', async () => {
    const result = await plan();
    assert.equal(result.exitCode, 0, result.log);
    assert.equal(result.outputs['outcome'], 'planned');
    assert.equal(result.outputs['renewed'], 'false');
    assert.deepEqual(dueOf(result), names);
    assert.deepEqual(matrixOf(result), { include: names.map((name) => ({ name })) });
    assert.match(result.log, /one: due: No certificate of this name, key type and CA is stored/);
    assert.ok(!lab.proxy.requests.some(({ kind }) => kind === 'newOrder'));
    assert.deepEqual(readdirSync(state), []);
    assert.doesNotMatch(JSON.stringify(result.outputs), /-----BEGIN/);
  });

  it('has its jobs renew each its own, and then finds nothing due', async () => {
    const [first, ...others] = matrixOf(await plan()).include;
    const renewed = await run({ only: first?.name ?? '' });
    assert.equal(renewed.outputs['outcome'], 'issued', renewed.log);
    assert.deepEqual(dueOf(await plan()), ['two', 'three']);
    // As a job gets several from a larger plan.
    const rest = await run({ only: others.map(({ name }) => name).join(' ') });
    assert.equal((JSON.parse(rest.outputs['certificates'] ?? '[]') as unknown[]).length, 2, rest.log);
    const last = await plan();
    assert.deepEqual([dueOf(last), matrixOf(last)], [[], { include: [] }]);
    assert.match(last.outputs['expires'] ?? '', /^\d{4}-/);
    assert.match(last.summary, /^## ✅ 3 certificates, none to renew now/);
    assert.match(last.summary, /Not due&#58; Valid until/);
  });

  it('decides without the CA, and leaves what it cannot decide to the jobs', async () => {
    const result = await plan({ ca: 'https://127.0.0.1:9/dir', state: temporaryDirectory() });
    assert.equal(result.exitCode, 0, result.log);
    assert.deepEqual(dueOf(result), names);
  });

  it('suggests a cron line of its own, whatever the mode, and when the settings are wrong', async () => {
    const env = { GITHUB_REPOSITORY: 'octo/site' };
    const [good, bad] = [await plan({}, env), await plan({ timeout: 'soon' }, env)];
    assert.match(good.outputs['suggested-cron'] ?? '', /^\d+ \d+,\d+\S* \* \* \*$/);
    assert.equal(bad.exitCode, 1);
    assert.match(bad.outputs['suggested-cron'] ?? '', /^\d+ \d+,\d+ \* \* \*$/);
  });

  it('warns of the workflow that is checked out, once, and never fails for it', async () => {
    const workspace = temporaryDirectory();
    mkdirSync(join(workspace, '.github/workflows'), { recursive: true });
    const text = `on: { schedule: [{ cron: '0 3 * * 1' }] }\njobs:\n  acme:\n    timeout-minutes: 1\n    steps:\n      - uses: bounded-acme/bounded-acme@main\n        with: { domains: example.com, encryption-key: hunter2 }\n`;
    writeFileSync(join(workspace, '.github/workflows/a.yml'), text);
    const env = {
      GITHUB_WORKSPACE: workspace,
      GITHUB_WORKFLOW_REF: 'octo/site/.github/workflows/a.yml@refs/heads/main',
      GITHUB_REPOSITORY: 'octo/site',
      GITHUB_JOB: 'acme',
    };
    const result = await plan({}, env);
    assert.equal(result.exitCode, 0, result.log);
    const findings = [
      /full hour/,
      /7 days between/,
      /same certificate at the same time/,
      /cut off after 1 min/,
    ];
    for (const wanted of [...findings, /`encryption-key` of .* plain text/, /@main` is no commit/]) {
      assert.match(result.log, wanted);
    }
    for (const wanted of findings) assert.match(result.summary, wanted);
    assert.doesNotMatch(result.log + result.summary, /hunter2/);
    const job = await run({ only: 'one' }, env);
    assert.doesNotMatch(job.log, /full hour/, 'a job of the matrix repeats nothing');
  });
});
