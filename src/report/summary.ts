import { seconds } from '../base/bound.ts';
import { explain } from './explain.ts';
import { findingsOf, findingTable } from './findings.ts';
import { bar, code, foldable, inline, prose } from './markup.ts';
import type { CertificateResult, RunResult } from './outcome.ts';
import { Page } from './page.ts';
import {
  certificateDetails,
  certificateTable,
  compactTable,
  percent,
  signs,
} from './summary-certificates.ts';
import { recordBlocks } from './record-blocks.ts';
import { renderStory, renderTrouble } from './summary-failures.ts';
import { byGravity, tally, troublesOf } from './troubles.ts';
import { count, day, flat, moment, timeLeft } from './wording.ts';

/** The runner refuses a step's summary above 1 MiB; a little is left for whoever writes beside us. */
export const summaryLimit = 1_000_000;

const most = { troubles: 25, findings: 200, rows: 50, foldedRows: 450, details: 20, remarks: 50 };

/**
 * The page of the run, for GITHUB_STEP_SUMMARY: failures first, then the certificates, their details, remarks.
 * Values from outside can't become markup. Never longer than {@link summaryLimit} bytes; what is left out is counted.
 * @param now ms since the epoch, for the days left
 */
export function renderSummary(result: RunResult, now: number): string {
  const certificates = byGravity(result.certificates);
  const page = new Page(summaryLimit);
  page.add(`## ${headline(result)}`);
  page.add(`<p>${openingSentence(result, now)}</p>`);
  const close = page.reserve(footer(result));
  addTroubles(page, result, certificates);
  addFindings(page, result);
  addTable(page, certificates, now);
  addRemarks(page, result);
  addDetails(page, { result, certificates, now });
  close();
  return page.toString();
}

function headline(result: RunResult): string {
  const { certificates, error } = result;
  const [first] = certificates;
  const [failed, deferred] = (['failed', 'deferred'] as const).map(
    (wanted) => certificates.filter(({ outcome }) => outcome === wanted).length,
  ) as [number, number];
  const of = (number: number, word: string) =>
    certificates.length === 1
      ? `The certificate ${word}`
      : `${number.toLocaleString('en')} of ${count(certificates.length, 'certificate')} ${word}`;
  if (error !== undefined) return `${signs.failed} Failed: ${lowerFirst(explain(error).title)}`;
  if (failed > 0) return `${signs.failed} ${of(failed, 'failed')}`;
  if (deferred > 0)
    return `${signs.deferred} ${of(deferred, certificates.length === 1 ? 'is deferred' : 'deferred')}`;
  const grave = findingsOf(result).filter(({ severity }) => severity !== 'notice');
  const [gravest] = grave;
  if (gravest) {
    return `${gravest.severity === 'error' ? signs.failed : '⚠️'} ${count(grave.length, 'finding')} to look at`;
  }
  if (first === undefined) return `${signs.unchanged} Nothing to do`;
  if (result.mode.name === 'plan') return planned(certificates);
  if (certificates.length === 1) return `${signs[first.outcome]} Certificate: ${first.outcome}`;
  return `${signs[first.outcome]} ${count(certificates.length, 'certificate')}, all well`;
}

/** A plan is made to be worked on: how much there is comes first. */
function planned(certificates: readonly CertificateResult[]): string {
  const due = certificates.filter(({ job }) => job !== undefined).length;
  const of = count(certificates.length, 'certificate');
  return due === 0
    ? `${signs.planned} ${of}, none to renew now`
    : `${signs.planned} ${due.toLocaleString('en')} of ${of} to be renewed now`;
}

function openingSentence({ certificates, ca, elapsedMs, budgetMs }: RunResult, now: number): string {
  const time = `in ${seconds(elapsedMs)}${budgetMs > 0 ? ` of the ${seconds(budgetMs)} allowed` : ''}`;
  // What was thrown away or revoked is in nobody's use.
  const known = certificates.flatMap(({ name, outcome, certificate }) =>
    certificate === undefined || outcome === 'dry-run' || outcome === 'revoked'
      ? []
      : [{ name, until: certificate.notAfterMs }],
  );
  // Where a certificate isn't known, it may be the one that ends first.
  const first =
    known.length === certificates.length ? known.toSorted((a, b) => a.until - b.until)[0] : undefined;
  const testCa = ca.staging ? ' From a test CA: no browser trusts these certificates.' : '';
  if (certificates.length === 0) return `No certificate was worked on.${testCa}`;
  const expiry = first
    ? ` First to expire: ${code(first.name, 100)} on ${day(first.until)} (${timeLeft(first.until, now)}).`
    : '';
  return `<b>${tally(certificates)}</b> ${time}.${expiry}${testCa}`;
}

