import assert from 'node:assert/strict';
import { mkdirSync, readdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { startResultsService, type ResultsService } from '../fakes/results-service.ts';
import { certificatesOf, checkIssued } from './issued.ts';
import { annotations, lasting, Machine, ordersFor, succeeds } from './job.ts';
import { startLab, zone, type Lab } from './lab.ts';
import { temporaryDirectory } from './runner.ts';

describe('built actions at the same time', () => {
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

  it('of a matrix, each with its own certificate: none is lost', async () => {
    const names = ['a', 'b', 'c'].map((label) => `${label}.matrix.${zone}`);
    const domains = names.join('\n');
    const step = (inputs: Record<string, string>) => lab.step(domains, { inputs: { ...lasting, ...inputs } });
    // Of different certificates nothing has the same name, so that these may share one temp.
    const machine = new Machine(service);
    const jobs = await Promise.all(names.map((only) => machine.run(step({ only }))));
    for (const [index, result] of jobs.entries()) {
      succeeds(result);
      assert.deepEqual(annotations(result.main), []);
      const name = names[index] ?? assert.fail();
      await checkIssued(lab, result.main, { name, names: [name] });
    }
    const next = await machine.run(step({}));
    succeeds(next);
    assert.deepEqual(
      certificatesOf(next.main).map(({ name, outcome, serial }) => [name, outcome, serial]),
      jobs.flatMap(({ main }) => certificatesOf(main)).map(({ name, serial }) => [name, 'unchanged', serial]),
    );
    for (const name of names) assert.equal(ordersFor(lab.proxy, name).length, 1);
  });

  it('for the same certificate, one while the other saves: both deliver, and the one obtained last is known', async () => {
    const name = `same.${zone}`;
    const own = await startResultsService();
    const machine = new Machine(own);
    const step = lab.step(name, { inputs: lasting });
    own.fault({ at: 'CreateCacheEntry', action: 'hang', times: 1 });
    const early = machine.main(step);
    while (!own.requests.includes('CreateCacheEntry'))
      await new Promise((resolve) => setTimeout(resolve, 20));

    // Another runner has a temp of the same name: this one's makes room.
    const aside = join(temporaryDirectory(), 'aside');
    renameSync(machine.temp, aside);
    mkdirSync(machine.temp);
    const late = await machine.run(step);
    succeeds(late);
    await checkIssued(lab, late.main, { name, names: [name] });
    assert.equal(own.cacheEntries.length, 1);
    renameSync(machine.temp, join(temporaryDirectory(), 'aside'));
    renameSync(aside, machine.temp);
    own.clear();

    const main = await early;
    assert.equal(main.exitCode, 0, main.log);
    await checkIssued(lab, main, { name, names: [name] });
    const post = await machine.post(step, main);
    assert.deepEqual([post.exitCode, annotations(post)], [0, []]);
    assert.equal(own.cacheEntries.length, 2, 'neither takes the place of the other');

    const next = await machine.run(step);
    succeeds(next);
    assert.equal(next.main.outputs['outcome'], 'unchanged');
    assert.equal(next.main.outputs['certificate'], late.main.outputs['certificate']);
    assert.equal(next.main.outputs['private-key'], late.main.outputs['private-key']);
    await own.stop();
  });

  it('for the same certificate in a directory: each delivers its own, and one of them is known', async () => {
    const name = `kept.${zone}`;
    const state = join(temporaryDirectory(), 'state');
    const step = lab.step(name, { inputs: { ...lasting, state } });
    const jobs = await Promise.all([1, 2, 3].map(() => new Machine(service).run(step)));
    for (const result of jobs) {
      succeeds(result);
      assert.deepEqual(annotations(result.main), []);
      await checkIssued(lab, result.main, { name, names: [name] });
    }
    const next = await new Machine(service).run(step);
    succeeds(next);
    const { outputs } = next.main;
    assert.equal(outputs['outcome'], 'unchanged');
    const same = jobs.find(({ main }) => main.outputs['certificate'] === outputs['certificate']);
    assert.equal(same?.main.outputs['private-key'], outputs['private-key']);
    assert.equal(readdirSync(state).length, 1, 'no half-written file is left');
  });
});
