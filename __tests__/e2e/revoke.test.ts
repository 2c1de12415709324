import assert from 'node:assert/strict';
import { cpSync, readdirSync } from 'node:fs';
import { after, before, describe, it } from 'node:test';
import { getHttps } from '../../scripts/servers/https.ts';
import { startResultsService } from '../fakes/results-service.ts';
import { failureOf, onlyCertificate } from './issued.ts';
import { annotations, lasting, Machine, succeeds } from './job.ts';
import { startLab, zone, type Lab } from './lab.ts';
import { runMain, temporaryDirectory } from './runner.ts';
import { startTls } from './tls-server.ts';

describe('the built action in mode revoke', () => {
  let lab: Lab;
  before(async () => {
    lab = await startLab();
  });
  after(() => lab.stop());

  const statusOf = async (serial = '') => {
    const url = `${lab.pebble.managementUrl}/cert-status-by-serial/${serial}`;
    return JSON.parse((await getHttps(url, lab.pebble.caPem)).body) as { Status: string; Reason?: number };
  };

  /** Two certificates of one state; steps with it. */
  const issueTwo = async (label: string) => {
    const domains = `one.${label}.${zone} > one\ntwo.${label}.${zone} > two`;
    const state = temporaryDirectory();
    const step = (inputs: Record<string, string>) =>
      runMain(lab.step(domains, { inputs: { state, ...inputs } }));
    const issued = await step({});
    assert.equal(issued.outputs['outcome'], 'issued', issued.log);
    const [one, two] = JSON.parse(issued.outputs['certificates'] ?? '') as { serial: string }[];
    return { step, one: one?.serial, two: two?.serial };
  };

  it('revokes what is named and nothing else; the next renewal orders it anew', async () => {
    const { step, one, two } = await issueTwo('named');
    const revoke = { mode: 'revoke', only: 'one', 'revoke-reason': 'superseded', 'dns-provider': '' };
    const revoked = await step(revoke);
    assert.equal(revoked.exitCode, 0, revoked.log + revoked.stderr);
    assert.deepEqual([revoked.outputs['outcome'], revoked.outputs['renewed']], ['revoked', 'false']);
    assert.equal(onlyCertificate(revoked).serial, one);
    assert.doesNotMatch(JSON.stringify(revoked.outputs) + revoked.log, /-----BEGIN|PRIVATE/);
    assert.deepEqual(readdirSync(revoked.temp), []);
    const [gone, kept] = [await statusOf(one), await statusOf(two)];
    assert.deepEqual([gone.Status, gone.Reason, kept.Status], ['Revoked', 4, 'Valid']);

    const requests = lab.proxy.requests.length;
    const again = await step(revoke);
    assert.equal(again.outputs['outcome'], 'revoked');
    assert.match(onlyCertificate(again).reason, /was revoked on .*superseded/);
    assert.equal(lab.proxy.requests.length, requests, 'the CA is not asked for what is done');

    const renewed = await step({});
    const [first, second] = JSON.parse(renewed.outputs['certificates'] ?? '') as Record<string, string>[];
    assert.deepEqual([first?.['outcome'], second?.['outcome']], ['issued', 'unchanged'], renewed.log);
    assert.notEqual(first?.['serial'], one);
  });

  it('is not put off by a server that still shows the revoked one', async () => {
    const domains = `*.shown.${zone}`;
    const state = temporaryDirectory();
    const issued = await runMain(lab.step(domains, { inputs: { state } }));
    const { fullchain: cert = '', 'private-key': key = '' } = issued.outputs;
    const server = await startTls({ cert, key });
    try {
      const inputs = { state, only: `_wildcard.shown.${zone}`, 'check-targets': server.target };
      const step = (mode: string) => runMain(lab.step(domains, { inputs: { ...inputs, mode } }));
      assert.equal((await step('revoke')).outputs['outcome'], 'revoked');
      const checked = await step('check');
      assert.equal(checked.outputs['outcome'], 'failed');
      assert.match(onlyCertificate(checked).reason, /it serves a certificate that was revoked/);
      assert.equal((await step('renew')).outputs['outcome'], 'issued');
    } finally {
      server.stop();
    }
  });

  it('fails when the certificate can not be forgotten: a renewal would hand it out again', async () => {
    const service = await startResultsService();
    try {
      const machine = new Machine(service);
      const step = (inputs: Record<string, string> = {}) =>
        lab.step(`kept.${zone} > one`, { inputs: { ...lasting, ...inputs } });
      succeeds(await machine.run(step()));
      const revoke = step({ mode: 'revoke', only: 'one', 'revoke-reason': 'keyCompromise' });
      const { main } = await machine.run(revoke, { job: { cache: 'read' } });
      assert.deepEqual([main.exitCode, main.outputs['outcome']], [1, 'failed'], main.log);
      assert.match(annotations(main, 'error').join(), /still stored.*Start this run again/);
      const again = await machine.run(revoke);
      succeeds(again);
      assert.match(onlyCertificate(again.main).reason, /^The CA had revoked it before/);
      assert.equal((await machine.run(step())).main.outputs['outcome'], 'issued');
    } finally {
      await service.stop();
    }
  });

  it('takes what the CA had revoked already for revoked', async () => {
    const domains = `twice.${zone} > one`;
    const [state, copy] = [temporaryDirectory(), temporaryDirectory()];
    const issued = await runMain(lab.step(domains, { inputs: { state } }));
    assert.equal(issued.outputs['outcome'], 'issued', issued.log);
    cpSync(state, copy, { recursive: true });
    const revoke = (where: string) =>
      runMain(lab.step(domains, { inputs: { state: where, mode: 'revoke', only: 'one' } }));
    assert.match(onlyCertificate(await revoke(state)).reason, /^Revoked by the CA, reason unspecified/);
    assert.match(onlyCertificate(await revoke(copy)).reason, /^The CA had revoked it before/);
  });

  it('refuses to revoke what is not named, and says when there is nothing to revoke', async () => {
    const unnamed = await runMain(lab.step(`www.${zone}`, { inputs: { mode: 'revoke' } }));
    assert.equal(unnamed.exitCode, 1);
    assert.match(unnamed.log, /only: is empty, and the mode `revoke`/);
    const inputs = { mode: 'revoke', only: `www.${zone}`, state: temporaryDirectory() };
    const unknown = await runMain(lab.step(`www.${zone}`, { inputs }));
    const error = failureOf(unknown);
    assert.equal(error.code, 'config');
    assert.match(error.message, /is stored, so none was revoked/);
  });
});
