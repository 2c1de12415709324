import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { startProxy } from '../../scripts/servers/proxy.ts';
import { startResultsService } from '../fakes/results-service.ts';
import { failureOf, onlyCertificate } from './issued.ts';
import { annotations, lasting, Machine, ordersFor, succeeds } from './job.ts';
import { startLab, zone, type Lab } from './lab.ts';
import { temporaryDirectory } from './runner.ts';

const stored = /The order is stored with its key: the next run goes on with it/;
const notYet = /The order could not be stored yet, and the post step tries again/;
const lost = /The next run tries again from the start/;

describe('what the built action says of an order that is not finished', { concurrency: 2 }, () => {
  let lab: Lab;
  before(async () => {
    lab = await startLab();
  });
  after(() => lab.stop());

  /** A run whose order stays pending, its post step, and a run after it; the cache takes nothing from main. */
  const leave = async (name: string, { state = 'cache', isReadOnly = false } = {}) => {
    const proxy = await startProxy(lab.pebble);
    const service = await startResultsService();
    const machine = new Machine(service);
    proxy.fault({ action: 'authz-pending', kind: 'order' });
    const inputs = { ...lasting, state, 'validation-timeout': '2s', retries: '0' };
    const step = lab.step(name, { ca: proxy, inputs });
    const main = await machine.main(step, { job: isReadOnly ? { cache: 'read' } : {} });
    assert.equal(failureOf(main).code, 'validation-timeout');
    proxy.clear();
    service.clear();
    await machine.post(step, main);
    const next = await machine.run(lab.step(name, { ca: proxy, inputs: { ...lasting, state } }));
    const orders = ordersFor(proxy, name).length;
    await service.stop();
    await proxy.stop();
    return { main, next, orders };
  };

  it('which is stored: that the next run goes on with it', async () => {
    const { main, next, orders } = await leave(`stored.${zone}`);
    assert.match(annotations(main, 'error').join(), stored);
    succeeds(next);
    assert.equal(orders, 1);
  });

  it('which only post can store: just that', async () => {
    const { main, next, orders } = await leave(`not-yet.${zone}`, { isReadOnly: true });
    const told = annotations(main, 'error').join();
    assert.match(told, notYet);
    assert.doesNotMatch(told, stored);
    assert.match(annotations(main).join(), /The post step tries again/);
    succeeds(next);
    assert.equal(orders, 1);
  });

  it('which can not be stored: that there will be another one', async () => {
    const file = join(temporaryDirectory(), 'file');
    writeFileSync(file, '');
    const { main, orders } = await leave(`lost.${zone}`, { state: join(file, 'state') });
    const told = annotations(main, 'error').join();
    assert.match(told, lost);
    assert.doesNotMatch(told, stored);
    assert.equal(orders, 2);
  });

  it('and of its time: what the CA took to be opened, too', async () => {
    const { main } = await leave(`time.${zone}`);
    const { phasesMs } = onlyCertificate(main) as { phasesMs?: Record<string, number> };
    for (const phase of ['directory', 'account', 'order', 'validation'])
      assert.ok((phasesMs?.[phase] ?? 0) > 0, `${phase} in ${JSON.stringify(phasesMs)}`);
  });
});
