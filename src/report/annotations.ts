import type { AppError } from '../base/errors.ts';
import type { Annotation } from '../base/ports.ts';
import { explain } from './explain.ts';
import { findingLine, findingsOf, recordLines } from './findings.ts';
import type { CertificateResult, RunResult, Severity } from './outcome.ts';
import { flat } from './wording.ts';

/** GitHub shows so many of each level for a step, and drops the others without a word. */
export const annotationLimit = 10;

const longestMessage = 4_000;

/**
 * What the workflow's page shows beside the log: an error for each failed certificate, warnings for deferred ones and
 * for what was found on the way, notices. At most {@link annotationLimit} of a level, the last then telling how many
 * more there are. Titles are constants, since the runner doesn't mask them.
 */
export function annotationsOf(result: RunResult): Annotation[] {
  const { certificates, error, warnings: beside, notices } = result;
  // Findings of severity error say themselves why their certificate failed.
  const failed = certificates.filter(
    (one) =>
      one.outcome === 'failed' &&
      (one.error !== undefined || !one.findings?.some(({ severity }) => severity === 'error')),
  );
  const deferred = certificates.filter(({ outcome }) => outcome === 'deferred');
  return [
    ...limited('error', [
      ...(error === undefined ? [] : [annotationOf('error', error)]),
      ...failed.map((one) => ofCertificate('error', one)),
      ...ofFindings('error', result),
    ]),
    ...limited('warning', [
      ...deferred.map((one) => ofCertificate('warning', one)),
      ...ofFindings('warning', result),
      ...beside.map((warning) => plain('warning', 'Warning', flat(warning, longestMessage))),
      ...certificates.flatMap(({ name, warnings }) =>
        warnings.map((warning) =>
          plain('warning', 'Warning about a certificate', `${flat(name)}: ${flat(warning)}`),
        ),
      ),
    ]),
    ...limited('notice', [
      ...ofFindings('notice', result),
      ...notices.map((notice) => plain('notice', 'Notice', flat(notice, longestMessage))),
    ]),
  ];
}

function ofFindings(level: Severity, result: RunResult): Annotation[] {
  return findingsOf(result)
    .filter(({ severity }) => severity === level)
    .map((finding) => plain(level, 'Finding', [findingLine(finding), ...recordLines(finding)].join(' ')));
}

function ofCertificate(
  level: Annotation['level'],
  { name, outcome, reason, error }: CertificateResult,
): Annotation {
  return error === undefined
    ? plain(
        level,
        `A certificate ${outcome === 'failed' ? 'failed' : 'is deferred'}`,
        `${flat(name)}: ${flat(reason)}`,
      )
    : annotationOf(level, error, `${flat(name)}: `);
}

function annotationOf(level: Annotation['level'], error: AppError, lead = ''): Annotation {
  const { title, happened, remedies, next } = explain(error);
  const advice = ['', 'What to do:', ...remedies.map((one, index) => `${index + 1}. ${one}`), '', next].join(
    '\n',
  );
  const room = longestMessage - advice.length - lead.length;
  const told =
    happened.length <= room ? happened : `${happened.slice(0, Math.max(room - 1, 0)).toWellFormed()}…`;
  return plain(level, title, `${lead}${told}\n${advice}`.slice(0, longestMessage));
}

function plain(level: Annotation['level'], title: string, message: string): Annotation {
  return { level, title, message };
}

function limited(level: Annotation['level'], annotations: readonly Annotation[]): readonly Annotation[] {
  if (annotations.length <= annotationLimit) return annotations;
  const shown = annotations.slice(0, annotationLimit - 1);
  const more = annotations.length - shown.length;
  return [
    ...shown,
    plain(
      level,
      'More of the same level',
      `${more.toLocaleString('en')} more are in the job summary and the log.`,
    ),
  ];
}
