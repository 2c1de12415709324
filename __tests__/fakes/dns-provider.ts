import assert from 'node:assert/strict';
import type { Bound } from '../../src/base/bound.ts';
import { AppError, type Fault } from '../../src/base/errors.ts';
import type { DnsProvider, ProviderContext, ProviderSpec } from '../../src/dns/provider.ts';

/** A bound that lasts. */
export function openBound(remainingMs = 60_000): Bound {
  return { signal: new AbortController().signal, remainingMs: () => remainingMs };
}

/** The provider; fails the test on faults. */
export function configured(spec: ProviderSpec, context: ProviderContext): DnsProvider {
  const made = spec.configure(context);
  assert.ok(!('faults' in made), JSON.stringify(made));
  return made;
}

/** The faults of a context by their input; fails the test when there is none. */
export function faultsOf(spec: ProviderSpec, context: ProviderContext): Record<string, Fault> {
  const made = spec.configure(context);
  assert.ok('faults' in made && made.faults.length > 0, 'expected faults');
  return Object.fromEntries(made.faults.map((fault) => [fault.input, fault]));
}

/** The error that work ends with; fails the test when it is none of ours. */
export async function failureOf(work: Promise<unknown>): Promise<AppError> {
  const [outcome] = await Promise.allSettled([work]);
  assert.ok(outcome.status === 'rejected', 'expected a failure');
  assert.ok(outcome.reason instanceof AppError, String(outcome.reason));
  return outcome.reason;
}
