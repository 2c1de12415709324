import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { lookAtServers, judgeServers } from '../../../src/preflight/zone-servers.ts';
import { answered, fakeNetwork, refused, type Server } from '../../fakes/dns-network.ts';

const { signal } = new AbortController();

const serving = (serial: number, authoritative = true): Server => {
  const data = { mname: 'ns1.example.com', rname: 'hostmaster.example.com', serial };
  return () => answered([{ type: 'SOA', name: 'example.com', data }], { authoritative });
};

/** Findings about a zone whose servers ns1, ns2, ... are at 192.0.2.1, 192.0.2.2, ... */
async function findings(servers: readonly (Server | 'no address' | 'IPv6')[], asksThem = true) {
  const network = fakeNetwork(
    Object.fromEntries(
      servers.flatMap((server, index) =>
        typeof server === 'string' ? [] : [[`192.0.2.${index + 1}:53`, server]],
      ),
    ),
  );
  const zone = {
    name: 'example.com',
    servers: servers.map((server, index) => {
      const address = server === 'IPv6' ? '2001:db8::1' : `192.0.2.${index + 1}`;
      return {
        name: `ns${index + 1}.example.com`,
        addresses: server === 'no address' ? [] : [{ address, port: 53 }],
      };
    }),
  };
  return judgeServers(await lookAtServers(zone, network.ask, signal), asksThem);
}

describe("a zone's name servers", () => {
  it('that agree are no finding', async () => {
    assert.deepEqual(await findings([serving(7), serving(7)]), []);
  });

  const failing: [string, Server | 'no address', RegExp][] = [
    ['refuses', () => refused, /ns2\.example\.com \(192\.0\.2\.2\): REFUSED/],
    ['is silent', () => undefined, /ns2.*no answer/],
    ['is not authoritative', serving(7, false), /ns2.*does not serve the zone/],
    ['says that there is nothing', () => answered(), /ns2.*does not serve the zone/],
    ['has no address', 'no address', /ns2\.example\.com: it has no address/],
  ];
  for (const [title, server, what] of failing) {
    it(`are warned of when one ${title}`, async () => {
      const [finding, ...more] = await findings([serving(7), server]);
      assert.deepEqual(more, []);
      assert.equal(finding?.severity, 'warning');
      assert.match(finding.what, what);
    });
    it(`are an error when the only one ${title}`, async () => {
      const [finding] = await findings([server]);
      assert.equal(finding?.severity, 'error');
      assert.match(finding.remedy, /dig \+trace SOA example\.com/);
    });
  }

  it('are not blamed for a runner without IPv6', async () => {
    assert.deepEqual(await findings([serving(7), 'IPv6']), []);
    const [finding] = await findings(['IPv6']);
    assert.equal(finding?.severity, 'error');
    assert.match(finding.what, /ns1.*no IPv6/);
    assert.match(finding.remedy, /`dns-propagation` to `recursive`/);
  });

  it('that are only silent are no error for a run that does not ask them itself', async () => {
    const silent: Server = () => undefined;
    const [finding] = await findings([silent, 'IPv6'], false);
    assert.equal(finding?.severity, 'warning');
    assert.doesNotMatch(finding.remedy, /dns-propagation/);
    assert.equal((await findings([silent, 'IPv6']))[0]?.severity, 'error');
    // What a server says itself, the CA hears too.
    assert.equal((await findings([() => refused], false))[0]?.severity, 'error');
    assert.match((await findings([], false))[0]?.what ?? '', /no NS record/);
  });

  it('are warned of when they serve different versions', async () => {
    const [finding] = await findings([serving(7), serving(8)]);
    assert.equal(finding?.severity, 'warning');
    assert.match(finding.what, /192\.0\.2\.1\): 7, .*192\.0\.2\.2\): 8/);
  });
});
