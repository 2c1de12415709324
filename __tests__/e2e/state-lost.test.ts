import assert from 'node:assert/strict';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import tls from 'node:tls';
import { startResultsService } from '../fakes/results-service.ts';
import { certificatesOf, onlyCertificate } from './issued.ts';
import { annotations, lasting, Machine, ordersFor, succeeds } from './job.ts';
import { startLab, zone, type Lab } from './lab.ts';
import type { StepResult } from './runner.ts';

const profiles = {
  default: { description: 'Ninety days', validityPeriodSeconds: 90 * 86_400 },
  brief: { description: 'Two minutes', validityPeriodSeconds: 120 },
};

const accountIn = ({ log }: StepResult) => /^Account (https:\S+)$/m.exec(log)?.[1] ?? assert.fail(log);

/** A server that shows the certificate of a step, as the place where it is deployed would. */
async function serve({ outputs }: StepResult, name: string) {
  const read = (file: string) => readFileSync(join(outputs['directory'] ?? '', name, file));
  const server = tls.createServer({ cert: read('fullchain.pem'), key: read('privkey.pem') });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  server.unref();
  return {
    target: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop: () => new Promise((resolve) => server.close(resolve)),
  };
}

/** All that lies in a directory, in one text. */
function filesIn(directory: string): string {
  return readdirSync(directory, { recursive: true, encoding: 'utf8' })
    .map((file) => join(directory, file))
    .filter((path) => statSync(path).isFile())
    .map((path) => readFileSync(path, 'latin1'))
    .join('\n');
}

describe('the built action without its state', { concurrency: 2 }, () => {
  let lab: Lab;
  before(async () => {
    lab = await startLab({ pebble: { profiles } });
  });
  after(() => lab.stop());

  /** A first run, its certificate served somewhere, and an empty cache after it. */
  const issueAndLose = async (name: string, profile = 'default') => {
    const service = await startResultsService();
    const machine = new Machine(service);
    const step = (inputs: Record<string, string> = {}) =>
      lab.step(name, { inputs: { ...lasting, profile, ...inputs } });
    const first = await machine.run(step());
    succeeds(first);
    const server = await serve(first.main, name);
    service.evict();
    assert.deepEqual(service.cacheEntries, []);
    const stop = async () => {
      await server.stop();
      await service.stop();
    };
    return { service, machine, step, first, target: server.target, stop };
  };

  it('orders nothing while the certificate that is served is fresh, and says what is missing', async () => {
    const name = `served.${zone}`;
    const { service, machine, step, first, target, stop } = await issueAndLose(name);
    const second = await machine.run(step({ 'check-targets': target }));
    succeeds(second);
    assert.equal(accountIn(second.main), accountIn(first.main));
    assert.equal(ordersFor(lab.proxy, name).length, 1);
    const told = onlyCertificate(second.main);
    assert.equal(told.outcome, 'unchanged');
    assert.match(told.reason, /^127\.0\.0\.1:\d+: Valid until /);
    const [warning = '', ...more] = annotations(second.main);
    assert.deepEqual(more, []);
    assert.match(warning, /its key is not stored here, so there are no files.*5 in 7 days.*`force`/);
    assert.equal(second.main.outputs['private-key'], undefined);
    assert.equal(service.artifacts.length, 1, 'only the first run had something to upload');

    const forced = await machine.run(step({ 'check-targets': target, force: 'true' }));
    succeeds(forced);
    assert.equal(forced.main.outputs['renewed'], 'true');
    assert.equal(accountIn(forced.main), accountIn(first.main));
    assert.equal(ordersFor(lab.proxy, name).length, 2);
    const last = await machine.run(step({ 'check-targets': target }));
    assert.equal(last.main.outputs['outcome'], 'unchanged');
    assert.equal(last.main.outputs['private-key'], forced.main.outputs['private-key']);
    await stop();
  });

  it('orders when the certificate that is served is due, or of other names, or of nobody', async () => {
    const name = `stale.${zone}`;
    const { machine, step, first, target, stop } = await issueAndLose(name, 'brief');
    const { notBefore = '' } = onlyCertificate(first.main);
    await setTimeout(Math.max(0, Date.parse(notBefore) + 2_500 - Date.now()));
    const due = await machine.run(step({ 'check-targets': target, 'renew-before': '99%' }));
    succeeds(due);
    assert.equal(ordersFor(lab.proxy, name).length, 2, due.main.log);
    assert.equal(accountIn(due.main), accountIn(first.main));

    const other = await machine.run(
      lab.step(`other.${zone}`, { inputs: { ...lasting, 'check-targets': target } }),
    );
    succeeds(other);
    assert.equal(ordersFor(lab.proxy, `other.${zone}`).length, 1);
    await stop();
  });

  it('orders when nothing is served anywhere', async () => {
    const name = `nowhere.${zone}`;
    const { machine, step, stop } = await issueAndLose(name);
    const again = await machine.run(step({ 'check-targets': '127.0.0.1:9' }));
    succeeds(again);
    assert.equal(ordersFor(lab.proxy, name).length, 2);
    await stop();
  });

  it('orders for an account that is new, whoever has the certificate that is served', async () => {
    const name = `moved.${zone}`;
    const { machine, step, target, stop } = await issueAndLose(name);
    const inputs = {
      'check-targets': target,
      'encryption-key': 'bmV2ZXIgc2VlbiBiZWZvcmUgYnkgYW55IENBIGF0IGFsbCE=',
    };
    const moved = await machine.run(step(inputs));
    succeeds(moved);
    assert.equal(ordersFor(lab.proxy, name).length, 2);
    assert.ok(moved.main.outputs['private-key']);
    await stop();
  });

  it('without state orders nothing either while the certificate that is served is fresh', async () => {
    const name = `stateless.${zone}`;
    const { machine, step, target, stop } = await issueAndLose(name);
    const second = await machine.run(step({ 'check-targets': target, state: 'none' }));
    succeeds(second);
    assert.deepEqual(
      certificatesOf(second.main).map(({ outcome }) => outcome),
      ['unchanged'],
    );
    assert.equal(ordersFor(lab.proxy, name).length, 1);
    await stop();
  });

  it('a pull request reads and writes no state, hands nothing over, and shows no key', async () => {
    const name = `pull.${zone}`;
    const service = await startResultsService();
    const machine = new Machine(service);
    const step = lab.step(name, { inputs: { ...lasting, 'pfx-password': 'twelve characters' } });
    succeeds(await machine.run(step));
    const before = { requests: service.requests.length, entries: service.cacheEntries.length };
    const pull = await machine.run({ ...step, event: 'pull_request' });
    succeeds(pull);
    assert.equal(pull.main.outputs['outcome'], 'dry-run');
    assert.equal(pull.main.outputs['renewed'], 'false');
    assert.deepEqual(
      { requests: service.requests.length, entries: service.cacheEntries.length },
      before,
      'the services were not asked',
    );
    assert.equal(service.artifacts.length, 1);
    assert.equal(pull.main.outputs['private-key'], undefined);
    for (const output of ['artifact-id', 'artifact-url']) assert.equal(pull.main.outputs[output], undefined);
    const everything = JSON.stringify([pull.main, pull.post]) + filesIn(machine.temp);
    assert.doesNotMatch(everything, /PRIVATE KEY|add-mask/);
    await service.stop();
  });
});
