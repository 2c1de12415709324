import { code, inline, prose, table } from './markup.ts';
import { severities, type Finding, type RunResult, type Severity } from './outcome.ts';
import { flat, sentence } from './wording.ts';

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

/** A sign for a glance; the word stands beside it. */
const severitySigns: Readonly<Record<Severity, string>> = { error: '❌', warning: '⚠️', notice: 'ℹ️' };

/** Findings as a table of the page. */
export function findingTable(findings: readonly Located[]): string {
  return table(
    ['Severity', 'Certificate', 'Looked at', 'What was found', 'What to do'],
    findings.map(({ severity, certificate, subject, what, remedy, link }) => [
      `${severitySigns[severity]} ${severity}`,
      certificate === undefined ? '' : code(certificate, 100),
      prose(subject, 260),
      inline(sentence(flat(what))),
      [remedy === '' ? '' : inline(sentence(flat(remedy))), link === undefined ? '' : linkTo(link)]
        .filter(Boolean)
        .join('<br>'),
    ]),
  );
}

/** Only an https address becomes a link. */
function linkTo(link: string): string {
  return inline(flat(link), /^https:\/\/[^\s@]+$/.test(link) ? [link] : []);
}
