import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import net from 'node:net';
import { after, before, describe, it } from 'node:test';
import type { Question } from 'dns-packet';
import { startBind, type Bind } from '../../scripts/servers/bind.ts';
import { startChalltestsrv, type Challtestsrv } from '../../scripts/servers/challtestsrv.ts';
import { askDns } from '../../scripts/servers/dns-question.ts';
import type { Endpoint } from '../../scripts/servers/relay.ts';
import { hangingServer } from '../../scripts/servers/hanging.ts';
import { getHttps } from '../../scripts/servers/https.ts';
import { startPebble, type Pebble } from '../../scripts/servers/pebble.ts';
import { freePort } from '../../scripts/servers/ports.ts';
import { startPowerDns, type PowerDns } from '../../scripts/servers/powerdns.ts';

const say = (line: string) => console.log(line);

/** The answers' data as text, as one reads it in dig. */
async function ask(server: Endpoint, type: 'A' | 'TXT' | 'SOA' | 'NS', name: string): Promise<string[]> {
  const question: Question = { type, name };
  const { answers } = await askDns(server, question);
  return answers.map((answer) => ('data' in answer ? describeData(answer.data) : ''));
}

function describeData(data: unknown): string {
  if (Buffer.isBuffer(data)) return data.toString('utf8');
  if (Array.isArray(data)) return data.map(describeData).join('');
  if (typeof data === 'object' && data !== null && 'mname' in data) return String(data.mname);
  return String(data);
}

describe('challtestsrv', () => {
  let dns: Challtestsrv;
  before(async () => {
    dns = await startChalltestsrv({ say });
  });
  after(() => dns.stop());

  it('serves the TXT values it was told, until they are cleared', async () => {
    await dns.setTxt('_acme-challenge.example.test', 'one');
    await dns.setTxt('_acme-challenge.example.test', 'two');
    assert.deepEqual(await ask(dns, 'TXT', '_acme-challenge.example.test'), ['one', 'two']);
    await dns.clearTxt('_acme-challenge.example.test');
    assert.deepEqual(await ask(dns, 'TXT', '_acme-challenge.example.test'), []);
  });

  it('remembers what it was asked', async () => {
    await ask(dns, 'TXT', 'asked.example.test');
    assert.deepEqual(await dns.dnsRequestHistory('asked.example.test'), [
      { name: 'asked.example.test.', type: 16 },
    ]);
    await dns.clearRequestHistory('asked.example.test');
    assert.deepEqual(await dns.dnsRequestHistory('asked.example.test'), []);
  });

  it('follows a CNAME, gives addresses, and fails on request', async () => {
    await dns.setCname('alias.example.test', 'target.example.test');
    await dns.addA('target.example.test', ['127.0.0.7']);
    assert.ok((await ask(dns, 'A', 'alias.example.test')).includes('127.0.0.7'));
    await dns.setServfail('alias.example.test');
    assert.equal((await askDns(dns, { type: 'A', name: 'alias.example.test' })).rcode, 'SERVFAIL');
  });
});

describe('BIND', () => {
  const [primaryAddress, secondaryAddress] = ['127.0.0.1', '127.0.0.2'];
  let primary: Bind;
  let secondary: Bind;
  before(async () => {
    const port = await freePort([primaryAddress, secondaryAddress]);
    const zones = [
      {
        name: 'example.test',
        nameServers: [primaryAddress, secondaryAddress],
        records: 'alias IN CNAME target.other.test.',
        notify: [secondaryAddress],
      },
      { name: 'other.test', records: 'target IN TXT "over there"' },
    ];
    primary = await startBind({ port, zones, resolves: {}, say });
    secondary = await startBind({
      port,
      address: secondaryAddress,
      zones: [{ name: 'example.test', primary: primaryAddress }],
    });
  });
  after(() => Promise.all([primary.stop(), secondary.stop()]));

  it('answers with authority for its zones, a secondary on another address and the same port too', async () => {
    for (const server of [primary, secondary]) {
      const answer = await askDns(server, { type: 'SOA', name: 'example.test' });
      assert.equal(answer.authoritative, true);
      assert.deepEqual((await ask(server, 'NS', 'example.test')).sort(), [
        'ns1.example.test',
        'ns2.example.test',
      ]);
    }
    assert.equal(primary.port, secondary.port);
    assert.equal((await askDns(secondary, { type: 'TXT', name: 'target.other.test' })).rcode, 'REFUSED');
  });

  it('takes questions over TCP on every address', async () => {
    for (const { address, port } of [primary, secondary]) {
      const socket = net.connect(port, address);
      await new Promise((resolve, reject) => socket.once('connect', resolve).once('error', reject));
      socket.destroy();
    }
  });
});

