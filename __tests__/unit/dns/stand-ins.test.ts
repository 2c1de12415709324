import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { startBudget } from '../../../src/base/bound.ts';
import { reachDns } from '../../../src/dns/reach.ts';
import { systemRandom } from '../../../src/platform/system.ts';
import { fakeClock } from '../../fakes/clock.ts';
import { nameError, refused } from '../../fakes/dns-network.ts';
import { fakeHttp, never } from '../../fakes/http.ts';
import { failure, shows, start, tableOf, zoneOf } from './waiting.ts';

const url = 'https://dns.example/dns-query';
const standIns = () => Promise.resolve([{ url }]);
/** How the fake network knows it. */
const overHttps = `${url}:443`;

describe('waiting where port 53 is blocked', () => {
  const silent = { '192.0.2.1': () => undefined, '192.0.2.2': () => undefined };
  const zone = zoneOf(['192.0.2.1'], ['192.0.2.2']);

  it('asks the resolvers that stand in, recursively, and says so in the log and in a warning', async () => {
    let asked = 0;
    const wait = start({
      zone,
      standIns,
      servers: silent,
      others: { [overHttps]: (query) => ((asked += 1) < 3 ? nameError('example.com') : shows('one')(query)) },
    });
    const { error, warnings, afterMs } = await wait.outcome();
    assert.equal(error, undefined);
    assert.ok(afterMs >= 5_000 && afterMs < 10_000, `${afterMs} ms`);
    assert.deepEqual(warnings, [
      `No name server of zone example.com answers for itself on port 53, which may be blocked here: asked instead: ${url}`,
    ]);
    assert.match(
      wait.lines.join('\n'),
      /which may be blocked here[^]*the resolver https:.* every record seen/,
    );
    const over = wait.queries.filter(({ server }) => server.address === url);
    assert.ok(over.length === 4 && over.every(({ recursive }) => recursive));
  });

  it('asks them where a resolver in between answers for every server', async () => {
    const between = () => ({ ...nameError('example.com'), authoritative: false });
    const servers = { '192.0.2.1': between, '192.0.2.2': between };
    const wait = start({ zone, standIns, servers, others: { [overHttps]: shows('one') } });
    const { error, warnings } = await wait.outcome();
    assert.equal(error, undefined);
    assert.match(warnings.join(), /answers for itself on port 53/);
  });

  it('gives up one that hangs for as long as a question may take, and goes on with the other', async () => {
    const other = 'https://other.example/dns-query';
    const both = () => Promise.resolve([{ url }, { url: other }]);
    for (const hangMs of [4_000, 15_000, 20_000]) {
      const wait = start({
        zone,
        standIns: both,
        servers: silent,
        others: { [`${other}:443`]: shows('one') },
        hangs: { address: url, forMs: hangMs },
      });
      const { error, warnings } = await wait.outcome();
      assert.equal(error, undefined, `${hangMs} ms a question`);
      assert.match(warnings.join(), /left out: https:\/\/dns\.example/);
    }
  });

  it('tells what they answered when the record never comes', async () => {
    const others = { [overHttps]: () => nameError('example.com') };
    const error = await failure(start({ zone, standIns, servers: silent, others, timeoutMs: 30_000 }));
    assert.match(tableOf(error).join('\n'), /the resolver https:\S+ - https:\S+ NXDOMAIN$/);
    assert.match(error.details.hint ?? '', /name one more in dns-resolvers/);
  });

  it('ends when they are silent too', async () => {
    const wait = start({ zone, standIns, servers: silent, others: { [overHttps]: () => undefined } });
    assert.match((await failure(wait)).message, /None of the servers of the resolver https:/);
  });

  it('fails without any, and tells of them', async () => {
    const wait = start({ zone, servers: silent });
    assert.match((await failure(wait)).details.hint ?? '', /resolver over HTTPS in dns-resolvers/);
  });

  for (const [what, server] of [
    ['a server refuses: it was reached', () => refused],
    ['a server answers without authority', () => ({ ...nameError('example.com'), authoritative: false })],
  ] as const) {
    it(`asks nobody else where ${what}`, async () => {
      const servers = { ...silent, '192.0.2.2': server };
      const wait = start({ zone, standIns, servers, others: { [overHttps]: shows('one') } });
      assert.match((await failure(wait)).message, /None of the servers of zone example\.com/);
      assert.ok(!wait.queries.some(({ server: { address } }) => address === url));
    });
  }
});

describe('the resolvers that stand in', () => {
  const standInsFor = async (zone: string, own: readonly { url: string }[] = [], areNamesPublic = true) => {
    const clock = fakeClock();
    const budget = startBudget(clock, 60_000);
    const http = fakeHttp(clock, never);
    const resolvers = [{ host: '192.0.2.53', port: 53 }, ...own];
    const reach = {
      clock,
      random: systemRandom,
      http,
      requestTimeoutMs: 5_000,
      resolvers,
      systemResolvers: [],
    };
    const reached = await reachDns({ ...reach, areNamesPublic }, budget.work);
    budget.close();
    return (await reached.standIns(zone)).map((one) => one.url);
  };

  it("are the user's own for every zone", async () => {
    for (const zone of ['example.com', 'corp.internal', 'example.test']) {
      assert.deepEqual(await standInsFor(zone, [{ url }], false), [url]);
    }
  });

  it('are of two operators for zones of the public DNS', async () => {
    for (const zone of ['example.com', 'a.b.example.co.uk', 'example.github.io']) {
      const hosts = (await standInsFor(zone)).map((one) => new URL(one).hostname);
      assert.deepEqual(hosts, ['cloudflare-dns.com', 'dns.google']);
    }
  });

  for (const zone of [
    ...['corp', 'example.corp', 'corp.internal', 'example.test', 'host.local', 'printer.lan', 'a.localhost'],
    ...['home.arpa', 'example.home.arpa', '10.in-addr.arpa', 'example.onion', 'com', 'co.uk'],
  ]) {
    it(`are none for ${zone}: no third party hears of it`, async () => {
      assert.deepEqual(await standInsFor(zone), []);
    });
  }

  it('are none where the CA tells nobody the names', async () => {
    assert.deepEqual(await standInsFor('intranet.example.com', [], false), []);
  });
});
