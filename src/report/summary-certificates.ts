import { seconds } from '../base/bound.ts';
import { phaseNames } from '../base/errors.ts';
import { code, foldable, inline, prose, stroke, table } from './markup.ts';
import type { CertificateResult, Outcome } from './outcome.ts';
import { count, day, flat, moment, phaseWords, timeLeft } from './wording.ts';

/** A sign only where a glance should stop; the word says it as well. */
export const signs: Readonly<Record<Outcome, string>> = {
  failed: '❌',
  deferred: '⏳',
  renewed: '✅',
  issued: '✅',
  unchanged: '✅',
  'dry-run': '✅',
  checked: '✅',
  planned: '✅',
  revoked: '✅',
};

/** Of a reason; a longer one stands in the details. */
const longestInTable = 160;
const mostShown = 3;
const mostListed = 100;

/** A table of certificates, one a row. @param now ms since the epoch */
export function certificateTable(certificates: readonly CertificateResult[], now: number): string {
  return table(
    ['Certificate', 'Outcome', 'Names', 'Valid until', 'Issuer'],
    certificates.map((one) => [
      code(one.name, 100),
      `${signs[one.outcome]} <b>${one.outcome}</b><br><sub>${inline(flat(one.reason, longestInTable))}</sub>`,
      names(one.domains),
      one.certificate === undefined
        ? '–'
        : `${day(one.certificate.notAfterMs)}<br><sub>${timeLeft(one.certificate.notAfterMs, now)}</sub>`,
      one.certificate === undefined ? '–' : prose(one.certificate.issuer, 80),
    ]),
  );
}

/** The same in one line each, for many. */
export function compactTable(certificates: readonly CertificateResult[], now: number): string {
  return table(
    ['Certificate', 'Outcome', 'Names', 'Valid until'],
    certificates.map(({ name, outcome, domains, certificate }) => [
      code(name, 100),
      `${signs[outcome]} ${outcome}`,
      domains.length.toLocaleString('en'),
      certificate === undefined
        ? '–'
        : `${day(certificate.notAfterMs)} (${timeLeft(certificate.notAfterMs, now)})`,
    ]),
  );
}

export interface DetailsContext {
  now: number;
  budgetMs: number;
  open: boolean;
}

/** All there is to know about one certificate, foldable: what it is, its files, and where the time went. */
export function certificateDetails(one: CertificateResult, { now, budgetMs, open }: DetailsContext): string {
  const tried = one.attempts > 1 ? `, ${count(one.attempts, 'attempt')}` : '';
  const summary = `${code(one.name, 100)} ${one.outcome}, ${seconds(one.elapsedMs)}${tried}`;
  return foldable(summary, [factTable(one, now), timeTable(one, budgetMs)].filter(Boolean).join('\n'), open);
}

function factTable(one: CertificateResult, now: number): string {
  const { certificate, keyType, profile, paths = {} } = one;
  const rows: [string, string][] = [
    ['Names', list(one.domains.slice(0, mostListed).map((name) => code(name, 260)))],
  ];
  if (one.reason.length > longestInTable) rows.push(['Reason', inline(flat(one.reason))]);
  if (certificate !== undefined) {
    const { notBeforeMs, notAfterMs } = certificate;
    rows.push(
      ['Valid', `${moment(notBeforeMs)} to ${moment(notAfterMs)} (${timeLeft(notAfterMs, now)})`],
      ['Issuer', prose(certificate.issuer, 200)],
      ['Serial number', code(certificate.serial)],
      ['SHA-256', code(certificate.fingerprint)],
    );
  }
  if (one.ari) rows.push(['Renewal, as the CA asks', renewalCell(one.ari)]);
  if (keyType !== undefined) rows.push(['Key', code(keyType)]);
  if (profile !== undefined) rows.push(['Profile', code(profile)]);
  const files = Object.entries(paths).map(([file, path]) => `${code(file)} <sub>${prose(path)}</sub>`);
  if (files.length > 0) rows.push(['Files', files.join('<br>')]);
  return table(
    [],
    rows.map(([label, value]) => [`<b>${label}</b>`, value]),
  );
}

function renewalCell(ari: NonNullable<CertificateResult['ari']>): string {
  const { windowStartMs, windowEndMs, selectedMs, explanationUrl } = ari;
  const window = `${moment(windowStartMs)} to ${moment(windowEndMs)}, this one from ${moment(selectedMs)}`;
  if (explanationUrl === undefined) return window;
  return `${window}<br>${inline(`The CA explains: ${explanationUrl}`, [explanationUrl])}`;
}

/** Each phase's share of this certificate's time, and the whole against the run's `timeout`. */
function timeTable({ phasesMs, elapsedMs }: CertificateResult, budgetMs: number): string {
  const spent = phaseNames.flatMap((phase) => {
    const ms = phasesMs[phase];
    return ms === undefined ? [] : [{ phase, ms }];
  });
  if (spent.length === 0) return '';
  return table(
    ['Phase', 'Share of the time', 'Spent', 'Of <code>timeout</code>'],
    [
      ...spent.map(({ phase, ms }) => [
        `${phase} <sub>${prose(phaseWords[phase])}</sub>`,
        stroke(ms, elapsedMs),
        brief(ms),
        percent(ms, budgetMs),
      ]),
      ['<b>in all</b>', '', `<b>${brief(elapsedMs)}</b>`, `<b>${percent(elapsedMs, budgetMs)}</b>`],
    ],
  );
}

/** `180 ms`, then as all durations. */
function brief(ms: number): string {
  return ms < 1_000 ? `${Math.round(ms)} ms` : seconds(ms);
}

/** `7 %`; what isn't nothing is at least `< 1 %`. */
export function percent(part: number, whole: number): string {
  const share = whole > 0 ? (part / whole) * 100 : 0;
  return share > 0 && share < 1 ? '&lt; 1 %' : `${Math.round(share)} %`;
}

function names(domains: readonly string[]): string {
  const shown = domains.slice(0, mostShown).map((name) => code(name, 260));
  const rest = domains.slice(mostShown, mostListed).map((name) => code(name, 260));
  if (rest.length === 0) return list(shown);
  return list(shown) + foldable(`${(domains.length - shown.length).toLocaleString('en')} more`, list(rest));
}

function list(items: readonly string[]): string {
  return items.join('<br>');
}
