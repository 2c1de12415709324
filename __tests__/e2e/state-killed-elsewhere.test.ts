import assert from 'node:assert/strict';
import { cpSync } from 'node:fs';
import dgram from 'node:dgram';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, describe, it } from 'node:test';
import { startChalltestsrv } from '../../scripts/servers/challtestsrv.ts';
import { startPebble } from '../../scripts/servers/pebble.ts';
import { startProxy } from '../../scripts/servers/proxy.ts';
import { startResultsService, type ResultsService } from '../fakes/results-service.ts';
import { checkIssued } from './issued.ts';
import { annotations, lasting, Machine, ordersFor, succeeds } from './job.ts';
import { challengeRecords, startLab, zone, type Lab } from './lab.ts';
import { temporaryDirectory } from './runner.ts';

/** Passes questions on to a name server, and updates too, but tells nobody that these are done. */
async function muteNameServer({ address, port }: { address: string; port: number }) {
  const server = dgram.createSocket('udp4');
  let done = 0;
  server.on('message', (message, client) => {
    const upstream = dgram.createSocket('udp4');
    upstream.once('message', (reply) => {
      upstream.close();
      const isUpdate = (reply.readUInt8(2) >> 3) % 16 === 5;
      if (isUpdate) done += 1;
      else server.send(reply, client.port, client.address);
    });
    upstream.send(message, port, address);
  });
  await new Promise<void>((resolve) => server.bind(0, '127.0.0.1', resolve));
  server.unref();
  return {
    endpoint: `127.0.0.1:${server.address().port}`,
    updates: () => done,
    stop: () => server.close(),
  };
}

describe('the built action killed by what others do', () => {
  let lab: Lab;
  let service: ResultsService;
  before(async () => {
    lab = await startLab();
    service = await startResultsService();
  });
  after(async () => {
    await service.stop();
    await lab.stop();
  });

  const kill = (when: (log: string) => boolean) => ({ signal: { name: 'SIGKILL', when } as const });

  it('between a record and the answer that it is set: post removes it', async () => {
    const name = `mute.${zone}`;
    const mute = await muteNameServer(lab.dns);
    const machine = new Machine(service);
    const env = { RFC2136_NAMESERVER: mute.endpoint };
    const step = lab.step(name, { inputs: lasting });
    const main = await machine.main({
      ...step,
      env: { ...step.env, ...env },
      ...kill(() => mute.updates() > 0),
    });
    mute.stop();
    assert.equal(main.signal, 'SIGKILL');
    assert.doesNotMatch(main.log, /TXT set at/);
    assert.equal((await challengeRecords(lab.dns, name)).length, 1);
    await machine.post(step, main);
    assert.deepEqual(await challengeRecords(lab.dns, name), []);
    const next = await machine.run(step);
    succeeds(next);
    assert.equal(ordersFor(lab.proxy, name).length, 1);
  });

  it("at Pebble's own DNS, over httpreq", async () => {
    const name = 'pebble.example.test';
    const dns = await startChalltestsrv();
    const pebble = await startPebble({ dnsServer: dns.dnsServer });
    const proxy = await startProxy(pebble);
    const web = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const { fqdn, value } = JSON.parse(Buffer.concat(chunks).toString()) as Record<
          'fqdn' | 'value',
          string
        >;
        const change = request.url === '/present' ? dns.setTxt(fqdn, value) : dns.clearTxt(fqdn);
        void change.then(() => response.end());
      });
    });
    await new Promise<void>((resolve) => web.listen(0, '127.0.0.1', resolve));
    web.unref();
    const step = lab.step(name, {
      ca: proxy,
      inputs: {
        ...lasting,
        'ca-certificates': pebble.caFile,
        'dns-provider': 'httpreq',
        'dns-resolvers': dns.dnsServer,
        'dns-propagation': 'none',
      },
      env: { HTTPREQ_ENDPOINT: `http://127.0.0.1:${(web.address() as AddressInfo).port}` },
    });
    const machine = new Machine(service);
    proxy.fault({ action: 'authz-pending', kind: 'order' });
    const held = () => proxy.requests.some(({ kind, fault }) => kind === 'order' && fault !== undefined);
    const main = await machine.main({ ...step, ...kill(held) });
    assert.equal((await challengeRecords(dns, name)).length, 1, main.log);
    await machine.post(step, main);
    assert.deepEqual(await challengeRecords(dns, name), []);
    proxy.clear();
    const next = await machine.run(step);
    succeeds(next);
    await checkIssued({ pebble }, next.main, { name, names: [name] });
    assert.equal(ordersFor(proxy, name).length, 1);
    assert.deepEqual(await challengeRecords(dns, name), []);
    web.close();
    await proxy.stop();
    await pebble.stop();
    await dns.stop();
  });

  it('while another run obtains the certificate: post buries nothing of it', async () => {
    const name = `meanwhile.${zone}`;
    const proxy = await startProxy(lab.pebble);
    const machine = new Machine(service);
    const step = lab.step(name, { ca: proxy, inputs: lasting });
    proxy.fault({ action: 'authz-pending', kind: 'order' });
    const held = () => proxy.requests.some(({ kind, fault }) => kind === 'order' && fault !== undefined);
    const main = await machine.main({ ...step, ...kill(held) });
    proxy.clear();
    // The other run's runner has a temp of its own, at the same path.
    const aside = temporaryDirectory();
    cpSync(machine.temp, aside, { recursive: true });
    const other = await machine.run(step);
    succeeds(other);
    cpSync(aside, machine.temp, { recursive: true });
    const post = await machine.post(step, main);
    assert.deepEqual(annotations(post), []);
    assert.match(post.log, /left to undo or to save/);
    const next = await machine.run(step);
    succeeds(next);
    assert.equal(next.main.outputs['outcome'], 'unchanged', next.main.log);
    assert.equal(next.main.outputs['private-key'], other.main.outputs['private-key']);
    await proxy.stop();
  });

  for (const at of ['CreateCacheEntry', 'CreateArtifact'] as const) {
    it(`in ${at}: post saves the state, and the next run has the certificate without ordering`, async () => {
      const name = `${at.toLowerCase()}.${zone}`;
      const own = await startResultsService();
      const machine = new Machine(own);
      const step = lab.step(name, { inputs: lasting });
      own.fault({ at, action: 'hang' });
      const main = await machine.main({ ...step, ...kill(() => own.requests.includes(at)) });
      assert.equal(main.signal, 'SIGKILL');
      own.clear();
      const post = await machine.post(step, main);
      assert.deepEqual(annotations(post), []);
      assert.match(post.log, /left to undo or to save/);
      const next = await machine.run(step);
      succeeds(next);
      // One that never reached its artifact is told as new: nobody has had it yet.
      const isNew = at === 'CreateArtifact';
      assert.equal(next.main.outputs['outcome'], isNew ? 'issued' : 'unchanged');
      assert.equal(next.main.outputs['renewed'], String(isNew));
      assert.ok(next.main.outputs['private-key']);
      assert.equal(own.artifacts.length, isNew ? 1 : 2);
      assert.equal(ordersFor(lab.proxy, name).length, 1);
      await own.stop();
    });
  }
});
