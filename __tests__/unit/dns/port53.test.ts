import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { fakeClock } from '../../fakes/clock.ts';
import { watchPort53 } from '../../../src/dns/port53.ts';
import { createLocate } from '../../../src/dns/zone.ts';
import {
  address,
  answered,
  fakeNetwork,
  nameError,
  ns,
  refused,
  resolverOf,
  soa,
  type Server,
} from '../../fakes/dns-network.ts';
import { shows, start, zoneOf } from './waiting.ts';

const { signal } = new AbortController();
const resolver = { address: '192.0.2.53', port: 53 };

/** Asks each of these addresses so often. */
async function watch(servers: Record<string, Server>, addresses: readonly string[], pauseMs = 1_000) {
  const named = Object.entries(servers).map(([one, server]) => [`${one}:53`, server] as const);
  const clock = fakeClock();
  const port53 = watchPort53(fakeNetwork(Object.fromEntries(named)).ask, clock);
  for (const one of addresses) {
    const server = { address: one, port: 53 };
    await clock.advance(pauseMs);
    await port53.ask(
      { server, name: 'example.com', type: 'TXT', recursive: one === resolver.address },
      signal,
    );
  }
  return port53;
}

const times = (count: number, ...addresses: string[]) => Array<string[]>(count).fill(addresses).flat();
const silent = () => undefined;

describe('port 53', () => {
  it('seems blocked when nothing came back from several servers, whatever the resolver says', async () => {
    const servers = { '192.0.2.1': silent, '192.0.2.53': () => nameError('example.com') };
    const asked = [...times(3, '192.0.2.1', '192.0.2.2'), resolver.address];
    assert.equal((await watch(servers, asked)).isBlocked(), true);
    assert.equal((await watch(servers, asked.slice(1))).isBlocked(), false);
    assert.equal((await watch(servers, asked, 500)).isBlocked(), false, 'servers may start anew');
  });

  it("isn't for one server, nor for what IPv6 doesn't lead to", async () => {
    assert.equal((await watch({}, times(9, '192.0.2.1'))).isBlocked(), false);
    const noRoute: Server = () => ({ kind: 'unreachable', reason: 'no route to its network' });
    const servers = { '2001:db8::1': noRoute, '2001:db8::2': noRoute };
    assert.equal((await watch(servers, times(9, '2001:db8::1', '2001:db8::2'))).isBlocked(), false);
  });

  for (const [what, reply] of [
    ['answered', answered()],
    ['refused', refused],
  ] as const) {
    it(`isn't when a single server ${what}`, async () => {
      const asked = [...times(9, '192.0.2.1', '192.0.2.2'), '192.0.2.3'];
      assert.equal((await watch({ '192.0.2.3': () => reply }, asked)).isBlocked(), false);
    });
  }

  it('is not tried again for the CNAMEs of every zone', async () => {
    const records = [
      soa('example.com'),
      ns('example.com', 'ns.example.net'),
      address('ns.example.net', '192.0.2.1'),
    ];
    const { ask, queries } = fakeNetwork({ '192.0.2.53:53': resolverOf(records) });
    const locate = createLocate({ ask, resolvers: [resolver], isBlocked: () => true });
    assert.equal((await locate('_acme-challenge.example.com', signal)).zone?.name, 'example.com');
    assert.ok(queries.every(({ server }) => server.address === resolver.address));
  });

  it('costs a wait one question to each server, and none of the patience with dead ones', async () => {
    const url = 'https://dns.example/dns-query';
    const wait = start({
      zone: zoneOf(['192.0.2.1'], ['192.0.2.2']),
      servers: { '192.0.2.1': silent, '192.0.2.2': silent },
      others: { [`${url}:443`]: shows('one') },
      standIns: () => Promise.resolve([{ url }]),
      isBlocked: () => true,
    });
    const { error, afterMs } = await wait.outcome();
    assert.deepEqual([error, afterMs], [undefined, 250]);
    assert.equal(wait.queries.length, 4);
  });
});
