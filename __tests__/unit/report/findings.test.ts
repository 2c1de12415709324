import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { AppError } from '../../../src/base/errors.ts';
import { outputsOf } from '../../../src/deliver/outputs.ts';
import { annotationsOf } from '../../../src/report/annotations.ts';
import { closingLines } from '../../../src/report/lines.ts';
import type { Finding } from '../../../src/report/outcome.ts';
import { succeeded } from '../../../src/report/result.ts';
import { renderSummary } from '../../../src/report/summary.ts';
import { certificateResult, failedResult, now, runResult } from './samples.ts';

const late: Finding = {
  severity: 'error',
  subject: 'a.example:443',
  what: 'it ends in 2 days',
  remedy: 'Renew it',
};
const old: Finding = {
  severity: 'warning',
  subject: 'b.example:443',
  what: 'renewed but not deployed',
  remedy: '',
};
const schedule: Finding = {
  severity: 'notice',
  subject: 'The schedule',
  what: 'once a week',
  remedy: 'Run it twice a day.',
  link: 'https://docs.example/schedules',
};

const run = runResult({
  certificates: [
    certificateResult({ name: 'b', outcome: 'checked', findings: [old] }),
    certificateResult({ name: 'a', outcome: 'failed', reason: 'it ends in 2 days', findings: [late] }),
  ],
  findings: [schedule],
});

describe('findings', () => {
  it('become annotations of their level, and a failed certificate is told once', () => {
    assert.deepEqual(
      annotationsOf(run).map(({ level, title, message }) => [level, title, message]),
      [
        ['error', 'Finding', 'a: a.example:443: it ends in 2 days. Renew it.'],
        ['warning', 'Finding', 'b: b.example:443: renewed but not deployed.'],
        [
          'notice',
          'Finding',
          'The schedule: once a week. Run it twice a day. (https://docs.example/schedules)',
        ],
      ],
    );
    const error = new AppError('deadline', 'no time');
    const both = runResult({ certificates: [failedResult(error, { findings: [late] })] });
    assert.equal(annotationsOf(both).length, 2, 'an error of its own is another story');
  });

  it('stand in the log, the gravest first', () => {
    const lines = closingLines(run).filter((line) => /^(Error|Warning|Notice): /.test(line));
    assert.deepEqual(
      lines.map((line) => line.split(':')[0]),
      ['Error', 'Warning', 'Notice'],
    );
    assert.ok(closingLines(run).includes('Error: a: a.example:443: it ends in 2 days. Renew it.'));
  });

  it('stand on the page, with what to do and a link', () => {
    const page = renderSummary(run, now);
    assert.match(page, /### Findings/);
    assert.ok(page.indexOf('It ends in 2 days') < page.indexOf('Renewed but not deployed'));
    assert.match(page, /It ends in 2 days\.<br><b>What to do:<\/b> Renew it\./);
    assert.match(page, /<a href="https&#58;\/\/docs\.example\/schedules">/);
    assert.doesNotMatch(renderSummary(runResult(), now), /Findings/);
  });

  it('give a run its headline, though every certificate is well', () => {
    const warned = runResult({ certificates: [certificateResult({ outcome: 'checked', findings: [old] })] });
    assert.match(renderSummary(warned, now), /^## ⚠️ 1 finding to look at/);
  });

  it('are the last word of no plan, which says what there is to do', () => {
    const mode = { name: 'plan', because: 'input mode' } as const;
    const one = (job?: number) =>
      certificateResult({ outcome: 'planned', ...(job === undefined ? {} : { job }) });
    const headline = (...certificates: ReturnType<typeof one>[]) =>
      renderSummary(runResult({ mode, certificates }), now).split('\n')[0];
    assert.equal(headline(one(0), one()), '## ✅ 1 of 2 certificates to be renewed now');
    assert.equal(headline(one(), one()), '## ✅ 2 certificates, none to renew now');
  });

  it('bring no markup, no command and no link to elsewhere', () => {
    const nasty = {
      severity: 'warning' as const,
      subject: '<b>x</b>\n::error::y',
      what: '[a](https://evil.example) ##[group]',
      remedy: '@team',
      link: 'javascript:alert(1)',
    };
    const page = renderSummary(runResult({ findings: [nasty] }), now);
    assert.doesNotMatch(page, /<b>x|<a href="javascript|\]\(https|@team/);
    for (const line of closingLines(runResult({ findings: [nasty] }))) {
      assert.doesNotMatch(line, /^::|##\[|\n/);
    }
  });

  it('are counted when the page or the log would be flooded', () => {
    const many = runResult({ findings: Array<Finding>(450).fill(old) });
    assert.match(renderSummary(many, now), /250 other findings/);
    assert.ok(closingLines(many).some((line) => line.startsWith('And 250 other findings')));
    assert.equal(annotationsOf(many).length, 10);
  });

  it('of severity error fail the run, whosever they are', () => {
    assert.equal(succeeded(run), false);
    const whole = runResult({ findings: [late] });
    assert.equal(succeeded(whole), false);
    assert.equal(outputsOf(whole, { nowMs: now }).outcome, 'failed');
    assert.equal(succeeded(runResult({ findings: [old, schedule] })), true);
  });

  it('are part of the output `certificates`', () => {
    const [b] = JSON.parse(outputsOf(run, { nowMs: now }).certificates ?? '') as { findings: unknown }[];
    assert.deepEqual(b?.findings, [old]);
  });
});
