import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { describe, it } from 'node:test';
import { sleep, startBudget } from '../../../src/base/bound.ts';
import { AppError } from '../../../src/base/errors.ts';
import { challengeName } from '../../../src/challenge/delegation.ts';
import { createDns01Solver } from '../../../src/challenge/dns01.ts';
import type { ChallengeTask } from '../../../src/challenge/solver.ts';
import type { DnsProvider } from '../../../src/dns/provider.ts';
import { fakeClock } from '../../fakes/clock.ts';
import { fakeLog } from '../../fakes/log.ts';

const valuesAtOnce = 2;
const proofMs = 5_000;

/** A solver on places that lose all but their newest values and take none away, as acme-dns does. */
function setUp({
  placeOf = challengeName,
  refuse,
}: { placeOf?: (domain: string) => string; refuse?: string } = {}) {
  const clock = fakeClock();
  const budget = startBudget(clock, 600_000);
  const places = new Map<string, readonly string[]>();
  let requests = 0;
  const provider: DnsProvider = {
    valuesAtOnce,
    async present({ name, value }, bound) {
      requests += 1;
      await sleep(clock, 50 + 10 * (requests % 3), bound.signal);
      if (name === refuse) throw new AppError('dns-provider', 'refused');
      const others = (places.get(name) ?? []).filter((other) => other !== value);
      places.set(name, [...others, value].slice(-valuesAtOnce));
    },
    remove: () => Promise.resolve(),
  };
  const log = fakeLog();
  const solver = createDns01Solver({
    providers: [provider],
    holds: () => true,
    choose: () => provider,
    delegation: {
      placeOf: (domain) => Promise.resolve(placeOf(domain)),
      demandHome: () => undefined,
      missing: () => Promise.resolve([]),
    },
    dns: { zoneOf: () => undefined, waitForRecords: () => Promise.resolve([]) },
    journal: { intend: () => undefined, settle: () => undefined, open: () => [], remove: () => undefined },
    log,
  });
  const shows = ({ identifier, keyAuthorization }: ChallengeTask) =>
    places
      .get(placeOf(identifier))
      ?.includes(createHash('sha256').update(keyAuthorization).digest('base64url')) ?? false;

  /** One certificate: how long it took until it was proven. */
  const prove = async (tasks: readonly ChallengeTask[]): Promise<number | string> => {
    try {
      await solver.present(tasks, budget.work);
      assert.ok(tasks.every(shows), 'all values stand when the CA is asked');
      await sleep(clock, proofMs, budget.work.signal);
      assert.ok(tasks.every(shows), 'and until it has looked');
      return clock.monotonic();
    } catch (error) {
      return error instanceof AppError ? error.message : String(error);
    } finally {
      await solver.cleanUp(tasks, budget.cleanup);
    }
  };
  return { clock, budget, prove, log, solver, requestsMade: () => requests };
}

const task = (identifier: string, token: string): ChallengeTask => ({
  identifier,
  token,
  keyAuthorization: `${token}.thumbprint`,
});
const names = Array.from({ length: 12 }, (_, index) => `h${index}.example`);

describe('the turns of certificates whose places hold few values', () => {
  for (const [title, of] of [
    ['of their own', (certificate: number) => (name: string) => task(name, `${name} ${certificate}`)],
    ['that they share', () => (name: string) => task(name, name)],
  ] as const) {
    for (const [order, second] of [
      ['the same order', names],
      ['opposite order', names.toReversed()],
    ] as const) {
      it(`proves the same names in ${order}, with values ${title}`, async () => {
        const { clock, prove } = setUp();
        const proven = Promise.all([names, second, names].map((own, nth) => prove(own.map(of(nth)))));
        await clock.advance(30_000);
        for (const atMs of await proven) assert.ok(Number(atMs) < 30_000, String(atMs));
      });
    }
  }

  it('keeps nobody waiting whose places are free', async () => {
    const { clock, prove } = setUp();
    const proven = Promise.all([prove([task('a.example', '1')]), prove([task('b.example', '2')])]);
    await clock.advance(30_000);
    for (const atMs of await proven) assert.ok(Number(atMs) < proofMs + 1_000, String(atMs));
  });

  it('gives the places back when a value is refused, and when the wait is ended', async () => {
    const { clock, prove, solver, budget, log } = setUp({ refuse: '_acme-challenge.bad.example' });
    const failed = prove([task('a.example', '1'), task('bad.example', '1')]);
    const next = prove([task('a.example', '2')]);
    await clock.advance(30_000);
    assert.equal(await failed, 'refused');
    assert.equal(typeof (await next), 'number');
    assert.ok(log.lines.some((line) => line.includes('_acme-challenge.a.example: these records wait')));

    const [holder, waiting, behind] = ['3', '4', '5'].map((token) => [task('a.example', token)] as const);
    assert.ok(holder && waiting && behind);
    const holding = solver.present(holder, budget.work);
    await clock.advance(1_000);
    await holding;
    const stop = new AbortController();
    const ended = solver.present(waiting, { signal: stop.signal, remainingMs: () => 60_000 });
    stop.abort(new Error('stopped'));
    await assert.rejects(ended, /stopped/);
    assert.deepEqual(await solver.cleanUp(waiting, budget.cleanup), []);
    const last = prove(behind);
    await clock.advance(10_000);
    await solver.cleanUp(holder, budget.cleanup);
    await clock.advance(10_000);
    assert.equal(typeof (await last), 'number');
  });

  it('refuses more values than a place holds, before any is set', async () => {
    const { solver, budget, requestsMade } = setUp({ placeOf: () => 'one.auth.example' });
    const tasks = ['a.example', 'b.example', 'b.example'].map((name, index) => task(name, String(index)));
    await assert.rejects(solver.present(tasks, budget.work), (error: AppError) => {
      assert.equal(error.code, 'dns-provider');
      assert.match(error.message, /one\.auth\.example holds 2 values, and would need 3 .* a\.example, b\.ex/);
      return true;
    });
    assert.equal(requestsMade(), 0);
    await solver.cleanUp(tasks, budget.cleanup);
  });
});
