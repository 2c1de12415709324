import type { AppError } from '../base/errors.ts';
import { type Advice, namesIn, stopsAgain, triesAgainAt, wordsOf } from './advice.ts';
import { authorityAt, hostOf } from './authorities.ts';
import { moment } from './wording.ts';

/** The CA couldn't be reached, or broke off. */
export function onUnreachable(error: AppError): Advice {
  const { url, lastStatus } = error.details;
  const status = authorityAt(url)?.status;
  const host = hostOf(url);
  return {
    plain: 'No usable answer came from the CA: the connection failed, was too slow, or broke off.',
    remedies: [
      ...(lastStatus === 'proxy'
        ? ['Correct `HTTPS_PROXY` and the credentials in it, or name the host in `NO_PROXY`.']
        : [`See whether the CA has an outage${status === undefined ? '' : `: ${status}`}.`]),
      `Check that this runner reaches ${host ?? 'the CA'} over HTTPS: DNS, firewall, \`HTTPS_PROXY\`, \`NO_PROXY\`.`,
      'A CA of your own needs its root in `ca-certificates`. Where answers are merely slow, raise `request-timeout`.',
    ],
    next: triesAgainAt(error),
  };
}

/** The CA answered with something that isn't the user's fault. */
export function onCaError(error: AppError): Advice {
  const status = authorityAt(error.details.url)?.status;
  return {
    plain: 'The CA answered with an error of its own, or with something that is no ACME answer.',
    remedies: [
      `See whether the CA has an outage${status === undefined ? '' : `: ${status}`}. Most of these pass by themselves.`,
      'If it stays: check that `ca` is the URL of an ACME directory, and that no proxy answers in its place.',
      'Tell the CA the URL and time shown here.',
    ],
    next: triesAgainAt(error),
  };
}

/** Too much was asked. */
export function onRateLimited(error: AppError): Advice {
  const { retryAtMs, link, url } = error.details;
  const limits = link ?? authorityAt(url)?.rateLimits;
  return {
    plain:
      'The CA refuses because too much was asked of it in a given time. Nothing is wrong with the names or the proof.',
    remedies: [
      retryAtMs === undefined
        ? 'Wait. The CA named no time; how long depends on the limit.'
        : `Wait until ${moment(retryAtMs)}: the CA named this time itself.`,
      ...(limits === undefined ? [] : [`Read which limit it is: ${limits}`]),
      'Look for what orders so often: another workflow with the same names, `force`, or runs that fail and repeat.',
      'While trying things out, use `mode: dry-run`: it orders from a test CA where there is one.',
    ],
    next: triesAgainAt(error),
  };
}

/** Names that failed for so long that the CA wants a person to act. */
export function onPaused({ details: { link } }: AppError): Advice {
  return {
    plain:
      'The CA has paused these names for this account, after a long row of failed validations. The pause has no end: ' +
      'a person has to lift it.',
    remedies: [
      'First correct what made the validations fail; `mode: dry-run` shows it without asking this CA.',
      link === undefined
        ? "Then lift the pause on the page that the CA's message names."
        : `Then lift the pause here: ${link}`,
      'Take names that no longer point to you out of `domains`.',
    ],
    next: 'Every run is refused until the pause is lifted; waiting does not help.',
  };
}

/** The CA refuses the account. */
export function onAccount({ details: { link } }: AppError): Advice {
  return {
    plain: 'The CA does not accept the account that this run works with.',
    remedies: [
      'If `encryption-key` or `account-key` changed lately, go back to the former one: the account belongs to it.',
      'If the message speaks of a contact: correct `email`, or leave it empty.',
      'If it speaks of an external account binding: copy `eab-kid` and `eab-hmac-key` anew; some CAs take each pair only once.',
      ...(link === undefined ? [] : [`The CA asks you to look here: ${link}`]),
      'An account that was deactivated never comes back: give a new `encryption-key` or `account-key`.',
    ],
    next: stopsAgain,
  };
}

/** The CA wants external account binding, RFC 8555 7.3.4. */
export function onEabRequired({ details: { url } }: AppError): Advice {
  const page = authorityAt(url)?.eab;
  return {
    plain:
      'This CA opens ACME accounts only for customers it knows, and the credentials that prove it were missing.',
    remedies: [
      `Get a key id and an HMAC key from the CA${page === undefined ? "'s console" : `: ${page}`}`,
      'Give them as `eab-kid` and `eab-hmac-key`, the second from a secret of the repository.',
      'If both are set: some CAs let such a pair open one account only, so make a new pair.',
    ],
    next: stopsAgain,
  };
}

/** A profile that the CA doesn't have. */
export function onProfileUnknown(): Advice {
  return {
    plain: 'The CA does not offer the certificate profile that `profile` names. Nothing was ordered.',
    remedies: ['Correct `profile`, or leave it empty for what the CA gives by default.'],
    next: stopsAgain,
  };
}

/** Names for which this CA issues nothing. */
export function onIdentifierRejected(): Advice {
  return {
    plain: 'The CA does not issue certificates for at least one of the names, whatever proof is given.',
    remedies: [
      'Look for a typing error: the name has to end in a public top-level domain and be registered.',
      'Take the names out of `domains`; the others of the same certificate can then be issued.',
      'IP addresses are issued by few CAs, and there only in certain profiles: see `profile`.',
      'If the CA blocks the name by policy, ask the CA, or use another `ca`.',
    ],
    next: stopsAgain,
  };
}

/** RFC 8659: the domain's owner allows other CAs only, or its name servers don't answer. */
export function onCaa(error: AppError): Advice {
  const domain = authorityAt(error.details.url)?.caaDomain;
  const value = domain ?? "<the CA's domain>";
  const wanted = namesIn(error).slice(0, 5);
  const records = wanted.map((name) => {
    const [owner, tag] = name.startsWith('*.') ? [name.slice(2), 'issuewild'] : [name, 'issue'];
    return `\`${owner}. CAA 0 ${tag} "${value}"\``;
  });
  const unanswered = /SERVFAIL|timed? ?out|REFUSED|looking up CAA|DNSSEC/i.test(wordsOf(error));
  return {
    plain: unanswered
      ? "The CA must read the domain's CAA records before it issues, and got no proper answer from its name servers."
      : "The domain's CAA records, in its DNS zone, allow other CAs only. The CA has to obey them.",
    remedies: [
      ...(unanswered
        ? [
            'Make every name server of the zone answer CAA queries; "no record" is an answer. Check DNSSEC too.',
          ]
        : []),
      records.length > 0
        ? `Set ${records.join(' and ')}, beside the CAA records that are there.`
        : `Add a CAA record \`0 issue "${value}"\` to the domain, beside those that are there.`,
      ...(domain === undefined
        ? ["The CA's domain stands in its directory, under `meta.caaIdentities`."]
        : []),
      'The records may stand at a parent: the nearest ancestor that has any CAA record counts.',
    ],
    next: stopsAgain,
  };
}
