import { duration } from '../grammar/durations.ts';
import { integer } from '../grammar/words.ts';
import type { Inputs } from '../input.ts';

export const bounds = {
  timeout: {
    group: 'bounds',
    default: '10m',
    description:
      'The whole run, cleaning up included. Durations are written `30s`, `5m`, `1h30m`, or as plain seconds.',
    parse: duration('2s', '6h'),
  },
  'request-timeout': {
    group: 'bounds',
    default: '15s',
    description: 'One HTTP request, from connecting to the end of the answer.',
    parse: duration('1s', '5m'),
  },
  'propagation-timeout': {
    group: 'bounds',
    default: '2m',
    description: 'Waiting until DNS servers have the records.',
    parse: duration('1s', '2h'),
  },
  'validation-timeout': {
    group: 'bounds',
    default: '60s',
    description: 'Waiting until the CA has validated, for each authorization.',
    parse: duration('1s', '1h'),
  },
  'order-timeout': {
    group: 'bounds',
    default: '30s',
    description: 'Waiting until the CA has issued after it was asked to, for each attempt.',
    parse: duration('1s', '1h'),
  },
  retries: {
    group: 'bounds',
    default: '3',
    description:
      'Further attempts after a failure that may pass, or after `order-timeout`, which goes on with the same order. 0 to 20.',
    parse: integer(0, 20),
  },
  'retry-interval': {
    group: 'bounds',
    default: '5s',
    description:
      'Pause before the first further attempt; it doubles each time. When the CA names a time that fits into `timeout`, that comes first.',
    parse: duration('1s', '10m'),
  },
  concurrency: {
    group: 'bounds',
    default: '4',
    description: 'Certificates worked on at a time, 1 to 20.',
    parse: integer(1, 20),
  },
} as const satisfies Inputs;
