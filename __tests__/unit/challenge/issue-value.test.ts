import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parseIssueValue } from '../../../src/challenge/issue-value.ts';

describe('an issue-value', () => {
  const good: [string, string, Record<string, string>][] = [
    ['letsencrypt.org', 'letsencrypt.org', {}],
    ['  LetsEncrypt.org ', 'letsencrypt.org', {}],
    ['letsencrypt.org;', 'letsencrypt.org', {}],
    [';', '', {}],
    ['', '', {}],
    ['ca.example; AccountURI=https://ca.example/1', 'ca.example', { accounturi: 'https://ca.example/1' }],
    [
      'ca1.example.net; account = 230123;validationmethods=dns-01,http-01',
      'ca1.example.net',
      { account: '230123', validationmethods: 'dns-01,http-01' },
    ],
    ['ca.example; policy=', 'ca.example', { policy: '' }],
    ['xn--bcher-kva.example', 'xn--bcher-kva.example', {}],
  ];
  for (const [text, issuer, parameters] of good) {
    it(`reads ${JSON.stringify(text)}`, () =>
      assert.deepEqual(parseIssueValue(text), { issuer, parameters: new Map(Object.entries(parameters)) }));
  }

  const bad: [string, RegExp][] = [
    ['%%%%%', /"%%%%%" is no domain name/],
    ['-ca.example', /no domain name/],
    ['https://letsencrypt.org', /no domain name/],
    ['ca.example; accounturi', /"accounturi" is no parameter/],
    ['ca.example; a=b; ', /"" is no parameter/],
    ['ca.example; a=b c', /"a=b c" is no parameter/],
    ['ca.example; a=1; A=2', /parameter A stands there twice/],
    [`ca.example; ${'x'.repeat(5_000)}`, /^"x{79}…" is no parameter$/],
  ];
  for (const [text, reason] of bad) {
    it(`refuses ${JSON.stringify(text.slice(0, 40))}`, () => {
      const read = parseIssueValue(text);
      assert.ok('malformed' in read);
      assert.match(read.malformed, reason);
    });
  }
});
