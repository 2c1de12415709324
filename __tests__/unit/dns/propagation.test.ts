import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Reply } from '../../../src/dns/exchange.ts';
import { answered, nameError, refused, txt } from '../../fakes/dns-network.ts';
import { at, failure, record, shownOne, shows, start, tableOf, zoneOf } from './waiting.ts';

describe('waiting for every name server', () => {
  it('ends when all of them have shown all values twice', async () => {
    const wait = start({
      zone: zoneOf(['192.0.2.1'], ['192.0.2.2']),
      servers: { '192.0.2.1': shows('one', 'two', 'someone else'), '192.0.2.2': shows('two', 'one') },
      records: [record, { name: at, value: 'two' }],
    });
    const { afterMs, warnings } = await wait.outcome();
    assert.deepEqual([afterMs, warnings], [250, []]);
    assert.equal(wait.queries.length, 4);
    assert.ok(wait.queries.every(({ recursive, type }) => !recursive && type === 'TXT'));
  });

  it('reads a value that is cut into several strings', async () => {
    const { error } = await start({
      zone: zoneOf(['192.0.2.1']),
      servers: { '192.0.2.1': () => answered([txt(at, 'o', 'ne')]) },
    }).outcome();
    assert.equal(error, undefined);
  });

  it('takes a value for shown only when two answers in a row have it: an address may be many servers', async () => {
    const answers = [true, false, true, true];
    const wait = start({
      zone: zoneOf(['192.0.2.1']),
      servers: { '192.0.2.1': () => (answers.shift() ? shownOne : nameError('example.com')) },
    });
    await wait.outcome();
    assert.equal(wait.queries.length, 4);
  });

  it('waits for a secondary that is behind, and asks the others no more', async () => {
    let asked = 0;
    const wait = start({
      zone: zoneOf(['192.0.2.1'], ['192.0.2.2']),
      servers: {
        '192.0.2.1': shows('one'),
        '192.0.2.2': () => ((asked += 1) < 5 ? nameError('example.com') : shownOne),
      },
    });
    const { error, warnings } = await wait.outcome();
    assert.deepEqual([error, warnings, asked], [undefined, [], 6]);
    assert.equal(wait.queries.filter(({ server }) => server.address === '192.0.2.1').length, 2);
    assert.match(wait.lines.join(), /every record seen after .* in 6 rounds/);
  });

  it('gives up on a secondary that stays behind, with a table of what each showed', async () => {
    const wait = start({
      zone: zoneOf(['192.0.2.1'], ['192.0.2.2'], ['192.0.2.3'], ['192.0.2.4']),
      servers: {
        '192.0.2.1': shows('one', 'two'),
        '192.0.2.2': () => nameError('example.com'),
        '192.0.2.3': shows('one'),
        '192.0.2.4': shows('old'),
      },
      records: [record, { name: at, value: 'two' }],
      timeoutMs: 30_000,
    });
    const error = await failure(wait);
    assert.equal(error.code, 'dns-propagation-timeout');
    assert.equal(
      error.message,
      `The TXT records can't be seen on every name server after 30 s: they are missing at ${at}`,
    );
    assert.deepEqual(tableOf(error), [
      `${at} zone example.com ns1.example.com 192.0.2.1 has it`,
      `${at} zone example.com ns2.example.com 192.0.2.2 NXDOMAIN`,
      `${at} zone example.com ns3.example.com 192.0.2.3 1 of 2 values`,
      `${at} zone example.com ns4.example.com 192.0.2.4 other values only`,
    ]);
    assert.equal(wait.clock.monotonic(), 30_000);
  });

  for (const [what, reply] of Object.entries<Reply | undefined>({
    'stays silent': undefined,
    refuses: refused,
    'answers without authority': answered([txt(at, 'one')], { authoritative: false }),
  })) {
    it(`leaves out a server that ${what}, after some patience, and says so`, async () => {
      const { afterMs, warnings } = await start({
        zone: zoneOf(['192.0.2.1'], ['192.0.2.2']),
        servers: { '192.0.2.1': shows('one'), '192.0.2.2': () => reply },
      }).outcome();
      assert.ok(afterMs >= 5_000 && afterMs < 10_000, `${afterMs} ms`);
      assert.equal(warnings.length, 1);
      assert.match(warnings[0] ?? '', /zone example\.com .* left out: ns2\.example\.com 192\.0\.2\.2: /);
    });
  }

  it('waits for a server that was silent at first and then shows old data', async () => {
    let asked = 0;
    const wait = start({
      zone: zoneOf(['192.0.2.1'], ['192.0.2.2']),
      servers: {
        '192.0.2.1': shows('one'),
        '192.0.2.2': (query) => ((asked += 1) < 3 ? undefined : shows('old')(query)),
      },
      timeoutMs: 30_000,
    });
    assert.match(tableOf(await failure(wait)).join('\n'), /ns2\.example\.com 192\.0\.2\.2 other values only/);
  });

  it('ends early when no server of the zone answers, and names the likely reason', async () => {
    const wait = start({ zone: zoneOf(['192.0.2.1'], []), servers: { '192.0.2.1': () => undefined } });
    const error = await failure(wait);
    assert.ok(wait.clock.monotonic() < 15_000);
    assert.match(
      tableOf(error).join('\n'),
      /192\.0\.2\.1 no answer\n.*ns2\.example\.com - its name has no address/,
    );
    assert.match(error.details.hint ?? '', /port 53 blocked/);
  });

  it('counts a server by the addresses that can be reached', async () => {
    const wait = start({
      zone: zoneOf(['192.0.2.1', '2001:db8::1']),
      servers: { '192.0.2.1': shows('one') },
    });
    const { afterMs, warnings } = await wait.outcome();
    assert.deepEqual([afterMs, warnings], [250, []]);
  });

  it("isn't content with one address of a server while another one shows old data", async () => {
    const wait = start({
      zone: zoneOf(['192.0.2.1', '192.0.2.2']),
      servers: { '192.0.2.1': shows('one'), '192.0.2.2': shows('old') },
      timeoutMs: 10_000,
    });
    assert.match(tableOf(await failure(wait)).join('\n'), /192\.0\.2\.2 other values only/);
  });

  it('asks a silent server for one name only, however many there are', async () => {
    const records = Array.from({ length: 30 }, (_, index) => ({
      name: `_acme-challenge.h${index}.example.com`,
      value: 'one',
    }));
    const wait = start({
      zone: zoneOf(['192.0.2.1'], ['192.0.2.2']),
      servers: { '192.0.2.1': shows('one'), '192.0.2.2': () => undefined },
      records,
    });
    await wait.outcome();
    const to = (address: string) => wait.queries.filter(({ server }) => server.address === address).length;
    assert.equal(to('192.0.2.1'), 60);
    assert.ok(to('192.0.2.2') < 12, `${to('192.0.2.2')} questions`);
  });

  it('keeps the table short for many names', async () => {
    const records = Array.from({ length: 30 }, (_, index) => ({
      name: `_acme-challenge.h${index}.example.com`,
      value: 'x',
    }));
    const error = await failure(
      start({
        zone: zoneOf(['192.0.2.1']),
        servers: { '192.0.2.1': shows('old') },
        records,
        timeoutMs: 5_000,
      }),
    );
    assert.match(error.message, /missing at 30 names, of which 10 are told$/);
    assert.equal(tableOf(error).length, 10);
  });

  it("ends with the run's own time, and tells the table beside it", async () => {
    const wait = start({
      zone: zoneOf(['192.0.2.1']),
      servers: { '192.0.2.1': shows('old') },
      budgetMs: 20_000,
    });
    const error = await failure(wait);
    assert.equal(error.code, 'deadline');
    assert.match(tableOf(error).join('\n'), /192\.0\.2\.1 other values only/);
  });

  it('says what to do when there is no zone', async () => {
    const error = await failure(start({ servers: {} }));
    assert.equal(error.code, 'dns-propagation-timeout');
    assert.match(error.message, /no zone \(SOA record\) was found/);
  });
});

