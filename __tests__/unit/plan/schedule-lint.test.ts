import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { parse } from 'yaml';
import { lintSchedule, type LintQuestion } from '../../../src/plan/schedule-lint.ts';

const dayMs = 86_400_000;
const nowMs = Date.UTC(2026, 2, 1);
const path = '.github/workflows/certificates.yml';
const pinned = `bounded-acme/bounded-acme@${'0123456789'.repeat(4)}`;

interface Parts {
  on?: string;
  top?: string;
  job?: string;
  uses?: string;
  with?: string;
  env?: string;
  more?: string;
}

/** A workflow that nothing is wrong with, and what a test makes wrong. */
function workflow(parts: Parts = {}): string {
  return `
on: ${parts.on ?? "{ schedule: [{ cron: '17 3,15 * * *' }] }"}
${parts.top ?? 'concurrency: { group: certificates, cancel-in-progress: false }'}
jobs:
  certificates:
    runs-on: ubuntu-latest
    ${parts.job ?? 'timeout-minutes: 15'}
    steps:
      - uses: ${parts.uses ?? pinned}
        with: { domains: example.com, ${parts.with ?? 'encryption-key: "${{ secrets.KEY }}"'} }
        env: { ${parts.env ?? 'RFC2136_TSIG_SECRET: "${{ secrets.TSIG }}"'} }
${parts.more ?? ''}`;
}

function lint(text: string | undefined, more: Partial<LintQuestion> = {}) {
  return lintSchedule({
    repository: 'octo/site',
    visibility: { isPublic: true, pushedAtMs: nowMs - dayMs },
    workflow: text === undefined ? undefined : { path, content: parse(text) as unknown },
    eventCron: undefined,
    mode: 'renew',
    job: 'certificates',
    actionRepository: 'bounded-acme/bounded-acme',
    timeoutMs: 600_000,
    lifetimes: { shortestMs: 90 * dayMs, narrowestWindowMs: undefined },
    secretInputs: ['encryption-key'],
    secretVariables: ['RFC2136_TSIG_SECRET'],
    nowMs,
    ...more,
  });
}

const told = (text: string | undefined, more: Partial<LintQuestion> = {}) =>
  lint(text, more).map(({ what }) => what);

