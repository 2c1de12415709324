import { seconds } from '../base/bound.ts';
import { Misfit } from './misfit.ts';
import type { Reading } from './reading.ts';
import type { Bounds } from './settings.ts';

const parts = [
  'request-timeout',
  'propagation-timeout',
  'validation-timeout',
  'order-timeout',
  'retry-interval',
] as const;

/** The run's bounds. A part that the user made longer than the whole is a fault; a default is just cut short. */
export function readBounds(reading: Reading): Bounds | undefined {
  for (const input of parts) {
    reading.derive([input, 'timeout'], (given) => {
      if (reading.isGiven(input)) checkFits(given[input], given.timeout);
    });
  }
  reading.derive(['dns-propagation', 'timeout'], ({ 'dns-propagation': propagation, timeout }) => {
    if (propagation.kind === 'fixed') checkFits(propagation.waitMs, timeout);
  });
  return reading.derive(['timeout', 'retries', ...parts], (given) => ({
    totalMs: given.timeout,
    requestMs: given['request-timeout'],
    propagationMs: given['propagation-timeout'],
    validationMs: given['validation-timeout'],
    orderMs: given['order-timeout'],
    retry: { retries: given.retries, intervalMs: given['retry-interval'] },
  }));
}

function checkFits(ms: number, timeout: number): void {
  if (ms <= timeout) return;
  throw new Misfit({
    value: seconds(ms),
    problem: `longer than the whole run, whose \`timeout\` is ${seconds(timeout)}`,
    remedy: 'Shorten it, or lengthen `timeout`.',
  });
}
