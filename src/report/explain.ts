import {
  AppError,
  ConfigError,
  type ErrorCode,
  type IdentifierFault,
  type ServerAnswer,
} from '../base/errors.ts';
import { seconds } from '../base/bound.ts';
import type { Advice } from './advice.ts';
import { knownPages } from './authorities.ts';
import * as ca from './advice-ca.ts';
import * as proof from './advice-proof.ts';
import * as run from './advice-run.ts';
import { zoneLine } from './zone-line.ts';
import { flat, moment, phaseWords, sentence } from './wording.ts';

/** A failure, for the person who has to do something about it. All of it is plain text, inputs in backticks. */
export interface Explanation {
  /** The code's own, or a closer one; holds nothing from outside. */
  title: string;
  /** What happened: in plain words, then as the CA or provider said it, name by name, then the facts. Lines. */
  happened: string;
  /** What to do, most likely cause first. */
  remedies: readonly string[];
  /** What the next run will do. */
  next: string;
  /** The addresses among all this that a reader may be led to by a click. */
  links: readonly string[];
  /** The parts of `happened`, for those who lay them out. */
  parts: ExplanationParts;
}

export interface ExplanationParts {
  plain: string;
  /** The error's own sentence. */
  message: string;
  names: readonly IdentifierFault[];
  facts: readonly Fact[];
  /** What has to be created in the DNS, each as a line of a zone file. */
  records: readonly string[];
  /** What name servers showed last; at most {@link mostAnswers}. */
  servers: readonly ServerAnswer[];
  /** Troubles beside the failure: a cleanup that didn't succeed. */
  also: readonly string[];
}

export interface Fact {
  label: string;
  value: string;
}

/** Answers of name servers that are told: ten names at the two servers with two addresses each that most zones have. */
export const mostAnswers = 40;

/** Titles of annotations aren't masked by the runner: constants only. */
export const titles: Readonly<Record<ErrorCode, string>> = {
  config: 'The settings need correction',
  'ca-unreachable': 'The CA could not be reached',
  'ca-error': 'The CA failed',
  'rate-limited': "The CA's rate limit is reached",
  paused: 'The CA has paused these names',
  account: 'The CA refuses the account',
  'eab-required': 'The CA wants external account binding',
  'profile-unknown': 'The CA has no such profile',
  'identifier-rejected': 'The CA does not issue for a name',
  caa: 'CAA records forbid this CA',
  'challenge-unavailable': 'No challenge can be used',
  'dns-provider': 'The DNS provider failed',
  'dns-propagation-timeout': 'The DNS record did not appear in time',
  'validation-failed': 'The CA did not find the proof',
  'validation-timeout': 'The CA did not validate in time',
  'order-timeout': 'The CA did not issue in time',
  'order-invalid': 'The order became invalid',
  'certificate-invalid': 'The certificate failed its checks',
  deadline: "The run's time is up",
  cancelled: 'The run was cancelled',
  'state-unreadable': 'The stored state cannot be opened',
  delivery: 'The files could not be delivered',
  hook: 'A program that the run needs failed',
  internal: 'Unexpected failure',
};

/** Says what an error means, what to do about it and what comes next; invents nothing that the error doesn't hold. */
export function explain(error: AppError): Explanation {
  const { title = titles[error.code], plain, remedies, next } = advise(error);
  const { hint, identifiers = [], records = [], servers = [], also = [] } = error.details;
  const parts: ExplanationParts = {
    plain,
    message: error instanceof ConfigError ? '' : sentence(flat(error.message)),
    names: identifiers.map(({ identifier, reason }) => ({
      identifier: flat(identifier),
      reason: flat(reason),
    })),
    facts: factsOf(error),
    records: records.map(zoneLine),
    servers: servers.slice(0, mostAnswers),
    also: also.map((trouble) => flat(trouble)),
  };
  const own = hint === undefined || error instanceof ConfigError ? [] : [sentence(flat(hint))];
  return {
    title,
    happened: happenedLines(error, parts).join('\n'),
    remedies: [...new Set([...own, ...remedies])],
    next,
    links: [...knownPages, ...ownLink(error)],
    parts,
  };
}