describe('the other ways to wait', () => {
  it('asks the resolvers recursively, and needs no authority from them', async () => {
    let asked = 0;
    const wait = start({
      servers: {
        '192.0.2.53': () =>
          (asked += 1) < 3 ? nameError('example.com') : { ...shownOne, authoritative: false },
      },
      propagation: { kind: 'recursive' },
      resolvers: () => [{ address: '192.0.2.53', port: 53 }],
    });
    assert.equal((await wait.outcome()).error, undefined);
    assert.ok(wait.queries.every(({ recursive }) => recursive));
  });

  it('waits a fixed time, and asks nobody', async () => {
    const wait = start({ servers: {}, propagation: { kind: 'fixed', waitMs: 180_000 } });
    assert.equal((await wait.outcome()).afterMs, 180_000);
    assert.equal(wait.queries.length, 0);
  });

  it("refuses at once a fixed wait that doesn't fit", async () => {
    const wait = start({ servers: {}, propagation: { kind: 'fixed', waitMs: 180_000 }, budgetMs: 60_000 });
    assert.match((await failure(wait)).message, /fixed wait of 3 min for DNS doesn't fit in the 48 s/);
    assert.equal(wait.clock.monotonic(), 0);
  });

  it('goes on at once with none', async () => {
    const wait = start({ servers: {}, propagation: { kind: 'none' } });
    assert.equal((await wait.outcome()).afterMs, 0);
  });
});
