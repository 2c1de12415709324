import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { findSecrets } from './canaries.ts';
import { challengeRecords, encryptionKey, startLab, tsigKey, updatesOf, zone, type Lab } from './lab.ts';
import { committedDist, temporaryDirectory } from './runner.ts';
import { writeRecords } from './write-records.ts';

describe('the built command on an older Node', () => {
  it('says in one line which one it needs, and how to start it', async () => {
    // What Node 20 has not, and what it says of itself.
    const older = `delete Promise.withResolvers; delete Map.groupBy; delete Object.groupBy;
      Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '20.19.2' } });`;
    const preload = `data:text/javascript,${encodeURIComponent(older)}`;
    const child = spawn(process.execPath, [
      '--import',
      preload,
      join(committedDist, 'cli', 'index.js'),
      '--domains',
      'a.example',
    ]);
    let told = '';
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (text: string) => (told += text));
    const [exitCode] = (await once(child, 'close')) as [number | null];
    assert.equal(exitCode, 1);
    assert.match(told, /^.*needs Node 24.* 20\.19\.2.*`npx node dist\/cli\/index\.js .*\n$/);
  });
});

describe('the built command', () => {
  let lab: Lab;
  before(async () => {
    lab = await startLab();
  });
  after(() => lab.stop());

  /** Runs it with these arguments, in a directory of its own. */
  const run = async (args: readonly string[], env: Readonly<Record<string, string>> = {}) => {
    const directory = temporaryDirectory();
    const child = spawn(process.execPath, [join(committedDist, 'cli', 'index.js'), ...args], {
      cwd: directory,
      env: {
        PATH: process.env['PATH'] ?? '',
        HOME: directory,
        TMPDIR: directory,
        ...updatesOf(lab.dns),
        ...env,
      },
    });
    let [stdout, stderr] = ['', ''];
    child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
    const [exitCode] = (await once(child, 'close')) as [number | null];
    return { exitCode, stdout, stderr, directory };
  };
  const flags = (name: string) => [
    ...['--domains', name, '--ca', lab.proxy.directoryUrl, '--ca-certificates', lab.pebble.caFile],
    ...['--dns-provider', 'rfc2136', '--dns-resolvers', lab.dns.dnsServer, '--output-directory', 'out'],
  ];

  it('gets a certificate, and shows it in a table', async () => {
    const name = `www.${zone}`;
    const args = [...flags(name), '--outputs-file', 'outputs', '--summary-file', 'summary.md'];
    const result = await run(args, { BOUNDED_ACME_ENCRYPTION_KEY: encryptionKey });
    const { exitCode, stdout, stderr, directory } = result;
    assert.equal(exitCode, 0, `${stdout}${stderr}`);
    assert.match(stdout, /^started from a terminal: renew on /);
    assert.match(stdout, /^CERTIFICATE +OUTCOME /m);
    assert.match(stdout, /^www\.example\.test +issued /m);
    assert.equal(stderr, '');

    const key = join(directory, 'out', name, 'privkey.pem');
    assert.equal((statSync(key).mode & 0o777).toString(8), '600');
    const outputs = readFileSync(join(directory, 'outputs'), 'utf8').trim().split('\n');
    assert.ok(outputs.includes(JSON.stringify({ name: 'outcome', value: 'issued' })));
    assert.equal((statSync(join(directory, 'outputs')).mode & 0o777).toString(8), '600');
    assert.match(readFileSync(join(directory, 'summary.md'), 'utf8'), /www\.example\.test/);

    const secrets = { key: readFileSync(key, 'utf8'), encryptionKey, tsig: tsigKey.secret };
    const printed = { stdout, stderr, summary: readFileSync(join(directory, 'summary.md'), 'utf8') };
    assert.deepEqual(findSecrets(printed, secrets), []);
    assert.deepEqual(await challengeRecords(lab.dns, name), []);
  });

  it('reads secret inputs from the environment: the same account each time, and not as flags', async () => {
    const accounts = [];
    for (const name of [`one.${zone}`, `two.${zone}`]) {
      const { stdout } = await run(flags(name), { BOUNDED_ACME_ENCRYPTION_KEY: encryptionKey });
      accounts.push(/Account (https:\S+)/.exec(stdout)?.[1] ?? assert.fail(stdout));
    }
    assert.equal(accounts[0], accounts[1]);
    const refused = await run([...flags(`www.${zone}`), '--encryption-key', encryptionKey]);
    assert.equal(refused.exitCode, 1);
    assert.match(refused.stderr, /--encryption-key/);
    assert.doesNotMatch(refused.stderr, new RegExp(encryptionKey.slice(0, 12)));
  });

  it('tells the record for dns-persist-01, and needs no credential once it is written', async () => {
    const name = `persist.${zone}`;
    const env = { BOUNDED_ACME_ENCRYPTION_KEY: encryptionKey, RFC2136_TSIG_SECRET: '' };
    const provider = flags(name).indexOf('--dns-provider');
    const args = [...flags(name).toSpliced(provider, 2), '--challenge', 'dns-persist-01'];
    const missing = await run(args, env);
    assert.equal(missing.exitCode, 1);
    const [, at = '', value = ''] = /^ +(\S+)\. 3600 IN TXT "(.+)"$/m.exec(missing.stdout) ?? [];
    assert.equal(at, `_validation-persist.${name}`, missing.stdout);
    await writeRecords(lab, { name: at, value });
    const { exitCode, stdout } = await run(args, env);
    assert.equal(exitCode, 0, stdout);
    assert.match(stdout, /^persist\.example\.test +issued /m);
  });

  it('fails with exit code 1 and advice when the CA refuses', async () => {
    const { exitCode, stdout, stderr } = await run(flags(`www.blocked-domain.example`));
    assert.equal(exitCode, 1);
    assert.match(stdout, /\[identifier-rejected\]/);
    assert.match(stdout, /What to do:/);
    assert.match(stderr, /^error: /m);
  });

  it('tells every fault of its flags, and asks nobody', async () => {
    const before = lab.proxy.requests.length;
    const { exitCode, stdout } = await run([...flags('a..example'), '--timeout', 'soon']);
    assert.equal(exitCode, 1);
    assert.match(stdout, /domains "a\.\.example"/);
    assert.match(stdout, /timeout "soon"/);
    assert.equal(lab.proxy.requests.length, before);
  });

  it('says which version it is', async () => {
    const { exitCode, stdout } = await run(['--version']);
    assert.equal(exitCode, 0);
    const path = join(committedDist, '..', 'package.json');
    const { name, version } = JSON.parse(readFileSync(path, 'utf8')) as Record<string, string>;
    assert.equal(stdout, `${name} ${version}\n`);
  });

  it('says what it can do', async () => {
    const help = await run(['--help']);
    assert.equal(help.exitCode, 0);
    assert.match(help.stdout, /^Usage: /);
    assert.match(help.stdout, /--domains/);
    assert.match(help.stdout, /BOUNDED_ACME_ENCRYPTION_KEY/);
    const nothing = await run([]);
    assert.equal(nothing.exitCode, 1);
    assert.match(nothing.stdout, /^Usage: /);
  });

  it('refuses a flag that it does not know, without a stack', async () => {
    const { exitCode, stderr } = await run(['--domain', 'www.example.test']);
    assert.equal(exitCode, 1);
    assert.match(stderr, /--domain/);
    assert.match(stderr, /--help/);
    assert.doesNotMatch(stderr, /\n +at /);
  });
});
