import type { AppError } from '../base/errors.ts';
import { mostAnswers } from './explain.ts';
import { outcomes, type CertificateResult, type Outcome } from './outcome.ts';
import { flat } from './wording.ts';

/** So many names and side troubles of one failure are shown; the others are counted. */
export const mostNames = 20;

/** One cause, and the certificates that it hit. */
export interface Trouble {
  error: AppError;
  certificates: readonly CertificateResult[];
}

/** Puts together what failed in the same way, so that an outage reads as one and not as a thousand. */
export function troublesOf(certificates: readonly CertificateResult[]): Trouble[] {
  const groups = new Map<string, { error: AppError; certificates: CertificateResult[] }>();
  for (const certificate of certificates) {
    const { error } = certificate;
    if (error === undefined) continue;
    const key = `${certificate.outcome}\n${story(error)}`;
    const group = groups.get(key) ?? { error, certificates: [] };
    group.certificates.push(certificate);
    groups.set(key, group);
  }
  return [...groups.values()];
}

/** What has to be told for each if it differs; the other facts fit a table. As long as what is shown of it. */
function story({ code, message, details }: AppError): string {
  const { identifiers = [], records = [], servers = [], also = [], hint = '', link, phase } = details;
  const names = identifiers
    .slice(0, mostNames)
    .flatMap(({ identifier, reason }) => [flat(identifier), flat(reason)]);
  const besides = also.slice(0, mostNames).map((trouble) => flat(trouble));
  const answers = servers
    .slice(0, mostAnswers)
    .map(({ name, server = '', address = '', answer }) =>
      [name, server, address, answer].map((text) => flat(text)),
    );
  return JSON.stringify([
    code,
    flat(message),
    flat(hint),
    link,
    phase,
    identifiers.length,
    names,
    records,
    answers,
    besides,
  ]);
}

/** The gravest first, otherwise in the order of the settings. */
export function byGravity(certificates: readonly CertificateResult[]): CertificateResult[] {
  return certificates.toSorted((a, b) => outcomes.indexOf(a.outcome) - outcomes.indexOf(b.outcome));
}

/** How many there are of each outcome, as in `1 failed, 2 renewed`. */
export function tally(certificates: readonly CertificateResult[]): string {
  const counts = new Map<Outcome, number>();
  for (const { outcome } of certificates) counts.set(outcome, (counts.get(outcome) ?? 0) + 1);
  return outcomes
    .flatMap((outcome) => {
      const number = counts.get(outcome);
      return number === undefined ? [] : [`${number.toLocaleString('en')} ${outcome}`];
    })
    .join(', ');
}
