import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { lintRunningWorkflow } from '../../../src/steps/lint-schedule.ts';
import type { Start } from '../../../src/steps/start.ts';
import type { Work } from '../../../src/steps/work-on.ts';
import { fakeClock } from '../../fakes/clock.ts';
import { fakeLog } from '../../fakes/log.ts';

const ref = 'octo/site/.github/workflows/a b.yml@refs/heads/feature/one@two';

/** As much of a run as the lint looks at, in a repository with these files. */
function start(files: Readonly<Record<string, string>> = {}, log = fakeLog()): Start {
  const readText = (path: string) => {
    const text = files[path];
    if (text === undefined) throw new Error(`${path} is missing`);
    return text;
  };
  const env = { GITHUB_WORKSPACE: '/work', GITHUB_WORKFLOW_REF: ref, GITHUB_JOB: 'acme' };
  return {
    settings: { mode: { name: 'renew', because: '' }, bounds: { totalMs: 600_000 } },
    world: {
      env,
      event: { name: 'schedule' },
      repository: 'octo/site',
      inputs: {},
      log,
      clock: fakeClock(),
      readText,
    },
    budget: { cleanup: { signal: new AbortController().signal } },
  } as unknown as Start;
}

const file = '/work/.github/workflows/a b.yml';
const step = '{ uses: bounded-acme/bounded-acme@main, with: { domains: example.com } }';

describe('the look at the workflow that runs', () => {
  it('reads its file, whatever its name and its branch are called', async () => {
    const text = `on: push\nconcurrency: one\njobs: { acme: { steps: [${step}] } }`;
    const found = await lintRunningWorkflow(start({ [file]: text }), []);
    assert.deepEqual(
      found.map(({ subject }) => subject),
      ['.github/workflows/a b.yml'],
    );
  });

  it('finds nothing in what is no workflow, is broken, or is not there', async () => {
    for (const text of [
      '',
      '7',
      '[1]',
      'a: [',
      'a: 1\na: 2',
      'jobs: none\non: 5',
      'jobs: { a: { steps: [null, 3] } }',
    ])
      assert.deepEqual(await lintRunningWorkflow(start({ [file]: text }), []), [], text);
    assert.deepEqual(await lintRunningWorkflow(start(), []), []);
  });

  it('costs no run its certificates when it fails by itself', async () => {
    const log = fakeLog();
    const work = {
      get result(): never {
        throw new TypeError('a fault of ours');
      },
    } as unknown as Work;
    assert.deepEqual(await lintRunningWorkflow(start({}, log), [work]), []);
    assert.match(JSON.stringify(log), /not looked at: a fault of ours/);
  });
});
