import type { AppError } from '../base/errors.ts';
import { type Advice, pendingOrderNext, stopsAgain, triesAgain, wordsOf } from './advice.ts';
import { authorityAt, dnssecPage } from './authorities.ts';

/** No challenge that the CA offers is one that the settings allow, or that works here. */
export function onChallengeUnavailable(error: AppError): Advice {
  if (error.details.records) {
    return {
      plain: 'The DNS lacks records that a person has to create once: the CA was not asked to look.',
      remedies: ['If the records are there already, wait until every name server of the zone shows them.'],
      next: stopsAgain,
    };
  }
  return {
    plain:
      "For at least one name no way of proof can be used: the CA offers none that the settings allow, or this machine can't carry it out.",
    remedies: [
      'Wildcards can only be proved by `dns-01` or `dns-persist-01`, IP addresses only by `http-01`.',
      'Put the missing type into `challenge`, with what it needs: `dns-provider`; `http-webroot`, `http-listen` or `http-hook`.',
    ],
    next: stopsAgain,
  };
}

/** The provider refused or failed, or wasn't asked for want of what leads to it. */
export function onDnsProvider(error: AppError): Advice {
  const { hint, liesAt, lastStatus = '' } = error.details;
  if (liesAt === 'settings') {
    return {
      title: 'No DNS provider is there for a name',
      plain:
        'The settings name no place for the TXT record that proves control of a name. No provider was asked.',
      remedies: hint === undefined ? ['Correct `dns-provider`, or what its credentials hold.'] : [],
      next: stopsAgain,
    };
  }
  if (liesAt === 'resolvers') {
    return {
      title: 'The DNS resolvers gave no answer',
      plain:
        'What the DNS says of the names could not be read, so the DNS provider was not asked for the TXT record.',
      remedies: hint === undefined ? ['Name resolvers that this runner reaches in `dns-resolvers`.'] : [],
      next: triesAgain(error),
    };
  }
  const refused = /\b40[13]\b|unauthori[sz]ed|forbidden|denied|NOTAUTH|BADSIG|BADKEY|REFUSED/i.test(
    `${lastStatus} ${wordsOf(error)}`,
  );
  const credential =
    "Check the provider's credential in the step's `env`: present, not expired, allowed to change this zone's records.";
  const zone = 'Check that the zone of the names is held at this `dns-provider`, under this account.';
  return {
    plain: refused
      ? 'The DNS provider refused the change of the TXT record that proves control of the names.'
      : 'The DNS provider did not make the TXT record that proves control of the names.',
    remedies: [
      // Whoever made a hint has looked at the cause; what is guessed here would lead away from it.
      ...(hint === undefined || (refused && !/credential|token|key/i.test(hint)) ? [credential] : []),
      ...(hint === undefined || refused ? [zone] : []),
      ...(refused || (hint !== undefined && !isPassing(error))
        ? []
        : ["If its service is failing, see the provider's status page and run again later."]),
    ],
    next: triesAgain(error),
  };
}

/** Whether it may be over a little later: some attempts were made, or more would be. */
function isPassing({ details: { retryable, attempts = 1 } }: AppError): boolean {
  return retryable === true || attempts > 1;
}

/** Our own look at the zone's name servers didn't find the record in time. */
export function onPropagationTimeout(error: AppError): Advice {
  return {
    plain:
      "The TXT record was written, but not all of the zone's name servers showed it within `propagation-timeout`. " +
      'The CA was not asked to look, so no failed validation counts against you.',
    remedies: [
      'If the provider is just slow, raise `propagation-timeout` (and `timeout` with it).',
      `See what the name servers say: ${askLine(error)}`,
      'If only a secondary lags behind, and the CA may well ask another: `dns-propagation: quorum`.',
      'If the record is nowhere: the zone may be delegated to other name servers than those `dns-provider` writes to.',
      'If this runner may not ask name servers (port 53 blocked): name a resolver over HTTPS in `dns-resolvers`, or set `dns-propagation` to `recursive` or a fixed wait like `60s`.',
    ],
    next: triesAgain(error),
  };
}

/** What CAs write about failed validations, and what it means. */
const symptoms: readonly { sign: RegExp; remedy: string }[] = [
  {
    sign: /NXDOMAIN/i,
    remedy:
      'NXDOMAIN: what the CA looked up does not exist in public DNS. Check the name for typing errors, that the domain ' +
      'is registered and delegated, and that `dns-provider` writes to the zone its public name servers serve.',
  },
  {
    sign: /(incorrect|wrong|unexpected) TXT|TXT[^\n]*(incorrect|not match)/i,
    remedy:
      'Wrong TXT value: the CA found another value than ours. Remove `_acme-challenge` records that other tools left, ' +
      'and see that no other job proves the same name at the same time.',
  },
  {
    sign: /no TXT record/i,
    remedy:
      'No TXT record: the CA saw none yet. Keep `dns-propagation: authoritative`, or wait longer when it is a fixed time.',
  },
  {
    sign: /SERVFAIL|DNSSEC|bogus|REFUSED looking/i,
    remedy: `The domain's name servers failed or its DNSSEC is broken: check them with ${dnssecPage}`,
  },
  {
    sign: /secondary validation|perspective/i,
    remedy:
      'Some of the CA\'s vantage points saw another answer: let no firewall or "geo" DNS answer by country.',
  },
  {
    sign: /timeout during|timed out|connection refused|connection reset|likely firewall|no route/i,
    remedy: 'The CA could not connect: port 80 of the name must be open to the whole world for `http-01`.',
  },
  {
    sign: /invalid response|\b40[34]\b|key authorization/i,
    remedy:
      'The CA got another page than the proof: port 80 of the name, on every address (IPv6 too), must lead to `http-webroot`, `http-listen` or `http-hook`.',
  },
  {
    sign: /\bCAA\b/,
    remedy: 'CAA records of the domain forbid this CA: add one that allows it.',
  },
];

