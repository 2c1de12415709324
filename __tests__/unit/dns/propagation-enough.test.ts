import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Reply } from '../../../src/dns/exchange.ts';
import { at, failure, shows, start, tableOf, zoneOf } from './waiting.ts';

describe('waiting for more than half of the name servers', () => {
  const quorum = { kind: 'quorum' } as const;
  const addresses = ['192.0.2.1', '192.0.2.2', '192.0.2.3', '192.0.2.4'];

  for (const [servers, enough] of [
    [1, 1],
    [2, 2],
    [3, 2],
    [4, 3],
  ] as const) {
    const having = (count: number) =>
      start({
        zone: zoneOf(...addresses.slice(0, servers).map((address) => [address])),
        servers: Object.fromEntries(
          addresses.map((address, index) => [address, shows(index < count ? 'one' : 'old')]),
        ),
        propagation: quorum,
        timeoutMs: 20_000,
      });

    it(`takes ${enough} of ${servers} for enough, and says which it didn't wait for`, async () => {
      const wait = having(enough);
      const { error, warnings, afterMs } = await wait.outcome();
      assert.deepEqual([error, warnings, afterMs], [undefined, [], 250]);
      const behind = wait.lines.filter((line) => line.includes('not waited for'));
      assert.equal(behind.length, servers > enough ? 1 : 0);
      if (servers > enough) assert.match(behind[0] ?? '', /ns\d\.example\.com 192\.0\.2\.\d \(other values/);
    });

    it(`doesn't take ${enough - 1} of ${servers} for it`, async () => {
      assert.equal((await failure(having(enough - 1))).code, 'dns-propagation-timeout');
    });
  }

  it('counts only the servers that answer, once the others are given up', async () => {
    const { error, warnings, afterMs } = await start({
      zone: zoneOf(['192.0.2.1'], ['192.0.2.2']),
      servers: { '192.0.2.1': shows('one'), '192.0.2.2': () => undefined },
      propagation: quorum,
    }).outcome();
    assert.ok(error === undefined && afterMs >= 5_000, `${afterMs} ms`);
    assert.match(warnings.join(), /left out: ns2/);
  });
});

describe('IPv6', () => {
  const noRoute: Reply = { kind: 'unreachable', reason: 'no route to its network' };

  it('is left out where there is none, without a wait, and told once', async () => {
    const wait = start({
      zone: zoneOf(['192.0.2.1', '2001:db8::1'], ['192.0.2.2', '2001:db8::2']),
      servers: {
        '192.0.2.1': shows('one'),
        '192.0.2.2': shows('one'),
        '2001:db8::1': () => noRoute,
        '2001:db8::2': () => noRoute,
      },
    });
    const { afterMs, warnings } = await wait.outcome();
    assert.deepEqual([afterMs, warnings], [250, []]);
    assert.equal(wait.queries.filter(({ server }) => server.address.includes(':')).length, 2);
    const told = wait.lines.filter((line) => line.includes('2001:db8'));
    assert.deepEqual(told, [
      'DNS: addresses that give no answer here are left out, their servers have others: ' +
        '2001:db8::1 (no route to its network), 2001:db8::2 (no route to its network)',
    ]);
  });

  it('costs one question where it leads nowhere, and is told once in a run', async () => {
    const wait = start({
      zone: zoneOf(['192.0.2.1', '2001:db8::1']),
      servers: { '192.0.2.1': shows('one'), '2001:db8::1': () => undefined },
      records: ['a', 'b', 'c'].map((host) => ({ name: `_acme-challenge.${host}.example.com`, value: 'one' })),
    });
    const { afterMs, warnings } = await wait.outcome();
    assert.deepEqual([afterMs, warnings], [250, []]);
    assert.equal(wait.lines.filter((line) => line.includes('2001:db8::1 (no answer)')).length, 1);
    assert.ok(wait.queries.filter(({ server }) => server.address === '2001:db8::1').length <= 2);
  });

  it("isn't in the table of a server that has another address", async () => {
    const error = await failure(
      start({
        zone: zoneOf(['192.0.2.1', '2001:db8::1'], ['2001:db8::2']),
        servers: { '192.0.2.1': shows('old'), '2001:db8::1': () => noRoute, '2001:db8::2': () => noRoute },
        timeoutMs: 10_000,
      }),
    );
    assert.deepEqual(tableOf(error), [
      `${at} zone example.com ns1.example.com 192.0.2.1 other values only`,
      `${at} zone example.com ns2.example.com 2001:db8::2 no route to its network`,
    ]);
  });

  it('counts where it works', async () => {
    const wait = start({
      zone: zoneOf(['192.0.2.1', '2001:db8::1']),
      servers: { '192.0.2.1': shows('one'), '2001:db8::1': shows('old') },
      timeoutMs: 10_000,
    });
    assert.match(tableOf(await failure(wait)).join('\n'), /2001:db8::1 other values only/);
  });
});
