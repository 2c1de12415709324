import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { describe, it } from 'node:test';
import { systemClock, systemRandom } from '../../../src/platform/system.ts';

describe('systemClock', () => {
  it('does not call back early for a delay longer than what timers hold', async () => {
    let called = false;
    const takeBack = systemClock.schedule(2 ** 40, () => (called = true));
    await new Promise((resolve) => systemClock.schedule(20, () => resolve(undefined)));
    takeBack();
    assert.equal(called, false);
  });

  it('calls nothing back that was taken back', async () => {
    let called = false;
    systemClock.schedule(1, () => (called = true))();
    await new Promise((resolve) => systemClock.schedule(20, () => resolve(undefined)));
    assert.equal(called, false);
  });

  it('measures on a clock that never goes back', () => {
    const first = systemClock.monotonic();
    assert.ok(systemClock.monotonic() >= first);
    assert.ok(Math.abs(systemClock.now() - Date.now()) < 1_000);
  });
});

describe('systemRandom', () => {
  it('gives as many bytes as asked for, and fractions below 1', () => {
    assert.equal(systemRandom.bytes(32).length, 32);
    assert.notDeepEqual(systemRandom.bytes(32), systemRandom.bytes(32));
    const fraction = systemRandom.fraction();
    assert.ok(fraction >= 0 && fraction < 1);
  });
});

describe('the last resort', () => {
  const system = new URL('../../../src/platform/system.ts', import.meta.url).href;
  const runIn = (script: string) =>
    spawnSync(
      process.execPath,
      ['--input-type=module', '--eval', `import * as system from '${system}';\n${script}`],
      { encoding: 'utf8', timeout: 60_000 },
    );
  const lastResort = 'const lastResort = system.createLastResort((line) => console.error(line));';

  it('ends a process that something keeps alive, with one line and exit code 1', () => {
    const { status, stderr } = runIn(`${lastResort} lastResort(-4_900); setInterval(() => {}, 1_000);`);
    assert.equal(status, 1);
    assert.match(stderr.trim(), /^The run did not end by itself in .* and is ended now\. .*$/);
  });

  it('keeps nothing alive, and begins anew when it is called again', () => {
    const alive = runIn(`${lastResort} lastResort(600_000);`);
    assert.equal(alive.status, 0);
    const again = `lastResort(-4_900); lastResort(600_000); setTimeout(() => {}, 400);`;
    assert.equal(runIn(`${lastResort} ${again}`).status, 0);
  });
});
