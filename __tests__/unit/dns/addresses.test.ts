import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  addressesOf,
  formatServer,
  isLoopback,
  parseServer,
  resolverAddresses,
} from '../../../src/dns/addresses.ts';

const { signal } = new AbortController();

describe('parseServer', () => {
  it('reads what lego and Node write', () => {
    assert.deepEqual(parseServer('ns1.example.com'), { host: 'ns1.example.com', port: 53 });
    assert.deepEqual(parseServer(' 192.0.2.1:5353 '), { host: '192.0.2.1', port: 5353 });
    assert.deepEqual(parseServer('2001:db8::1'), { host: '2001:db8::1', port: 53 });
    assert.deepEqual(parseServer('[2001:db8::1]:5353'), { host: '2001:db8::1', port: 5353 });
  });

  it('refuses everything else', () => {
    for (const text of [
      '',
      ':53',
      'a b',
      'host:0',
      'host:65536',
      'host:x',
      'https://host',
      '[host]:53',
      'a@b',
    ]) {
      assert.equal(parseServer(text), undefined, text);
    }
  });
});

describe('the addresses of servers', () => {
  it('takes the resolvers that the user named, else those of the system', async () => {
    const system = ['127.0.0.53', '[::1]:5353'];
    const configured = [{ host: '192.0.2.1', port: 5353 }];
    assert.deepEqual(await resolverAddresses({ configured, system }, signal), [
      { address: '192.0.2.1', port: 5353 },
    ]);
    assert.deepEqual(await resolverAddresses({ configured: undefined, system }, signal), [
      { address: '127.0.0.53', port: 53 },
      { address: '::1', port: 5353 },
    ]);
  });

  it('says which server has no address', async () => {
    await assert.rejects(addressesOf({ host: 'no..such', port: 53 }, signal), {
      code: 'dns-provider',
      message: /^The DNS server no\.\.such can't be looked up: the DNS has no address for no\.\.such/,
    });
  });

  it('knows its own machine', () => {
    assert.deepEqual(['127.0.0.1', '127.9.9.9', '::1', '192.0.2.1', '2001:db8::1', 'x'].map(isLoopback), [
      true,
      true,
      true,
      false,
      false,
      false,
    ]);
  });

  it('tells the port only where it is unusual', () => {
    assert.equal(formatServer({ address: '2001:db8::1', port: 53 }), '2001:db8::1');
    assert.equal(formatServer({ address: '2001:db8::1', port: 54 }), '[2001:db8::1]:54');
    assert.equal(formatServer({ address: '192.0.2.1', port: 54 }), '192.0.2.1:54');
  });
});
