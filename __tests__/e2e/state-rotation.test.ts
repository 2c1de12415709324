import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { startProxy } from '../../scripts/servers/proxy.ts';
import { startResultsService, type ResultsService } from '../fakes/results-service.ts';
import { annotations, lasting, Machine, ordersFor, succeeds } from './job.ts';
import { encryptionKey, startLab, zone, type Lab } from './lab.ts';
import type { StepResult } from './runner.ts';

const newKey = 'dGhlIHNlY3JldCBhZnRlciBpdHMgcm90YXRpb24sIDMyIQ==';

const accountIn = ({ log }: StepResult) => /^Account (https:\S+)$/m.exec(log)?.[1];

describe('the built action after its secret was rotated', { concurrency: 2 }, () => {
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

  /** A job before the rotation, and steps at a CA of their own, as accounts belong to a directory. */
  const begin = async (name: string) => {
    const proxy = await startProxy(lab.pebble);
    const machine = new Machine(service);
    const run = (inputs: Record<string, string>) =>
      machine.run(lab.step(name, { ca: proxy, inputs: { ...lasting, ...inputs } }));
    const first = await run({});
    succeeds(first);
    const keyChanges = () =>
      proxy.requests.filter(({ kind }) => kind === 'keyChange').map(({ status }) => status);
    const newAccounts = () =>
      proxy.requests.filter(({ kind, status }) => kind === 'newAccount' && status === 201);
    return { proxy, run, first, keyChanges, newAccounts };
  };
  const both = { 'encryption-key': newKey, 'previous-encryption-key': encryptionKey };
  const onlyNew = { 'encryption-key': newKey };

  for (const [title, force] of [
    ['is due', 'true'],
    ['is not due', 'false'],
  ] as const) {
    it(`when the certificate ${title}: opens the state, moves the account, and needs the new one only then`, async () => {
      const name = `${title.replaceAll(' ', '-')}.${zone}`;
      const { proxy, run, first, keyChanges, newAccounts } = await begin(name);
      const rotated = await run({ ...both, force });
      succeeds(rotated);
      assert.deepEqual(annotations(rotated.main), []);
      assert.equal(rotated.main.outputs['outcome'], force === 'true' ? 'renewed' : 'unchanged');
      assert.deepEqual(keyChanges(), [200]);
      assert.equal(accountIn(rotated.main), accountIn(first.main));

      const later = await run(onlyNew);
      succeeds(later);
      assert.deepEqual(annotations(later.main), []);
      assert.equal(later.main.outputs['outcome'], 'unchanged');
      assert.equal(later.main.outputs['private-key'], rotated.main.outputs['private-key']);
      const forced = await run({ ...onlyNew, force: 'true' });
      succeeds(forced);
      assert.equal(accountIn(forced.main), accountIn(first.main));
      assert.equal(newAccounts().length, 1, 'one account for all runs');

      const old = await run({ force: 'true' });
      assert.notEqual(accountIn(old.main), accountIn(first.main), 'the old key signs for it no more');
      assert.match(annotations(old.main).join(), /it was sealed with another secret/);
      await proxy.stop();
    });
  }

  it('when the CA is down and nothing is due: emits what there is, warns, and moves the account later', async () => {
    const name = `down.${zone}`;
    const { proxy, run, first, keyChanges } = await begin(name);
    proxy.fault({ action: 'status', status: 503 });
    const meanwhile = await run({ ...both, retries: '0' });
    succeeds(meanwhile);
    assert.equal(meanwhile.main.outputs['private-key'], first.main.outputs['private-key']);
    const [warning = '', unknown = '', ...more] = annotations(meanwhile.main);
    assert.match(warning, /account could not be moved.*Leave `previous-encryption-key` in until/);
    assert.match(unknown, /The CA didn't say when to renew it, so it is renewed by its lifetime/);
    assert.deepEqual(more, []);
    proxy.clear();
    const rotated = await run(both);
    succeeds(rotated);
    assert.deepEqual(annotations(rotated.main), []);
    assert.deepEqual(keyChanges(), [200]);
    await proxy.stop();
  });

  it('twice with both: changes the key once', async () => {
    const name = `twice.${zone}`;
    const { proxy, run, first, keyChanges } = await begin(name);
    for (const force of ['true', 'true']) {
      const rotated = await run({ ...both, force });
      succeeds(rotated);
      assert.equal(accountIn(rotated.main), accountIn(first.main));
    }
    assert.deepEqual(keyChanges(), [200]);
    assert.equal(ordersFor(proxy, name).length, 3);
    await proxy.stop();
  });

  it('for a CA that has no account of the old one: makes one with the new', async () => {
    const proxy = await startProxy(lab.pebble);
    const job = await new Machine(service).run(
      lab.step(`first.${zone}`, { ca: proxy, inputs: { ...lasting, ...both } }),
    );
    succeeds(job);
    assert.equal(job.main.outputs['outcome'], 'issued');
    await proxy.stop();
  });
});
