import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { sleep, startBudget, type Bound } from '../../../src/base/bound.ts';
import type { DnsProvider } from '../../../src/dns/provider.ts';
import { providerOfSets, SetChanged } from '../../../src/dns/records.ts';
import { fakeClock, type FakeClock } from '../../fakes/clock.ts';
import { failureOf } from '../../fakes/dns-provider.ts';

const name = '_acme-challenge.example.com';

/** Chance that is the same in each run of the tests. */
function drawn(seed: number): () => number {
  let state = seed;
  return () => (state = (state * 1_103_515_245 + 12_345) % 2_147_483_648) / 2_147_483_648;
}

/** One set at an API that takes a while for each request, and refuses what was written on an old version. */
function sharedSet(clock: FakeClock) {
  const stored = { version: 0, values: [] as readonly string[] };
  const chance = drawn(1);
  const taking = (bound: Bound) => sleep(clock, 50 + 100 * chance(), bound.signal);
  /** Another job: it knows nothing of the others. */
  const job = (seed: number): DnsProvider =>
    providerOfSets({
      title: 'The API',
      permission: 'all',
      ttlS: 60,
      ports: { clock, random: { fraction: drawn(seed), bytes: (length) => new Uint8Array(length) } },
      format: (value) => value,
      zones: { list: () => Promise.resolve([{ id: 'z', name: 'example.com' }]) },
      async read(_, bound) {
        await taking(bound);
        const { values, version } = stored;
        return { values, ttlS: 60, version: String(version) };
      },
      async write(_, { values }, { before, bound }) {
        await taking(bound);
        if (before?.version !== String(stored.version)) throw new SetChanged();
        stored.version += 1;
        stored.values = values;
      },
    });
  return { stored, job };
}

describe('a set of records that several jobs write', () => {
  for (const [count, totalMs] of [
    [40, 300_000],
    // What is left for cleaning up.
    [15, 25_000],
  ] as const) {
    it(`takes the values of ${count} jobs that come at the same moment, and lets them be taken away`, async () => {
      const clock = fakeClock();
      const { stored, job } = sharedSet(clock);
      const jobs = Array.from({ length: count }, (_, at) => ({ value: `v${at}`, provider: job(at + 7) }));
      const all = async (act: 'present' | 'remove') => {
        const budget = startBudget(clock, totalMs);
        const done = Promise.all(
          jobs.map(({ provider, value }) => provider[act]({ name, value }, budget.work)),
        );
        await Promise.race([done, clock.runAll()]);
        await done;
        budget.close();
      };
      await all('present');
      assert.deepEqual([...stored.values].sort(), jobs.map(({ value }) => value).sort());
      await all('remove');
      assert.deepEqual(stored.values, []);
    });
  }

  it('goes on until its time is nearly up, and then says why', async () => {
    const clock = fakeClock();
    const { stored, job } = sharedSet(clock);
    const { work } = startBudget(clock, 100_000);
    const writes = clock.schedule(0, function again() {
      stored.version += 1;
      clock.schedule(40, again);
    });
    const failing = failureOf(job(1).present({ name, value: 'ours' }, work));
    const [error] = await Promise.all([failing, clock.advance(100_000)]);
    writes();
    assert.match(error.message, /changed by somebody else all the time/);
    assert.deepEqual(stored.values, []);
  });
});
