import assert from 'node:assert/strict';
import { chmodSync, existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import type { Fault, SeenRequest } from '../../scripts/servers/faults.ts';
import { startProxy, type Proxy } from '../../scripts/servers/proxy.ts';
import { failureOf } from './issued.ts';
import { challengeRecords, startLab, zone, type Lab } from './lab.ts';
import { runMain, runPost, temporaryDirectory } from './runner.ts';

/** Where a run can be cut off: what holds it there, and whether its record is set by then. */
const phases: Readonly<Record<string, { fault: Fault; recordSet: boolean }>> = {
  directory: { fault: { action: 'hang', kind: 'dir' }, recordSet: false },
  account: { fault: { action: 'hang', kind: 'newAccount' }, recordSet: false },
  order: { fault: { action: 'hang', kind: 'newOrder' }, recordSet: false },
  authorization: { fault: { action: 'hang', kind: 'authz' }, recordSet: false },
  challenge: { fault: { action: 'hang', kind: 'challenge' }, recordSet: true },
  validation: { fault: { action: 'authz-pending', kind: 'order' }, recordSet: true },
  finalize: { fault: { action: 'hang', kind: 'finalize', forward: true }, recordSet: true },
  issuance: { fault: { action: 'order-processing' }, recordSet: true },
  download: { fault: { action: 'hang', kind: 'cert' }, recordSet: true },
};

/** Phases in which the record stands while main waits: after validation it is taken away at once. */
const withRecord = ['challenge', 'validation'];

describe('the built action when its job is cancelled', { concurrency: 2 }, () => {
  let lab: Lab;
  const proxies: Proxy[] = [];
  before(async () => {
    // Nothing listens at the zone's second server: its records never show everywhere.
    lab = await startLab({ zones: [{ name: 'stale.test', nameServers: ['127.0.0.1', '127.0.0.9'] }] });
  });
  after(async () => {
    for (const proxy of proxies) await proxy.stop();
    await lab.stop();
  });

  /** A step that waits where the fault holds it, and gets the signal there. */
  const stepHeldBy = async (fault: Fault, { name, signal }: { name: string; signal: NodeJS.Signals }) => {
    const proxy = await startProxy(lab.pebble);
    proxies.push(proxy);
    proxy.fault(fault);
    const held = ({ fault: met, kind }: SeenRequest) =>
      met !== undefined && (fault.kind ?? (met === 'order-processing' ? 'finalize' : kind)) === kind;
    return lab.step(name, {
      ca: proxy,
      inputs: { timeout: '100s' },
      signal: { name: signal, when: () => proxy.requests.some(held) },
    });
  };
  const wasSet = (name: string) => lab.dns.log().includes(`adding an RR at '_acme-challenge.${name}'`);

  for (const [phase, { fault, recordSet }] of Object.entries(phases)) {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      it(`${signal} in ${phase}: ends at once as cancelled, and leaves nothing`, async () => {
        const name = `${phase}-${signal}.${zone}`.toLowerCase();
        const step = await stepHeldBy(fault, { name, signal });
        const result = await runMain(step);
        assert.equal(result.signal, null, 'it ends by itself');
        assert.equal(failureOf(result).code, 'cancelled');
        // GitHub kills what hasn't ended 10 s after the first signal.
        assert.ok((result.endedAfterMs ?? Infinity) < 7_500, `${result.endedAfterMs} ms`);
        assert.equal(wasSet(name), recordSet, result.log);
        assert.deepEqual(await challengeRecords(lab.dns, name), []);
      });
    }
  }

  it('SIGINT while a record spreads: it is removed', async () => {
    const name = 'www.stale.test';
    const result = await runMain(
      lab.step(name, { signal: { name: 'SIGINT', when: (log) => log.includes('TXT set at') } }),
    );
    assert.equal(failureOf(result).code, 'cancelled');
    assert.ok(wasSet(name));
    assert.deepEqual(await challengeRecords(lab.dns, name), []);
  });

  it('SIGINT while the program of the user runs: it ends with the run', async () => {
    const directory = temporaryDirectory();
    const [hook, pidFile] = [join(directory, 'hook.sh'), join(directory, 'pid')];
    writeFileSync(hook, `#!/bin/sh\n[ "$1" = cleanup ] && exit 0\necho $$ > ${pidFile}\nsleep 1000\n`);
    chmodSync(hook, 0o755);
    const result = await runMain(
      lab.step(`hook.${zone}`, {
        inputs: { 'dns-provider': 'exec', hook },
        signal: { name: 'SIGINT', when: () => existsSync(pidFile) && statSync(pidFile).size > 0 },
      }),
    );
    assert.equal(failureOf(result).code, 'cancelled');
    const pid = Number(readFileSync(pidFile, 'utf8'));
    assert.throws(() => process.kill(pid, 0), { code: 'ESRCH' });
  });

  for (const phase of withRecord) {
    it(`SIGKILL in ${phase}: the post step removes the record`, async () => {
      const name = `${phase}-sigkill.${zone}`;
      const { fault } = phases[phase] ?? assert.fail();
      const step = await stepHeldBy(fault, { name, signal: 'SIGKILL' });
      const main = await runMain(step);
      assert.equal(main.signal, 'SIGKILL');
      assert.equal((await challengeRecords(lab.dns, name)).length, 1);

      const journal = main.state['journal'] ?? '';
      assert.equal((statSync(journal).mode & 0o777).toString(8), '600');
      const [value = 'none'] = await challengeRecords(lab.dns, name);
      assert.match(readFileSync(journal, 'utf8'), new RegExp(value));

      const post = await runPost(step, main);
      assert.equal(post.exitCode, 0, post.log);
      assert.match(post.log, /1 left to undo/);
      assert.deepEqual(await challengeRecords(lab.dns, name), []);

      const again = await runPost(step, main);
      assert.equal(again.log, '', 'nothing is undone twice');
    });
  }

  it('a post step that cannot undo says what to remove by hand, and does not fail the job', async () => {
    const name = `byhand.${zone}`;
    const { fault } = phases['challenge'] ?? assert.fail();
    const main = await runMain(await stepHeldBy(fault, { name, signal: 'SIGKILL' }));
    const [value = ''] = await challengeRecords(lab.dns, name);
    const env = { RFC2136_TSIG_SECRET: Buffer.alloc(32, 1).toString('base64') };
    const post = await runPost(lab.step(name, { env }), main);
    assert.equal(post.exitCode, 0);
    assert.match(post.log, /^::warning title=/m);
    assert.ok(post.log.includes(`_acme-challenge.${name}. TXT "${value}"`), post.log);
    await runPost(lab.step(name), main);
    assert.deepEqual(await challengeRecords(lab.dns, name), []);
  });

  it('a post step with nothing to do asks nobody and says nothing', async () => {
    const step = lab.step(`done.${zone}`);
    const main = await runMain(step);
    const asked = lab.proxy.requests.length;
    const post = await runPost(step, main);
    assert.deepEqual([post.exitCode, post.log, post.stderr, post.summary], [0, '', '', '']);
    assert.equal(lab.proxy.requests.length, asked);
  });
});
