import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { AppError, errorCodes } from '../../../src/base/errors.ts';
import { annotationLimit, annotationsOf } from '../../../src/report/annotations.ts';
import { titles } from '../../../src/report/explain.ts';
import {
  certificateResult,
  failedResult,
  misconfigured,
  runResult,
  thousand,
  threeWell,
  troubled,
} from './samples.ts';

describe('annotationsOf', () => {
  it('makes an error of each failed certificate and a warning of a deferred one', () => {
    const annotations = annotationsOf(troubled);
    assert.deepEqual(
      annotations.map(({ level, title }) => [level, title]),
      [
        ['error', titles['order-timeout']],
        ['error', titles['validation-failed']],
        ['warning', titles['rate-limited']],
      ],
    );
    assert.match(annotations[0]?.message ?? '', /^slow\.example\.com: [\s\S]*What to do:[\s\S]*The next run/);
  });

  it('passes warnings and notices on, named', () => {
    assert.deepEqual(
      annotationsOf(threeWell).map(({ level }) => level),
      ['warning', 'notice'],
    );
    assert.match(annotationsOf(threeWell)[0]?.message ?? '', /^_wildcard\.example\.net: /);
  });

  it('tells all faults of the settings in one', () => {
    const annotations = annotationsOf(misconfigured);
    assert.equal(annotations.length, 1);
    for (const input of ['domains', 'ca', 'timeout', 'PDNS_API_KEY']) {
      assert.ok(annotations[0]?.message.includes(input), input);
    }
  });

  it("keeps to GitHub's limit for each level and counts the others", () => {
    const errors = annotationsOf(thousand).filter(({ level }) => level === 'error');
    assert.equal(errors.length, annotationLimit);
    assert.match(errors.at(-1)?.message ?? '', /^21 more /);
    const notices = annotationsOf(runResult({ notices: Array<string>(annotationLimit).fill('Word') }));
    assert.equal(notices.length, annotationLimit, 'exactly the limit needs no count');
    assert.equal(notices.at(-1)?.message, 'Word');
  });

  it('puts nothing from outside into a title', () => {
    const planted = 'planted-value';
    const certificates = [
      ...errorCodes.map((code) =>
        failedResult(new AppError(code, planted, { hint: planted, url: planted, also: [planted] }), {
          name: planted,
        }),
      ),
      certificateResult({ name: planted, reason: planted, outcome: 'deferred', warnings: [planted] }),
    ];
    for (const certificate of certificates) {
      for (const { title } of annotationsOf(runResult({ certificates: [certificate], notices: [planted] }))) {
        assert.ok(!title.includes(planted), title);
      }
    }
  });

  it('stays readable when the CA says far too much: the advice survives', () => {
    const identifiers = Array.from({ length: 100 }, () => ({
      identifier: 'a.example',
      reason: 'x'.repeat(5_000),
    }));
    const [annotation] = annotationsOf(
      runResult({
        certificates: [failedResult(new AppError('validation-failed', 'Failed', { identifiers }))],
      }),
    );
    assert.ok((annotation?.message.length ?? 0) <= 4_000);
    assert.match(annotation?.message ?? '', /What to do:/);
  });
});
