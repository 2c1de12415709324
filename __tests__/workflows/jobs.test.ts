import assert from 'node:assert/strict';
import { createPrivateKey, X509Certificate } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import { encryptionKey, startLab, tsigKey, zone, type Lab } from '../e2e/lab.ts';
import { startHost, type ActRun, type Host } from './act.ts';
import { downloadArtifactAction } from './download-artifact.ts';
import { adaptExample } from './example.ts';
import { createProject, type Project } from './project.ts';
import { recordSsh } from './ssh.ts';

const secrets = { ACME_ENCRYPTION_KEY: encryptionKey, RFC2136_TSIG_SECRET: tsigKey.secret };
const downloader = 'actions/download-artifact@3e5f45b2cfb9172054b4087a40e8e0b5a5461e7c';
const fleet = ['one', 'two', 'three'].map((name) => `${name}.${zone}`);

describe('jobs that work together', () => {
  let lab: Lab;
  let host: Host;
  let project: Project;
  const ssh = recordSsh();
  before(async () => {
    lab = await startLab({
      pebble: { profiles: { default: { description: 'Ninety days', validityPeriodSeconds: 90 * 86_400 } } },
    });
    host = await startHost({
      programs: [ssh.directory],
      actions: { [downloader]: downloadArtifactAction() },
      cache: 'results',
    });
    const adaption = { lab, temp: host.temp };
    project = createProject({
      'certificates.txt': fleet.join('\n'),
      '.github/workflows/fleet.yml': adaptExample('fleet.yml', adaption),
      '.github/workflows/hand-over.yml': adaptExample('hand-over.yml', adaption),
      '.github/workflows/monitor.yml': adaptExample('monitor.yml', adaption),
    });
  });
  after(async () => {
    await host.stop();
    await lab.stop();
  });

  const run = async (workflow: string, schedule: string) => {
    const before = lab.proxy.requests.length;
    const payload = { schedule };
    const given = { ...secrets, DEPLOY_SSH_KEY: 'the key of the web server' };
    const result = await host.run(project, { event: 'schedule', workflow, payload, secrets: given });
    const orders = lab.proxy.requests.slice(before).filter(({ kind }) => kind === 'newOrder').length;
    return { ...result, orders };
  };
  const runFleet = () => run('fleet.yml', '23 1,13 * * *');
  const dueIn = (result: ActRun) =>
    JSON.parse(result.outputs('due', { job: 'plan' }).join()) as readonly string[];

  it('fleet: the plan orders nothing, a job for each renews it, and the last one tells of all', async () => {
    const result = await runFleet();
    assert.equal(result.exitCode, 0, result.shown);
    assert.deepEqual(dueIn(result), fleet);
    assert.deepEqual(result.jobs, {
      plan: ['success'],
      renew: ['success', 'success', 'success'],
      renewed: ['success'],
    });
    assert.equal(result.orders, fleet.length);
    for (const name of fleet) {
      const job = { job: 'renew', matrix: { name }, stage: 'Main' } as const;
      const [certificates = '[]'] = result.outputs('certificates', job);
      const [told, ...others] = JSON.parse(certificates) as { name: string; outcome: string }[];
      assert.deepEqual([told?.name, told?.outcome, others], [name, 'issued', []]);
      assert.match(result.written(job)[0] ?? '', /^event schedule: renew on /);
      assert.ok(result.results({ ...job, stage: 'Post' }).includes('success'));
    }
    assert.match(result.written({ job: 'plan', step: 'acme' })[0] ?? '', /: plan on .*; nothing is ordered$/);
    assert.match(result.summaries({ job: 'renewed' }).join(), /Plan: success, renewals: success/);
    assert.deepEqual(
      host.results.artifacts.map(({ name }) => name).sort(),
      fleet.map((name) => `certificates-${name}`).sort(),
    );
  });

  it('fleet, once more: nothing is due, and no job renews', async () => {
    const result = await runFleet();
    assert.equal(result.exitCode, 0, result.shown);
    assert.deepEqual(dueIn(result), []);
    assert.deepEqual(result.jobs['renew'] ?? [], []);
    assert.equal(result.orders, 0);
    assert.match(result.summaries({ job: 'renewed' }).join(), /renewals: skipped/);
  });

  it('hand-over: the next job opens the key of the artifact with the secret, and deploys', async () => {
    const result = await run('hand-over.yml', '29 4,16 * * *');
    assert.equal(result.exitCode, 0, result.shown);
    assert.deepEqual(result.jobs, { certificates: ['success'], deploy: ['success'] });
    const sent = ssh.files();
    const leaf = new X509Certificate(sent['fullchain.pem'] ?? '');
    assert.ok(leaf.checkPrivateKey(createPrivateKey(sent['privkey.pem'] ?? '')), "the key is the leaf's");
    assert.doesNotMatch(host.results.stored.map(String).join(), /BEGIN PRIVATE KEY/);
    ssh.forget();
  });

  it('hand-over, once more: nothing is new, and nothing is deployed', async () => {
    const result = await run('hand-over.yml', '29 4,16 * * *');
    assert.equal(result.exitCode, 0, result.shown);
    assert.deepEqual(result.outputs('outcome', { job: 'certificates' }), ['unchanged']);
    assert.equal(result.orders, 0);
    assert.equal(ssh.sent(), undefined);
  });

  it('monitor: asks no CA, and looks at what is stored', async () => {
    const before = lab.proxy.requests.length;
    const result = await run('monitor.yml', '41 5,11,17,23 * * *');
    assert.match(result.written({ step: '1' })[0] ?? '', /^input mode: check on .*nothing is ordered$/);
    assert.equal(lab.proxy.requests.length, before);
    assert.equal(result.exitCode, 0, result.shown);
    assert.deepEqual(result.outputs('days-left'), ['89']);
    assert.match(result.shown, /it serves no certificate/);
  });
});
