import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Secret } from '../../../src/base/secret.ts';
import type { Settings } from '../../../src/settings/settings.ts';
import { setupDigest } from '../../../src/steps/setup-digest.ts';

const challenge: Settings['challenge'] = {
  types: ['dns-01'],
  dnsProviders: [],
  dnsProviderNames: ['*=rfc2136'],
  dnsProviderFaults: [],
  dnsAliases: [],
  dnsResolvers: undefined,
  propagation: { kind: 'authoritative' },
  httpWebroot: undefined,
  httpListen: undefined,
  httpHook: undefined,
};
const account: Settings['account'] = {
  email: undefined,
  eab: { kid: 'kid', hmacKey: new Secret('one') },
  encryptionKey: new Secret('key'),
  previousEncryptionKey: undefined,
  accountKey: undefined,
};
const settings = { keyType: 'ec256', profile: undefined, account, challenge } as Settings;

function digest(more: Partial<Settings> = {}, names = ['a.test', 'b.test'], csr?: string) {
  const identifiers = names.map((value) => ({ type: 'dns' as const, value }));
  return setupDigest({ name: 'a', identifiers, ...(csr ? { csr } : {}) }, { ...settings, ...more });
}

describe('the digest of what may make an order fail', () => {
  it('is the same for the same, in whichever mode and order', () => {
    const provider = { present: () => Promise.resolve(), remove: () => Promise.resolve() };
    const dnsProviders = [{ scope: '*', name: 'rfc2136', provider }];
    assert.equal(digest({ challenge: { ...challenge, dnsProviders } }), digest());
    assert.equal(digest({}, ['b.test', 'a.test']), digest());
  });

  it('is the same for a CSR, a web root and a hook that each run makes or finds anew', () => {
    assert.equal(digest({}, undefined, 'one signature'), digest({}, undefined, 'another signature'));
    const from = (httpWebroot: string) => digest({ challenge: { ...challenge, httpWebroot } });
    assert.equal(from('/tmp/tmp.AAA'), from('/tmp/tmp.BBB'));
    const by = (httpHook: string) => digest({ challenge: { ...challenge, httpHook } });
    assert.equal(by('/runner-1/work/site/up.sh'), by('/runner-2/work/site/up.sh'));
  });

  it('is another after a change', () => {
    const changes: Partial<Settings>[] = [
      { profile: 'shortlived' },
      { keyType: 'rsa2048' },
      { account: { ...account, email: 'a@a.test' } },
      { challenge: { ...challenge, types: ['http-01'] } },
      { challenge: { ...challenge, dnsProviderNames: ['*=pdns'] } },
      { challenge: { ...challenge, dnsAliases: [{ name: '*', target: 'b.test' }] } },
      { challenge: { ...challenge, httpHook: 'up.sh' } },
      { challenge: { ...challenge, httpHook: 'other.sh' } },
      { challenge: { ...challenge, httpWebroot: '/var/www' } },
    ];
    const all = [digest(), digest({}, ['a.test']), ...changes.map((change) => digest(change))];
    assert.equal(new Set(all).size, all.length);
  });

  it('tells no secret apart from another', () => {
    const encryptionKey = new Secret('another');
    const eab = { kid: 'kid', hmacKey: new Secret('two') };
    assert.equal(digest({ account: { ...account, encryptionKey, eab } }), digest());
  });
});
