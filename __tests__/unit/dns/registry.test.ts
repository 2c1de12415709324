import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { findProvider, nearestProvider, providerSpecs } from '../../../src/dns/registry.ts';

describe('the registry of providers', () => {
  it('finds a provider by its name, its alias, in any case', () => {
    assert.equal(findProvider('pdns')?.name, 'pdns');
    assert.equal(findProvider('PowerDNS')?.name, 'pdns');
    assert.equal(findProvider('dnsupdate')?.name, 'rfc2136');
    assert.equal(findProvider('nobody'), undefined);
  });

  it('knows what a misspelt name means, and when it means nothing', () => {
    assert.equal(nearestProvider('httprequ'), 'httpreq');
    assert.equal(nearestProvider('rfc2163'), 'rfc2136');
    assert.equal(nearestProvider('power-dns'), 'powerdns');
    assert.equal(nearestProvider('somethingelse'), undefined);
  });

  it('has no name twice, and a description for every variable', () => {
    const names = providerSpecs.flatMap(({ name, aliases = [] }) => [name, ...aliases]);
    assert.deepEqual(names, [...new Set(names)]);
    for (const { variables, documentation, permissions, verified } of providerSpecs) {
      assert.ok(permissions.length > 0 && verified.length > 0);
      assert.match(documentation, /^https:\/\//);
      for (const { name, description } of variables) {
        assert.match(name, /^[A-Z][A-Z0-9_]+$/);
        assert.ok(description.length > 0);
      }
    }
  });
});
