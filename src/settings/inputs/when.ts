import { parseBoolean } from '../grammar/words.ts';
import type { Inputs } from '../input.ts';
import { decideMode } from '../mode.ts';

export const when = {
  mode: {
    group: 'when',
    default: 'auto',
    description:
      "`renew` orders and delivers; `dry-run` does the same on the CA's test CA and throws the key away; `auto` is `dry-run` on `pull_request` and `merge_group`, `renew` on every other event, and refuses `pull_request_target`. `preflight`, `check`, `plan` and `revoke` are not available yet.",
    parse: (text, { event }) => decideMode(text, event),
  },
  force: {
    group: 'when',
    default: 'false',
    description: 'Order although nothing is due. For now every run orders, with or without it.',
    parse: parseBoolean,
  },
  'renew-before': {
    group: 'when',
    default: 'auto',
    description:
      "When a certificate is due. For now every run orders, so that the workflow's schedule decides.",
    availability: 'later',
  },
  'check-targets': {
    group: 'when',
    description: 'Extra `host:port` that the mode `check` looks at.',
    availability: 'later',
  },
  'revoke-reason': {
    group: 'when',
    default: 'unspecified',
    description: 'Reason that the mode `revoke` gives the CA.',
    availability: 'later',
  },
  'fail-before': {
    group: 'when',
    default: 'auto',
    description: 'How much time a certificate must have left for a deferred renewal not to fail the run.',
    availability: 'later',
  },
} as const satisfies Inputs;
