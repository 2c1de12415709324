import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { AppError } from '../../../src/base/errors.ts';
import type { DnsServer } from '../../../src/dns/addresses.ts';
import { createLocate } from '../../../src/dns/zone.ts';
import {
  address,
  answered,
  cname,
  fakeNetwork,
  nameError,
  ns,
  refused,
  resolverOf,
  soa,
  type Server,
} from '../../fakes/dns-network.ts';

const { signal } = new AbortController();
const resolver = { address: '192.0.2.53', port: 53 };
const zoneRecords = [
  soa('example.com'),
  ns('example.com', 'NS1.example.com.'),
  address('ns1.example.com', '192.0.2.1'),
];
const emptyServer: Server = () => nameError('example.com');

function locator(servers: Record<string, Server>, resolvers: readonly DnsServer[] = [resolver]) {
  const network = fakeNetwork(servers);
  return { ...network, locate: createLocate({ ...network, resolvers, isBlocked: () => false }) };
}

describe('locating a name', () => {
  it('finds the zone and every address of its name servers', async () => {
    const records = [
      ...zoneRecords,
      address('ns1.example.com', '2001:db8::1'),
      ns('example.com', 'ns.elsewhere.net'),
    ];
    const { locate } = locator({ '192.0.2.53:53': resolverOf(records), '192.0.2.1:53': emptyServer });
    assert.deepEqual(await locate('_acme-challenge.www.Example.com.', signal), {
      name: '_acme-challenge.www.example.com',
      zone: {
        name: 'example.com',
        servers: [
          { name: 'ns.elsewhere.net', addresses: [] },
          {
            name: 'ns1.example.com',
            addresses: [
              { address: '192.0.2.1', port: 53 },
              { address: '2001:db8::1', port: 53 },
            ],
          },
        ],
      },
    });
  });

  /** The zone's server, with `*.example.com` for what has no record of its own. */
  const wildcardServer =
    (target: string, own: Readonly<Record<string, string>> = {}): Server =>
    ({ name }) =>
      answered([cname(name, own[name] ?? target)]);

  it('follows no CNAME that a wildcard gives: it ends where the record is set (RFC 4592)', async () => {
    const { locate, queries } = locator({
      '192.0.2.53:53': resolverOf(zoneRecords),
      '192.0.2.1:53': wildcardServer('balancer.cloud.net'),
    });
    const { name, zone } = await locate('_acme-challenge.example.com', signal);
    assert.deepEqual([name, zone?.name], ['_acme-challenge.example.com', 'example.com']);
    assert.ok(!queries.some(({ name: asked }) => asked.endsWith('cloud.net')));
  });

  it('follows a CNAME of its own beside a wildcard', async () => {
    const elsewhere = [soa('acme.net'), ns('acme.net', 'ns.acme.net'), address('ns.acme.net', '192.0.2.2')];
    const { locate } = locator({
      '192.0.2.53:53': resolverOf([...zoneRecords, ...elsewhere]),
      '192.0.2.1:53': wildcardServer('balancer.cloud.net', { '_acme-challenge.example.com': 'x.acme.net' }),
      '192.0.2.2:53': () => nameError('acme.net'),
    });
    assert.equal((await locate('_acme-challenge.example.com', signal)).name, 'x.acme.net');
  });

  it('never asks a resolver for the name itself while the servers of its zone answer', async () => {
    const { locate, queries } = locator({
      '192.0.2.53:53': resolverOf(zoneRecords),
      '192.0.2.1:53': emptyServer,
    });
    await locate('_acme-challenge.example.com', signal);
    const asked = queries.filter(({ name }) => name === '_acme-challenge.example.com');
    assert.deepEqual(
      asked.map(({ server, recursive }) => [server.address, recursive]),
      [['192.0.2.1', false]],
    );
  });

  it('asks the resolver when the servers of the zone give no answer', async () => {
    const records = [...zoneRecords, cname('_acme-challenge.example.com', 'x.example.com')];
    const { locate } = locator({ '192.0.2.53:53': resolverOf(records), '192.0.2.1:53': () => refused });
    assert.equal((await locate('_acme-challenge.example.com', signal)).name, 'x.example.com');
  });

  it('follows CNAMEs into another zone', async () => {
    const { locate } = locator({
      '192.0.2.53:53': resolverOf([
        ...zoneRecords,
        soa('acme.net'),
        ns('acme.net', 'ns.acme.net'),
        address('ns.acme.net', '192.0.2.2'),
      ]),
      '192.0.2.1:53': ({ name }) =>
        name.startsWith('_acme-') ? answered([cname(name, 'Token.ACME.net.')]) : nameError('example.com'),
      '192.0.2.2:53': () => nameError('acme.net'),
    });
    const { name, zone } = await locate('_acme-challenge.example.com', signal);
    assert.deepEqual([name, zone?.name], ['token.acme.net', 'acme.net']);
  });

  it('finds a zone that is delegated at the name itself', async () => {
    const child = '_acme-challenge.example.com';
    const { locate } = locator({
      '192.0.2.53:53': resolverOf([
        ...zoneRecords,
        soa(child),
        ns(child, 'ns.acme.net'),
        address('ns.acme.net', '192.0.2.2'),
      ]),
      '192.0.2.1:53': () => answered([], { authoritative: false, authorities: [ns(child, 'ns.acme.net')] }),
      '192.0.2.2:53': () => answered([], { authorities: [soa(child)] }),
    });
    assert.equal((await locate(child, signal)).zone?.name, child);
  });

  it("doesn't take the zone of a CNAME's target for the zone of the names below it", async () => {
    const records = [...zoneRecords, cname('www.example.com', 'site.cdn.net'), soa('cdn.net')];
    const { locate } = locator({
      '192.0.2.53:53': (query) =>
        query.name === 'www.example.com'
          ? answered([cname('www.example.com', 'site.cdn.net')], { authorities: [soa('cdn.net')] })
          : resolverOf(records)(query),
      '192.0.2.1:53': emptyServer,
    });
    assert.equal((await locate('_acme-challenge.www.example.com', signal)).zone?.name, 'example.com');
  });

  it('climbs when a resolver leaves the SOA out', async () => {
    const plain = resolverOf(zoneRecords);
    const { locate } = locator({
      '192.0.2.53:53': (query) =>
        query.type === 'SOA' && query.name !== 'example.com'
          ? answered([], { rcode: 'NXDOMAIN' })
          : plain(query),
      '192.0.2.1:53': emptyServer,
    });
    assert.equal((await locate('_acme-challenge.a.b.example.com', signal)).zone?.name, 'example.com');
  });

  it('gives the name without a zone where nothing tells of one', async () => {
    const { locate } = locator({
      '192.0.2.53:53': () => answered([], { authorities: [soa('mock.invalid')] }),
    });
    const found = await locate('_acme-challenge.example.com', signal);
    assert.deepEqual(found, { name: '_acme-challenge.example.com', zone: undefined });
  });

  it('follows CNAMEs also with a resolver that knows no SOA', async () => {
    const { locate } = locator({
      '192.0.2.53:53': ({ name, type }) =>
        type === 'CNAME'
          ? answered(name.startsWith('_acme') ? [cname(name, 'x.example.net')] : [])
          : { kind: 'refused', rcode: 'NOTIMP' },
    });
    const found = await locate('_acme-challenge.example.com', signal);
    assert.deepEqual(found, { name: 'x.example.net', zone: undefined });
  });

  it('ends a loop of CNAMEs, and a chain without end', async () => {
    let hops = 0;
    const { locate } = locator({
      '192.0.2.53:53': resolverOf(zoneRecords),
      '192.0.2.1:53': ({ name }) =>
        answered([cname(name, name.startsWith('loop') ? 'loop.example.com' : `n${(hops += 1)}.example.com`)]),
    });
    for (const name of ['loop.example.com', '_acme-challenge.example.com']) {
      await assert.rejects(locate(name, signal), (error: AppError) => {
        assert.match(error.message, /CNAME records of .* lead nowhere: .* -> /);
        return error.code === 'dns-provider';
      });
    }
    assert.ok(hops <= 13, `${hops} questions`);
  });

  it('looks at a zone once for many names', async () => {
    const { locate, queries } = locator({
      '192.0.2.53:53': resolverOf(zoneRecords),
      '192.0.2.1:53': emptyServer,
    });
    const names = Array.from({ length: 20 }, (_, index) => `_acme-challenge.h${index}.example.com`);
    await Promise.all(names.map((name) => locate(name, signal)));
    assert.equal(queries.filter(({ type }) => type === 'NS').length, 1);
    assert.equal(queries.filter(({ type }) => type === 'A').length, 1);
  });

  it('asks a name server on loopback at the port of the resolver that named it', async () => {
    const records = [
      soa('example.test'),
      ns('example.test', 'ns1.example.test'),
      address('ns1.example.test', '127.0.0.1'),
    ];
    const { locate } = locator(
      {
        '127.0.0.1:5353': (query) =>
          query.recursive ? resolverOf(records)(query) : nameError('example.test'),
      },
      [{ address: '127.0.0.1', port: 5353 }],
    );
    const { zone } = await locate('_acme-challenge.example.test', signal);
    assert.deepEqual(zone?.servers[0]?.addresses, [{ address: '127.0.0.1', port: 5353 }]);
  });

  it('asks nothing on port 53 when all resolvers are asked over HTTPS', async () => {
    const url = 'https://dns.example/dns-query';
    const records = [...zoneRecords, cname('_acme-challenge.example.com', 'there.example.com')];
    const { locate, queries } = locator(
      { [`${url}:443`]: resolverOf(records), '192.0.2.1:53': emptyServer },
      [{ url }],
    );
    assert.equal((await locate('_acme-challenge.example.com', signal)).name, 'there.example.com');
    assert.deepEqual(new Set(queries.map(({ server }) => server.address)), new Set([url]));
  });

  it('passes over a dead resolver, and begins with the living one afterwards', async () => {
    const dead = { address: '192.0.2.99', port: 53 };
    const { locate, queries } = locator(
      {
        '192.0.2.99:53': () => undefined,
        '192.0.2.53:53': resolverOf(zoneRecords),
        '192.0.2.1:53': emptyServer,
      },
      [dead, resolver],
    );
    await locate('_acme-challenge.example.com', signal);
    assert.equal(queries.filter(({ server }) => server.address === dead.address).length, 1);
  });

  it('names every resolver when none answers, and tries again when asked again', async () => {
    const state = { up: false };
    const { locate } = locator({
      '192.0.2.53:53': (query) => (state.up ? resolverOf(zoneRecords)(query) : undefined),
      '192.0.2.1:53': emptyServer,
    });
    await assert.rejects(locate('_acme-challenge.example.com', signal), {
      code: 'dns-provider',
      message: 'No DNS resolver could tell the SOA record of example.com (192.0.2.53: no answer)',
    });
    state.up = true;
    assert.equal((await locate('_acme-challenge.example.com', signal)).zone?.name, 'example.com');
  });
});