describe('the lint of a workflow', () => {
  it('finds nothing in a good one', () => assert.deepEqual(lint(workflow()), []));

  const root = join(import.meta.dirname, '../../..');
  it('tells of the examples only that a tag is no commit', () => {
    for (const [file, job] of [
      ['certificates', 'certificates'],
      ['certificates-dry-run', 'dry-run'],
      ['fleet', 'plan'],
    ] as const) {
      const found = lint(readFileSync(join(root, `examples/${file}.yml`), 'utf8'), { job });
      assert.deepEqual(
        [...new Set(found.map(({ severity }) => severity))],
        ['notice'],
        JSON.stringify(found),
      );
    }
  });

  const cases: [string, Parts, RegExp][] = [
    ['the full hour', { on: "{ schedule: [{ cron: '0 3,15 * * *' }] }" }, /`0 3,15 .*full hour/],
    ['a line that is too rare', { on: "{ schedule: [{ cron: '17 3 * * 1' }] }" }, /7 days between two runs/],
    ['a line that cannot be read', { on: "{ schedule: [{ cron: 'daily' }] }" }, /no cron line/],
    ['no concurrency', { top: '' }, /`certificates` from ordering the same certificate/],
    ['timeout-minutes', { job: 'timeout-minutes: 10' }, /cut off after 10 min, before .* 10 min is over/],
    [
      'timeout-minutes of the step',
      { more: '        timeout-minutes: 2' },
      /cut off after 2 min, before .* 10 min is over/,
    ],
    ['a secret input in plain', { with: 'encryption-key: abc' }, /`encryption-key` of step 1.*plain text/],
    ['a secret variable in plain', { env: 'RFC2136_TSIG_SECRET: abc' }, /`RFC2136_TSIG_SECRET`/],
    ['one of the workflow', { top: 'concurrency: a\nenv: { RFC2136_TSIG_SECRET: abc }' }, /of the workflow/],
    ['a branch', { uses: 'bounded-acme/bounded-acme@main' }, /is no commit/],
    [
      'the same certificate in two jobs',
      { more: `  more:\n    steps: [{ uses: '${pinned}', with: { domains: "EXAMPLE.com # again" } }]` },
      /`example.com` is ordered twice: by step 1 of the job `certificates` and by step 1 of the job `more`/,
    ],
  ];
  for (const [title, parts, wanted] of cases) {
    it(`finds ${title}, says where, and what to do`, () => {
      const found = lint(workflow(parts));
      assert.equal(found.length, 1, JSON.stringify(found));
      assert.match(found[0]?.what ?? '', wanted);
      assert.equal(found[0]?.subject, path);
      assert.equal(found[0].severity, 'warning');
      assert.match(found[0].remedy, /\.$/);
    });
  }

  it('says nothing of how often something is only looked at or tried, or tried at the same time', () => {
    const rare = "{ schedule: [{ cron: '0 3 * * 1' }] }";
    for (const mode of ['preflight', 'dry-run', 'check'] as const) {
      assert.deepEqual(told(workflow({ on: rare, with: `mode: ${mode}` }), { mode: 'preflight' }), [], mode);
    }
    assert.equal(told(workflow({ on: rare, with: 'mode: plan' }), { mode: 'preflight' }).length, 2);
    for (const on of [
      'pull_request',
      '[pull_request, merge_group]',
      '{ pull_request: { branches: [main] } }',
    ]) {
      assert.deepEqual(told(workflow({ on, top: 'name: one' }), { mode: 'dry-run' }), [], on);
    }
    assert.equal(told(workflow({ on: '[pull_request, push]', top: 'name: one' })).length, 1);
  });

  it('says nothing of the full hour where a start that is dropped is no loss', () => {
    assert.deepEqual(told(workflow({ on: "{ schedule: [{ cron: '*/15 * * * *' }] }" })), []);
    assert.deepEqual(told(workflow({ on: "{ schedule: [{ cron: '20/15 * * * *' }] }" })), []);
    assert.equal(told(workflow({ on: "{ schedule: [{ cron: '0,30 3,15 * * *' }] }" })).length, 1);
  });

  it('shows no secret that it found', () => {
    const found = lint(workflow({ with: 'encryption-key: hunter2', env: 'RFC2136_TSIG_SECRET: hunter2' }));
    assert.doesNotMatch(JSON.stringify(found), /hunter2/);
  });

  it('bears with two jobs that exclude each other, or take parts', () => {
    for (const step of [
      `{ uses: '${pinned}', if: "github.event_name == 'push'", with: { domains: example.com } }`,
      `{ uses: '${pinned}', with: { domains: example.com, only: "\${{ matrix.name }}" } }`,
      `{ uses: '${pinned}', with: { domains: example.com, mode: check } }`,
      `{ uses: '${pinned}', with: { domains: example.com, key-type: rsa2048 } }`,
      `{ uses: '${pinned}', with: { domains: "example.com www.example.com" } }`,
    ]) {
      assert.deepEqual(told(workflow({ more: `  more:\n    steps: [${step}]` })), [], step);
    }
  });

  it('asks for a denser schedule where certificates live 160 hours', () => {
    const lifetimes = { shortestMs: 160 * 3_600_000, narrowestWindowMs: undefined };
    const [found] = lint(workflow(), { lifetimes });
    assert.match(found?.what ?? '', /12 h between two runs; a certificate here lives 7 days, so every 3 h/);
    const [cron = ''] = /\d+ [\d,]+ \* \* \*/.exec(found?.remedy ?? '') ?? [];
    assert.deepEqual(told(workflow({ on: `{ schedule: [{ cron: '${cron}' }] }` }), { lifetimes }), []);
  });

  it('tells of the 60 days while there is time, and only where they count', () => {
    const pushedAtMs = nowMs - 50 * dayMs;
    assert.match(told(workflow(), { visibility: { isPublic: true, pushedAtMs } })[0] ?? '', /50 days ago/);
    assert.deepEqual(told(workflow(), { visibility: { isPublic: false, pushedAtMs } }), []);
    assert.deepEqual(told(workflow({ on: 'push' }), { visibility: { isPublic: true, pushedAtMs } }), []);
    assert.deepEqual(told(workflow(), { visibility: undefined }), []);
  });

  it("reads the event's line where nothing is checked out", () => {
    assert.match(told(undefined, { eventCron: '0 0 * * 0' }).join(), /full hour.*7 days/);
    assert.deepEqual(told(undefined), []);
  });

  it('knows the action by a local path in its own repository', () => {
    const text = workflow({ uses: './', top: '' });
    assert.equal(told(text, { actionRepository: '' }).length, 1);
    assert.deepEqual(told(text), [], 'a local action of somebody else');
  });

  for (const content of [
    null,
    'text',
    7,
    [],
    { on: 'push' },
    { jobs: [1] },
    { on: { schedule: 7 }, jobs: { a: 7 } },
  ]) {
    it(`bears ${JSON.stringify(content)}`, () => {
      assert.deepEqual(lint(undefined, { workflow: { path, content } }), []);
    });
  }
});
