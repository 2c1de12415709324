import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { ResultsFault } from '../fakes/results-faults.ts';
import { startResultsService } from '../fakes/results-service.ts';
import type { Job } from '../fakes/results-token.ts';
import { checkIssued } from './issued.ts';
import { annotations, lasting, Machine, ordersFor, succeeds } from './job.ts';
import { startLab, zone, type Lab } from './lab.ts';
import type { Step, StepResult } from './runner.ts';

interface Case {
  faults?: readonly ResultsFault[];
  job?: Job;
  warns?: readonly RegExp[];
  /** How the post step warns, of what lasts until then; faults are over by then, and it saves what main couldn't. */
  postWarns?: RegExp;
}

const unavailable = { action: 'status', status: 503 } as const;
const unread = /^::warning title=[^:]*::[^:]*: The stored state of .* couldn't be fetched: /;
const unsaved =
  /^::warning title=[^:]*::The state of .* was not saved in the cache: .* The post step tries again\./;
const lost = /^::warning title=[^:]*::The state of .* was not saved in the cache: .* The next run won't know/;

const cases: Readonly<Record<string, Case>> = {
  'fails once in everything': {
    faults: [
      { at: 'GetCacheEntryDownloadURL', ...unavailable, times: 1 },
      { at: 'CreateCacheEntry', ...unavailable, times: 1 },
      { at: 'upload', action: 'reset', times: 1 },
      { at: 'FinalizeCacheEntryUpload', ...unavailable, times: 1 },
    ],
  },
  'answers 503 to reads': {
    faults: [{ at: 'GetCacheEntryDownloadURL', ...unavailable }],
    warns: [unsaved, unread],
  },
  'hangs in reads': {
    faults: [{ at: 'GetCacheEntryDownloadURL', action: 'hang' }],
    warns: [unsaved, unread],
  },
  'answers 503 to writes': { faults: [{ at: 'CreateCacheEntry', ...unavailable }], warns: [unsaved] },
  'hangs in writes': { faults: [{ at: 'CreateCacheEntry', action: 'hang' }], warns: [unsaved] },
  'never finishes a write': {
    faults: [{ at: 'FinalizeCacheEntryUpload', action: 'hang' }],
    warns: [unsaved],
  },
  'may only be read': { job: { cache: 'read' }, warns: [unsaved], postWarns: lost },
  'may not even be read': { job: { cache: 'none' }, warns: [unsaved, unread], postWarns: lost },
};

/** Short, so that services that hang are met by a bound soon. */
const timeoutS = 20;

describe('the built action whose cache', { concurrency: 2 }, () => {
  let lab: Lab;
  before(async () => {
    lab = await startLab();
  });
  after(() => lab.stop());

  for (const [title, { faults = [], job, warns = [], postWarns }] of Object.entries(cases)) {
    it(`${title}: delivers all the same and in time, and what lasts is told`, async () => {
      const name = `${title.replaceAll(' ', '-')}.${zone}`;
      const service = await startResultsService();
      const machine = new Machine(service);
      for (const fault of faults) service.fault(fault);
      const step = lab.step(name, { inputs: { ...lasting, timeout: `${timeoutS}s` } });
      const main = await machine.main(step, { job });
      assert.equal(main.exitCode, 0, main.log);
      await checkIssued(lab, main, { name, names: [name] });
      assert.ok(main.spentMs < (timeoutS + 2) * 1_000, `${main.spentMs} ms`);
      const told = annotations(main);
      assert.equal(told.length, warns.length, told.join('\n'));
      for (const [index, warning] of warns.entries()) assert.match(told[index] ?? '', warning);
      assert.equal(service.artifacts.length, 1, 'the artifact is there');

      service.clear();
      const post = await machine.post(step, main, { job });
      assert.equal(post.exitCode, 0);
      assert.equal(annotations(post).length, postWarns ? 1 : 0, post.log);
      if (postWarns) assert.match(annotations(post)[0] ?? '', postWarns);
      else await checkKnown(machine, { step, main });
      assert.equal(ordersFor(lab.proxy, name).length, 1);
      await service.stop();
    });
  }

  const checkKnown = async (machine: Machine, { step, main }: { step: Step; main: StepResult }) => {
    const next = await machine.run(step);
    succeeds(next);
    assert.equal(next.main.outputs['outcome'], 'unchanged');
    assert.equal(next.main.outputs['private-key'], main.outputs['private-key']);
  };

  it('hangs, with many certificates: one look is waited for, not one after the other', async () => {
    const names = [1, 2, 3, 4, 5, 6].map((number) => `many${number}.${zone}`);
    const service = await startResultsService();
    const machine = new Machine(service);
    service.fault({ at: 'GetCacheEntryDownloadURL', action: 'hang' });
    const step = lab.step(names.join('\n'), { inputs: { ...lasting, concurrency: '1', timeout: '40s' } });
    const main = await machine.main(step);
    assert.equal(main.exitCode, 0, main.log);
    for (const name of names) await checkIssued(lab, main, { name, names: [name] });
    assert.equal(service.requests.filter((request) => request === 'GetCacheEntryDownloadURL').length, 1);
    service.clear();
    const post = await machine.post(step, main);
    assert.deepEqual([post.exitCode, annotations(post)], [0, []]);
    assert.equal(service.cacheEntries.length, names.length);
    await service.stop();
  });
});
