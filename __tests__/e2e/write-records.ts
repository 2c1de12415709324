import assert from 'node:assert/strict';
import { startBudget } from '../../src/base/bound.ts';
import { findProvider } from '../../src/dns/registry.ts';
import { systemClock } from '../../src/platform/system.ts';
import { providerContext } from '../fakes/dns-context.ts';
import { updatesOf, type Lab } from './lab.ts';

/** Writes TXT records into the lab's zone, as a person does by hand. */
export async function writeRecords(
  { dns }: Pick<Lab, 'dns'>,
  ...records: readonly { name: string; value: string }[]
): Promise<void> {
  const budget = startBudget(systemClock, 20_000);
  const context = providerContext(updatesOf(dns), { ports: { clock: systemClock } });
  const provider = findProvider('rfc2136')?.configure(context);
  assert.ok(provider && !('faults' in provider));
  for (const { name, value } of records) await provider.present({ name, value }, budget.work);
  budget.close();
}