function advise(error: AppError): Advice {
  switch (error.code) {
    case 'config':
      return run.onConfig(error);
    case 'ca-unreachable':
      return ca.onUnreachable(error);
    case 'ca-error':
      return ca.onCaError(error);
    case 'rate-limited':
      return ca.onRateLimited(error);
    case 'paused':
      return ca.onPaused(error);
    case 'account':
      return ca.onAccount(error);
    case 'eab-required':
      return ca.onEabRequired(error);
    case 'profile-unknown':
      return ca.onProfileUnknown();
    case 'identifier-rejected':
      return ca.onIdentifierRejected();
    case 'caa':
      return ca.onCaa(error);
    case 'challenge-unavailable':
      return proof.onChallengeUnavailable(error);
    case 'dns-provider':
      return proof.onDnsProvider(error);
    case 'dns-propagation-timeout':
      return proof.onPropagationTimeout(error);
    case 'validation-failed':
      return proof.onValidationFailed(error);
    case 'validation-timeout':
      return proof.onValidationTimeout(error);
    case 'order-timeout':
      return proof.onOrderTimeout(error);
    case 'order-invalid':
      return proof.onOrderInvalid(error);
    case 'certificate-invalid':
      return proof.onCertificateInvalid(error);
    case 'deadline':
      return run.onDeadline(error);
    case 'cancelled':
      return run.onCancelled(error);
    case 'state-unreadable':
      return run.onStateUnreadable();
    case 'delivery':
      return run.onDelivery();
    case 'hook':
      return run.onHook(error);
    case 'internal':
      return run.onInternal(error);
  }
}

function happenedLines(
  error: AppError,
  { plain, message, names, records, servers, facts, also }: ExplanationParts,
): string[] {
  const faults = error instanceof ConfigError ? error.faults : [];
  return [
    plain,
    ...(message === '' || message === plain ? [] : [message]),
    ...faults.map(
      ({ input, value, problem }) =>
        `- ${input}${value === undefined ? '' : ` ${JSON.stringify(flat(value, 200))}`}: ${sentence(flat(problem))}`,
    ),
    ...names.map(({ identifier, reason }) => `- ${identifier}: ${reason}`),
    ...servers.map(serverLine),
    ...(records.length > 0 ? ['Records to create:', ...records] : []),
    ...(facts.length > 0 ? [facts.map(({ label, value }) => `${label}: ${value}`).join('; ')] : []),
    ...also.map((trouble) => `Also: ${trouble}`),
  ];
}

/** The CA's or provider's own page: HTTPS, and without credentials that would hide its host. */
function ownLink({ details: { link } }: AppError): string[] {
  if (link === undefined || !URL.canParse(link) || /[\s"'<>`]/.test(link)) return [];
  const { protocol, username } = new URL(link);
  return protocol === 'https:' && username === '' ? [link] : [];
}

function factsOf({ code, details }: AppError): readonly Fact[] {
  const { phase, spentMs, attempts, lastStatus, url, retryAtMs } = details;
  const fact = (label: string, value: string | undefined): Fact[] =>
    value === undefined ? [] : [{ label, value }];
  return [
    ...fact('Phase', phase === undefined ? undefined : `${phase} (${phaseWords[phase]})`),
    ...fact('Time spent', spentMs === undefined ? undefined : seconds(spentMs)),
    ...fact('Attempts', attempts === undefined ? undefined : String(attempts)),
    ...fact('Last status', lastStatus === undefined ? undefined : flat(lastStatus, 100)),
    ...fact(code === 'order-timeout' ? 'Order' : 'URL', url === undefined ? undefined : flat(url, 400)),
    ...fact('Try again after', retryAtMs === undefined ? undefined : moment(retryAtMs)),
  ];
}

/** `- _acme-challenge.example.com at ns2.example.com (192.0.2.2): NXDOMAIN`. */
function serverLine({ name, of, server, address = 'no address', answer }: ServerAnswer): string {
  return flat(`- ${name} at ${server ?? of} (${address}): ${answer}`);
}
