import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { within, type Bound } from '../../../src/base/bound.ts';
import { AppError } from '../../../src/base/errors.ts';
import type { Ask } from '../../../src/dns/exchange.ts';
import { createWaitForRecords } from '../../../src/dns/propagation.ts';
import type { TxtRecord } from '../../../src/dns/provider.ts';
import type { Zone } from '../../../src/dns/zone.ts';
import { fakeClock } from '../../fakes/clock.ts';
import { answered, fakeNetwork, nameError, txt, type Server } from '../../fakes/dns-network.ts';
import { fakeLog } from '../../fakes/log.ts';

const shows =
  (...values: string[]): Server =>
  ({ name }) =>
    answered(values.map((value) => txt(name, value)));
const lags: Server = () => nameError('example.com');

/** One server for `example.com`, another for `example.org`. */
function zoneOf(name: string): Zone {
  const zone = name.endsWith('.org') ? 'example.org' : 'example.com';
  const address = zone === 'example.org' ? '192.0.2.2' : '192.0.2.1';
  return { name: zone, servers: [{ name: `ns.${zone}`, addresses: [{ address, port: 53 }] }] };
}

/** A run in which several certificates wait. */
function startRun(servers: Record<string, Server>, wrap: (ask: Ask) => Ask = (ask) => ask) {
  const clock = fakeClock();
  const ports = Object.entries(servers).map(([address, server]) => [`${address}:53`, server] as const);
  const { ask, queries } = fakeNetwork(Object.fromEntries(ports));
  const log = fakeLog();
  const wait = createWaitForRecords({
    clock,
    log,
    ask: wrap(ask),
    locate: (name) => Promise.resolve({ name, zone: zoneOf(name) }),
    isBlocked: () => false,
    resolvers: () => [],
    standIns: () => Promise.resolve([]),
    propagation: { kind: 'authoritative' },
    timeoutMs: 120_000,
  });
  return {
    clock,
    queries,
    /** @returns what became of the wait, when asked */
    begin(records: readonly TxtRecord[], timeoutMs = 600_000) {
      const state: { outcome?: string; error?: unknown; atMs?: number } = {};
      const expired = () => new AppError('cancelled', 'cancelled');
      const work = (bound: Bound) => wait(records, bound);
      within(clock, { timeoutMs, expired }, work)
        .then(
          () => (state.outcome = 'seen'),
          (error: unknown) => Object.assign(state, { outcome: 'failed', error }),
        )
        .finally(() => (state.atMs = clock.monotonic()));
      return state;
    },
  };
}

/** Answers in no time at all; ends with its signal. */
const silence: Ask = (_, signal) => {
  const { promise, reject } = Promise.withResolvers<never>();
  signal.addEventListener('abort', () => reject(signal.reason as Error));
  return promise;
};

const named = (count: number, value = 'one') =>
  Array.from({ length: count }, (_, index) => ({ name: `_acme-challenge.h${index}.example.com`, value }));

