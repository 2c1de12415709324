import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { chooseProvider } from '../../../src/challenge/choose-provider.ts';
import type { DnsProvider } from '../../../src/dns/provider.ts';
import type { ScopedProvider } from '../../../src/settings/settings.ts';

function providers(...scopes: string[]): {
  all: ScopedProvider[];
  scopeOf: (provider: DnsProvider) => string;
} {
  const all = scopes.map((scope) => ({
    scope,
    name: scope,
    provider: { present: () => Promise.resolve(), remove: () => Promise.resolve() },
  }));
  return { all, scopeOf: (provider) => all.find((one) => one.provider === provider)?.scope ?? '' };
}

function chosen(scopes: string[], domain: string, name = `_acme-challenge.${domain}`): string {
  const { all, scopeOf } = providers(...scopes);
  return scopeOf(chooseProvider(all, { domain, name }));
}

describe('chooseProvider', () => {
  const scopes = ['example.com', 'deep.example.com', 'acme.net', '*'];
  it('takes the longest name that holds the record, whatever the order', () => {
    assert.equal(chosen(scopes, 'www.example.com'), 'example.com');
    assert.equal(chosen(scopes, 'example.com'), 'example.com');
    assert.equal(chosen(scopes, 'a.deep.example.com'), 'deep.example.com');
    assert.equal(chosen(scopes, 'notexample.com'), '*');
  });

  it('goes by where the record stands before it goes by what it proves', () => {
    assert.equal(chosen(scopes, 'www.example.com', 'x.acme.net'), 'acme.net');
    assert.equal(chosen(scopes, 'www.example.com', 'uuid.elsewhere.test'), 'example.com');
    assert.equal(chosen(scopes, 'other.test', 'uuid.elsewhere.test'), '*');
  });

  it('says what to add when none is meant', () => {
    assert.throws(() => chosen(['example.com'], 'other.test'), {
      code: 'dns-provider',
      message: /names no provider for other\.test/,
    });
  });
});
