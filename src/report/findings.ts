import { code, inline, prose, table } from './markup.ts';
import { severities, type Finding, type RunResult, type Severity } from './outcome.ts';
import { flat, sentence } from './wording.ts';
import { zoneLine } from './zone-line.ts';

/** A finding, and whose it is; of the whole run without one. */
export interface Located extends Finding {
  certificate?: string;
}

/** All findings of a run, the gravest first, otherwise the run's own before its certificates'. */
export function findingsOf({ certificates, findings = [] }: RunResult): Located[] {
  const located: Located[] = [
    ...findings,
    ...certificates.flatMap(({ name, findings: own = [] }) =>
      own.map((finding) => ({ ...finding, certificate: name })),
    ),
  ];
  return located.toSorted((a, b) => severities.indexOf(a.severity) - severities.indexOf(b.severity));
}

/** One finding in one line: `example.com: example.com:443: serves nothing. Is the server up? (https://...)`. */
export function findingLine({ certificate, subject, what, remedy, link }: Located): string {
  const whose = certificate === undefined || certificate === subject ? '' : `${flat(certificate)}: `;
  const advice = remedy === '' ? '' : ` ${sentence(flat(remedy))}`;
  const more = link === undefined ? '' : ` (${flat(link)})`;
  return flat(`${whose}${flat(subject)}: ${sentence(flat(what))}${advice}${more}`, 1_500);
}

/** The records that a finding asks for, as lines of a zone file. */
export function recordLines({ records = [] }: Pick<Finding, 'records'>): string[] {
  return records.map(zoneLine);
}

/** A sign for a glance; the word stands beside it. */
const severitySigns: Readonly<Record<Severity, string>> = { error: '❌', warning: '⚠️', notice: 'ℹ️' };

/** Findings as a table of the page; of few columns, as GitHub's page is narrow and hides what comes last. */
export function findingTable(findings: readonly Located[]): string {
  return table(
    ['Severity', 'Looked at', 'What was found, and what to do'],
    findings.map(({ severity, certificate, subject, what, remedy, link }) => [
      `${severitySigns[severity]}&nbsp;${severity}`,
      [
        prose(subject, 260),
        // What is looked at often is the certificate's only name.
        ...(certificate === undefined || subject.endsWith(certificate)
          ? []
          : [`<sub>of ${code(certificate, 100)}</sub>`]),
      ].join('<br>'),
      [
        inline(sentence(upperFirst(flat(what)))),
        ...(remedy === '' ? [] : [`<b>What to do:</b> ${inline(sentence(flat(remedy)))}`]),
        ...(link === undefined ? [] : [linkTo(link)]),
      ].join('<br>'),
    ]),
  );
}

function upperFirst(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** Only an https address becomes a link. */
function linkTo(link: string): string {
  return inline(flat(link), /^https:\/\/[^\s@]+$/.test(link) ? [link] : []);
}
