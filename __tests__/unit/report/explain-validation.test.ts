import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { AppError } from '../../../src/base/errors.ts';
import { explain } from '../../../src/report/explain.ts';
import { validationFailed } from './samples.ts';

describe('explain validation-failed', () => {
  const remediesFor = (reason: string) =>
    explain(
      new AppError('validation-failed', 'Failed', { identifiers: [{ identifier: '*.a.example', reason }] }),
    ).remedies;

  it('tells each kind of failure apart by what the CA wrote', () => {
    const expected: [string, RegExp][] = [
      ['DNS problem: NXDOMAIN looking up TXT for _acme-challenge.a.example', /^NXDOMAIN: .*registered/],
      ['Incorrect TXT record "abc" found at _acme-challenge.a.example', /^Wrong TXT value/],
      ['No TXT record found at _acme-challenge.a.example', /^No TXT record/],
      ['DNS problem: SERVFAIL looking up TXT', /DNSSEC/],
      ['192.0.2.1: Timeout during connect (likely firewall problem)', /port 80/],
      ['Invalid response from http://a.example/.well-known/acme-challenge/x: 404', /http-webroot/],
      ['During secondary validation: whatever', /vantage points/],
    ];
    for (const [reason, remedy] of expected) assert.match(remediesFor(reason)[0] ?? '', remedy, reason);
  });

  it('names all causes when names failed for different ones', () => {
    const remedies = explain(validationFailed).remedies.join('\n');
    assert.match(remedies, /NXDOMAIN[\s\S]*Wrong TXT[\s\S]*DNSSEC/);
  });

  it('claims no cause that it does not recognise, and shows how to look', () => {
    const remedies = remediesFor('42 goats');
    assert.match(remedies[0] ?? '', /literally/);
    assert.match(remedies[1] ?? '', /dig \+trace TXT _acme-challenge\.a\.example`/);
  });

  it('shows how to look over HTTP when the CA did, and makes no command of a token that is none', () => {
    const look = (identifier: string, httpToken: string) =>
      explain(
        new AppError('validation-failed', 'Failed', {
          identifiers: [{ identifier, reason: '404', httpToken }],
        }),
      ).remedies.join('\n');
    const at = 'http://a.example/.well-known/acme-challenge/';
    assert.ok(look('a.example', 'to-k_en').includes(`\`curl -v ${at}to-k_en\``));
    assert.ok(look('a.example', '$(x)').includes(`\`curl -v ${at}\``));
    assert.ok(look('2001:db8::1', 't').includes('http://[2001:db8::1]/.well-known/acme-challenge/t`'));
    assert.doesNotMatch(look('a.example', 'to-k_en'), /dig /);
  });
});
