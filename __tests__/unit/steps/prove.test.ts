import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { acceptChallenge, readAuthorizations } from '../../../src/acme/authorization.ts';
import { newOrder } from '../../../src/acme/order.ts';
import type { Bound } from '../../../src/base/bound.ts';
import { AppError } from '../../../src/base/errors.ts';
import type { Solver } from '../../../src/challenge/solver.ts';
import { prove } from '../../../src/steps/prove.ts';
import { drive } from '../../fakes/ca-client.ts';
import { request, setUp, type Setting } from './setting.ts';

/** An order that waits for its proofs, and the proving of it on the fake clock. */
async function order(names: readonly string[], setting: Setting = {}) {
  const all = await setUp(setting);
  const { identifiers } = request(...names);
  const pending = await newOrder(all.session, { identifiers, profile: undefined }, all.budget.work);
  return { ...all, pending, proving: () => drive(all.clock, prove(pending, all.context)) };
}

/** Ends with the bound's reason and no earlier. */
function stuck({ signal }: Bound): Promise<never> {
  return new Promise((_, reject) => {
    const end = () => reject(signal.reason as Error);
    if (signal.aborted) end();
    else signal.addEventListener('abort', end, { once: true });
  });
}

describe('prove', () => {
  it('presents all, waits for all, lets the CA look, and takes all away', async () => {
    const { proving, calls, shown } = await order(['a.example', 'b.example']);
    const { order: decided, warnings } = await proving();
    assert.equal(decided.status, 'ready');
    assert.deepEqual(warnings, []);
    assert.deepEqual(
      calls,
      ['present', 'ready', 'cleanUp'].map((call) => `${call} a.example b.example`),
    );
    assert.equal(shown.size, 0);
  });

  it('ends its wait when another run has had the order decided, and takes its own away', async () => {
    let validateElsewhere: (bound: Bound) => Promise<void> = () => Promise.resolve();
    const ready = async (_: unknown, bound: Bound) => {
      await validateElsewhere(bound);
      return stuck(bound);
    };
    const { proving, calls, session, pending, clock, shown } = await order(['a.example'], {
      solver: { ready },
    });
    validateElsewhere = async (bound) => {
      const [authorization] = await readAuthorizations(session, pending, bound);
      const challenge = authorization?.challenges.find(({ type }) => type === 'dns-01');
      if (challenge) await acceptChallenge(session, challenge, bound);
    };
    assert.equal((await proving()).order.status, 'ready');
    assert.deepEqual(calls, ['present a.example', 'ready a.example', 'cleanUp a.example']);
    assert.equal(shown.size, 0);
    assert.ok(clock.monotonic() < 20_000, `${clock.monotonic()} ms`);
    assert.equal(clock.pending, 2, "only the budget's own timers are left");
  });

  it('tells what could not be removed as a warning when the proof was good', async () => {
    const cleanUp = () => Promise.resolve(['Remove the record x by hand: denied']);
    const { proving } = await order(['a.example'], { solver: { cleanUp } });
    assert.deepEqual((await proving()).warnings, ['Remove the record x by hand: denied']);
  });

  it('cleans up after a failed present, and tells what is left beside the first error', async () => {
    const refusal = new AppError('dns-provider', 'quota used up');
    const { proving, calls } = await order(['a.example'], {
      solver: {
        present: () => Promise.reject(refusal),
        cleanUp: () => Promise.resolve(['Remove the record x by hand: denied']),
      },
    });
    await assert.rejects(proving(), (error: AppError) => {
      assert.deepEqual([error.code, error.message], ['dns-provider', 'quota used up']);
      assert.equal(error.details.phase, 'present');
      assert.deepEqual(error.details.also, ['Remove the record x by hand: denied']);
      return true;
    });
    assert.deepEqual(calls, ['present a.example', 'cleanUp a.example']);
  });

  it("cleans up on the cleanup bound when the work's time is up", async () => {
    const seen: { aborted: boolean; remainingMs: number }[] = [];
    const { clock, proving, budget, shown } = await order(['a.example'], {
      totalMs: 20_000,
      solver: {
        ready: (_, bound) => stuck(bound),
        cleanUp: (_, bound) => {
          seen.push({ aborted: bound.signal.aborted, remainingMs: bound.remainingMs() });
          return Promise.resolve([]);
        },
      },
    });
    await assert.rejects(proving(), (error: AppError) => {
      assert.deepEqual([error.code, error.details.phase], ['deadline', 'propagation']);
      return true;
    });
    assert.equal(budget.work.signal.aborted, true);
    assert.deepEqual(seen, [{ aborted: false, remainingMs: 4_000 }]);
    assert.equal(shown.size, 0);
    assert.ok(clock.monotonic() <= 16_100);
  });

  it('cleans up at once when the job is cancelled', async () => {
    const waiting = Promise.withResolvers<undefined>();
    const { clock, proving, budget, calls } = await order(['a.example'], {
      solver: {
        ready: (_, bound) => {
          waiting.resolve(undefined);
          return stuck(bound);
        },
      },
    });
    const ends = assert.rejects(proving(), { code: 'cancelled' });
    await Promise.race([waiting.promise, ends]);
    const cancelledAtMs = clock.monotonic();
    budget.cancel(new AppError('cancelled', 'The job was cancelled'));
    await ends;
    assert.ok(calls.includes('cleanUp a.example'));
    assert.ok(clock.monotonic() - cancelledAtMs <= 100);
  });

  it('lets a stuck provider eat no more than the reserve, and no error of it hide the first', async () => {
    const { clock, proving } = await order(['a.example'], {
      totalMs: 100_000,
      solver: {
        ready: () => Promise.reject(new AppError('dns-propagation-timeout', 'ns1 is silent')),
        cleanUp: (_, bound) => stuck(bound),
      },
    });
    await assert.rejects(proving(), (error: AppError) => {
      assert.equal(error.code, 'dns-propagation-timeout');
      assert.match(error.details.also?.join() ?? '', /Cleaning up ended early: it took more than 20 s/);
      return true;
    });
    assert.ok(clock.monotonic() <= 20_100);
  });

  it('cleans up for longer than the reserve after a good proof, while half of the time stays for the rest', async () => {
    const given: number[] = [];
    const { clock, proving, budget } = await order(['a.example'], {
      solver: {
        cleanUp: (_, bound) => {
          given.push(bound.remainingMs(), budget.work.remainingMs());
          return stuck(bound);
        },
      },
    });
    const { order: decided, warnings } = await proving();
    assert.equal(decided.status, 'ready');
    assert.match(warnings.join(), /^Cleaning up ended early: .+ post step tries again\.$/);
    const [cleaning = 0, working = 0] = given;
    assert.ok(cleaning > 280_000 && cleaning === working / 2, `${cleaning} of ${working} ms`);
    assert.ok(!budget.work.signal.aborted && clock.monotonic() < 310_000);
  });

  it("gives each failed name the CA's reason, and cleans up", async () => {
    const { proving, shown } = await order(['a.example', 'b.example'], {
      validate: ({ identifier }) =>
        identifier === 'b.example'
          ? { type: 'urn:ietf:params:acme:error:dns', detail: 'NXDOMAIN' }
          : undefined,
      solver: { cleanUp: () => Promise.resolve(['left behind']) },
    });
    await assert.rejects(proving(), (error: AppError) => {
      assert.deepEqual([error.code, error.details.phase], ['validation-failed', 'validation']);
      assert.deepEqual(error.details.identifiers, [{ identifier: 'b.example', reason: 'dns: NXDOMAIN' }]);
      assert.deepEqual(error.details.also, ['left behind']);
      return true;
    });
    assert.equal(shown.size, 0);
  });

  it('ends with every open name when the CA never decides', async () => {
    const { clock, proving, shown } = await order(['a.example'], { validate: () => 'pending' });
    await assert.rejects(proving(), (error: AppError) => {
      assert.deepEqual([error.code, error.details.lastStatus], ['validation-timeout', 'pending']);
      assert.deepEqual(error.details.identifiers, [{ identifier: 'a.example', reason: 'still pending' }]);
      return true;
    });
    assert.ok(clock.monotonic() >= 60_000 && clock.monotonic() <= 60_200);
    assert.equal(shown.size, 0);
  });

  it('gets through when the answer to an accepted challenge is lost', async () => {
    const { ca, proving } = await order(['a.example'], {
      meddle: async ({ kind, number }, serve) => {
        const answer = await serve();
        if (kind !== 'challenge' || number > 1) return answer;
        return { status: 502, headers: {}, body: 'Bad Gateway' };
      },
    });
    assert.equal((await proving()).order.status, 'ready');
    assert.equal(ca.requests().challenge, 3, 'the second is refused, the third only looks');
  });

  for (const { type, asked, isBlamed } of [
    { type: 'dns-persist-01', asked: [], isBlamed: true },
    { type: 'http-01', asked: ['a.example'], isBlamed: false },
  ] as const) {
    it(`takes the next type for a name where ${type} is ${isBlamed ? 'not offered' : 'passed on'}`, async () => {
      const { session, budget, clock, context } = await setUp();
      const [dns01] = context.solvers;
      assert.ok(dns01);
      const seen: string[] = [];
      const lines: string[] = [];
      const takes = (base: string) => {
        seen.push(base);
        return false;
      };
      const { identifiers } = request('a.example');
      const pending = await newOrder(session, { identifiers, profile: undefined }, budget.work);
      const log = { ...context.log, info: (line: string) => lines.push(line) };
      const solvers: Solver[] = [{ ...dns01, type, takes }, dns01];
      const { order: decided } = await drive(clock, prove(pending, { ...context, solvers, log }));
      assert.equal(decided.status, 'ready');
      assert.deepEqual(seen, asked);
      assert.equal(lines.includes(`The CA offers no ${type} for a.example: dns-01 is taken`), isBlamed);
    });
  }

  it('says what the CA offers when nothing of it was set up', async () => {
    const { proving, calls } = await order(['a.example'], { solver: {} });
    assert.equal((await proving()).order.status, 'ready');
    assert.equal(calls.length, 3);
    const other = await setUp();
    const { identifiers } = request('a.example', '*.a.example');
    const pending = await newOrder(other.session, { identifiers, profile: undefined }, other.budget.work);
    const [solver] = other.context.solvers;
    assert.ok(solver);
    const context = { ...other.context, solvers: [{ ...solver, type: 'http-01' as const }] };
    await assert.rejects(prove(pending, context), (error: AppError) => {
      assert.equal(error.code, 'challenge-unavailable');
      assert.match(error.message, /\*\.a\.example the CA offers dns-01, and the input has http-01/);
      return true;
    });
    assert.deepEqual(other.calls, [], 'nothing is set up for the names that could be proven');
  });
});
