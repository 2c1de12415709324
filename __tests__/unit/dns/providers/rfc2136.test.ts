import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { rfc2136 } from '../../../../src/dns/providers/rfc2136.ts';
import { providerContext } from '../../../fakes/dns-context.ts';
import { configured, failureOf, faultsOf, openBound } from '../../../fakes/dns-provider.ts';

const secret = 'c2VjcmV0LXNlY3JldA==';
const key = { RFC2136_TSIG_KEY: 'update-key', RFC2136_TSIG_SECRET: secret };
const env = { RFC2136_NAMESERVER: '192.0.2.1', ...key };
const file = `key "update-key" {\n\talgorithm hmac-sha512;\n\tsecret "${secret}";\n};\n`;

function withFile(text: string) {
  const variables = { RFC2136_NAMESERVER: 'ns1', RFC2136_TSIG_FILE: '/run/key' };
  return providerContext(variables, { ports: { readText: () => text } });
}

describe('rfc2136', () => {
  it('takes a key from its variables or from a file, or none', () => {
    configured(rfc2136, providerContext(env));
    configured(rfc2136, providerContext({ ...env, RFC2136_TSIG_ALGORITHM: 'HMAC-SHA512.' }));
    configured(rfc2136, withFile(file));
    configured(rfc2136, providerContext({ RFC2136_NAMESERVER: '[2001:db8::1]:5353' }));
  });

  it('knows the names that lego 5 has for its variables', () => {
    const renamed = Object.entries(env).map(([name, value]) => [name.replace('RFC2136', 'DNSUPDATE'), value]);
    configured(rfc2136, providerContext(Object.fromEntries(renamed) as Record<string, string>));
  });

  for (const [what, { given, faulty }] of Object.entries({
    'no server': { given: key, faulty: 'RFC2136_NAMESERVER' },
    'a URL as server': { given: { ...env, RFC2136_NAMESERVER: 'https://ns1' }, faulty: 'RFC2136_NAMESERVER' },
    'a key without secret': { given: { ...env, RFC2136_TSIG_SECRET: '' }, faulty: 'RFC2136_TSIG_SECRET' },
    'a secret without key': { given: { ...env, RFC2136_TSIG_KEY: '' }, faulty: 'RFC2136_TSIG_KEY' },
    'a secret that is no base64': {
      given: { ...env, RFC2136_TSIG_SECRET: 'no!' },
      faulty: 'RFC2136_TSIG_SECRET',
    },
    'an algorithm of old': {
      given: { ...env, RFC2136_TSIG_ALGORITHM: 'hmac-md5' },
      faulty: 'RFC2136_TSIG_ALGORITHM',
    },
    'a TTL that is none': { given: { ...env, RFC2136_TTL: '2m' }, faulty: 'RFC2136_TTL' },
  })) {
    it(`refuses ${what}`, () => {
      const faults = faultsOf(rfc2136, providerContext(given));
      assert.deepEqual(Object.keys(faults), [faulty]);
      assert.doesNotMatch(JSON.stringify(faults), /no!/);
    });
  }

  it('refuses a key file that holds no key', () => {
    assert.deepEqual(Object.keys(faultsOf(rfc2136, withFile('options {};'))), ['RFC2136_TSIG_FILE']);
  });

  it('chooses the longest of the zones listed, and says when none fits', async () => {
    const provider = configured(
      rfc2136,
      providerContext({ ...env, RFC2136_ZONES: 'example.com, example.net' }),
    );
    const error = await failureOf(provider.present({ name: 'x.example.org', value: 'v' }, openBound()));
    assert.match(error.message, /none of the zones of RFC2136_ZONES: example\.com, example\.net/);
  });
});
