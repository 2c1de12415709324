import assert from 'node:assert/strict';
import { join } from 'node:path';
import { createHash } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import { startBind, type Bind } from '../../scripts/servers/bind.ts';
import { startProxy } from '../../scripts/servers/proxy.ts';
import { askDns } from '../../scripts/servers/dns-question.ts';
import { certificatesOf, checkIssued, failureOf } from './issued.ts';
import {
  challengeRecords,
  encryptionKey,
  startLab,
  updatesOf,
  zone,
  type Lab,
  type StepOptions,
} from './lab.ts';
import { runMain, runPost, temporaryDirectory, type StepResult } from './runner.ts';
import { writeRecords } from './write-records.ts';

interface ToldRecord {
  name: string;
  type: string;
  value: string;
}

/** The records that a failed step asks for. */
function recordsOf(result: StepResult): ToldRecord[] {
  return certificatesOf(result).flatMap(({ error }) => (error as { records?: ToldRecord[] }).records ?? []);
}

describe('the built action with dns-persist-01', () => {
  let lab: Lab;
  /** The second server of its zone, which stays behind. */
  let stale: Bind;
  const twoServers = 'two.test';
  before(async () => {
    const zones = [{ name: twoServers, nameServers: ['127.0.0.1', '127.0.0.7'] }];
    lab = await startLab({ zones });
    const old = 'pebble.letsencrypt.org; accounturi=https://127.0.0.1/before';
    stale = await startBind({
      address: '127.0.0.7',
      port: lab.dns.port,
      zones: [{ ...zones[0], name: twoServers, records: `_validation-persist.www IN TXT "${old}"` }],
    });
  });
  after(async () => {
    await stale.stop();
    await lab.stop();
  });

  /** A step without anything that could change the DNS. */
  const step = (domains: string, { inputs = {}, ...more }: StepOptions = {}) => ({
    ...lab.step(domains, {
      inputs: { challenge: 'dns-persist-01', 'dns-provider': '', ...inputs },
      ...more,
    }),
    env: {},
  });
  const write = (...records: readonly { name: string; value: string }[]) => writeRecords(lab, ...records);
  const updates = () => lab.dns.log().split('updating zone').length - 1;
  const orders = () => lab.proxy.requests.filter(({ kind }) => kind === 'newOrder').length;

  it('tells the record of every name before it orders; written once, they issue and renew without credentials', async () => {
    const [plain, wild] = [`once.${zone}`, `wild.${zone}`];
    const domains = `${plain} ${wild} *.${wild}`;
    const state = join(temporaryDirectory(), 'state');
    const ordered = orders();
    const missing = await runMain(step(domains, { inputs: { state } }));
    const error = failureOf(missing);
    assert.equal(error.code, 'challenge-unavailable');
    assert.equal(orders(), ordered, 'no order was spent');
    const records = recordsOf(missing);
    assert.deepEqual(
      records.map(({ name, type }) => `${name} ${type}`),
      [`_validation-persist.${plain} TXT`, `_validation-persist.${wild} TXT`],
    );
    const account = /^ *Account (https:\S+)$/m.exec(missing.log)?.[1] ?? '';
    const values = [
      `pebble.letsencrypt.org; accounturi=${account}`,
      `pebble.letsencrypt.org; accounturi=${account}; policy=wildcard`,
    ];
    assert.deepEqual(
      records.map(({ value }) => value),
      values,
    );
    for (const [index, name] of [plain, wild].entries()) {
      const line = `_validation-persist.${name}. 3600 IN TXT "${values[index] ?? ''}"`;
      assert.ok(missing.log.includes(line.replaceAll('%', '%25')), missing.log);
    }
    assert.match(missing.summary, /<pre><code>&#95;validation-persist\.once/);

    await write(...records);
    const [written, other] = [updates(), lab.dns.log().length];
    assert.ok(written >= 2, 'the log of the server tells of updates');
    const issued = await runMain(step(domains, { inputs: { state } }));
    assert.equal(issued.exitCode, 0, issued.log);
    await checkIssued(lab, issued, { name: plain, names: [plain, wild, `*.${wild}`] });
    assert.match(issued.log, /TXT at _validation-persist\.once\.example\.test is right/);

    const renewed = await runMain(step(domains, { inputs: { state, force: 'true' } }));
    assert.equal(renewed.exitCode, 0, renewed.log);
    assert.equal(renewed.outputs['outcome'], 'renewed');
    await runPost(step(domains, { inputs: { state } }), renewed);
    assert.equal(updates(), written, lab.dns.log().slice(other));
    assert.deepEqual(await challengeRecords(lab.dns, plain, wild), []);
    const left = await askDns(lab.dns, { type: 'TXT', name: `_validation-persist.${plain}` });
    assert.equal(left.answers.length, 1, 'the record stays');
  });

  it('explains each parameter that is wrong, of all names at once', async () => {
    const names = ['issuer', 'account', 'policy', 'ended', 'garbled'].map((name) => `${name}.${zone}`);
    const [issuer = '', account = '', policy = '', ended = '', garbled = ''] = names;
    const domains = `${names.join(' ')} *.${policy}`;
    const wanted = recordsOf(await runMain(step(domains)));
    const ours = /accounturi=(\S+?)(;|$)/.exec(wanted[0]?.value ?? '')?.[1] ?? '';
    const at = (name: string, value: string) => ({ name: `_validation-persist.${name}`, value });
    await write(
      at(issuer, `other.example; accounturi=https://other.example/1`),
      at(account, `pebble.letsencrypt.org; accounturi=https://127.0.0.1/other`),
      at(policy, `pebble.letsencrypt.org; accounturi=${ours}`),
      at(ended, `pebble.letsencrypt.org; accounturi=${ours}; persistUntil=1700000000`),
      at(garbled, `pebble.letsencrypt.org; accounturi=${ours};`),
    );
    const ordered = orders();
    const error = failureOf(await runMain(step(domains)));
    assert.equal(orders(), ordered);
    const says = (name: string, words: RegExp) =>
      assert.match(
        new RegExp(`${name.replace('*', '\\*')} \\((.*?)\\)(;|$)`).exec(error.message)?.[1] ?? '',
        words,
      );
    says(issuer, /no value for this CA/);
    says(account, /accounturi: it is https:\/\/127\.0\.0\.1\/other, and the account of this run is https:/);
    says(`*.${policy}`, /policy: it is missing, and a wildcard needs policy=wildcard/);
    says(ended, /persistUntil: it ended at 2023-11-14T/);
    says(garbled, /can't be read/);
  });

  it('takes the next type where the CA does not offer it, and says so', async () => {
    lab.proxy.fault({
      action: 'rewrite',
      kind: 'authz',
      body: (json) => {
        const authorization = json as { challenges: { type: string }[] };
        return {
          ...authorization,
          challenges: authorization.challenges.filter(({ type }) => type !== 'dns-persist-01'),
        };
      },
    });
    const name = `next.${zone}`;
    const inputs = { challenge: 'dns-persist-01 dns-01', 'dns-provider': 'rfc2136' };
    const result = await runMain({ ...step(name, { inputs }), env: updatesOf(lab.dns) });
    // What stands there would be right: nothing but the CA is in the way.
    const alone = `alone.${zone}`;
    await write(...recordsOf(await runMain(step(alone))));
    const refused = failureOf(await runMain(step(alone)));
    lab.proxy.clear();
    assert.equal(result.exitCode, 0, result.log);
    assert.match(result.log, /The CA offers no dns-persist-01 for next\.example\.test: dns-01 is taken/);
    assert.equal(refused.code, 'challenge-unavailable');
    assert.match(
      refused.message,
      /^For alone\.example\.test the CA offers .*, and the input has dns-persist-01/,
    );
  });

  it('holds a record against the names that the CA tells with the challenge, too', async () => {
    const name = `renamed.${zone}`;
    const [record] = recordsOf(await runMain(step(name)));
    assert.ok(record);
    // The directory's name isn't the one that this CA wants there, which only its challenge tells.
    await write({ ...record, value: record.value.replace('pebble.letsencrypt.org', 'other.example') });
    const ordered = orders();
    const error = failureOf(await runMain(step(name)));
    assert.equal(orders(), ordered + 1);
    assert.match(
      error.message,
      /issuer: it names other\.example, and this CA goes by pebble\.letsencrypt\.org/,
    );
  });

  it('warns in the 30 days before a record ends', async () => {
    const name = `ending.${zone}`;
    const [record] = recordsOf(await runMain(step(name)));
    assert.ok(record);
    const inDays = (days: number) => Math.floor(Date.now() / 1_000) + days * 86_400;
    await write({ ...record, value: `${record.value}; persistUntil=${inDays(20)}` });
    const result = await runMain(step(name));
    assert.equal(result.exitCode, 0, result.log);
    assert.match(result.log, /^::warning .*_validation-persist\.ending\.example\.test ends at 20/m);
    await write({ ...record, value: `${record.value}; persistUntil=${inDays(40)}` });
  });

  it('fails while one of the servers of the zone shows an old value, and says which', async () => {
    const name = `www.${twoServers}`;
    const [record] = recordsOf(await runMain(step(name)));
    assert.ok(record);
    await write(record);
    const ordered = orders();
    const error = failureOf(await runMain(step(name)));
    assert.equal(orders(), ordered);
    assert.match(
      error.message,
      /accounturi: it is https:\/\/127\.0\.0\.1\/before, and .* \(at ns2\.two\.test \(127\.0\.0\.7/,
    );
  });

  it('goes on with the same record after its secret was rotated', async () => {
    const name = `rotated.${zone}`;
    const proxy = await startProxy(lab.pebble);
    const at = (inputs: Record<string, string> = {}) => step(name, { ca: proxy, inputs });
    await write(...recordsOf(await runMain(at())));
    assert.equal((await runMain(at())).exitCode, 0);
    const next = createHash('sha256').update('the next secret').digest('base64');
    const both = { 'encryption-key': next, 'previous-encryption-key': encryptionKey };
    for (const inputs of [both, { 'encryption-key': next }]) {
      const result = await runMain(at(inputs));
      assert.equal(result.exitCode, 0, result.log);
      assert.match(result.log, /TXT at _validation-persist\.rotated\.example\.test is right/);
    }
    assert.equal(proxy.requests.filter(({ kind }) => kind === 'keyChange').length, 1);
    const changed = createHash('sha256').update('without the one before').digest('base64');
    assert.match(failureOf(await runMain(at({ 'encryption-key': changed }))).message, /accounturi: it is/);
    await proxy.stop();
  });

  it('looks again at the names that the CA tells with the challenge', async () => {
    const name = `both.${zone}`;
    const inputs = { challenge: 'dns-persist-01 dns-01', 'dns-provider': 'rfc2136' };
    const result = await runMain({ ...step(name, { inputs }), env: updatesOf(lab.dns) });
    assert.equal(failureOf(result).code, 'challenge-unavailable');
    const [record] = recordsOf(result);
    assert.ok(record);
    await write(record);
    const issued = await runMain({ ...step(name, { inputs }), env: updatesOf(lab.dns) });
    assert.equal(issued.exitCode, 0, issued.log);
    assert.doesNotMatch(issued.log, /TXT set/);
  });

  it('needs a secret, since the record names the account', async () => {
    const result = await runMain(step(`secret.${zone}`, { inputs: { 'encryption-key': '' } }));
    assert.equal(result.exitCode, 1);
    assert.match(result.log, /encryption-key: is empty, and `challenge` names dns-persist-01/);
  });
});
