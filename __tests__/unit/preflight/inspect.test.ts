import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { startBudget } from '../../../src/base/bound.ts';
import { AppError } from '../../../src/base/errors.ts';
import type { Ask } from '../../../src/dns/exchange.ts';
import { readTxt } from '../../../src/dns/read-txt.ts';
import { createResolve } from '../../../src/dns/resolver.ts';
import { createLocate } from '../../../src/dns/zone.ts';
import { createInspectNames } from '../../../src/preflight/inspect.ts';
import type { ChallengeType, Settings } from '../../../src/settings/settings.ts';
import { fakeClock } from '../../fakes/clock.ts';
import {
  address,
  answered,
  cname,
  fakeNetwork,
  ns,
  resolverOf,
  soa,
  txt,
  type Server,
} from '../../fakes/dns-network.ts';
import { fakeLog } from '../../fakes/log.ts';

const account = 'https://ca.example/acct/1';
const resolver = { address: '192.0.2.53', port: 53 };
const records = [
  soa('example.com'),
  ns('example.com', 'ns1.example.com'),
  address('ns1.example.com', '192.0.2.1'),
];

/** The zone's own server: it holds the zone, and nothing at any name. */
const server: Server = ({ type }) => answered(type === 'SOA' ? [soa('example.com')] : []);

function setUp(ask: Ask, totalMs = 600_000, challenge: Partial<Settings['challenge']> = {}) {
  const clock = fakeClock();
  const budget = startBudget(clock, totalMs);
  const locate = createLocate({ ask, resolvers: [resolver], isBlocked: () => false });
  const inspect = createInspectNames({
    dns: {
      ask,
      standIns: () => Promise.resolve([]),
      avoidsPort53: false,
      resolve: createResolve(ask, [resolver]),
      locate,
      readTxt: (name, signal) => readTxt(name, { ask, locate, resolvers: [resolver] }, signal),
      isPublicSuffix: () => false,
    },
    settings: {
      ca: { name: 'ca', directoryUrl: 'https://ca.example/directory', staging: false, isKnown: false },
      challenge: {
        types: ['dns-01'],
        dnsAliases: [],
        dnsProviders: [],
        dnsProviderNames: [],
        propagation: { kind: 'authoritative' },
        ...challenge,
      } as Settings['challenge'],
    },
    identities: ['ca.example'],
    account: { url: account },
    clock,
    log: fakeLog(),
  });
  const look = (...names: string[]) =>
    inspect(
      { name: names[0] ?? '', identifiers: names.map((value) => ({ type: 'dns', value })) },
      budget.work,
    );
  return { clock, budget, look };
}

/** A network in which nobody ever answers, not even with silence that ends. */
const hanging: Ask = (_, signal) =>
  new Promise((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
  });

