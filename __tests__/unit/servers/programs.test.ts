import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isRecent } from '../../../scripts/servers/fetch-pebble.ts';
import { kindOf } from '../../../scripts/servers/kinds.ts';
import { countRequests } from '../../../scripts/servers/pebble.ts';
import { firstThatWorks } from '../../../scripts/servers/ways.ts';
import { zoneFile } from '../../../scripts/servers/zone.ts';

describe('the version of a Pebble on PATH', () => {
  for (const [told, recent] of [
    ['Pebble version: v2.10.0', true],
    ['Pebble version: 2.11.1+ds1', true],
    ['Pebble version: 3.0.0', true],
    ['Pebble version: 2.9.0', false],
    ['Pebble version: 1.20.3', false],
    ['Pebble version: dev', undefined],
  ] as const) {
    it(`${told} is ${recent === undefined ? 'not told' : recent ? 'recent' : 'too old'}`, () => {
      assert.equal(isRecent(told), recent);
    });
  }
});

describe('the ways to a program', () => {
  const way = (name: string, fails: boolean) =>
    [name, () => (fails ? Promise.reject(new Error(`${name} is away`)) : Promise.resolve(name))] as const;

  it('are tried in order until one works', async () => {
    const lines: string[] = [];
    const ways = [way('apt', true), way('go', false), way('docker', true)];
    const found = await firstThatWorks({
      what: 'it',
      ways,
      remedy: 'buy it',
      say: (line) => lines.push(line),
    });
    assert.equal(found, 'go');
    assert.deepEqual(lines, ['getting it: apt', '  no: apt is away', 'getting it: go']);
  });

  it('that all fail are told with their reasons and the remedy', async () => {
    const ways = [way('apt', true), way('go', true)];
    await assert.rejects(
      firstThatWorks({ what: 'it', ways, remedy: 'buy it', say: () => undefined }),
      (error: Error) => /apt is away[^]*go is away[^]*What to do: buy it\./.test(error.message),
    );
  });
});

describe("Pebble's requests", () => {
  it('are known by their paths', () => {
    assert.equal(kindOf('/my-order/abc'), 'order');
    assert.equal(kindOf('/draft-ietf-acme-ari-03/renewalInfo/a.b'), 'ari');
    assert.equal(kindOf('/favicon.ico'), 'other');
  });

  it('are counted from its log, without our own questions whether it is up', () => {
    const line = (text: string) => `Pebble 2026/11/22 03:39:23 ${text} -> calling handler()\n`;
    const log = [
      line('GET /dir'),
      line('GET /dir'),
      line('HEAD /nonce-plz'),
      'else\n',
      line('POST /order-plz'),
    ].join('');
    assert.deepEqual(countRequests(log, 1), { dir: 1, newNonce: 1, newOrder: 1 });
    assert.deepEqual(countRequests(log, 2), { newNonce: 1, newOrder: 1 });
  });
});

describe('a zone', () => {
  it('names its servers, forgets in a second, and takes more records', () => {
    const lines = zoneFile({
      name: 'example.test',
      nameServers: ['127.0.0.1', '127.0.0.2'],
      records: 'a IN A 127.0.0.9',
    }).split('\n');
    assert.ok(lines.includes('@ IN NS ns2') && lines.includes('ns2 IN A 127.0.0.2'));
    assert.match(lines.find((line) => line.includes('SOA')) ?? '', / 1$/);
    assert.ok(lines.includes('a IN A 127.0.0.9'));
  });
});
