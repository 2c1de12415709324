import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { hostAddresses } from '../../../src/dns/host-addresses.ts';
import { createResolve } from '../../../src/dns/resolver.ts';
import { address, cname, fakeNetwork, refused, resolverOf, type Server } from '../../fakes/dns-network.ts';

const { signal } = new AbortController();

function look(server: Server, name = 'a.test') {
  const { ask } = fakeNetwork({ '192.0.2.53:53': server });
  return hostAddresses(name, createResolve(ask, [{ address: '192.0.2.53', port: 53 }]), signal);
}

describe('the addresses of a name', () => {
  it('are those of both kinds, IPv4 first', async () => {
    const records = [address('a.test', '2001:db8::1'), address('a.test', '192.0.2.1')];
    assert.deepEqual(await look(resolverOf(records)), ['192.0.2.1', '2001:db8::1']);
    assert.deepEqual(await look(resolverOf(records), 'b.test'), []);
  });

  it('are those at the end of CNAMEs', async () => {
    const records = [cname('a.test', 'b.test'), address('b.test', '192.0.2.1')];
    const resolver: Server = (query) => {
      const reply = resolverOf(records)(query);
      return reply?.kind === 'answered' && query.type === 'A' ? { ...reply, answers: records } : reply;
    };
    assert.deepEqual(await look(resolver), ['192.0.2.1']);
  });

  it('are those of one kind where nobody tells the other, and an error where nobody tells any', async () => {
    const records = [address('a.test', '192.0.2.1')];
    const half: Server = (query) => (query.type === 'AAAA' ? refused : resolverOf(records)(query));
    assert.deepEqual(await look(half), ['192.0.2.1']);
    await assert.rejects(
      look(() => refused),
      { code: 'dns-provider' },
    );
  });
});
