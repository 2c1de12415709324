import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { startBudget } from '../../../../src/base/bound.ts';
import { wasNeverBegun } from '../../../../src/base/errors.ts';
import type { Processes } from '../../../../src/base/ports.ts';
import { exec } from '../../../../src/dns/providers/exec.ts';
import { fakeClock } from '../../../fakes/clock.ts';
import { fakeProcesses, providerContext } from '../../../fakes/dns-context.ts';
import { configured, failureOf, faultsOf, openBound } from '../../../fakes/dns-provider.ts';

const record = { name: '_acme-challenge.example.com', value: '-value' };

describe('exec', () => {
  it("runs the program by lego's protocol, and logs what it says", async () => {
    const processes = fakeProcesses(() => ({ exitCode: 0, lines: ['done'] }));
    const context = providerContext({ EXEC_PATH: './update.sh' }, { ports: { processes } });
    const provider = configured(exec, context);
    await provider.present(record, openBound());
    await provider.remove(record, openBound());
    assert.deepEqual(
      processes.runs.map(({ file, args }) => [file, ...args]),
      [
        ['./update.sh', 'present', '_acme-challenge.example.com.', '-value'],
        ['./update.sh', 'cleanup', '_acme-challenge.example.com.', '-value'],
      ],
    );
    assert.deepEqual(context.lines, ['[exec] done', '[exec] done']);
  });

  it("gives the program the step's environment without inputs and tokens", async () => {
    const processes = fakeProcesses(() => ({ exitCode: 0 }));
    const env = {
      PATH: '/bin',
      DNS_TOKEN: 'mine',
      EXEC_PATH: '/x',
      'INPUT_ENCRYPTION-KEY': 'secret',
      ACTIONS_RUNTIME_TOKEN: 'secret',
      ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'secret',
      GITHUB_TOKEN: 'secret',
      BOUNDED_ACME_ENCRYPTION_KEY: 'secret',
      BOUNDED_ACME_PFX_PASSWORD: 'secret',
      GITHUB_REPOSITORY: 'me/it',
    };
    const provider = configured(exec, providerContext(env, { ports: { processes } }));
    await provider.present(record, openBound());
    assert.deepEqual(processes.runs[0]?.env, {
      PATH: '/bin',
      DNS_TOKEN: 'mine',
      EXEC_PATH: '/x',
      GITHUB_REPOSITORY: 'me/it',
    });
  });

  it('takes the program from the input hook before EXEC_PATH', async () => {
    const processes = fakeProcesses(() => ({ exitCode: 0 }));
    const provider = configured(
      exec,
      providerContext({ EXEC_PATH: '/a' }, { hook: '/b', ports: { processes } }),
    );
    await provider.present(record, openBound());
    assert.equal(processes.runs[0]?.file, '/b');
  });

  it('fails with exit code and last words of the program', async () => {
    const lines = ['one', 'two', 'three', 'four'];
    const processes = fakeProcesses(() => ({ exitCode: 7, lines }));
    const provider = configured(exec, providerContext({ EXEC_PATH: '/x' }, { ports: { processes } }));
    const error = await failureOf(provider.present(record, openBound()));
    assert.equal(
      error.message,
      '/x present _acme-challenge.example.com. ended with exit code 7: two | three | four',
    );
    assert.equal(error.code, 'hook');
    assert.ok(!wasNeverBegun(error), 'nobody knows what it has done');
  });

  it("says why a program can't be started", async () => {
    const remedies = { ENOENT: /Check the path/, EACCES: /chmod/, ENOEXEC: /a program that the runner can/ };
    for (const [code, remedy] of Object.entries(remedies)) {
      const processes = fakeProcesses(() => Object.assign(new Error(`spawn ${code}`), { code }));
      const provider = configured(exec, providerContext({ EXEC_PATH: '/x' }, { ports: { processes } }));
      const error = await failureOf(provider.remove(record, openBound()));
      assert.equal(error.code, 'hook');
      assert.match(error.details.hint ?? '', remedy);
      assert.ok(wasNeverBegun(error), code);
    }
  });

  it('ends a program that hangs, long before the run', async () => {
    const clock = fakeClock();
    const processes: Processes = {
      run: (_, signal) =>
        new Promise((_resolve, reject) =>
          signal.addEventListener('abort', () => reject(signal.reason as Error)),
        ),
    };
    const provider = configured(exec, providerContext({ EXEC_PATH: '/x' }, { ports: { processes, clock } }));
    const failed = failureOf(provider.present(record, startBudget(clock, 3_600_000).work));
    await clock.advance(300_000);
    const error = await failed;
    assert.equal(error.code, 'hook');
    assert.equal(error.message, '/x present _acme-challenge.example.com. did not end in 5 min');
  });

  it('starts a bare name that is in the working directory from there', async () => {
    const processes = fakeProcesses(() => ({ exitCode: 0 }));
    const context = providerContext({}, { hook: 'myhook.sh', ports: { processes } });
    await configured(exec, context).present(record, openBound());
    assert.equal(processes.runs[0]?.file, './myhook.sh');
  });

  it('refuses a program that is not there, by the name of who named it', () => {
    const ports = { lookAt: (path: string) => (path === '/plain' ? 'file' : 'nothing') } as const;
    const ofInput = faultsOf(exec, providerContext({ EXEC_PATH: '/plain' }, { hook: '/nonexist', ports }));
    assert.deepEqual(Object.keys(ofInput), ['hook']);
    assert.equal(ofInput['hook']?.value, '/nonexist');
    assert.match(ofInput['hook'].problem, /no such file/);
    const ofVariable = faultsOf(exec, providerContext({ EXEC_PATH: '/plain' }, { ports }));
    assert.match(ofVariable['EXEC_PATH']?.remedy ?? '', /chmod \+x/);
  });

  it('refuses to begin without a program, and the mode RAW', () => {
    assert.match(faultsOf(exec, providerContext({}))['EXEC_PATH']?.remedy ?? '', /hook/);
    const faults = faultsOf(exec, providerContext({ EXEC_PATH: '/x', EXEC_MODE: 'RAW' }));
    assert.deepEqual([Object.keys(faults), faults['EXEC_MODE']?.value], [['EXEC_MODE'], 'RAW']);
  });
});
