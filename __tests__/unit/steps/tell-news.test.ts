import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { startBudget } from '../../../src/base/bound.ts';
import { AppError, type ErrorCode, type ErrorDetails } from '../../../src/base/errors.ts';
import type { RunNews } from '../../../src/dns/provider.ts';
import type { Outcome } from '../../../src/report/outcome.ts';
import type { Start } from '../../../src/steps/start.ts';
import { withNews } from '../../../src/steps/tell-news.ts';
import type { Work } from '../../../src/steps/work-on.ts';
import { fakeClock } from '../../fakes/clock.ts';
import { fakeLog } from '../../fakes/log.ts';

const paths = { 'cert.pem': '/out/cert.pem' };

function work(outcome: Outcome, error?: AppError): Work {
  const times = { attempts: 1, elapsedMs: 0, phasesMs: {}, warnings: [] };
  const domains = ['a.example', '*.a.example'];
  const base = { name: 'mine', domains, outcome, reason: error?.message ?? 'because', ...times };
  return { result: { ...base, ...(error ? { error } : { paths }) }, delivered: () => Promise.resolve() };
}

const failed = (code: ErrorCode, message: string, details: ErrorDetails = {}) =>
  work('failed', new AppError(code, message, details));

/** What is told while the run makes `works`, by a provider that fails at some news. */
async function news(works: readonly Work[], { mode = 'renew', failsAt = '' } = {}) {
  const told: RunNews[] = [];
  const clock = fakeClock();
  const provider = {
    tell(one: RunNews) {
      told.push(one);
      return one.event === failsAt ? Promise.reject(new AppError('hook', 'it says no')) : Promise.resolve();
    },
  };
  const settings = {
    mode: { name: mode },
    challenge: { dnsProviders: [{ scope: '*', name: 'demo', provider }] },
  };
  const budget = startBudget(clock, 60_000);
  const start = { settings, budget, world: { clock, log: fakeLog() } } as unknown as Start;
  const worked = withNews(start, () => Promise.resolve({ works }));
  const [outcome] = await Promise.allSettled([worked]);
  budget.close();
  return { told, events: told.map(({ event }) => event), outcome };
}

describe('the news of a run', () => {
  it('tells the beginning, what became of each certificate, and the end', async () => {
    const { told, events } = await news([work('issued'), work('renewed'), work('unchanged')]);
    assert.deepEqual(events, ['startup', 'deployed', 'deployed', 'unchanged', 'exit']);
    assert.deepEqual(told[1], {
      event: 'deployed',
      domain: 'a.example',
      paths,
      issuedAtMs: fakeClock().now(),
    });
  });

  it('tells of failures what the CA said, each name its own reason', async () => {
    const identifiers = [
      { identifier: 'a.example', reason: 'no TXT record' },
      { identifier: 'b.example', reason: 'a wrong one' },
    ];
    const { told } = await news([
      failed('validation-failed', 'no', { identifiers }),
      failed('rate-limited', 'too many', { lastStatus: '429' }),
      failed('dns-propagation-timeout', 'slow'),
    ]);
    assert.deepEqual(told.slice(1), [
      { event: 'challenge-invalid', domain: 'a.example', reason: 'no TXT record' },
      { event: 'challenge-invalid', domain: 'b.example', reason: 'a wrong one' },
      { event: 'request-failed', status: '429', reason: 'too many' },
      { event: 'exit', error: 'no' },
    ]);
  });

  it('deploys nothing in a dry run', async () => {
    assert.deepEqual((await news([work('dry-run')], { mode: 'dry-run' })).events, ['startup', 'exit']);
  });

  it('makes a certificate that could not be deployed a failed one, which is not noted as delivered', async () => {
    const { outcome } = await news([work('issued')], { failsAt: 'deployed' });
    assert.ok(outcome.status === 'fulfilled');
    const [one] = outcome.value.works;
    assert.equal(one?.result.outcome, 'failed');
    assert.equal(one.result.error?.code, 'hook');
    assert.equal(one.delivered, undefined);
  });

  it('begins nothing when the program refuses to begin, and does not mind how it ends', async () => {
    const refused = await news([work('issued')], { failsAt: 'startup' });
    assert.deepEqual(refused.events, ['startup', 'exit']);
    assert.equal(refused.outcome.status, 'rejected');
    const ended = await news([work('issued')], { failsAt: 'exit' });
    assert.equal(ended.outcome.status, 'fulfilled');
  });
});
