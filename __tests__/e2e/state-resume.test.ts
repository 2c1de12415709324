import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import type { Fault } from '../../scripts/servers/faults.ts';
import { startProxy } from '../../scripts/servers/proxy.ts';
import { startResultsService, type ResultsService } from '../fakes/results-service.ts';
import { checkIssued, failureOf, onlyCertificate } from './issued.ts';
import { lasting, Machine, ordersFor, succeeds } from './job.ts';
import { challengeRecords, startLab, zone, type Lab } from './lab.ts';

type Inputs = Readonly<Record<string, string>>;

/** An order that a run couldn't see through, and what the next one makes of it. */
interface Case {
  /** What the first run meets, how it is set, and how it ends. */
  first: { fault?: Fault; inputs?: Inputs; code: string };
  /** What the second run meets, and how it is set. */
  second?: { fault?: Fault; inputs?: Inputs };
  says: RegExp;
  orders: number;
}

/** Ends soon with what it can't get. */
const impatient: Inputs = { retries: '0', 'request-timeout': '2s', 'order-timeout': '2s' };

const down: Omit<Extract<Fault, { action: 'status' }>, 'kind'> = {
  action: 'status',
  status: 503,
  body: { type: 'urn:ietf:params:acme:error:serverInternal', detail: 'Maintenance' },
};

/** A name whose proof can't be seen, because nothing sets it. */
const withoutProof: Inputs = { 'dns-provider': 'exec', hook: '/bin/true', 'dns-propagation': 'none' };

const newKey = () =>
  generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ type: 'pkcs8', format: 'pem' });

const cases: Readonly<Record<string, Case>> = {
  'pending, its proof never asked for': {
    first: { fault: { ...down, kind: 'challenge' }, code: 'ca-error' },
    says: /goes on, it is pending:/,
    orders: 1,
  },
  'ready, its finalize refused': {
    first: { fault: { ...down, kind: 'finalize' }, code: 'ca-error' },
    says: /goes on, it is ready:/,
    orders: 1,
  },
  'valid, issued while nobody looked': {
    first: { fault: { action: 'hang', kind: 'finalize', forward: true }, code: 'ca-unreachable' },
    says: /goes on, it is valid:/,
    orders: 1,
  },
  'valid, and its certificate refused': {
    first: { fault: { ...down, kind: 'cert' }, code: 'ca-error' },
    says: /goes on, it is valid:/,
    orders: 1,
  },
  'invalid since, as its proof was wrong': {
    first: {
      fault: { action: 'authz-pending' },
      inputs: { ...withoutProof, 'validation-timeout': '2s' },
      code: 'validation-timeout',
    },
    says: /is left \(it became invalid\): https:/,
    orders: 2,
  },
  'forgotten by the CA': {
    first: { fault: { ...down, kind: 'finalize' }, code: 'ca-error' },
    second: {
      fault: {
        action: 'status',
        status: 404,
        kind: 'order',
        times: 1,
        body: { type: 'urn:ietf:params:acme:error:malformed', detail: 'Order not found' },
      },
    },
    says: /is left \(.*Order not found.*\): https:/,
    orders: 2,
  },
  "another account's": {
    first: { fault: { ...down, kind: 'finalize' }, code: 'ca-error' },
    second: { inputs: { 'account-key': newKey().toString() } },
    says: /is left \(.*\): https:/,
    orders: 2,
  },
  'for another key than is wanted now': {
    first: { fault: { ...down, kind: 'finalize' }, code: 'ca-error' },
    second: { inputs: { 'key-type': 'ec384' } },
    says: /Due: No certificate of this name, key type and CA is stored/,
    orders: 2,
  },
};

