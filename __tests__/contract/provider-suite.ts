import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, describe, it } from 'node:test';
import { startBudget, type Budget } from '../../src/base/bound.ts';
import { AppError } from '../../src/base/errors.ts';
import type { Http } from '../../src/base/ports.ts';
import type { RetryPolicy } from '../../src/base/retry.ts';
import type { DnsProvider } from '../../src/dns/provider.ts';
import { findProvider } from '../../src/dns/registry.ts';
import { createHttp } from '../../src/platform/http.ts';
import { systemProcesses } from '../../src/platform/processes.ts';
import { systemClock } from '../../src/platform/system.ts';
import { providerContext } from '../fakes/dns-context.ts';
import { zone, type Target } from '../fakes/dns-targets.ts';

/** A provider of the registry, on the real clock, network and programs. */
export function configure(
  name: string,
  env: Record<string, string>,
  { http = createHttp({ env: {} }), retry }: { http?: Http | undefined; retry?: RetryPolicy } = {},
): DnsProvider {
  const readText = (path: string) => readFileSync(path, 'utf8');
  const ports = { clock: systemClock, http, processes: systemProcesses, readText };
  const provider = findProvider(name)?.configure(
    providerContext(env, { ports, ...(retry ? { retry } : {}) }),
  );
  assert.ok(provider && !('faults' in provider), JSON.stringify(provider));
  return provider;
}

/** What every provider has to do. */
export function describeContract(
  title: string,
  { provider: name, start }: { provider: string; start: () => Promise<Target> },
): void {
  // A program of the user's own fails in its own way.
  const code = name === 'exec' ? 'hook' : 'dns-provider';
  describe(`the provider contract: ${title}`, () => {
    let target: Target;
    let provider: DnsProvider;
    let budget: Budget;
    before(async () => {
      target = await start();
      provider = configure(name, target.env, { http: target.http });
      budget = startBudget(systemClock, 30_000);
    });
    after(async () => {
      budget.close();
      await target.stop();
    });

    it('keeps the values that are there, and takes away only its own', async () => {
      const at = `_acme-challenge.www.${zone}`;
      await provider.present({ name: at, value: 'one' }, budget.work);
      await provider.present({ name: at, value: 'two' }, budget.work);
      assert.deepEqual(await target.values(at), ['one', 'two']);
      await provider.remove({ name: at, value: 'one' }, budget.work);
      assert.deepEqual(await target.values(at), ['two']);
      await provider.remove({ name: at, value: 'two' }, budget.work);
      assert.deepEqual(await target.values(at), []);
    });

    it('succeeds when a value is there already, or gone already', async () => {
      const record = { name: `_acme-challenge.${zone}`, value: '-begins-like-an-option' };
      await provider.present(record, budget.work);
      await provider.present(record, budget.work);
      assert.deepEqual(await target.values(record.name), [record.value]);
      await provider.remove(record, budget.work);
      await provider.remove(record, budget.work);
      assert.deepEqual(await target.values(record.name), []);
    });

    it('bears several records at once, also of one name', async () => {
      const values = ['a', 'b', 'c', 'd', 'e', 'f'];
      const records = values.map((value) => ({ name: `_acme-challenge.many.${zone}`, value }));
      const all = (work: DnsProvider['present']) =>
        Promise.all(records.map((record) => work(record, budget.work)));
      await all((record, bound) => provider.present(record, bound));
      assert.deepEqual(await target.values(`_acme-challenge.many.${zone}`), values);
      await all((record, bound) => provider.remove(record, bound));
      assert.deepEqual(await target.values(`_acme-challenge.many.${zone}`), []);
    });

    it('says clearly that the credentials are wrong, without telling them', async () => {
      const { env, says } = target.wrongCredentials;
      const error = await failureOf(
        configure(name, env, { http: target.http }).present(
          { name: `_acme-challenge.${zone}`, value: 'x' },
          budget.work,
        ),
        code,
      );
      assert.match(error.message, says);
      assert.ok(error.details.hint);
      assert.doesNotMatch(`${error.message} ${error.details.hint}`, /barley|CAgICAgI/);
    });

    it('says clearly that there is no zone for the name', async () => {
      const record = { name: '_acme-challenge.elsewhere.test', value: 'x' };
      const error = await failureOf(provider.present(record, budget.work), code);
      assert.match(error.message, target.missingZone);
      assert.ok(error.details.hint);
    });
  });
}

/** The error that work ends with. */
export async function failureOf(work: Promise<unknown>, code: string): Promise<AppError> {
  const [outcome] = await Promise.allSettled([work]);
  assert.ok(outcome.status === 'rejected' && outcome.reason instanceof AppError, 'expected an AppError');
  assert.equal(outcome.reason.code, code);
  return outcome.reason;
}
