import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { warning, info, setSecret } from '@actions/core';
import { runClient } from '../../../src/platform/toolkit.ts';
import { fakeLog } from '../../fakes/log.ts';
import { ResultsStep } from '../../fakes/results-step.ts';

const never = new AbortController().signal;

describe('a client of the toolkit', () => {
  let step: ResultsStep;
  beforeEach(() => (step = new ResultsStep()));
  afterEach(() => step.end());

  it('is heard, and prints nothing', async () => {
    const log = fakeLog();
    const { value, remarks } = await runClient({ log, signal: never }, async () => {
      info('begun');
      await Promise.resolve();
      warning('100% wrong:\nall of it', { title: 'x' });
      return 7;
    });
    assert.equal(value, 7);
    assert.deepEqual(remarks, [
      { level: 'info', text: 'begun' },
      { level: 'warning', text: '100% wrong:\nall of it' },
    ]);
    assert.deepEqual(log.lines, ['begun', '100% wrong:\nall of it']);
    assert.equal(step.printed, '');
  });

  it('has its secrets masked', async () => {
    await runClient({ log: fakeLog(), signal: never }, () => Promise.resolve(setSecret('hush')));
    assert.equal(step.printed.trim(), '::add-mask::hush');
  });

  it('is heard through its programs, whose output is never a command', async () => {
    const { remarks } = await runClient({ log: fakeLog(), signal: never }, async () => {
      const child = spawn(process.execPath, ['-e', 'console.log("::add-mask::a"); console.error("no")']);
      child.stdout.on('data', (data: Buffer) => process.stdout.write(data));
      child.stderr.on('data', (data: Buffer) => process.stderr.write(data));
      await once(child, 'close');
    });
    assert.deepEqual(remarks.map(({ level, text }) => `${level} ${text}`).sort(), [
      'info ::add-mask::a',
      'info no',
    ]);
    assert.equal(step.printed, '');
  });

  it('leaves alone what others print meanwhile, its log among them', async () => {
    const log = { ...fakeLog(), debug: (line: string) => info(`log: ${line}`) };
    const { promise: ended, resolve: end } = Promise.withResolvers<undefined>();
    const first = runClient({ log, signal: never }, async () => {
      info('first');
      await ended;
      info('first again');
    });
    const second = runClient({ log, signal: never }, async () => {
      info('second');
      await ended;
    });
    info('ours');
    end(undefined);
    const heard = [await first, await second].map(({ remarks }) => remarks.map(({ text }) => text));
    assert.deepEqual(heard, [['first', 'first again'], ['second']]);
    info('ours again');
    assert.deepEqual(step.printed.trim().split('\n'), [
      'log: first',
      'log: second',
      'ours',
      'log: first again',
      'ours again',
    ]);
  });

  it('that is given up ends unheard, whatever becomes of it', async () => {
    const controller = new AbortController();
    const { promise: ended, reject: fail } = Promise.withResolvers<undefined>();
    const running = runClient({ log: fakeLog(), signal: controller.signal }, async () => {
      await ended.finally(() => warning('too late'));
    });
    const reason = new Error('time is up');
    controller.abort(reason);
    await assert.rejects(running, (error) => error === reason);
    // An unhandled rejection would fail this file.
    fail(new Error('nobody waits for this'));
    await assert.rejects(ended);
    assert.equal(step.printed, '');
  });

  it('throws what it throws', async () => {
    const failing = runClient({ log: fakeLog(), signal: never }, () => Promise.reject(new Error('broken')));
    await assert.rejects(failing, /broken/);
    info('ours');
    assert.equal(step.printed.trim(), 'ours');
  });

  it('is not begun when the time is up', async () => {
    let begun = false;
    const running = runClient({ log: fakeLog(), signal: AbortSignal.abort(new Error('late')) }, () => {
      begun = true;
      return Promise.resolve();
    });
    await assert.rejects(running, /late/);
    assert.equal(begun, false);
  });
});
