import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { startAcmeDns, type AcmeDns } from '../../scripts/servers/acme-dns.ts';
import { startBind, type Bind } from '../../scripts/servers/bind.ts';
import { fetchAcmeDns } from '../../scripts/servers/fetch-acme-dns.ts';
import { startPebble, type Pebble } from '../../scripts/servers/pebble.ts';
import { freePort } from '../../scripts/servers/ports.ts';
import { findSecrets } from './canaries.ts';
import { certificatesOf, checkIssued, failureOf } from './issued.ts';
import { encryptionKey, zone } from './lab.ts';
import { committedDist, runMain, temporaryDirectory } from './runner.ts';

const program = await fetchAcmeDns(() => undefined);
const skip = 'missing' in program ? program.missing : false;

/** The name server of acme-dns's zone stands on its own address, and on BIND's port, as every server here. */
const address = '127.0.0.3';

describe('the built action and command on acme-dns, with CNAMEs in BIND', { skip }, () => {
  const directory = temporaryDirectory();
  const file = join(directory, 'accounts.json');
  let acmeDns: AcmeDns;
  let dns: Bind;
  let pebble: Pebble;
  before(async () => {
    if ('missing' in program) return;
    const port = await freePort(['127.0.0.1', address]);
    acmeDns = await startAcmeDns({ program, address, port });
    const said = register(`www.${zone}`, `unled.${zone}`);
    const [record = ''] = said.stdout.match(/_acme-challenge\.www\S+ \d+ IN CNAME \S+/) ?? [];
    assert.notEqual(record, '', said.stdout + said.stderr);
    dns = await startBind({
      port,
      zones: [{ name: zone, records: record }],
      resolves: { [acmeDns.zone]: acmeDns },
    });
    pebble = await startPebble({ dnsServer: dns.dnsServer });
  });
  after(async () => {
    await pebble.stop();
    await dns.stop();
    await acmeDns.stop();
  });

  const register = (...names: string[]) =>
    spawnSync(
      process.execPath,
      [join(committedDist, 'cli', 'index.js'), 'acme-dns', 'register', ...names, '--storage', file],
      { env: { ACME_DNS_API_BASE: acmeDns.url }, cwd: directory, encoding: 'utf8' },
    );
  const accounts = () =>
    Object.values(JSON.parse(readFileSync(file, 'utf8')) as Record<string, Record<string, string>>);
  const run = (domains: string, mode = 'renew') =>
    runMain({
      inputs: {
        domains,
        mode,
        ca: pebble.directoryUrl,
        'ca-certificates': pebble.caFile,
        'encryption-key': encryptionKey,
        'dns-provider': 'acme-dns',
        'dns-resolvers': dns.dnsServer,
        timeout: '60s',
        state: 'none',
        artifact: 'none',
      },
      env: { ACME_DNS_API_BASE: acmeDns.url, ACME_DNS_STORAGE: readFileSync(file, 'utf8') },
    });

  it('registers, tells what to do next, and shows no password', () => {
    const { stdout, stderr, status } = register(`www.${zone}`);
    assert.equal(status, 0, stderr);
    assert.match(stdout, /^ +_acme-challenge\.www\.example\.test\. 3600 IN CNAME \S+\.auth\.test\.$/m);
    assert.match(stdout, /^ +gh secret set ACME_DNS_STORAGE < \S+accounts\.json$/m);
    assert.equal((statSync(file).mode & 0o777).toString(8), '600');
    const passwords = Object.fromEntries(
      accounts().map(({ password = '' }, index) => [`${index}`, password]),
    );
    assert.deepEqual(findSecrets({ stdout, stderr }, passwords), []);
    const refused = register();
    assert.equal(refused.status, 1);
    assert.match(refused.stderr, /no name/);
    const help = register('--help');
    assert.equal(help.status, 0);
    assert.match(help.stdout, /^Usage: npx node dist\/cli\/index\.js acme-dns register NAME/);
  });

  it('proves a name and its wildcard by one account', async () => {
    const name = `www.${zone}`;
    const result = await run(`${name} *.${name}`);
    assert.equal(result.exitCode, 0, `${result.log}${result.stderr}`);
    await checkIssued({ pebble }, result, { name, names: [name, `*.${name}`] });
    assert.match(result.log, /^TXT set at \S+\.auth\.test$/m);
    const shown = result.log.replaceAll(/^::add-mask::.*$/gm, '');
    for (const { password = '' } of accounts()) assert.ok(!shown.includes(password), shown);
  });

  it('tells the CNAME that is missing, and the name that is not registered', async () => {
    const unled = await run(`unled.${zone}`);
    assert.equal(failureOf(unled).code, 'challenge-unavailable');
    const [certificate] = certificatesOf(unled) as { error?: { records?: { value: string }[] } }[];
    const [record] = certificate?.error?.records ?? [];
    assert.ok(
      accounts().some(({ fulldomain }) => fulldomain === record?.value),
      unled.log,
    );

    const unknown = await run(`unknown.${zone}`);
    assert.match(failureOf(unknown).message, /no acme-dns account for unknown\.example\.test/);
    assert.match(unknown.log, /acme-dns register unknown\.example\.test --server http/);
    assert.doesNotMatch(unknown.log, /TXT set/);

    const looked = await run(`unknown.${zone} unled.${zone}`, 'preflight');
    assert.match(looked.log, /no acme-dns account for unknown\.example\.test/);
    assert.match(looked.log, /_acme-challenge\.unled\.example\.test: It does not lead to \S+\.auth\.test/);
  });
});
