import assert from 'node:assert/strict';
import { chmodSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { startBind, type Bind } from '../../scripts/servers/bind.ts';
import { startChalltestsrv, type Challtestsrv } from '../../scripts/servers/challtestsrv.ts';
import { startPebble, type Pebble } from '../../scripts/servers/pebble.ts';
import { startPowerDns, type PowerDns } from '../../scripts/servers/powerdns.ts';
import { checkIssued, failureOf } from './issued.ts';
import { challengeRecords, encryptionKey, tsigKey, updatesOf, zone } from './lab.ts';
import { runMain, temporaryDirectory, type StepResult } from './runner.ts';

const name = `www.${zone}`;

/** Inputs for a CA without a proxy, and a DNS provider. */
const inputsFor = (pebble: Pebble, { dnsServer, provider }: { dnsServer: string; provider: string }) => ({
  domains: `${name} *.${name}`,
  ca: pebble.directoryUrl,
  'ca-certificates': pebble.caPem,
  'encryption-key': encryptionKey,
  'dns-provider': provider,
  'dns-resolvers': dnsServer,
  timeout: '60s',
});

async function issues(pebble: Pebble, result: StepResult): Promise<void> {
  assert.equal(result.exitCode, 0, `${result.log}${result.stderr}`);
  await checkIssued({ pebble }, result, { name, names: [name, `*.${name}`] });
}

describe('the built action on a DNS server without zones', () => {
  let dns: Challtestsrv;
  let pebble: Pebble;
  let server: Server;
  const told: string[] = [];
  before(async () => {
    dns = await startChalltestsrv();
    pebble = await startPebble({ dnsServer: dns.dnsServer });
    server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        told.push(`${request.method ?? ''} ${request.url ?? ''}`);
        const { fqdn, value } = JSON.parse(Buffer.concat(chunks).toString()) as Record<string, string>;
        const change =
          request.url === '/present' ? dns.setTxt(fqdn ?? '', value ?? '') : dns.clearTxt(fqdn ?? '');
        void change.then(() => response.end());
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });
  after(async () => {
    server.close();
    server.closeAllConnections();
    await pebble.stop();
    await dns.stop();
  });

  const endpoint = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const inputs = (provider: string) => ({
    ...inputsFor(pebble, { dnsServer: dns.dnsServer, provider }),
    'dns-propagation': 'none',
  });

  it('httpreq: a server of the user is told to set and to remove', async () => {
    const result = await runMain({ inputs: inputs('httpreq'), env: { HTTPREQ_ENDPOINT: endpoint() } });
    await issues(pebble, result);
    assert.deepEqual(told.splice(0).sort(), [
      'POST /cleanup',
      'POST /cleanup',
      'POST /present',
      'POST /present',
    ]);
    assert.deepEqual(await challengeRecords(dns, name), []);
  });

  it('exec: a program of the user is called as lego calls it', async () => {
    const hook = join(temporaryDirectory(), 'hook.mjs');
    writeFileSync(
      hook,
      `#!/usr/bin/env node
const [verb, fqdn, value] = process.argv.slice(2);
const answer = await fetch('${endpoint()}/' + verb, { method: 'POST', body: JSON.stringify({ fqdn, value }) });
console.log(verb, fqdn, answer.status);
`,
    );
    chmodSync(hook, 0o755);
    const result = await runMain({ inputs: { ...inputs('exec'), hook } });
    await issues(pebble, result);
    assert.match(result.log, /^\[exec\] present _acme-challenge\.www\.example\.test\. 200$/m);
    assert.match(result.log, /^\[exec\] cleanup _acme-challenge\.www\.example\.test\. 200$/m);
    assert.deepEqual(await challengeRecords(dns, name), []);
  });
});

describe('the built action on PowerDNS', () => {
  let dns: PowerDns;
  let pebble: Pebble;
  before(async () => {
    dns = await startPowerDns({ zones: [{ name: zone }], apiKey: 'sesame' });
    pebble = await startPebble({ dnsServer: dns.dnsServer });
  });
  after(async () => {
    await pebble.stop();
    await dns.stop();
  });

  it('sets and removes by its API, and waits for its zone', async () => {
    const inputs = inputsFor(pebble, { dnsServer: dns.dnsServer, provider: 'powerdns' });
    const env = { PDNS_API_URL: dns.apiUrl, PDNS_API_KEY: 'sesame' };
    const result = await runMain({ inputs, env });
    await issues(pebble, result);
    assert.match(result.log, /^DNS: zone example\.test: every record seen/m);
    assert.deepEqual(await challengeRecords(dns, name), []);
  });
});

describe('the built action on BIND, with a secondary and a zone that names are delegated to', () => {
  const key = { ...tsigKey, algorithm: 'hmac-sha512' } as const;
  const other = '127.0.0.2';
  let dns: Bind;
  let secondary: Bind;
  let pebble: Pebble;
  before(async () => {
    dns = await startBind({
      resolves: {},
      tsigKeys: [key],
      zones: [
        {
          name: zone,
          nameServers: ['127.0.0.1', other],
          notify: [other],
          records: '_acme-challenge.alias IN CNAME alias.acme.test.',
        },
        { name: 'acme.test' },
        // The secondary is never told of changes: it goes on serving the old zone.
        { name: 'stale.test', nameServers: ['127.0.0.1', other] },
        { name: 'most.test', nameServers: ['127.0.0.1', '127.0.0.1', other] },
      ],
    });
    secondary = await startBind({
      address: other,
      port: dns.port,
      zones: [
        { name: zone, primary: '127.0.0.1' },
        { name: 'stale.test', primary: '127.0.0.1' },
        { name: 'most.test', primary: '127.0.0.1' },
      ],
    });
    pebble = await startPebble({ dnsServer: dns.dnsServer });
  });
  after(async () => {
    await pebble.stop();
    await secondary.stop();
    await dns.stop();
  });

  const run = (inputs: Record<string, string> = {}) =>
    runMain({
      inputs: { ...inputsFor(pebble, { dnsServer: dns.dnsServer, provider: 'rfc2136' }), ...inputs },
      env: { ...updatesOf(dns), RFC2136_TSIG_ALGORITHM: key.algorithm },
    });

  it('signs with hmac-sha512, and waits for both servers of the zone', async () => {
    const result = await run();
    await issues(pebble, result);
    assert.match(secondary.log(), /transferred serial/);
    assert.deepEqual(await challengeRecords(dns, name), []);
  });

  it('follows the CNAME of _acme-challenge into the other zone', async () => {
    const alias = `alias.${zone}`;
    const result = await run({ domains: alias });
    assert.equal(result.exitCode, 0, result.log);
    assert.match(result.log, /^TXT set at alias\.acme\.test$/m);
    assert.match(result.log, /^TXT removed from alias\.acme\.test$/m);
    assert.deepEqual(await challengeRecords(dns, alias), []);
  });

  it('`dns-propagation: recursive` asks the resolver, and a duration just waits', async () => {
    const [recursive, fixed] = await Promise.all([
      run({ 'dns-propagation': 'recursive' }),
      run({ 'dns-propagation': '1s', domains: `fixed.${zone}` }),
    ]);
    await issues(pebble, recursive);
    assert.match(recursive.log, /^DNS: .*every record seen/m);
    assert.equal(fixed.exitCode, 0, fixed.log);
    assert.match(fixed.log, /^DNS: waiting 1 s, as dns-propagation says$/m);
  });

  it('ends when a server of the zone stays behind, and tells which', async () => {
    const result = await run({ domains: 'www.stale.test', 'propagation-timeout': '2s' });
    const error = failureOf(result);
    assert.equal(error.code, 'dns-propagation-timeout');
    assert.match(result.summary, /<td>.*ns2.*127.*<\/td><td>❌&nbsp;NXDOMAIN<\/td>/);
    assert.deepEqual(await challengeRecords(dns, 'www.stale.test'), []);
  });

  it('goes on without one that stays behind with `dns-propagation: quorum`', async () => {
    const result = await run({ domains: 'www.most.test', 'dns-propagation': 'quorum' });
    assert.equal(result.exitCode, 0, result.log);
    assert.match(result.log, /not waited for: ns3\.most\.test 127\.0\.0\.2:\d+ \(NXDOMAIN\)/);
    assert.deepEqual(await challengeRecords(dns, 'www.most.test'), []);
  });

  it('says that the TSIG secret is wrong, without telling it', async () => {
    const result = await runMain({
      inputs: inputsFor(pebble, { dnsServer: dns.dnsServer, provider: 'rfc2136' }),
      env: { ...updatesOf(dns), RFC2136_TSIG_SECRET: Buffer.alloc(32, 9).toString('base64') },
    });
    const error = failureOf(result);
    assert.equal(error.code, 'dns-provider');
    assert.match(error.message, /key/);
    assert.doesNotMatch(result.log, /CQkJCQ/);
  });
});
