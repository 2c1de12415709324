import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { serverNameOf, targetsOf } from '../../../src/steps/targets.ts';

const request = (...names: string[]) => ({
  identifiers: names.map((value) => ({
    type: /^\d.*\d$/.test(value) ? ('ip' as const) : ('dns' as const),
    value,
  })),
});

describe('targetsOf', () => {
  const places = (names: string[], hosts: string[], others: string[][] = []) => {
    const own = request(...names);
    const certificates = [own, ...others.map((list) => request(...list))];
    const checkTargets = hosts.map((host) => ({ host, port: 8443 }));
    return targetsOf(own, { certificates, checkTargets }).map(({ where, serverName }) => [where, serverName]);
  };

  it('is port 443 of every name; a wildcard has no place of its own', () => {
    assert.deepEqual(places(['a.example', '*.a.example', '192.0.2.1', '2001:db8::1'], []), [
      ['a.example:443', 'a.example'],
      ['192.0.2.1:443', undefined],
      ['[2001:db8::1]:443', undefined],
    ]);
  });

  it('asks a host that is a name, also by wildcard, for itself', () => {
    assert.deepEqual(places(['*.a.example'], ['mail.a.example', 'x.mail.a.example']), [
      ['mail.a.example:8443', 'mail.a.example'],
      ['x.mail.a.example:8443 (any.a.example)', 'any.a.example'],
    ]);
  });

  it("leaves a host alone that is another certificate's, and asks any other host for its first name", () => {
    assert.deepEqual(places(['a.example'], ['B.example', '10.0.0.9'], [['b.example']]).slice(1), [
      ['10.0.0.9:8443 (a.example)', 'a.example'],
    ]);
  });

  it('looks at a place once', () => {
    const own = request('a.example');
    const checkTargets = [{ host: 'a.example', port: 443 }];
    assert.equal(targetsOf(own, { certificates: [own], checkTargets }).length, 1);
  });
});

describe('serverNameOf', () => {
  it('names nothing for a certificate of addresses', () => {
    assert.equal(serverNameOf('10.0.0.9', request('192.0.2.1')), undefined);
  });
});