describe('the built action goes on with an order', { concurrency: 2 }, () => {
  let lab: Lab;
  let service: ResultsService;
  before(async () => {
    lab = await startLab();
    service = await startResultsService();
  });
  after(async () => {
    await service.stop();
    await lab.stop();
  });

  const nameOf = (title: string) => `${title.replaceAll(/\W+/g, '-')}.${zone}`.toLowerCase();

  for (const [title, { first, second = {}, says, orders }] of Object.entries(cases)) {
    it(title, async () => {
      const name = nameOf(title);
      const proxy = await startProxy(lab.pebble);
      const machine = new Machine(service);
      const step = (inputs: Inputs = {}) =>
        lab.step(name, { ca: proxy, inputs: { ...lasting, ...impatient, ...inputs } });
      if (first.fault) proxy.fault(first.fault);
      const failed = await machine.run(step(first.inputs));
      assert.equal(failureOf(failed.main).code, first.code, failed.main.log);
      proxy.clear();
      if (second.fault) proxy.fault(second.fault);
      const next = await machine.run(step(second.inputs));
      succeeds(next);
      assert.match(next.main.log, says);
      assert.equal(ordersFor(proxy, name).length, orders);
      await checkIssued(lab, next.main, { name, names: [name] });
      assert.deepEqual(await challengeRecords(lab.dns, name), []);
      await proxy.stop();
    });
  }

  it('processing for three runs: each says that the next one goes on, and none orders again', async () => {
    const name = nameOf('processing');
    const proxy = await startProxy(lab.pebble);
    const machine = new Machine(service);
    const step = lab.step(name, { ca: proxy, inputs: { ...lasting, ...impatient } });
    proxy.fault({ action: 'order-processing' });
    for (const run of [1, 2]) {
      const { main, post } = await machine.run(step);
      const error = failureOf(main);
      assert.equal(error.code, 'order-timeout');
      assert.match(error.message, /still processing/);
      for (const told of [main.log, main.summary]) {
        assert.match(
          told,
          /The order is stored with its key(:|&#58;) the next run goes on with it by its URL/,
        );
      }
      assert.equal(/goes on, it is processing:/.test(main.log), run === 2, main.log);
      assert.deepEqual([post.exitCode, post.log], [0, '']);
    }
    proxy.clear();
    const last = await machine.run(step);
    succeeds(last);
    assert.equal(onlyCertificate(last.main).outcome, 'issued');
    assert.deepEqual(
      proxy.requests.filter(({ kind }) => kind === 'finalize').map(({ status }) => status),
      [200],
    );
    assert.equal(ordersFor(proxy, name).length, 1);
    await proxy.stop();
  });

  it('that it could not look at: it orders no other one, and the run after goes on', async () => {
    const name = nameOf('unseen');
    const proxy = await startProxy(lab.pebble);
    const machine = new Machine(service);
    const step = lab.step(name, { ca: proxy, inputs: { ...lasting, ...impatient } });
    proxy.fault({ ...down, kind: ['cert', 'finalize'] });
    failureOf((await machine.run(step)).main);
    proxy.fault({ ...down, kind: 'order' });
    assert.equal(failureOf((await machine.run(step)).main).code, 'ca-error');
    proxy.clear();
    succeeds(await machine.run(step));
    assert.equal(ordersFor(proxy, name).length, 1);
    await proxy.stop();
  });

  it('of a renewal, and leaves the certificate that there is as it is until then', async () => {
    const name = nameOf('renewal');
    const proxy = await startProxy(lab.pebble);
    const machine = new Machine(service);
    const step = (inputs: Inputs) =>
      lab.step(name, { ca: proxy, inputs: { ...lasting, ...impatient, profile: 'default', ...inputs } });
    const first = await machine.run(step({}));
    succeeds(first);
    proxy.fault({ action: 'order-processing' });
    assert.equal(
      failureOf((await machine.run(step({ 'renew-before': '99.99999%' }))).main).code,
      'order-timeout',
    );
    const meanwhile = await machine.run(step({}));
    succeeds(meanwhile);
    assert.equal(meanwhile.main.outputs['certificate'], first.main.outputs['certificate']);
    proxy.clear();
    const renewed = await machine.run(step({ 'renew-before': '99.99999%' }));
    succeeds(renewed);
    assert.equal(renewed.main.outputs['outcome'], 'renewed');
    assert.notEqual(renewed.main.outputs['certificate'], first.main.outputs['certificate']);
    assert.equal(ordersFor(proxy, name).length, 2);
    await proxy.stop();
  });
});