function addTroubles(page: Page, { error }: RunResult, certificates: readonly CertificateResult[]): void {
  if (error !== undefined) page.add(renderStory({ error, certificates: [] }));
  const troubles = troublesOf(certificates);
  const left = troubles.filter((trouble, index) => {
    const sign = signs[trouble.certificates[0]?.outcome ?? 'failed'];
    return index >= most.troubles || !page.add(renderTrouble(trouble, sign));
  });
  if (left.length === 0) return;
  const hit = left.flatMap((trouble) => trouble.certificates).length;
  page.add(
    `<p>And ${count(left.length, 'other failure')}, of ${count(hit, 'certificate')}: the log and the output ` +
      '<code>certificates</code> tell each.</p>',
  );
}

function addFindings(page: Page, result: RunResult): void {
  const findings = findingsOf(result);
  if (findings.length === 0) return;
  page.add('### Findings');
  const shown = page.add(findingTable(findings.slice(0, most.findings))) ? most.findings : 0;
  const left = findings.length - shown;
  if (left > 0)
    page.add(`<p>And ${count(left, 'other finding')}: see the output <code>certificates</code>.</p>`);
  const records = findings.slice(0, shown).flatMap((finding) => finding.records ?? []);
  for (const block of recordBlocks(records)) page.add(block);
}

function addTable(page: Page, certificates: readonly CertificateResult[], now: number): void {
  if (certificates.length === 0) return;
  page.add(certificates.length === 1 ? '### Certificate' : '### Certificates');
  const few = certificates.length <= most.rows;
  const draw = few ? certificateTable : compactTable;
  const rows = certificates.slice(0, most.rows);
  const shown = page.add(draw(rows, now)) || page.add(compactTable(rows, now)) ? rows.length : 0;
  const more = certificates.slice(shown, shown + most.foldedRows);
  const folded =
    more.length > 0 && page.add(foldable(count(more.length, 'more certificate'), compactTable(more, now)))
      ? more.length
      : 0;
  const left = certificates.slice(shown + folded);
  if (left.length > 0) {
    page.add(
      `<p>And ${count(left.length, 'certificate')} not shown here: ${tally(left)}. The output ` +
        '<code>certificates</code> holds them all.</p>',
    );
  }
}

function addRemarks(page: Page, { certificates, warnings: beside, notices }: RunResult): void {
  const warnings = [
    ...beside.map((warning) => ({ lead: '', warning })),
    ...certificates.flatMap(({ name, warnings }) =>
      warnings.map((warning) => ({ lead: `${code(name, 100)}: `, warning })),
    ),
  ];
  addList(page, 'Warnings', {
    shown: warnings.slice(0, most.remarks).map(({ lead, warning }) => lead + inline(flat(warning))),
    left: warnings.length - most.remarks,
  });
  addList(page, 'Notices', {
    shown: notices.slice(0, most.remarks).map((notice) => inline(flat(notice))),
    left: notices.length - most.remarks,
  });
}

function addList(
  page: Page,
  title: string,
  { shown, left }: { shown: readonly string[]; left: number },
): void {
  if (shown.length === 0) return;
  const items = [...shown, ...(left > 0 ? [`and ${left.toLocaleString('en')} more`] : [])];
  page.add(`### ${title}\n\n<ul>\n${items.map((item) => `<li>${item}</li>`).join('\n')}\n</ul>`);
}

interface Details {
  result: RunResult;
  certificates: readonly CertificateResult[];
  now: number;
}

function addDetails(page: Page, { result: { budgetMs }, certificates, now }: Details): void {
  if (certificates.length === 0) return;
  page.add('### Details');
  const open = certificates.length === 1;
  const shown = certificates
    .slice(0, most.details)
    .filter((one) => page.add(certificateDetails(one, { now, budgetMs, open })));
  const left = certificates.length - shown.length;
  if (left > 0) {
    page.add(
      `<p>Details of ${left.toLocaleString('en')} more are in the output <code>certificates</code>.</p>`,
    );
  }
}

function footer({ mode, ca, startedAtMs, elapsedMs, budgetMs, directory }: RunResult): string {
  const authority =
    ca.directoryUrl === '' ? '' : `, CA <b>${prose(ca.name, 100)}</b> ${code(ca.directoryUrl, 300)}`;
  const spent =
    budgetMs > 0
      ? `<code>${bar(elapsedMs, budgetMs)}</code> ${seconds(elapsedMs)} of <code>timeout</code> ` +
        `${seconds(budgetMs)} (${percent(elapsedMs, budgetMs)})`
      : seconds(elapsedMs);
  const lines = [
    `Mode <b>${prose(mode.name, 40)}</b> (${prose(mode.because, 120)})${authority}`,
    `Started ${moment(startedAtMs)}; ${spent}`,
    ...(directory === undefined ? [] : [`Files in ${code(directory, 300)}`]),
  ];
  return `<hr>\n<p><sub>${lines.join('<br>')}</sub></p>`;
}

function lowerFirst(text: string): string {
  return /^(The|A|No) /.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text;
}