describe('PowerDNS', () => {
  let server: PowerDns;
  before(async () => {
    server = await startPowerDns({
      zones: [{ name: 'power.test' }],
      apiKey: 'key of this test',
      address: '127.0.0.3',
      say,
    });
  });
  after(() => server.stop());

  async function patch(changetype: 'REPLACE' | 'DELETE', apiKey = 'key of this test'): Promise<number> {
    const records = [{ content: '"by REST"', disabled: false }];
    const rrset = { name: 'new.power.test.', type: 'TXT', ttl: 1, changetype, records };
    const response = await fetch(`${server.apiUrl}/api/v1/servers/localhost/zones/power.test.`, {
      method: 'PATCH',
      headers: { 'x-api-key': apiKey },
      body: JSON.stringify({ rrsets: [rrset] }),
    });
    return response.status;
  }

  it('serves at once what its REST API was told, also right after it was missing', async () => {
    assert.deepEqual(await ask(server, 'TXT', 'new.power.test'), []);
    assert.equal(await patch('REPLACE'), 204);
    assert.deepEqual(await ask(server, 'TXT', 'new.power.test'), ['by REST']);
    assert.equal(await patch('DELETE'), 204);
    assert.deepEqual(await ask(server, 'TXT', 'new.power.test'), []);
  });

  it('refuses another key', async () => {
    assert.equal(await patch('REPLACE', 'wrong'), 401);
  });
});

describe('Pebble', () => {
  let pebble: Pebble;
  before(async () => {
    pebble = await startPebble({ say, alternateRoots: 1 });
  });
  after(() => pebble.stop());

  it('serves its directory to those who trust its authority, and to nobody else', async () => {
    const { body } = await getHttps(pebble.directoryUrl, pebble.caPem);
    assert.match(body, new RegExp(`"newOrder": "https://127.0.0.1:${pebble.port}/`));
    const stranger = await pebble.roots();
    assert.equal(stranger.length, 2);
    await assert.rejects(getHttps(pebble.directoryUrl, stranger[0] ?? ''), /self-signed|verify|certificate/);
  });

  it('counts what it was asked', async () => {
    const dirs = pebble.requests().dir ?? 0;
    await getHttps(pebble.directoryUrl, pebble.caPem);
    assert.equal(pebble.requests().dir, dirs + 1);
  });
});

describe('a server that only accepts', () => {
  it('keeps a client waiting', async () => {
    const server = await hangingServer();
    await assert.rejects(fetch(server.url, { signal: AbortSignal.timeout(300) }), { name: 'TimeoutError' });
    assert.equal(server.connections, 1);
    await server.stop();
  });
});

describe('a server whose starter ends', () => {
  /** A process that starts challtestsrv and then waits; gives it and the URL of its server. */
  async function starter(): Promise<{ process_: ChildProcess; url: string }> {
    const program = `
      import { startChalltestsrv } from ${JSON.stringify(import.meta.resolve('../../scripts/servers/challtestsrv.ts'))};
      console.log((await startChalltestsrv()).managementUrl);
      setInterval(() => undefined, 1000);`;
    const process_ = spawn(process.execPath, ['--input-type=module', '-e', program], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [line] = (await once(process_.stdout, 'data')) as [Buffer];
    return { process_, url: line.toString('utf8').trim() };
  }

  for (const signal of ['SIGINT', 'SIGTERM', 'SIGKILL'] as const) {
    it(`by ${signal} ends with it`, async () => {
      const { process_, url } = await starter();
      const exit = once(process_, 'exit');
      assert.equal((await fetch(url)).status, 404);
      process_.kill(signal);
      assert.deepEqual(await exit, [null, signal]);
      const end = performance.now() + 2_000;
      while (await fetch(url).then(Boolean, () => false)) assert.ok(performance.now() < end, 'it goes on');
    });
  }
});
