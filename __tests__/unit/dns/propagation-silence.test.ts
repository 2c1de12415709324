import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { within, type Bound } from '../../../src/base/bound.ts';
import { AppError } from '../../../src/base/errors.ts';
import type { Reply } from '../../../src/dns/exchange.ts';
import { createWaitForRecords } from '../../../src/dns/propagation.ts';
import { fakeClock } from '../../fakes/clock.ts';
import { answered, fakeNetwork, refused, type Server } from '../../fakes/dns-network.ts';
import { fakeLog } from '../../fakes/log.ts';
import { failure, shows, start, zoneOf } from './waiting.ts';

const servfail: Reply = { kind: 'refused', rcode: 'SERVFAIL' };
const [good, bad] = ['_acme-challenge.good.example.com', '_acme-challenge.bad.example.com'];

/** A run whose certificates wait one after the other or together; `two` servers unless said otherwise. */
function startRun(servers: Record<string, Server>) {
  const clock = fakeClock();
  const zone = zoneOf(...Object.keys(servers).map((address) => [address]));
  const ports = Object.entries(servers).map(([address, server]) => [`${address}:53`, server] as const);
  const wait = createWaitForRecords({
    clock,
    log: fakeLog(),
    ask: fakeNetwork(Object.fromEntries(ports)).ask,
    locate: (name) => Promise.resolve({ name, zone }),
    isBlocked: () => false,
    resolvers: () => [],
    standIns: () => Promise.resolve([]),
    propagation: { kind: 'authoritative' },
    timeoutMs: 120_000,
  });
  const begin = (name: string, value = 'one') => {
    const state: { warnings?: readonly string[]; message?: string } = {};
    const expired = () => new AppError('cancelled', 'cancelled');
    const work = (bound: Bound) => wait([{ name, value }], bound);
    within(clock, { timeoutMs: 600_000, expired }, work).then(
      (warnings) => (state.warnings = warnings),
      (error: unknown) => (state.message = (error as Error).message),
    );
    return state;
  };
  return { clock, begin };
}

describe('servers that give no answer', () => {
  it('are asked again for a certificate that comes after one that they failed', async () => {
    let server: Server = () => servfail;
    const { clock, begin } = startRun({ '192.0.2.1': (query) => server(query) });
    const first = begin(bad);
    await clock.advance(10_000);
    assert.match(
      first.message ?? '',
      /None of the servers of zone example\.com gave an answer that is of use/,
    );
    server = shows('one');
    const second = begin(good);
    await clock.advance(1_000);
    assert.deepEqual(second, { warnings: [] });
  });

  it('about one name, hold up no other', async () => {
    const server: Server = (query) =>
      query.name === bad ? servfail : clock.monotonic() > 12_000 ? shows('one')(query) : answered([]);
    const { clock, begin } = startRun({ '192.0.2.1': server, '192.0.2.2': server });
    const [failing, well] = [begin(bad), begin(good)];
    await clock.advance(20_000);
    assert.match(failing.message ?? '', /gave an answer that is of use in 5/);
    assert.deepEqual(well, { warnings: [] });
    const [again, later] = [begin(bad), begin(good)];
    await clock.advance(3_000);
    assert.deepEqual([again, later], [{}, { warnings: [] }]);
  });

  it('about one name, are blamed at no other', async () => {
    const { clock, begin } = startRun({
      '192.0.2.1': (query) => (query.name === bad ? servfail : shows('one')(query)),
      '192.0.2.2': (query) => (clock.monotonic() > 8_000 ? shows('one')(query) : answered([])),
    });
    const [well, failing] = [begin(good), begin(bad)];
    await clock.advance(30_000);
    assert.deepEqual(well, { warnings: [] });
    assert.match(failing.warnings?.join() ?? '', /left out: ns1\.example\.com 192\.0\.2\.1: SERVFAIL/);
  });

  for (const [what, once] of Object.entries<Reply | undefined>({
    refuses: refused,
    'is silent': undefined,
    "can't be reached": { kind: 'unreachable', reason: 'no route to its network' },
  })) {
    it(`once is no reason to leave out an address that lags: it ${what}`, async () => {
      let asked = 0;
      const lags: Server = () => ((asked += 1) === 4 ? once : answered([]));
      const addresses = ['192.0.2.1', '2001:db8::2'];
      const servers = { '192.0.2.1': shows('one'), '2001:db8::2': lags };
      const wait = start({ zone: zoneOf(addresses), servers, timeoutMs: 30_000 });
      const error = await failure(wait);
      assert.match(error.message, /can't be seen on every name server after 30 s/);
    });
  }

  it('say of a value that was there before nothing about now, while another value is waited for', async () => {
    let server = shows('one');
    const { clock, begin } = startRun({ '192.0.2.1': (query) => server(query) });
    begin(good, 'two');
    await clock.advance(20_000);
    const first = begin(good, 'one');
    await clock.advance(6_000);
    assert.deepEqual(first, { warnings: [] });
    server = shows();
    const second = begin(good, 'one');
    await clock.advance(6_000);
    assert.deepEqual(second, {});
  });
});
