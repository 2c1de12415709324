import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { startProxy } from '../../scripts/servers/proxy.ts';
import { startResultsService, type ResultsService } from '../fakes/results-service.ts';
import { checkSingleOutputs, onlyCertificate } from './issued.ts';
import { lasting, Machine, ordersFor, succeeds, type JobResult } from './job.ts';
import { challengeRecords, startLab, zone, type Lab, type StepOptions } from './lab.ts';
import { temporaryDirectory } from './runner.ts';

const files = ['cert.pem', 'chain.pem', 'fullchain.pem', 'privkey.pem'];

/** Without a profile in the order Pebble takes any of them. */
const profiles = {
  default: { description: 'Ninety days', validityPeriodSeconds: 90 * 86_400 },
  shortlived: { description: 'Six days', validityPeriodSeconds: 6 * 86_400 },
  brief: { description: 'Two minutes', validityPeriodSeconds: 120 },
  hour: { description: 'An hour and a little', validityPeriodSeconds: 3_603 },
};

/** Outputs that a later step works with: the same on every run that orders nothing. */
const lastingOutputs = ['certificate', 'chain', 'fullchain', 'private-key', 'expires', 'directory'];

describe('the built action on its second run', { concurrency: 2 }, () => {
  let lab: Lab;
  let service: ResultsService;
  before(async () => {
    lab = await startLab({ pebble: { profiles } });
    service = await startResultsService();
  });
  after(async () => {
    await service.stop();
    await lab.stop();
  });

  const step = (domains: string, { inputs, ...more }: StepOptions = {}) =>
    lab.step(domains, { ...more, inputs: { ...lasting, profile: 'default', ...inputs } });
  const filesOf = ({ main }: JobResult, name: string) =>
    files.map((file) => readFileSync(join(main.outputs['directory'] ?? '', name, file), 'utf8'));

  /** A first run that is issued, and a second one that differs by its inputs. */
  const twice = async (name: string, inputs: Record<string, string>, first: Record<string, string> = {}) => {
    const machine = new Machine(service);
    const domains = inputs['domains'] ?? name;
    const issued = await machine.run(step(name, { inputs: { ...first, domains: name } }));
    succeeds(issued);
    assert.equal(issued.main.outputs['outcome'], 'issued');
    const before = filesOf(issued, name);
    if (inputs['renew-before'] !== undefined) await setTimeout(4_000);
    const again = await machine.run(step(domains, { inputs }));
    succeeds(again);
    return {
      issued,
      before,
      again,
      told: onlyCertificate(again.main),
      orders: ordersFor(lab.proxy, name).length,
    };
  };

  it('gives the same files and outputs, key included, and asks the CA at most when to renew', async () => {
    const name = `again.${zone}`;
    const machine = new Machine(service);
    const proxy = await startProxy(lab.pebble);
    const kindsSince = (before: number) => proxy.requests.slice(before).map(({ kind }) => kind);
    const first = await machine.run(step(name, { ca: proxy }));
    succeeds(first);
    checkSingleOutputs(first.main, name);
    const written = filesOf(first, name);
    const asked = proxy.requests.length;
    assert.equal(first.post.log, '', 'main did everything');

    // Nobody is there to be asked.
    const nobody = { env: { RFC2136_NAMESERVER: '127.0.0.1:9' }, inputs: { 'dns-resolvers': '127.0.0.1:9' } };
    const second = await machine.run(step(name, { ...nobody, ca: proxy }));
    succeeds(second);
    const { outputs } = second.main;
    assert.equal(outputs['outcome'], 'unchanged');
    assert.equal(outputs['renewed'], 'false');
    assert.deepEqual(filesOf(second, name), written);
    for (const output of lastingOutputs) assert.equal(outputs[output], first.main.outputs[output], output);
    const told = onlyCertificate(second.main);
    assert.equal(told.outcome, 'unchanged');
    assert.match(told.reason, /^Valid until .*, to be renewed from /);
    assert.deepEqual(kindsSince(asked), ['dir', 'ari']);
    const third = await machine.run(step(name, { ...nobody, ca: proxy }));
    succeeds(third);
    assert.deepEqual(kindsSince(asked), ['dir', 'ari'], 'its answer stands for a while');
    await proxy.stop();
    assert.match(second.main.log, /^::add-mask::/m);
    assert.equal(second.post.log, '');
  });

  it('saves what has not changed no further time', async () => {
    const name = `once.${zone}`;
    const own = await startResultsService();
    const machine = new Machine(own);
    succeeds(await machine.run(step(name)));
    // The second learns from the CA when to renew.
    succeeds(await machine.run(step(name)));
    const saved = own.cacheEntries.length;
    assert.ok(saved > 0);
    succeeds(await machine.run(step(name)));
    assert.equal(own.cacheEntries.length, saved);
    await own.stop();
  });

  it('renews what is due, by a share of the lifetime and by a duration', async () => {
    for (const [profile, renewBefore] of [
      ['brief', '99%'],
      ['hour', '1h'],
    ] as const) {
      const name = `due-${profile}.${zone}`;
      const inputs = { profile, 'renew-before': renewBefore };
      const { issued, again, told, before, orders } = await twice(name, inputs, { profile });
      assert.equal(again.main.outputs['outcome'], 'renewed', again.main.log);
      assert.equal(again.main.outputs['renewed'], 'true');
      assert.match(told.reason, /^It ends in (59 min \d+ s|60 min|\d+ s) /);
      assert.equal(orders, 2);
      assert.notEqual(told.serial, onlyCertificate(issued.main).serial);
      assert.notDeepEqual(filesOf(again, name), before);
      assert.notEqual(again.main.outputs['private-key'], issued.main.outputs['private-key'], 'a new key');
      assert.deepEqual(await challengeRecords(lab.dns, name), []);
    }
  });

  it('`force` orders although nothing is due', async () => {
    const { told, orders } = await twice(`force.${zone}`, { force: 'true' });
    assert.equal(told.outcome, 'renewed');
    assert.match(told.reason, /`force`/);
    assert.equal(orders, 2);
  });

  it('orders anew when other names, another key or another profile is wanted, and says so', async () => {
    const www = `names.${zone}`;
    const changes: { name: string; inputs: Record<string, string>; reason: string; outcome?: string }[] = [
      { name: www, inputs: { domains: `${www} www.${www}` }, reason: `Its names changed: +www.${www}` },
      {
        name: `key.${zone}`,
        inputs: { 'key-type': 'ec384' },
        // An EC and an RSA certificate of the same names live side by side.
        reason: 'No certificate of this name, key type and CA is stored',
        outcome: 'issued',
      },
      {
        name: `profile.${zone}`,
        inputs: { profile: 'shortlived' },
        reason: 'Its profile is default, and shortlived is wanted',
      },
    ];
    for (const { name, inputs, reason, outcome = 'renewed' } of changes) {
      const { told, orders } = await twice(name, inputs);
      assert.equal(told.outcome, outcome);
      assert.equal(told.reason, reason);
      assert.equal(orders, 2);
    }
  });

  it('keeps the state in a directory as well', async () => {
    const name = `kept.${zone}`;
    const state = join(temporaryDirectory(), 'of the user');
    const own = await startResultsService();
    const machine = new Machine(own);
    const first = await machine.run(step(name, { inputs: { state } }));
    const second = await machine.run(step(name, { inputs: { state } }));
    succeeds(first);
    succeeds(second);
    assert.equal(second.main.outputs['outcome'], 'unchanged');
    assert.equal(second.main.outputs['private-key'], first.main.outputs['private-key']);
    assert.deepEqual(own.cacheEntries, []);
    await own.stop();
  });

  it('emits several certificates, of which it renews only the one whose state is gone', async () => {
    const [one, two] = [`one.several.${zone}`, `two.several.${zone}`];
    // Its own: another test's entries may come at the same time.
    const own = await startResultsService();
    const machine = new Machine(own);
    succeeds(await machine.run(step(one)));
    const [ofOne = ''] = own.cacheEntries.map(({ key }) => key);
    const [prefixOfOne = assert.fail(ofOne)] = /^bounded-acme-v1-[0-9a-f]+-/.exec(ofOne) ?? [];
    const both = await machine.run(step(`${one}\n${two}`));
    succeeds(both);
    assert.equal(both.main.outputs['outcome'], 'issued');
    own.evict(({ key }) => key.startsWith(prefixOfOne));
    const after = await machine.run(step(`${one}\n${two}`));
    succeeds(after);
    assert.equal(ordersFor(lab.proxy, two).length, 1);
    assert.equal(ordersFor(lab.proxy, one).length, 2);
    await own.stop();
  });
});
