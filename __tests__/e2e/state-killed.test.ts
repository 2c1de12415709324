import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import type { Fault, SeenRequest } from '../../scripts/servers/faults.ts';
import { startProxy, type Proxy } from '../../scripts/servers/proxy.ts';
import { startResultsService, type ResultsService } from '../fakes/results-service.ts';
import { checkIssued } from './issued.ts';
import { annotations, lasting, Machine, ordersFor, succeeds, type JobResult } from './job.ts';
import { challengeRecords, startLab, zone, type Lab } from './lab.ts';
import type { StepResult } from './runner.ts';

/** Where main is killed: what holds it there, or what it says when it is there. */
interface Phase {
  fault?: Fault;
  says?: string;
  inputs?: Readonly<Record<string, string>>;
  /** Whether a record stands at that moment. */
  recordStands?: true;
  /** The name's zone, when it isn't the lab's. */
  zone?: string;
  /** Whether main was killed before there was an order, so that the next run places the first one. */
  beforeOrder?: true;
  /** What became of the order meanwhile, as the next run tells it. */
  goesOn?: 'pending' | 'ready' | 'valid' | 'processing';
}

/** In the order in which a run goes through them. */
const phases: Readonly<Record<string, Phase>> = {
  directory: { fault: { action: 'hang', kind: 'dir' }, beforeOrder: true },
  account: { fault: { action: 'hang', kind: 'newAccount', forward: true }, beforeOrder: true },
  'order placed': { fault: { action: 'hang', kind: 'authz' }, goesOn: 'pending' },
  'record set': { says: 'TXT set at', recordStands: true, zone: 'stale.test', goesOn: 'pending' },
  propagation: {
    says: 'TXT set at',
    inputs: { 'dns-propagation': '50s' },
    recordStands: true,
    goesOn: 'pending',
  },
  'challenge accepted': {
    fault: { action: 'hang', kind: 'challenge', forward: true },
    recordStands: true,
    goesOn: 'ready',
  },
  validation: { fault: { action: 'authz-pending', kind: 'order' }, recordStands: true, goesOn: 'ready' },
  'finalize sent': { fault: { action: 'hang', kind: 'finalize', forward: true }, goesOn: 'valid' },
  'finalize never arrived': { fault: { action: 'hang', kind: 'finalize' }, goesOn: 'ready' },
  processing: { fault: { action: 'order-processing' }, goesOn: 'valid' },
  download: { fault: { action: 'hang', kind: 'cert' }, goesOn: 'valid' },
  // Making the PFX takes long enough to be met there.
  'before the files': { says: 'passed every check', inputs: { 'pfx-password': 'twelve characters' } },
};

/** Whether main waits where the fault holds it; what is processed, only after it was finalized and looked at. */
function isHeld(fault: Fault | undefined, requests: readonly SeenRequest[]): boolean {
  if (fault?.action !== 'order-processing')
    return requests.some(({ kind, fault: met }) => kind === fault?.kind && met !== undefined);
  const finalized = requests.findIndex(({ kind }) => kind === 'finalize');
  return finalized >= 0 && requests.slice(finalized).some(({ kind }) => kind === 'order');
}

describe('the built action killed in the middle', { concurrency: 2 }, () => {
  let lab: Lab;
  let service: ResultsService;
  before(async () => {
    // Nothing listens at the zone's second server: its records never show everywhere.
    lab = await startLab({ zones: [{ name: 'stale.test', nameServers: ['127.0.0.1', '127.0.0.9'] }] });
    service = await startResultsService();
  });
  after(async () => {
    await service.stop();
    await lab.stop();
  });

  /** Main is killed in the phase; then its post step runs, and after that a whole job. */
  const killAndGoOn = async (phase: Phase, { name, proxy }: { name: string; proxy: Proxy }) => {
    const { fault, says, inputs = {} } = phase;
    if (fault) proxy.fault(fault);
    const machine = new Machine(service);
    const step = lab.step(name, { ca: proxy, inputs: { ...lasting, timeout: '100s', ...inputs } });
    const when = (log: string) => (says === undefined ? isHeld(fault, proxy.requests) : log.includes(says));
    const main = await machine.main({ ...step, signal: { name: 'SIGKILL', when } });
    assert.equal(main.signal, 'SIGKILL', main.log);
    assert.deepEqual(main.outputs, {});
    const standing = await challengeRecords(lab.dns, name);
    const killed = { main, post: await machine.post(step, main) };
    proxy.clear();
    const files = existsSync(join(machine.temp, 'bounded-acme', name));
    const left = await challengeRecords(lab.dns, name);
    const next = await machine.run(
      lab.step(name, { ca: proxy, inputs: { ...lasting, 'dns-propagation': 'none' } }),
    );
    return { killed, standing, left, files, next };
  };

  const checkDelivered = async (next: JobResult, name: string) => {
    succeeds(next);
    assert.deepEqual(annotations(next.main), []);
    if (next.main.outputs['outcome'] === 'issued') await checkIssued(lab, next.main, { name, names: [name] });
    const key = readFileSync(join(next.main.outputs['directory'] ?? '', name, 'privkey.pem'), 'utf8');
    assert.equal(next.main.outputs['private-key'], key);
  };
  const journalOf = (main: StepResult) => main.state['journal'] ?? assert.fail('main told post nothing');

  for (const [title, phase] of Object.entries(phases)) {
    it(`${title}: post leaves no record, and the next run finishes the same order`, async () => {
      const name = `${title.replaceAll(' ', '-')}.${phase.zone ?? zone}`;
      const proxy = await startProxy(lab.pebble);
      const { killed, standing, left, files, next } = await killAndGoOn(phase, { name, proxy });
      assert.equal(standing.length, phase.recordStands ? 1 : 0, killed.main.log);
      assert.deepEqual(left, [], killed.post.log);
      assert.deepEqual([killed.post.exitCode, annotations(killed.post)], [0, []], killed.post.log);
      assert.equal(existsSync(journalOf(killed.main)), false, 'nothing is left to do');
      assert.equal(files, false, 'it was killed before the files');

      await checkDelivered(next, name);
      assert.deepEqual(await challengeRecords(lab.dns, name), []);
      assert.equal(ordersFor(proxy, name).length, 1, 'one order for one certificate');
      const goesOn = / goes on, it is (\w+):/.exec(next.main.log)?.[1];
      if (phase.beforeOrder) assert.equal(goesOn, undefined);
      if (phase.goesOn) assert.equal(goesOn, phase.goesOn, next.main.log);
      await proxy.stop();
    });
  }
});
