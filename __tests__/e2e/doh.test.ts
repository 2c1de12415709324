import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { startBind, type Bind } from '../../scripts/servers/bind.ts';
import { startDoh, type DohServer } from '../../scripts/servers/doh.ts';
import { startPebble, type Pebble } from '../../scripts/servers/pebble.ts';
import { checkIssued, failureOf, onlyCertificate } from './issued.ts';
import { challengeRecords, encryptionKey, tsigKey, updatesOf, zone } from './lab.ts';
import { annotations } from './job.ts';
import { runMain, temporaryDirectory } from './runner.ts';

const name = `www.${zone}`;

describe('the built action where port 53 is blocked', () => {
  let dns: Bind;
  let doh: DohServer;
  let pebble: Pebble;
  let roots: string;
  before(async () => {
    // Nothing listens on port 53 of the name server's address, while BIND itself is elsewhere.
    const zones = [
      {
        name: zone,
        nameServers: ['127.0.0.53', '127.0.0.54'],
        records: `_acme-challenge.led IN CNAME there.acme.test.\n@ IN CAA 0 issue "pebble.letsencrypt.org"`,
      },
      { name: 'acme.test', nameServers: ['127.0.0.53'] },
    ];
    dns = await startBind({ zones, tsigKeys: [tsigKey], resolves: {}, logQueries: true });
    doh = await startDoh(dns);
    pebble = await startPebble({ dnsServer: dns.dnsServer });
    roots = join(temporaryDirectory(), 'roots.pem');
    writeFileSync(roots, doh.caPem);
  });
  after(async () => {
    await pebble.stop();
    await doh.stop();
    await dns.stop();
  });

  const run = (inputs: Record<string, string> = {}) =>
    runMain({
      inputs: {
        domains: `${name} *.${name}`,
        ca: pebble.directoryUrl,
        'ca-certificates': pebble.caFile,
        'encryption-key': encryptionKey,
        'dns-provider': 'rfc2136',
        'dns-resolvers': doh.url,
        timeout: '60s',
        state: 'none',
        artifact: 'none',
        ...inputs,
      },
      env: { ...updatesOf(dns), NODE_EXTRA_CA_CERTS: roots },
    });

  it('goes on over HTTPS, and says so', async () => {
    const result = await run();
    assert.equal(result.exitCode, 0, `${result.log}${result.stderr}`);
    await checkIssued({ pebble }, result, { name, names: [name, `*.${name}`] });
    const said =
      /No name server of zone example\.test answers for itself on port 53, which may be blocked here/;
    assert.match(annotations(result).join(), said);
    assert.match(result.summary, /may be blocked here/);
    assert.match(result.log, /^DNS: the resolver https:\S+: every record seen/m);
    assert.deepEqual(await challengeRecords(dns, name), []);
    assert.deepEqual(doh.faults, []);
  });

  it('finds zones, follows CNAMEs and waits over HTTPS alone with `recursive`, without losing time', async () => {
    const before = dns.queries().length;
    const result = await run({ domains: `led.${zone}`, 'dns-propagation': 'recursive' });
    assert.equal(result.exitCode, 0, `${result.log}${result.stderr}`);
    assert.match(result.log, /^TXT set at there\.acme\.test$/m);
    assert.equal(onlyCertificate(result).outcome, 'issued');
    assert.deepEqual(annotations(result), []);
    const asked = new Set(
      dns
        .queries()
        .slice(before)
        .map(({ type }) => type),
    );
    assert.ok(asked.has('CNAME'));
    assert.ok(doh.questions.every(({ recursive }) => recursive));
    assert.deepEqual(await challengeRecords(dns, `led.${zone}`), []);
  });

  it('looks at everything in a preflight, CAA included, and has nothing against it but the servers', async () => {
    const before = doh.questions.length;
    const result = await run({ mode: 'preflight' });
    assert.equal(result.exitCode, 0, `${result.log}${result.stderr}`);
    const asked = new Set(doh.questions.slice(before).map(({ type }) => type));
    assert.ok(
      ['SOA', 'NS', 'CAA', 'CNAME'].every((type) => asked.has(type)),
      [...asked].join(),
    );
    assert.match(annotations(result).join(), /This runner gets no answer from any of its name servers/);
  });

  it('fails without a resolver over HTTPS: the zone is not one of the public DNS', async () => {
    const result = await run({ 'dns-resolvers': dns.dnsServer, domains: name });
    const error = failureOf(result);
    assert.equal(error.code, 'dns-propagation-timeout');
    assert.match(result.log, /resolver over HTTPS in dns-resolvers/);
    assert.match(result.log, / at ns1\.example\.test \(127\.0\.0\.53:\d+\): nothing listens there/);
    assert.doesNotMatch(result.log, /cloudflare|google/);
    assert.deepEqual(await challengeRecords(dns, name), []);
  });

  it('says which resolver it could not ask', async () => {
    const result = await run({ 'dns-resolvers': doh.url.replace('dns-query', 'elsewhere'), domains: name });
    const error = failureOf(result);
    assert.equal(error.code, 'dns-provider');
    assert.match(error.message, /https:\/\/127\.0\.0\.1:\d+\/elsewhere: it answers with HTTP status 400/);
  });
});
