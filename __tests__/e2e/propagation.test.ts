import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { startBind, type Bind } from '../../scripts/servers/bind.ts';
import { startPebble, type Pebble } from '../../scripts/servers/pebble.ts';
import { certificatesOf } from './issued.ts';
import { challengeRecords, encryptionKey, tsigKey, updatesOf } from './lab.ts';
import { runMain } from './runner.ts';

const zones = Array.from({ length: 5 }, (_, index) => `zone${index}.test`);
const addresses = ['127.0.0.1', '127.0.0.2'];
/** 20 in each zone. */
const names = Array.from({ length: 100 }, (_, index) => `h${index}.${zones[index % 5] ?? ''}`);
/** Ten certificates of ten names in all the zones, and five more with names of two others: twice the values. */
const certificates = [
  ...Array.from({ length: 10 }, (_, index) => names.slice(index * 10, index * 10 + 10)),
  ...Array.from({ length: 5 }, (_, index) => names.slice(index * 20 + 5, index * 20 + 15)),
];

describe('the built action with 100 names of 15 certificates in 5 zones with 2 servers each', () => {
  let primary: Bind;
  let secondary: Bind;
  let pebble: Pebble;
  before(async () => {
    const resolver = { resolves: {}, tsigKeys: [tsigKey], logQueries: true };
    primary = await startBind({
      ...resolver,
      zones: zones.map((name) => ({ name, nameServers: addresses, notify: addresses.slice(1) })),
    });
    secondary = await startBind({
      address: '127.0.0.2',
      port: primary.port,
      logQueries: true,
      zones: zones.map((name) => ({ name, primary: '127.0.0.1' })),
    });
    pebble = await startPebble({ dnsServer: primary.dnsServer });
  });
  after(async () => {
    await pebble.stop();
    await secondary.stop();
    await primary.stop();
  });

  it('asks each server for each name once a round, whoever waits, and removes every record', async () => {
    const result = await runMain({
      inputs: {
        domains: certificates.map((own, index) => `${own.join(' ')} > cert${index}`).join('\n'),
        ca: pebble.directoryUrl,
        'ca-certificates': pebble.caFile,
        'encryption-key': encryptionKey,
        'dns-provider': 'rfc2136',
        'dns-resolvers': primary.dnsServer,
        concurrency: '15',
        timeout: '110s',
        state: 'none',
        artifact: 'none',
      },
      env: updatesOf(primary),
    });
    assert.equal(result.exitCode, 0, `${result.log}${result.stderr}`);
    assert.equal(certificatesOf(result).filter(({ outcome }) => outcome === 'issued').length, 15);
    const waits = result.log.match(/^DNS: .*: every record seen after /gm) ?? [];
    const polls = Array.from(result.log.matchAll(/DNS: (\d+) questions .* in (\d+) rounds; nobody waits/g));
    assert.equal(waits.length, certificates.length);
    assert.ok(polls.length < certificates.length / 2, `they took turns instead of sharing: ${polls.length}`);
    // The run's own questions: the CA's are recursive.
    const asked = [primary, secondary].flatMap((server) =>
      server.queries().filter(({ type, recursive }) => type === 'TXT' && !recursive),
    );
    const [told, rounds] = [1, 2].map((group) => polls.reduce((sum, found) => sum + Number(found[group]), 0));
    assert.equal(asked.length, told);
    const most = zones.length * addresses.length * (rounds ?? 0) * (names.length / zones.length);
    assert.ok(asked.length <= most, `${asked.length} questions in ${rounds ?? 0} rounds, at most ${most}`);
    // The secondary asks for SOA records too, without recursion.
    const finding = primary
      .queries()
      .filter(({ type, recursive }) => /^(NS|A|AAAA|CNAME)$/.test(type) || (type === 'SOA' && recursive));
    assert.ok(
      finding.length <= names.length * 2 + zones.length * 5,
      `${finding.length} questions about zones and CNAMEs`,
    );
    assert.deepEqual(await challengeRecords(primary, ...names), []);
  });
});
