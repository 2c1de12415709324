import assert from 'node:assert/strict';
import { cpSync, existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { onlyCertificate } from './issued.ts';
import { challengeRecords, startLab, zone, type Lab } from './lab.ts';
import { committedDist, runMain, temporaryDirectory } from './runner.ts';

describe('the built action and the event that started it', () => {
  let lab: Lab;
  before(async () => {
    lab = await startLab();
  });
  after(() => lab.stop());

  for (const event of ['pull_request', 'merge_group']) {
    it(`${event}: the whole flow, and nothing is kept`, async () => {
      const name = `${event.replace('_', '-')}.${zone}`;
      const result = await runMain(lab.step(name, { event }));
      assert.equal(result.exitCode, 0, result.log);
      assert.match(result.log, new RegExp(`^event ${event}: dry-run on `));
      assert.equal(result.outputs['outcome'], 'dry-run');
      assert.equal(result.outputs['renewed'], 'false');
      assert.equal(onlyCertificate(result).outcome, 'dry-run');
      assert.ok(lab.proxy.requests.some(({ kind }) => kind === 'cert'));
      assert.doesNotMatch(JSON.stringify(result.outputs), /-----BEGIN/);
      assert.doesNotMatch(result.log, /-----BEGIN|PRIVATE/);
      assert.deepEqual(
        readdirSync(result.temp, { recursive: true, encoding: 'utf8' }).filter((file) =>
          file.endsWith('.pem'),
        ),
        [],
      );
      assert.deepEqual(await challengeRecords(lab.dns, name), []);
    });
  }

  it('pull_request_target: refused, the CA is not asked', async () => {
    const before = lab.proxy.requests.length;
    const result = await runMain(lab.step(`www.${zone}`, { event: 'pull_request_target' }));
    assert.equal(result.exitCode, 1);
    assert.match(result.log, /\[config\]/);
    assert.match(result.log, /pull_request_target/);
    assert.equal(lab.proxy.requests.length, before);
  });

  it('an explicit mode comes first', async () => {
    const result = await runMain(
      lab.step(`explicit.${zone}`, { event: 'pull_request', inputs: { mode: 'renew' } }),
    );
    assert.equal(result.outputs['outcome'], 'issued');
  });

  it('schedule: renews, in the same steps every time, and without any randomness in its timing', async () => {
    // Math.random is what times would be spread with; every use of it ends the process.
    const env = {
      NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(
        "Math.random = () => { throw new Error('Math.random was asked') };",
      )}`,
    };
    const logs = [];
    for (let run = 0; run < 2; run += 1) {
      const result = await runMain(lab.step(`cron.${zone}`, { event: 'schedule', env }));
      assert.equal(result.exitCode, 0, `${result.log}${result.stderr}`);
      logs.push(
        result.log
          .split('\n')
          .filter((line) => !line.startsWith('::add-mask::'))
          .map((line) =>
            line.replace(/my-order\/\S+|Certificate [0-9A-F]+|[\d.]+ s\b|bounded-acme-e2e-\w+/g, '...'),
          ),
      );
    }
    const [first, second] = logs;
    assert.match(first?.[0] ?? '', /^event schedule: renew on /);
    assert.deepEqual(second, first);
  });
});

describe('the start of the built action', () => {
  /** The bundle without the libraries that are loaded when they are needed; the DNS providers are our own. */
  const withoutChunks = () => {
    const dist = join(temporaryDirectory(), 'dist');
    cpSync(committedDist, dist, { recursive: true });
    const chunks = readdirSync(join(dist, 'main')).filter((file) => /^\d+\.index\.js$/.test(file));
    assert.notEqual(chunks.length, 0, 'the bundle is in parts');
    const libraries = chunks.filter(
      (chunk) => !readFileSync(join(dist, 'main', chunk), 'utf8').includes('providerSpecs'),
    );
    assert.equal(libraries.length, chunks.length - 1);
    for (const chunk of libraries) rmSync(join(dist, 'main', chunk));
    assert.ok(existsSync(join(dist, 'main', 'index.js')));
    return dist;
  };
  const inputs = {
    domains: `www.${zone}`,
    ca: 'https://127.0.0.1:9/dir',
    'dns-provider': 'exec',
    hook: '/bin/true',
  };

  it('loads no library of the CA, DNS or certificates for settings that cannot be used', async () => {
    const result = await runMain({ inputs: { ...inputs, timeout: 'soon' }, dist: withoutChunks() });
    assert.equal(result.exitCode, 1);
    assert.match(result.log, /timeout "soon": not a duration/);
    assert.match(result.log, /\[config\]/);
  });

  it('needs them for the rest, and shows the stack of what nobody expected', async () => {
    const result = await runMain({ inputs, dist: withoutChunks() });
    assert.equal(result.exitCode, 1);
    assert.match(result.log, /\[internal\]/);
    assert.match(result.log, /^ +at \S/m);
  });
});