describe('the inspection of names', () => {
  it('finds nothing where all is well, and asks once for a name and its wildcard', async () => {
    const { ask, queries } = fakeNetwork({ '192.0.2.53:53': resolverOf(records), '192.0.2.1:53': server });
    const { look } = setUp(ask);
    assert.deepEqual(await look('example.com', '*.example.com', 'www.example.com'), []);
    const asked = queries.map(({ server: { address: at }, name, type }) => `${at} ${type} ${name}`);
    assert.equal(new Set(asked.filter((one) => one.includes('TXT'))).size, 4);
    assert.equal(asked.filter((one) => one === '192.0.2.1 SOA example.com').length, 1);
    assert.equal(asked.filter((one) => one === '192.0.2.53 CAA example.com').length, 1);
  });

  it('says about all names at once what is wrong with their zone', async () => {
    const { ask } = fakeNetwork({ '192.0.2.53:53': resolverOf(records) });
    const [finding, ...more] = await setUp(ask).look('a.example.com', 'b.example.com');
    assert.deepEqual(more, []);
    assert.equal(finding?.subject, 'Zone example.com');
    assert.match(finding.what, /\(for a\.example\.com, b\.example\.com\)$/);
  });

  it('fails for servers that are silent only where a run asks them itself', async () => {
    const { ask, queries } = fakeNetwork({ '192.0.2.53:53': resolverOf(records) });
    const severityWith = async (challenge: Partial<Settings['challenge']>) =>
      (await setUp(ask, 600_000, challenge).look('a.example.com', 'b.example.com')).map(
        ({ severity }) => severity,
      );
    assert.deepEqual(await severityWith({}), ['error']);
    assert.deepEqual(await severityWith({ propagation: { kind: 'recursive' } }), ['warning']);
    assert.deepEqual(await severityWith({ types: ['http-01'] }), ['warning']);
    // Dead servers aren't asked for each name's leftovers.
    assert.deepEqual(
      queries.filter(({ server: { address: at }, type }) => at === '192.0.2.1' && type === 'TXT'),
      [],
    );
  });

  it('takes no wildcard TXT record for a leftover, and tells the value of a challenge', async () => {
    const value = 'LoqXcYV8q5ONbJQxbmR7SCTNo3tiAXDfowyjxAjEuX0';
    const wild: Server = ({ type, name }) =>
      answered(type === 'SOA' ? [soa('example.com')] : type === 'TXT' ? [txt(name, 'v=spf1 -all')] : []);
    const left: Server = ({ type, name }) =>
      answered(type === 'SOA' ? [soa('example.com')] : type === 'TXT' ? [txt(name, value)] : []);
    const spf = fakeNetwork({
      '192.0.2.53:53': (query) =>
        query.type === 'TXT' ? answered([txt(query.name, 'v=spf1 -all')]) : resolverOf(records)(query),
      '192.0.2.1:53': wild,
    });
    assert.deepEqual(await setUp(spf.ask).look('example.com'), []);
    const { ask } = fakeNetwork({ '192.0.2.53:53': resolverOf(records), '192.0.2.1:53': left });
    assert.match((await setUp(ask).look('example.com'))[0]?.what ?? '', new RegExp(value));
  });

  it('tells the record for dns-persist-01 that is missing, where a run would prove by it', async () => {
    const { ask } = fakeNetwork({ '192.0.2.53:53': resolverOf(records), '192.0.2.1:53': server });
    const found = await setUp(ask, 600_000, { types: ['http-01', 'dns-persist-01'] }).look(
      'a.example.com',
      'b.example.com',
      '*.b.example.com',
    );
    assert.deepEqual(
      found.map(({ severity, records: wanted }) => [severity, wanted]),
      [
        [
          'error',
          [
            {
              name: '_validation-persist.b.example.com',
              type: 'TXT',
              value: `ca.example; accounturi=${account}; policy=wildcard`,
            },
          ],
        ],
      ],
    );
  });

  it('tells the CNAME that `dns-alias` wants, and looks at the zone that it is to lead to', async () => {
    const { ask, queries } = fakeNetwork({ '192.0.2.53:53': resolverOf(records), '192.0.2.1:53': server });
    const dnsAliases = [{ name: '*', target: 'place.elsewhere.test' }];
    const found = await setUp(ask, 600_000, { dnsAliases }).look('a.example.com');
    assert.deepEqual(
      found.map(({ severity, subject }) => [severity, subject]),
      [
        ['error', '_acme-challenge.a.example.com'],
        ['error', 'place.elsewhere.test'],
      ],
    );
    assert.equal(found[0]?.records?.[0]?.value, 'place.elsewhere.test');
    assert.equal(
      queries.filter(({ name, type }) => name === '_acme-challenge.a.example.com' && type === 'TXT').length,
      0,
    );
  });

  it('tells of CNAMEs that loop at the record for dns-persist-01, as a run fails by them', async () => {
    const at = '_validation-persist.example.com';
    const loop = [cname(at, 'a.example.com'), cname('a.example.com', at)];
    const looping: Server = ({ name, type }) =>
      answered(type === 'SOA' ? [soa('example.com')] : loop.filter((record) => record.name === name));
    const { ask } = fakeNetwork({
      '192.0.2.53:53': resolverOf([...records, ...loop]),
      '192.0.2.1:53': looping,
    });
    const severityWith = async (...types: ChallengeType[]) =>
      (await setUp(ask, 600_000, { types }).look('example.com')).map((one) => [one.severity, one.subject]);
    assert.deepEqual(await severityWith('dns-persist-01'), [['error', at]]);
    assert.deepEqual(await severityWith('dns-persist-01', 'dns-01'), [['warning', at]]);
    assert.deepEqual(await severityWith('dns-01'), []);
    const [finding] = await setUp(ask, 600_000, { types: ['dns-persist-01'] }).look('example.com');
    assert.match(
      finding?.what ?? '',
      /lead nowhere: _validation-persist\S+ -> a\.example\.com -> _validation/,
    );
    assert.match(finding?.remedy ?? '', /^Correct these CNAME records/);
  });

  it('warns where nobody answers about the record, which does not prove that it is wrong', async () => {
    const { clock, look } = setUp(hanging, 600_000, { types: ['dns-persist-01'] });
    const looking = look('example.com');
    await clock.advance(15_000);
    const about = (await looking).filter(({ subject }) => subject.startsWith('_validation-persist'));
    assert.deepEqual(
      about.map(({ severity, what }) => [severity, what]),
      [['warning', 'No answer came in 15 s']],
    );
  });

  it('ends each look by itself, and says that nothing came', async () => {
    const { clock, look } = setUp(hanging);
    const looking = look('example.com');
    await clock.advance(15_000);
    const found = await looking;
    assert.deepEqual(
      found.map(({ severity }) => severity),
      ['error', 'warning'],
    );
    assert.match(found[0]?.what ?? '', /^No answer came in 15 s/);
    assert.notEqual(found[0]?.remedy, '');
  });

  it('tells a name that no entry of dns-provider is for', async () => {
    const { ask } = fakeNetwork({ '192.0.2.53:53': resolverOf(records), '192.0.2.1:53': server });
    const what = async (dnsProviderNames: string[]) =>
      (await setUp(ask, 600_000, { dnsProviderNames }).look('www.example.com'))
        .filter(({ what: told }) => told.includes('names no provider'))
        .map(({ severity, subject }) => `${severity}: ${subject}`);
    assert.deepEqual(await what(['other.example=pdns']), ['error: www.example.com']);
    assert.deepEqual(await what(['other.example=pdns', 'example.com=pdns']), []);
    assert.deepEqual(await what(['*=pdns']), []);
    assert.deepEqual(await what([]), []);
  });

  it('ends with the run, which is no finding', async () => {
    const { clock, budget, look } = setUp(hanging);
    const looking = assert.rejects(look('example.com'), { code: 'cancelled' });
    await clock.advance(1_000);
    budget.cancel(new AppError('cancelled', 'The job was cancelled'));
    await looking;
  });
});
