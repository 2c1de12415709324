import { parseTargets } from '../grammar/hosts.ts';
import { parseRenewBefore } from '../grammar/renew-before.ts';
import { oneOf, parseBoolean } from '../grammar/words.ts';
import type { Inputs } from '../input.ts';
import { decideMode } from '../mode.ts';
import { revocationReasons } from '../settings.ts';

export const when = {
  mode: {
    group: 'when',
    default: 'auto',
    description:
      "`renew` orders and delivers; `dry-run` does the same on the CA's test CA (a CA in a private network, or named by a host without dots, is taken for one) and throws the key away, and is a `preflight` on pull requests that get no secrets; `auto` is `dry-run` on `pull_request`, its reviews and `merge_group`, `renew` on every other event, and refuses `pull_request_target`. `check` looks at what is stored and at what the names serve, orders nothing, and fails within `fail-before`. `revoke` revokes the certificates that `only` names. `plan` says what is due and gives `matrix`, and orders nothing. `preflight` needs no secret: it looks at the CA's directory and at what the DNS says about the names, and orders nothing.",
    parse: (text, { event }) => decideMode(text, event),
  },
  force: {
    group: 'when',
    default: 'false',
    description: 'Order although nothing is due.',
    parse: parseBoolean,
  },
  'renew-before': {
    group: 'when',
    default: 'auto',
    description:
      'How long before its end a certificate is due: a duration (`30d`), a percentage of its lifetime (`33%`), or `auto`: when the CA asks for it (its renewal information, RFC 9773), and without that a third of the lifetime, half of one under 10 days.',
    parse: parseRenewBefore,
  },
  'check-targets': {
    group: 'when',
    description:
      'Where the certificates are served besides port 443 of their names, as `host:port`. Looked at by the mode `check`, and before ordering when nothing is stored, so that a lost cache orders no certificate anew that is still fresh.',
    parse: parseTargets,
  },
  'revoke-reason': {
    group: 'when',
    default: 'unspecified',
    description:
      'Why the mode `revoke` revokes: `unspecified`, `keyCompromise`, `affiliationChanged`, `superseded` or `cessationOfOperation`. Not every CA takes each of them.',
    parse: oneOf(revocationReasons),
  },
  'fail-before': {
    group: 'when',
    default: 'auto',
    description:
      'With less time left than this, a certificate whose renewal is put off, because the CA is down or asks for patience, fails the run; with more, it ends with a warning. In the mode `check` every certificate that is stored or served fails it then. A duration (`5d`), a percentage of the lifetime (`10%`), or `auto`: a ninth of the lifetime.',
    parse: parseRenewBefore,
  },
} as const satisfies Inputs;
