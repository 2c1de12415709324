import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Fault } from '../../scripts/servers/faults.ts';
import { startProxy } from '../../scripts/servers/proxy.ts';
import { startResultsService } from '../fakes/results-service.ts';
import { checkIssued, failureOf } from './issued.ts';
import { annotations, lasting, Machine, ordersFor, succeeds } from './job.ts';
import { challengeRecords, startLab, zone, type Lab } from './lab.ts';

/** What a runner leaves a step between SIGINT and the kill. */
const patienceMs = 10_000;

const phases: Readonly<Record<string, { fault: Fault; goesOn: RegExp }>> = {
  authorization: { fault: { action: 'hang', kind: 'authz' }, goesOn: /goes on, it is pending:/ },
  challenge: { fault: { action: 'hang', kind: 'challenge', forward: true }, goesOn: /goes on, it is \w+:/ },
  finalize: { fault: { action: 'hang', kind: 'finalize', forward: true }, goesOn: /goes on, it is valid:/ },
  download: { fault: { action: 'hang', kind: 'cert' }, goesOn: /goes on, it is valid:/ },
};

describe('the built action when its job is cancelled, with state', { concurrency: 2 }, () => {
  let lab: Lab;
  before(async () => {
    lab = await startLab();
  });
  after(() => lab.stop());

  /** A job that is held in a phase and gets the signal there, at a CA and with services of its own. */
  const begin = async (name: string, fault: Fault) => {
    const [proxy, service] = [await startProxy(lab.pebble), await startResultsService()];
    proxy.fault(fault);
    const machine = new Machine(service);
    const step = lab.step(name, { ca: proxy, inputs: { ...lasting, timeout: '100s' } });
    const isHeld = () => proxy.requests.some(({ fault: met }) => met !== undefined);
    const cancel = (signal: NodeJS.Signals) =>
      machine.main({ ...step, signal: { name: signal, when: isHeld, killAfterMs: patienceMs } });
    const finish = async (goesOn: RegExp) => {
      assert.deepEqual(await challengeRecords(lab.dns, name), []);
      proxy.clear();
      const next = await machine.run(step);
      succeeds(next);
      assert.match(next.main.log, goesOn);
      await checkIssued(lab, next.main, { name, names: [name] });
      assert.equal(ordersFor(proxy, name).length, 1);
      await Promise.all([proxy.stop(), service.stop()]);
    };
    return { service, machine, step, cancel, finish };
  };

  for (const [phase, { fault, goesOn }] of Object.entries(phases)) {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) {
      it(`${signal} in ${phase}: main itself cleans up and saves the order, and the next run goes on`, async () => {
        const name = `${phase}.${signal}.${zone}`.toLowerCase();
        const { service, machine, step, cancel, finish } = await begin(name, fault);
        const main = await cancel(signal);
        assert.equal(main.signal, null, 'it ended by itself');
        assert.equal(failureOf(main).code, 'cancelled');
        assert.match(main.log, /the next run goes on with it/);
        assert.equal(service.cacheEntries.length, 1);
        const post = await machine.post(step, main);
        assert.deepEqual([post.exitCode, post.log], [0, '']);
        await finish(goesOn);
      });
    }
  }

  it('and its cache hangs: the post step saves what main could not', async () => {
    const name = `hanging.${zone}`;
    const { fault, goesOn } = phases['finalize'] ?? assert.fail();
    const { service, machine, step, cancel, finish } = await begin(name, fault);
    service.fault({ at: 'CreateCacheEntry', action: 'hang' });
    const main = await cancel('SIGINT');
    assert.deepEqual(service.cacheEntries, []);
    service.clear();
    const post = await machine.post(step, main);
    assert.deepEqual([post.exitCode, annotations(post)], [0, []], post.log);
    assert.equal(service.cacheEntries.length, 1);
    await finish(goesOn);
  });
});
