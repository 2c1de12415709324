import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { startBudget } from '../../../src/base/bound.ts';
import { hookPlace } from '../../../src/challenge/http01-hook.ts';
import { httpHook } from '../../../src/steps/http-hook.ts';
import { fakeClock } from '../../fakes/clock.ts';
import { fakeProcesses } from '../../fakes/dns-context.ts';
import { fakeLog } from '../../fakes/log.ts';

describe('the program of http-hook', () => {
  const clock = fakeClock();
  const { work } = startBudget(clock, 60_000);
  const task = { identifier: 'a.test', token: '-tok-1', keyAuthorization: '-tok-1.print' };

  it('is told all by arguments, and by the variables of certbot, which no leading hyphen spoils', async () => {
    const processes = fakeProcesses(() => ({ exitCode: 0 }));
    const env = { BUCKET: 'b', CERTBOT_TOKEN: 'of an earlier step' };
    const place = hookPlace(httpHook('./up', { env, clock, processes, log: fakeLog() }));
    await place.put(task, work);
    await place.remove(task, work);
    const told = {
      BUCKET: 'b',
      CERTBOT_DOMAIN: 'a.test',
      CERTBOT_TOKEN: '-tok-1',
      CERTBOT_VALIDATION: '-tok-1.print',
    };
    assert.deepEqual(
      processes.runs.map((run) => [run.args, run.env]),
      ['present', 'cleanup'].map((verb) => [[verb, 'a.test', '-tok-1', '-tok-1.print'], told]),
    );
  });

  it('may say the token in the log, and no credential of the step', async () => {
    const account = '{"private_key":"MIIabc"}';
    const processes = fakeProcesses(() => ({ exitCode: 0, lines: [`-tok-1 with ${account} in /work`] }));
    const lines: string[] = [];
    const log = { ...fakeLog(), info: (line: string) => lines.push(line) };
    const env = { GCE_SERVICE_ACCOUNT: account, PWD: '/work', AZURE_STORAGE: 'MIIabc' };
    await hookPlace(httpHook('./up', { env, clock, processes, log })).put(task, work);
    assert.deepEqual(lines, ['[http-hook] -tok-1 with *** in /work']);
  });
});
