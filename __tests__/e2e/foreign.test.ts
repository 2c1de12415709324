import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { startBind, type Bind } from '../../scripts/servers/bind.ts';
import { fetchClients, type Clients } from '../../scripts/servers/fetch-clients.ts';
import { fetchPython } from '../../scripts/servers/fetch-python.ts';
import { startPebble, type Pebble } from '../../scripts/servers/pebble.ts';
import { startPowerDns, type PowerDns } from '../../scripts/servers/powerdns.ts';
import {
  callsIn,
  certbotHook,
  dehydratedHook,
  program,
  runCertbot,
  runDehydrated,
  systemResolverAt,
  wordsIn,
  write,
} from './foreign-hooks.ts';
import { checkIssued, failureOf, onlyCertificate } from './issued.ts';
import { challengeRecords, encryptionKey, tsigKey, zone } from './lab.ts';
import { runMain, temporaryDirectory, type StepResult } from './runner.ts';

/** A secret of the API's, which programs are given by environment alone. */
const apiKey = 'sesame-open-the-zone';
const silent = () => undefined;
const powerZone = 'power.test';
const lexicon = await fetchPython('lexicon', silent);
const certbot = await fetchPython('certbot', silent);
const without = 'there is no Python with pip on this machine';

describe('the built action with programs of other clients, on BIND and PowerDNS', { concurrency: 2 }, () => {
  let power: PowerDns;
  let dns: Bind;
  let pebble: Pebble;
  let clients: Clients;
  /** What `nsupdate -k` reads. */
  let keyFile: string;
  before(async () => {
    clients = await fetchClients(silent);
    power = await startPowerDns({ zones: [{ name: powerZone }], apiKey });
    dns = await startBind({ zones: [{ name: zone }], tsigKeys: [tsigKey], resolves: { [powerZone]: power } });
    pebble = await startPebble({ dnsServer: dns.dnsServer });
    const { name, algorithm, secret } = tsigKey;
    keyFile = write('update.key', `key "${name}" { algorithm ${algorithm}; secret "${secret}"; };\n`);
  });
  after(async () => {
    await pebble.stop();
    await dns.stop();
    await power.stop();
  });

  const run = (
    domains: string,
    {
      inputs,
      env = {},
      temp,
    }: { inputs: Record<string, string>; env?: Record<string, string>; temp?: string },
  ) =>
    runMain({
      inputs: {
        domains,
        ca: pebble.directoryUrl,
        'ca-certificates': pebble.caFile,
        'encryption-key': encryptionKey,
        'dns-resolvers': domains.endsWith(powerZone) ? power.dnsServer : dns.dnsServer,
        timeout: '90s',
        state: 'none',
        artifact: 'none',
        ...inputs,
      },
      env: { ...clientEnv(), ...env },
      ...(temp === undefined ? {} : { temp }),
    });
  const clientEnv = () => ({
    ...clients.env,
    PATH: [...clients.directories, process.env['PATH'] ?? ''].join(delimiter),
  });
  const nsupdateEnv = () => ({ NS_SERVER: dns.address, NS_PORT: String(dns.port), NS_KEY: keyFile });

  const issues = async (result: StepResult, name: string) => {
    assert.equal(result.exitCode, 0, `${result.log}${result.stderr}`);
    await checkIssued({ pebble }, result, { name, names: [name, `*.${name}`] });
    const server = name.endsWith(powerZone) ? power : dns;
    assert.deepEqual(await challengeRecords(server, name), [], result.log);
    assert.deepEqual(homesIn(result.temp), [], 'a program has left its home behind');
    for (const secret of [apiKey, tsigKey.secret]) assert.ok(!result.log.includes(secret), result.log);
  };

  it('acme.sh: its script dns_nsupdate sets and removes', async () => {
    const name = `acme-sh.${zone}`;
    const env = {
      NSUPDATE_SERVER: dns.address,
      NSUPDATE_SERVER_PORT: String(dns.port),
      NSUPDATE_KEY: keyFile,
    };
    const result = await run(`${name} *.${name}`, {
      inputs: { 'dns-provider': 'acme.sh:dns_nsupdate' },
      env,
    });
    await issues(result, name);
    assert.match(result.log, /^\[acme\.sh\] .*adding _acme-challenge\.acme-sh\.example\.test/m);
  });

  it('lego: its provider pdns sets and removes, told by a CA of ours what to set', async () => {
    const name = `lego.${powerZone}`;
    const env = { PDNS_API_URL: power.apiUrl, PDNS_API_KEY: apiKey };
    const result = await run(`${name} *.${name}`, { inputs: { 'dns-provider': 'lego:pdns' }, env });
    await issues(result, name);
    assert.match(result.log, /^\[lego\] .*Cleaning DNS-01 challenge/m);
  });

  it('lego: what its provider fails with is told, and nothing stays', async () => {
    const name = `wrong.${powerZone}`;
    const env = { PDNS_API_URL: power.apiUrl, PDNS_API_KEY: 'not-the-key-of-it' };
    const result = await run(name, { inputs: { 'dns-provider': 'lego:pdns' }, env });
    const error = failureOf(result);
    assert.equal(error.code, 'hook');
    assert.match(
      error.message,
      /lego with the provider pdns .* ended with exit code 1: .*error presenting token: pdns/,
    );
    assert.doesNotMatch(result.log, /not-the-key-of-it/);
    assert.deepEqual(homesIn(result.temp), []);
  });

  it(
    'lexicon: its provider powerdns sets and removes',
    { skip: lexicon === undefined && without },
    async () => {
      const name = `lexicon.${powerZone}`;
      const env = {
        LEXICON_POWERDNS_TOKEN: apiKey,
        LEXICON_POWERDNS_PDNS_SERVER: power.apiUrl,
        PATH: `${lexicon?.directory ?? ''}${delimiter}${clientEnv().PATH}`,
        PYTHONPATH: systemResolverAt(dns),
      };
      const result = await run(`${name} *.${name}`, { inputs: { 'dns-provider': 'lexicon:powerdns' }, env });
      await issues(result, name);
    },
  );

  it(
    'certbot: hooks of its manual plugin are told the same as certbot tells them',
    { skip: certbot === undefined && without },
    async () => {
      const told = join(temporaryDirectory(), 'told');
      const hook = program(certbotHook(told));
      const theirs = `theirs-too.${zone}`;
      const path = `${certbot?.directory ?? ''}${delimiter}${clientEnv().PATH}`;
      await runCertbot(theirs, { hook, pebble, env: { ...clientEnv(), PATH: path, ...nsupdateEnv() } });
      const expected = callsIn(told, theirs);

      const name = `certbot.${zone}`;
      writeFileSync(told, '');
      const result = await run(`${name} *.${name}`, {
        inputs: { 'dns-provider': 'certbot', hook },
        env: { ...nsupdateEnv(), CERTBOT_CLEANUP_HOOK: hook },
      });
      await issues(result, name);
      assert.deepEqual(callsIn(told, name), expected);
      assert.equal(expected.length, 4);
    },
  );

  it('dehydrated: its own hook works unchanged, and is told the same as dehydrated tells it', async () => {
    const calls = join(temporaryDirectory(), 'calls');
    const hook = program(dehydratedHook(calls));
    const theirs = `theirs.${zone}`;
    await runDehydrated(theirs, { hook, pebble, env: { ...clientEnv(), ...nsupdateEnv() } });
    const expected = wordsIn(calls, theirs);

    const ours = `ours.${zone}`;
    writeFileSync(calls, '');
    const inputs = { 'dns-provider': 'dehydrated', hook, state: temporaryDirectory() };
    const result = await run(`${ours} *.${ours}`, { inputs, env: nsupdateEnv() });
    await issues(result, ours);
    assert.deepEqual(wordsIn(calls, ours), expected);
    const { paths = {} } = onlyCertificate(result);
    assert.match(
      readFileSync(calls, 'utf8'),
      new RegExp(`^deploy_cert ${ours} ${paths['privkey.pem'] ?? '?'} `, 'm'),
    );

    writeFileSync(calls, '');
    const again = await run(`${ours} *.${ours}`, { inputs, env: nsupdateEnv() });
    assert.equal(onlyCertificate(again).outcome, 'unchanged', again.log);
    assert.deepEqual(wordsIn(calls, ours), ['startup_hook', 'unchanged_cert 5', 'exit_hook']);
  });

  it('says before anything is ordered what is missing, and how to get it', async () => {
    const known = { NSUPDATE_KEY: keyFile };
    const cases: [string, Record<string, string>, RegExp, RegExp][] = [
      ['acme.sh:dns_nsupdat', known, /no script dns_nsupdat\.sh/, /Did you mean acme\.sh:dns_nsupdate\?/],
      [
        'acme.sh:dns_nsupdate',
        { PATH: '/nowhere', HOME: '/nowhere' },
        /acme\.sh/,
        /apt-get install -y acme\.sh/,
      ],
      ['lego:nosuchprovider', {}, /lego dnshelp --code nosuchprovider/, /go-acme\.github\.io/],
      [
        'lego:pdns',
        { PATH: '/nowhere' },
        /The program lego is not on this machine/,
        /apt-get install -y lego/,
      ],
      ['lexicon:powerdns', { PATH: '/nowhere' }, /The program lexicon is not/, /pip install dns-lexicon/],
    ];
    for (const [provider, env, message, hint] of cases) {
      const result = await run(`missing.${zone}`, { inputs: { 'dns-provider': provider }, env });
      const error = failureOf(result);
      assert.equal(error.code, 'hook', provider);
      assert.match(error.message, message);
      assert.match(result.log, hint);
      assert.doesNotMatch(result.log, /^Order is /m);
    }
  });
});

/** Homes of programs that weren't removed. */
function homesIn(temp: string): string[] {
  return existsSync(temp) ? readdirSync(temp).filter((name) => name.startsWith('bounded-acme-home-')) : [];
}
