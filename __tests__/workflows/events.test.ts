import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { after, before, describe, it } from 'node:test';
import { challengeRecords, encryptionKey, startLab, tsigKey, zone, type Lab } from '../e2e/lab.ts';
import { startHost, type ActRun, type Host, type Trigger } from './act.ts';
import type { Selection } from './act-log.ts';
import { adaptExample } from './example.ts';
import { createProject, type Project } from './project.ts';
import { recordSsh } from './ssh.ts';

const secrets = { ACME_ENCRYPTION_KEY: encryptionKey, RFC2136_TSIG_SECRET: tsigKey.secret };
const deploying = { secrets: { ...secrets, DEPLOY_SSH_KEY: 'the key of the web server' } };
const action = { step: 'acme', stage: 'Main' } as const;
const proposed = { step: '1', stage: 'Main' } as const;

const ninetyDays = { default: { description: 'Ninety days', validityPeriodSeconds: 90 * 86_400 } };

const firstLine = (run: ActRun, step: Selection) => run.written(step)[0] ?? '';
const outputs = (run: ActRun, step: Selection = action) =>
  Object.fromEntries(['outcome', 'renewed'].map((name) => [name, run.outputs(name, step).join()]));

describe('one commit, and the events that start it', () => {
  let lab: Lab;
  let host: Host;
  let project: Project;
  let shown = '';
  const ssh = recordSsh();
  before(async () => {
    lab = await startLab({
      zones: [{ name: zone, records: '@ CAA 0 issue "pebble.letsencrypt.org"' }],
      pebble: { profiles: ninetyDays, blockedDomains: ['refused.test'] },
    });
    host = await startHost({ programs: [ssh.directory] });
    const adaption = { lab, temp: host.temp };
    const dryRun = adaptExample('certificates-dry-run.yml', adaption);
    project = createProject({
      '.github/workflows/certificates.yml': adaptExample('certificates.yml', adaption),
      '.github/workflows/certificates-dry-run.yml': dryRun,
      '.github/workflows/manual.yml': adaptExample('manual.yml', adaption),
      '.github/workflows/refused.yml': adaptExample('certificates-dry-run.yml', {
        ...adaption,
        inputs: { domains: 'refused.test' },
      }),
      '.github/workflows/target.yml': dryRun.replace('pull_request:', 'pull_request_target:'),
    });
  });
  after(async () => {
    await host.stop();
    await lab.stop();
  });

  const run = async (trigger: Omit<Trigger, 'workflow'>, workflow = 'certificates.yml') => {
    const [before, asked] = [host.stored(), lab.proxy.requests.length];
    const result = await host.run(project, { workflow, ...trigger });
    shown += result.shown;
    const kinds = lab.proxy.requests.slice(asked).map(({ kind }) => kind);
    return {
      ...result,
      asked: kinds,
      orders: kinds.filter((kind) => kind === 'newOrder').length,
      stored: { before, after: host.stored() },
    };
  };
  const onSchedule = () => run({ event: 'schedule', payload: { schedule: '17 3,15 * * *' }, ...deploying });
  const proposal = { event: 'pull_request', payload: { number: 7, pull_request: { number: 7 } } } as const;

  it('schedule: issues, stores, and hands over what is new', async () => {
    const result = await onSchedule();
    assert.equal(result.exitCode, 0, result.shown);
    assert.deepEqual(result.jobs, { certificates: ['success'] });
    assert.match(firstLine(result, action), /^event schedule: renew on /);
    assert.deepEqual(outputs(result), { outcome: 'issued', renewed: 'true' });
    assert.equal(result.orders, 1);
    assert.deepEqual(result.results({ ...action, stage: 'Post' }), ['success']);
    assert.deepEqual(ssh.sent(), ['fullchain.pem', 'privkey.pem']);
    assert.match(ssh.commandLine(), / deploy@www\.example\.test tar -C /);
    assert.equal(host.results.artifacts.length, 1);
    assert.match(result.summaries(action).join(), /1 issued/);
    // By the action's own rules for workflows.
    assert.doesNotMatch(result.shown, /::warning/);
    ssh.forget();
  });

  it('schedule, once more: finds it in the cache, orders nothing, hands over nothing', async () => {
    const result = await onSchedule();
    assert.equal(result.exitCode, 0, result.shown);
    assert.deepEqual(outputs(result), { outcome: 'unchanged', renewed: 'false' });
    assert.equal(result.orders, 0);
    assert.equal(ssh.sent(), undefined);
    assert.deepEqual(result.results({ ...action, stage: 'Post' }), ['success']);
  });

  it('workflow_dispatch: keeps what is not due, and hands it over again', async () => {
    const result = await run({ event: 'workflow_dispatch', ...deploying });
    assert.equal(result.exitCode, 0, result.shown);
    assert.match(firstLine(result, action), /^event workflow_dispatch: renew on /);
    assert.deepEqual(outputs(result), { outcome: 'unchanged', renewed: 'false' });
    assert.equal(result.orders, 0);
    assert.deepEqual(ssh.sent(), ['fullchain.pem', 'privkey.pem']);
    ssh.forget();
  });

  it('workflow_dispatch with its input `dry-run`: orders for nothing', async () => {
    const inputs = { 'dry-run': 'true' };
    const result = await run({ event: 'workflow_dispatch', payload: { inputs }, ...deploying });
    assert.equal(result.exitCode, 0, result.shown);
    assert.match(firstLine(result, action), /^input mode: dry-run on .*nothing is saved/);
    assert.deepEqual(outputs(result), { outcome: 'dry-run', renewed: 'false' });
    assert.equal(result.orders, 1);
    assertNothingKept(result);
    assert.equal(ssh.sent(), undefined);
  });

  it('workflow_dispatch of manual.yml with its input `force`: renews what is not due', async () => {
    const inputs = { mode: 'renew', force: 'true' };
    const result = await run({ event: 'workflow_dispatch', payload: { inputs }, secrets }, 'manual.yml');
    assert.equal(result.exitCode, 0, result.shown);
    assert.deepEqual(outputs(result), { outcome: 'renewed', renewed: 'true' });
    assert.equal(result.orders, 1);
    const next = await onSchedule();
    assert.deepEqual(outputs(next), { outcome: 'unchanged', renewed: 'false' }, 'what it stored is found');
  });

  it('pull_request: the whole flow, and nothing is kept', async () => {
    const result = await run({ ...proposal, secrets }, 'certificates-dry-run.yml');
    assert.equal(result.exitCode, 0, result.shown);
    assert.match(firstLine(result, proposed), /^event pull_request: dry-run on .*nothing is saved/);
    assert.deepEqual(outputs(result, proposed), { outcome: 'dry-run', renewed: 'false' });
    assert.ok(result.asked.includes('cert'));
    assert.deepEqual(result.results({ ...proposed, stage: 'Post' }), ['success']);
    assertNothingKept(result);
    assert.deepEqual(await challengeRecords(lab.dns, zone), []);
  });

  it('pull_request for names that the CA refuses: fails as the renewal would, and nothing is kept', async () => {
    const result = await run({ ...proposal, secrets }, 'refused.yml');
    assert.equal(result.exitCode, 1, result.shown);
    assert.match(firstLine(result, proposed), /^event pull_request: dry-run on /);
    assert.deepEqual(outputs(result, proposed), { outcome: 'failed', renewed: 'false' });
    assertNothingKept(result);
  });

  it('pull_request of a fork: looks, and orders nothing', async () => {
    const result = await run(proposal, 'certificates-dry-run.yml');
    assert.equal(result.exitCode, 0, result.shown);
    assert.match(
      firstLine(result, proposed),
      /^event pull_request without secrets \(a fork's .*: preflight on .*nothing is ordered/,
    );
    assert.deepEqual(outputs(result, proposed), { outcome: 'checked', renewed: 'false' });
    assert.deepEqual([...new Set(result.asked)], ['dir']);
    assert.match(result.summaries(proposed).join(), /preflight/);
    assertNothingKept(result);
  });

  it('pull_request_target: refused before anyone is asked', async () => {
    const payload = { pull_request: { number: 7, base: { ref: 'main' } } };
    const result = await run({ event: 'pull_request_target', payload, secrets }, 'target.yml');
    assert.equal(result.exitCode, 1);
    assert.match(result.shown, /pull_request_target gives secrets to a run that strangers can start/);
    assert.deepEqual(result.asked, []);
    assertNothingKept(result);
  });

  it('no run shows a secret', () => {
    const hidden = Object.values(deploying.secrets).flatMap((value) => [
      value,
      Buffer.from(value).toString('base64'),
    ]);
    for (const value of hidden) assert.ok(!shown.includes(value));
    assert.doesNotMatch(shown, /BEGIN PRIVATE KEY-----\n(?!\*\*\*)/);
    assert.match(shown, /BEGIN PRIVATE KEY-----\n\*\*\*/);
  });

  function assertNothingKept(result: Awaited<ReturnType<typeof run>>): void {
    const left = [host.temp, host.workspaces].flatMap((directory) =>
      readdirSync(directory, { recursive: true, encoding: 'utf8' }),
    );
    assert.deepEqual(
      left.filter((file) => /\.pem$|\.pfx$|\.sealed|bounded-acme/.test(file)),
      [],
    );
    assert.deepEqual(result.stored.after, result.stored.before);
    assert.doesNotMatch(JSON.stringify(result.lines), /-----BEGIN/);
  }
});
