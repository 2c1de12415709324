import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { after, before, describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { challengeRecords, encryptionKey, startLab, tsigKey, zone, type Lab } from '../e2e/lab.ts';
import { startHost, type Host } from './act.ts';
import { adaptExample } from './example.ts';
import { createProject } from './project.ts';
import { recordSsh } from './ssh.ts';

/** Ends the host's main step with SIGKILL, as a runner ends what outlives its job. */
function killMain({ workspaces }: Host): void {
  const mains = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => {
      try {
        const words = readFileSync(`/proc/${pid}/cmdline`, 'utf8');
        return words.includes(workspaces) && words.includes('dist/main/index.js');
      } catch {
        // It has ended since.
        return false;
      }
    });
  assert.equal(mains.length, 1);
  process.kill(Number(mains[0]), 'SIGKILL');
}

describe('a main step that is killed', () => {
  let lab: Lab;
  let host: Host;
  before(async () => {
    lab = await startLab();
    host = await startHost({ programs: [recordSsh().directory] });
  });
  after(async () => {
    await host.stop();
    await lab.stop();
  });

  it('leaves its records and its order to post, which finds them by what main told it', async () => {
    const project = createProject({
      '.github/workflows/certificates.yml': adaptExample('certificates.yml', { lab, temp: host.temp }),
    });
    lab.proxy.fault({ action: 'hang', kind: 'challenge' });
    const start = () =>
      host.run(project, {
        event: 'schedule',
        workflow: 'certificates.yml',
        secrets: { ACME_ENCRYPTION_KEY: encryptionKey, RFC2136_TSIG_SECRET: tsigKey.secret },
      });
    const running = start();
    while (!lab.proxy.requests.some(({ kind }) => kind === 'challenge')) await sleep(50);
    assert.equal((await challengeRecords(lab.dns, zone)).length, 2);
    killMain(host);
    const run = await running;
    assert.equal(run.exitCode, 1);
    assert.deepEqual(run.results({ step: 'acme' }), ['failure', 'success']);
    assert.match(run.written({ stage: 'Post' }).join('\n'), /3 left to undo or to save/);
    assert.deepEqual(await challengeRecords(lab.dns, zone), []);

    lab.proxy.clear();
    const next = await start();
    assert.equal(next.exitCode, 0, next.shown);
    assert.deepEqual(next.outputs('outcome', { step: 'acme' }), ['issued']);
    assert.equal(lab.proxy.requests.filter(({ kind }) => kind === 'newOrder').length, 1);
  });
});
