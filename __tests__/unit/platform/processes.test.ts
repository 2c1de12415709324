import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { AppError } from '../../../src/base/errors.ts';
import { systemProcesses } from '../../../src/platform/processes.ts';

const directory = mkdtempSync(join(tmpdir(), 'bounded-acme-processes-'));
after(() => rmSync(directory, { recursive: true }));
let count = 0;
const newPath = () => join(directory, `${(count += 1)}.pid`);

const env = { PATH: process.env['PATH'] ?? '' };
const { signal } = new AbortController();
const shell = (script: string) => ({ file: '/bin/sh', args: ['-c', script], env });
const cancelled = new AppError('cancelled', 'stop');

/** Runs a script that writes `ready`, aborts it then, and gives the reason it ended with. */
async function abortWhenReady(script: string): Promise<unknown> {
  const controller = new AbortController();
  const onLine = (line: string) => {
    if (line === 'ready') controller.abort(cancelled);
  };
  return systemProcesses.run({ ...shell(script), onLine }, controller.signal).then(
    () => assert.fail('it should have been aborted'),
    (error: unknown) => error,
  );
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    // A zombie that nobody has waited for is dead too.
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
}

async function dies(pid: number): Promise<boolean> {
  for (let turn = 0; turn < 200 && isAlive(pid); turn += 1) {
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  return !isAlive(pid);
}

describe('systemProcesses', () => {
  it('gives exit code, output and lines', async () => {
    const lines: string[] = [];
    const request = {
      ...shell('echo one; echo two >&2; printf three; exit 3'),
      onLine: (line: string) => void lines.push(line),
    };
    const { exitCode, output } = await systemProcesses.run(request, signal);
    assert.equal(exitCode, 3);
    assert.deepEqual([...lines].sort(), ['one', 'three', 'two']);
    assert.deepEqual(output.trim().split('\n').sort(), ['one', 'three', 'two']);
  });

  it('gives the environment and directory it was told, and nothing of ours', async () => {
    const request = { file: '/usr/bin/env', args: [], env: { ONLY: 'this' }, cwd: directory };
    assert.equal((await systemProcesses.run(request, signal)).output, 'ONLY=this\n');
    const { output } = await systemProcesses.run({ ...shell('pwd'), cwd: directory }, signal);
    assert.ok(output.trim().endsWith(directory));
  });

  it('passes arguments without a shell between', async () => {
    const args = ['$(id)', '; rm -rf /', '*'];
    const { output } = await systemProcesses.run({ file: '/bin/echo', args, env }, signal);
    assert.equal(output, `${args.join(' ')}\n`);
  });

  it('tells no exit code when a signal ended the program', async () => {
    assert.equal((await systemProcesses.run(shell('kill -KILL $$'), signal)).exitCode, null);
  });

  it('keeps the last 64 KiB of the output', async () => {
    const script = 'i=0; while [ $i -lt 2000 ]; do printf "%0100d\\n" $i; i=$((i+1)); done';
    const { output } = await systemProcesses.run(shell(script), signal);
    assert.equal(output.length, 64 * 1024);
    assert.ok(output.endsWith('1999\n'));
  });

  it('rejects for a file that is missing or no program', async () => {
    const run = (file: string) => systemProcesses.run({ file, args: [], env }, signal);
    await assert.rejects(run(join(directory, 'missing')), { code: 'ENOENT' });
    await assert.rejects(run(directory), { code: 'EACCES' });
  });

  it('starts nothing for a signal that is aborted', async () => {
    const path = newPath();
    const aborted = AbortSignal.abort(cancelled);
    await assert.rejects(
      systemProcesses.run(shell(`touch ${path}`), aborted),
      (error) => error === cancelled,
    );
    assert.equal(existsSync(path), false);
  });

  it("ends the program and what it started with the signal's reason", async () => {
    const path = newPath();
    const script = `sleep 60 & echo $! > ${path}; echo ready; wait`;
    assert.equal(await abortWhenReady(script), cancelled);
    assert.ok(await dies(Number(readFileSync(path, 'utf8'))));
  });

  it('lets the program end by itself first', async () => {
    const path = newPath();
    await abortWhenReady(
      `trap 'echo cleaned > ${path}; exit 0' TERM; echo ready; while :; do sleep 0.05; done`,
    );
    assert.equal(readFileSync(path, 'utf8'), 'cleaned\n');
  });

  it('kills a program that ignores SIGTERM', async () => {
    const path = newPath();
    const script = `trap '' TERM; echo $$ > ${path}; echo ready; while :; do sleep 0.05; done`;
    assert.equal(await abortWhenReady(script), cancelled);
    assert.ok(await dies(Number(readFileSync(path, 'utf8'))));
  });

  it('kills what ignores SIGTERM when the program itself has obeyed', async () => {
    const path = newPath();
    const stubborn = `trap "" TERM; echo \\$\\$ > ${path}; while :; do sleep 0.05; done`;
    const script = `sh -c "${stubborn}" > /dev/null 2>&1 & while ! [ -s ${path} ]; do sleep 0.01; done; echo ready; wait`;
    assert.equal(await abortWhenReady(script), cancelled);
    assert.ok(await dies(Number(readFileSync(path, 'utf8'))));
  });

  it('is done when the program is, although something in the background holds its pipes', async () => {
    const path = newPath();
    const startedAt = performance.now();
    const { output, exitCode } = await systemProcesses.run(
      shell(`sleep 20 & echo $! > ${path}; echo done`),
      signal,
    );
    assert.deepEqual([output, exitCode], ['done\n', 0]);
    assert.ok(performance.now() - startedAt < 10_000);
    process.kill(Number(readFileSync(path, 'utf8')));
  });
});