describe('the poller that certificates share', () => {
  it('asks once for what many wait for', async () => {
    const run = startRun({ '192.0.2.1': shows('one') });
    const all = Array.from({ length: 10 }, () => run.begin(named(20)));
    await run.clock.runAll();
    assert.deepEqual(new Set(all.map(({ outcome }) => outcome)), new Set(['seen']));
    assert.equal(run.queries.length, 2 * 20);
  });

  it("asks a newcomer's names at once, and the others no sooner for it", async () => {
    const alone = startRun({ '192.0.2.1': lags });
    alone.begin(named(1), 60_000);
    await alone.clock.runAll();
    const run = startRun({
      '192.0.2.1': (query) => (query.name.includes('h0') ? lags(query) : shows('one')(query)),
    });
    run.begin(named(1), 60_000);
    await run.clock.advance(30_000);
    const before = run.queries.length;
    const joined = named(20)
      .slice(1)
      .map((record) => run.begin([record]));
    await run.clock.advance(250);
    assert.deepEqual(new Set(joined.map(({ atMs }) => atMs)), new Set([30_250]));
    assert.ok(run.queries.length - before >= 2 * 19);
    await run.clock.runAll();
    const about = ({ queries }: typeof run) => queries.filter(({ name }) => name.includes('.h0.')).length;
    assert.equal(about(run), about(alone));
  });

  it('asks one question for two values at a name, and tells each its own', async () => {
    const run = startRun({ '192.0.2.1': shows('one') });
    const [has, lacks] = [run.begin(named(1, 'one')), run.begin(named(1, 'two'), 10_000)];
    await run.clock.advance(250);
    assert.deepEqual([has.outcome, lacks.outcome], ['seen', undefined]);
    assert.equal(run.queries.length, 2);
    await run.clock.runAll();
    assert.equal(lacks.outcome, 'failed');
  });

  it('looks at once for a further value at a name that has long been waited for', async () => {
    const run = startRun({ '192.0.2.1': shows('two') });
    run.begin(named(1, 'one'), 60_000);
    await run.clock.advance(30_000);
    const other = run.begin(named(1, 'two'));
    await run.clock.advance(5_500);
    assert.equal(other.outcome, 'seen');
  });

  it('ends a wait without the others when its time is up', async () => {
    const run = startRun({ '192.0.2.1': lags });
    const [short, long] = [run.begin(named(1), 5_000), run.begin(named(1), 50_000)];
    await run.clock.advance(5_000);
    assert.deepEqual([short.outcome, long.outcome], ['failed', undefined]);
    await run.clock.advance(45_000);
    assert.equal(long.atMs, 50_000);
  });

  it('leaves nothing running when nobody waits, even in the middle of a question', async () => {
    const run = startRun({}, () => silence);
    const only = run.begin(named(1), 5_000);
    await run.clock.runAll();
    assert.deepEqual([only.outcome, only.atMs], ['failed', 5_000]);
    assert.equal(run.clock.pending, 0);
    const asked = run.queries.length;
    await run.clock.advance(60_000);
    assert.equal(run.queries.length, asked);
  });

  it('remembers of a record nothing for who waits for it later', async () => {
    let server = shows('one');
    const run = startRun({ '192.0.2.1': (query) => server(query) });
    const first = run.begin(named(1));
    await run.clock.runAll();
    server = lags;
    const second = run.begin(named(1), 10_000);
    await run.clock.runAll();
    assert.deepEqual([first.outcome, second.outcome], ['seen', 'failed']);
  });

  it('lets a server that is silent hold up nobody in another zone', async () => {
    const run = startRun(
      { '192.0.2.1': shows('one') },
      (ask) => (query, signal) =>
        ('url' in query.server || query.server.address === '192.0.2.2' ? silence : ask)(query, signal),
    );
    const other = run.begin([{ name: '_acme-challenge.example.org', value: 'one' }], 1_000);
    const well = run.begin(named(3));
    await run.clock.advance(250);
    assert.deepEqual([well.outcome, well.atMs, other.outcome], ['seen', 250, undefined]);
    await run.clock.runAll();
    assert.equal(other.outcome, 'failed');
  });

  it('waits for a dead server only once in a run', async () => {
    const run = startRun({ '192.0.2.1': () => undefined });
    const first = run.begin(named(1));
    await run.clock.runAll();
    const second = run.begin(named(1));
    const beganMs = run.clock.monotonic();
    await run.clock.runAll();
    assert.deepEqual([first.outcome, second.outcome], ['failed', 'failed']);
    assert.ok((first.atMs ?? 0) >= 5_000);
    assert.ok((second.atMs ?? 0) - beganMs < 1_000);
  });

  it('fails all who wait when something is wrong with the code, and none for ever', async () => {
    const run = startRun({}, () => () => Promise.reject(new TypeError('a bug')));
    const all = [run.begin(named(1)), run.begin(named(2))];
    await run.clock.runAll();
    for (const { error } of all) assert.match(String(error), /a bug/);
  });
});
