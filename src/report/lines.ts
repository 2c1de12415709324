import { seconds } from '../base/bound.ts';
import type { AppError } from '../base/errors.ts';
import { explain } from './explain.ts';
import { findingLine, findingsOf, recordLines } from './findings.ts';
import type { CertificateResult, Outcome, RunResult } from './outcome.ts';
import { byGravity, tally, troublesOf } from './troubles.ts';
import { count, day, flat, nameList, timeLeft } from './wording.ts';

const mostTroubles = 25;
const mostFindings = 200;

const promises: Partial<Record<RunResult['mode']['name'], string>> = {
  'dry-run': '; nothing is saved',
  preflight: '; nothing is ordered',
  check: '; nothing is ordered',
  plan: '; nothing is ordered',
};

/** The log's first line: `event pull_request: dry-run on letsencrypt-staging (https://...), a test CA; nothing is saved`. */
export function openingLine({ mode, ca }: Pick<RunResult, 'mode' | 'ca'>): string {
  const testCa = ca.staging ? ', a test CA' : '';
  return flat(
    `${mode.because}: ${mode.name} on ${ca.name} (${ca.directoryUrl})${testCa}${promises[mode.name] ?? ''}`,
  );
}

/** An attempt that failed and is followed by another. @param pauseMs until then */
export function retryLine(error: AppError, pauseMs: number, attempt: number): string {
  return `${flat(`Attempt ${attempt} failed: ${error.message}`, 500)} - next one in ${seconds(pauseMs)}`;
}

/** The log's last lines: what failed and what to do about it, warnings, then the run in one line. */
export function closingLines(result: RunResult): string[] {
  const { certificates, error, elapsedMs, budgetMs, directory, warnings: beside, notices } = result;
  const troubles = troublesOf(byGravity(certificates));
  const told = troubles.slice(0, mostTroubles).flatMap((trouble) => {
    const names = nameList(trouble.certificates.map(({ name }) => name));
    return troubleLines(trouble.error, `${trouble.certificates[0]?.outcome ?? 'failed'}: ${names}`);
  });
  const left = troubles.length - mostTroubles;
  return [
    ...(error === undefined ? [] : troubleLines(error, 'failed')),
    ...told,
    ...(left > 0 ? [`And ${count(left, 'other failure')}: see the output \`certificates\`.`] : []),
    ...findingLines(result),
    ...certificates.flatMap(({ name, warnings }) => warnings.map((one) => flat(`Warning: ${name}: ${one}`))),
    ...beside.map((warning) => flat(`Warning: ${warning}`)),
    ...notices.map((notice) => flat(`Notice: ${notice}`)),
    ...(directory === undefined ? [] : [flat(`Files in ${directory}`)]),
    `${certificates.length === 0 ? 'No certificate was worked on' : tally(certificates)}, in ${seconds(elapsedMs)}` +
      (budgetMs > 0 ? ` of the ${seconds(budgetMs)} that \`timeout\` allows` : ''),
  ];
}

function findingLines(result: RunResult): string[] {
  const findings = findingsOf(result);
  const left = findings.length - mostFindings;
  return [
    ...findings
      .slice(0, mostFindings)
      .flatMap((one) => [
        `${capital(one.severity)}: ${findingLine(one)}`,
        ...recordLines(one).map((line) => `  ${flat(line, 2_000)}`),
      ]),
    ...(left > 0 ? [`And ${count(left, 'other finding')}: see the output \`certificates\`.`] : []),
  ];
}

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}

/** One failure for the log, each line flat. */
function troubleLines(error: AppError, lead: string): string[] {
  const { title, happened, remedies, next } = explain(error);
  return [
    flat(`${lead}: ${title} [${error.code}]`),
    ...happened.split('\n').map((line) => `  ${flat(line, 1_500)}`),
    '  What to do:',
    ...remedies.map((remedy, index) => `  ${index + 1}. ${flat(remedy, 1_500)}`),
    `  What happens next: ${flat(next)}`,
  ];
}

export interface TableOptions {
  /** ANSI colours, for terminals. */
  colour?: boolean;
}

/** The run as aligned columns for a terminal, the gravest first; days are counted from the run's end. */
export function renderTable(result: RunResult, { colour = false }: TableOptions = {}): string {
  const now = result.startedAtMs + result.elapsedMs;
  const rows = byGravity(result.certificates).map((one) => ({
    outcome: one.outcome,
    cells: cellsOf(one, now),
  }));
  const heads = ['CERTIFICATE', 'OUTCOME', 'NAMES', 'VALID UNTIL', 'ISSUER', 'TIME'];
  const widths = heads.map((head, column) =>
    Math.max(head.length, ...rows.map(({ cells }) => cells[column]?.length ?? 0)),
  );
  const align = (cells: readonly string[]) => cells.map((cell, column) => cell.padEnd(widths[column] ?? 0));
  const draw = (cells: readonly string[]) => cells.join('  ').trimEnd();
  return [
    draw(align(heads)),
    ...rows.map(({ outcome, cells }) =>
      draw(align(cells).map((cell, column) => (colour && column === 1 ? painted(cell, outcome) : cell))),
    ),
  ].join('\n');
}

function cellsOf(
  { name, outcome, domains, certificate, elapsedMs }: CertificateResult,
  now: number,
): string[] {
  return [
    flat(name, 64),
    outcome,
    flat(nameList(domains, 2), 80),
    certificate === undefined
      ? '-'
      : `${day(certificate.notAfterMs)} (${timeLeft(certificate.notAfterMs, now)})`,
    certificate === undefined ? '-' : flat(certificate.issuer, 40),
    seconds(elapsedMs),
  ];
}

function painted(cell: string, outcome: Outcome): string {
  const paint = outcome === 'failed' ? 31 : outcome === 'deferred' ? 33 : 32;
  return `\u001b[${paint}m${cell}\u001b[0m`;
}