/** The CA looked and didn't find what it wanted. */
export function onValidationFailed(error: AppError): Advice {
  const words = wordsOf(error);
  const found = symptoms.filter(({ sign }) => sign.test(words)).map(({ remedy }) => remedy);
  return {
    plain: 'The CA looked for the proof that you control the names, and did not find it.',
    remedies: [
      ...(found.length > 0
        ? found
        : ["Take the CA's words above literally: they say what it saw where the proof should have been."]),
      `Compare with what the world sees: ${lookLine(error)}`,
      'Try the correction with `mode: dry-run`: CAs allow only a few failures per name and hour.',
    ],
    next: 'The next run proves again only the names that failed; the others stay valid at the CA for a while.',
  };
}

/** The CA didn't say either way in time. */
export function onValidationTimeout(error: AppError): Advice {
  const status = authorityAt(error.details.url)?.status;
  return {
    plain:
      'The proof was in place, but the CA did not say whether it accepts it within `validation-timeout`.',
    remedies: [
      'Usually the CA is busy: raise `validation-timeout` (and `timeout` with it), or run again later.',
      `See whether the CA has an outage${status === undefined ? '' : `: ${status}`}.`,
      'A name server or web server that answers the CA very slowly does this too.',
    ],
    next: triesAgain(error),
  };
}

/** Everything proved, and the CA doesn't issue. */
export function onOrderTimeout(error: AppError): Advice {
  const { url, lastStatus } = error.details;
  const status = authorityAt(url)?.status;
  const ready = lastStatus !== undefined && lastStatus !== 'processing';
  return {
    plain:
      'All names were proved and the certificate was requested, but ' +
      (ready ? `the order stood at \`${lastStatus}\`` : 'the CA was still processing the order') +
      ' when `order-timeout` and its `retries` were used up.',
    remedies: [
      'Run again later: nothing has to be corrected on your side for that.',
      'If it happens often, raise `order-timeout` or `retries` (and `timeout`, which holds them all).',
      `See whether the CA has an outage${status === undefined ? '' : `: ${status}`}.`,
      ...(url === undefined ? [] : ['If you ask the CA for help, name the order whose URL stands above.']),
    ],
    next: pendingOrderNext(error),
  };
}

/** The CA gave the order up. */
export function onOrderInvalid(error: AppError): Advice {
  return {
    plain: 'The CA declared the order invalid. An order in that state never comes back.',
    remedies: [
      "The CA's words above say why; often it is a name whose proof was not accepted.",
      'With a `csr` of your own: its names must be exactly the ordered ones, and its key one that the CA takes.',
    ],
    next: triesAgain(error),
  };
}

/** A certificate came, and it isn't the one that was ordered. */
export function onCertificateInvalid(error: AppError): Advice {
  return {
    plain:
      'The CA delivered a certificate that failed the checks (key, names, dates, chain). It was thrown away; nothing ' +
      'was delivered in its place.',
    remedies: [
      'Keep using the certificate you have, and tell the CA: this is a fault on its side.',
      'If dates are the complaint: check the clock of this runner.',
      'With `preferred-chain`: try without it.',
    ],
    next: triesAgain(error),
  };
}

/** The question to a server that didn't show it. */
function askLine(error: AppError): string {
  const { name = '', server = '' } = error.details.servers?.find(({ isThere }) => !isThere) ?? {};
  const isPlain = [name, server].every((text) => /^[\w.-]+$/.test(text));
  return isPlain ? `\`dig +norecurse TXT ${name} @${server}\`` : lookLine(error);
}

/** How a person sees what the CA saw; an address has no records, so it was asked over HTTP. */
function lookLine(error: AppError): string {
  const { identifier = '<name>', httpToken } = error.details.identifiers?.[0] ?? {};
  const name = identifier.replace(/^\*\./, '');
  const isAddress = name.includes(':') || /^[\d.]+$/.test(name);
  if (isAddress || httpToken !== undefined) {
    const host = name.includes(':') ? `[${name}]` : name;
    // What a CA wrote becomes no part of a command unless it is a token (RFC 8555 8.3).
    const token = /^[\w-]+$/.test(httpToken ?? '') ? httpToken : '';
    return `\`curl -v http://${host}/.well-known/acme-challenge/${token}\` (the proof is taken away by now, so 404 is right if it comes from the server that had it)`;
  }
  return `\`dig +trace TXT _acme-challenge.${name}\``;
}
