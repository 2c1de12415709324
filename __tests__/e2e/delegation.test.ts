import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, describe, it } from 'node:test';
import { freePort } from '../../scripts/servers/ports.ts';
import { startPowerDns, type PowerDns } from '../../scripts/servers/powerdns.ts';
import { program, write } from './foreign-hooks.ts';
import { certificatesOf, checkIssued, failureOf } from './issued.ts';
import { challengeRecords, startLab, updatesOf, zone, type Lab } from './lab.ts';
import { runMain, runPost, type StepResult } from './runner.ts';

const records = `
web IN A 127.0.0.1
_acme-challenge.led IN CNAME _acme-challenge.led.${zone}.acme.test.
_acme-challenge.named IN CNAME place.acme.test.
_acme-challenge.astray IN CNAME elsewhere.acme.test.
_acme-challenge.round IN CNAME _acme-challenge.round2
_acme-challenge.round2 IN CNAME _acme-challenge.round
`;

describe('the built action with records in other zones, and of several providers', () => {
  let lab: Lab;
  let other: PowerDns;
  before(async () => {
    // On the port of the lab's: an address in an NS record says none, and on loopback it is taken for the resolver's.
    const port = await freePort(['127.0.0.1', '127.0.0.2']);
    other = await startPowerDns({
      zones: [{ name: 'other.test' }],
      apiKey: 'sesame',
      address: '127.0.0.2',
      port,
    });
    lab = await startLab({
      zones: [{ name: zone, records }, { name: 'acme.test' }],
      resolves: { 'other.test': other },
      port,
    });
  });
  after(async () => {
    await lab.stop();
    await other.stop();
  });

  const run = (domains: string, inputs: Record<string, string>, env: Record<string, string> = {}) =>
    runMain({ ...lab.step(domains, { inputs }), env: { ...updatesOf(lab.dns), ...env } });
  const recordsOf = (result: StepResult) =>
    certificatesOf(result).flatMap(({ error }) => (error as { records?: object[] }).records ?? []);

  it('sets records where `dns-alias` says: in a zone, or at a name', async () => {
    const alias = `*=acme.test\nnamed.${zone}=place.acme.test`;
    const result = await run(`led.${zone} *.led.${zone} named.${zone}`, { 'dns-alias': alias });
    assert.equal(result.exitCode, 0, result.log);
    const at = Array.from(result.log.matchAll(/TXT set at (\S+)/g), ([, name]) => name).sort();
    const led = `_acme-challenge.led.${zone}.acme.test`;
    assert.deepEqual(at, [led, led, 'place.acme.test']);
    assert.deepEqual(await challengeRecords(lab.dns, `led.${zone}`, `named.${zone}`), []);
  });

  it('tells the CNAMEs that are missing before it writes anything', async () => {
    const names = [`led.${zone}`, `astray.${zone}`, `none.${zone}`];
    const result = await run(names.join(' '), { 'dns-alias': '*=acme.test' });
    assert.equal(failureOf(result).code, 'challenge-unavailable');
    assert.deepEqual(
      recordsOf(result),
      names.slice(1).map((name) => ({
        name: `_acme-challenge.${name}`,
        type: 'CNAME',
        value: `_acme-challenge.${name}.acme.test`,
      })),
    );
    assert.match(result.log, /_acme-challenge\.none\.example\.test\. 3600 IN CNAME _acme-challenge\.none/);
    assert.doesNotMatch(result.log, /TXT set/);
  });

  it('tells a program the name that it proves, also after a SIGKILL', async () => {
    const calls = write('calls', '');
    const inputs = {
      'dns-provider': 'dehydrated',
      hook: program(`#!/bin/sh\necho "$@" >> ${calls}\n`),
      'dns-alias': `led.${zone}=acme.test`,
      'dns-propagation': 'none',
    };
    lab.proxy.fault({ action: 'hang', kind: 'challenge' });
    const step = lab.step(`led.${zone}`, {
      inputs,
      signal: { name: 'SIGKILL', when: (log) => log.includes('is asked to validate') },
    });
    const main = await runMain(step);
    lab.proxy.clear();
    assert.equal(main.signal, 'SIGKILL');
    const post = await runPost(step, main);
    assert.doesNotMatch(post.log, /by hand/);
    const told = readFileSync(calls, 'utf8').split('\n');
    const [deployed = ''] = told.filter((line) => line.startsWith('deploy_challenge'));
    assert.match(deployed, /^deploy_challenge led\.example\.test [\w-]+ [\w-]{43}$/);
    const cleaned = told.filter((line) => line.startsWith('clean_challenge'));
    assert.deepEqual(cleaned, [deployed.replace('deploy', 'clean')]);
  });

  it('ends where CNAMEs go round', async () => {
    const error = failureOf(await run(`round.${zone}`, {}));
    assert.equal(error.code, 'dns-provider');
    assert.match(error.message, /lead nowhere: .*round2.* -> /);
  });

  it('writes to the provider of each name, and proves names in several ways', async () => {
    const inputs = { 'dns-provider': 'other.test=pdns, *=rfc2136' };
    const env = { PDNS_API_URL: other.apiUrl, PDNS_API_KEY: 'sesame' };
    const result = await run(`mixed.${zone} mixed.other.test *.mixed.other.test`, inputs, env);
    assert.equal(result.exitCode, 0, result.log);
    assert.deepEqual(await challengeRecords(lab.dns, `mixed.${zone}`), []);
    const nobody = await run(`mixed.${zone}`, { 'dns-provider': 'other.test=rfc2136' });
    assert.match(failureOf(nobody).message, /names no provider for mixed\.example\.test/);
  });

  it('proves wildcards by dns-01 of several providers, and all else by http-01, in one certificate', async () => {
    const inputs = {
      challenge: 'http-01 dns-01',
      'http-listen': `127.0.0.1:${lab.pebble.httpPort}`,
      'dns-provider': 'other.test=pdns, *=rfc2136',
      'dns-propagation': 'none',
    };
    const env = { PDNS_API_URL: other.apiUrl, PDNS_API_KEY: 'sesame' };
    const names = [`*.both.${zone}`, '*.both.other.test', `web.${zone}`, '127.0.0.1'];
    const result = await run(names.join(' '), inputs, env);
    assert.equal(result.exitCode, 0, result.log);
    await checkIssued(lab, result, { name: `_wildcard.both.${zone}`, names });
    const set = Array.from(result.log.matchAll(/TXT set at (\S+)/g), ([, name]) => name).sort();
    assert.deepEqual(set, [`_acme-challenge.both.${zone}`, '_acme-challenge.both.other.test'].sort());
    assert.match(result.log, /Listening on 127\.0\.0\.1:\d+ for the CA's requests/);
    assert.deepEqual(await challengeRecords(lab.dns, `both.${zone}`), []);
  });

  it('tells the faults of all providers at once', async () => {
    const inputs = { 'dns-provider': 'other.test=pdns, *=rfc2136' };
    const result = await runMain({ ...lab.step(`a.${zone}`, { inputs }), env: {} });
    assert.equal(result.exitCode, 1);
    assert.match(result.log, /PDNS_API_KEY: is not set/);
    assert.match(result.log, /RFC2136_NAMESERVER: is not set/);
  });
});
