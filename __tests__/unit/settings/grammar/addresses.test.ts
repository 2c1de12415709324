import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  parseAliases,
  parseChallenges,
  parsePropagation,
  parseProviders,
} from '../../../../src/settings/grammar/challenges.ts';
import { parseListenAddress, parseResolvers } from '../../../../src/settings/grammar/hosts.ts';
import { parsePath, readText } from '../../../../src/settings/grammar/paths.ts';
import { parseCommonName, parseEmail, token } from '../../../../src/settings/grammar/texts.ts';
import { contextWith, problemsOf } from '../setting.ts';

describe('resolvers', () => {
  it('reads hosts and addresses with and without a port', () => {
    assert.deepEqual(
      parseResolvers('192.0.2.53 dns.example:5353,\n2001:db8::53 [2001:db8::54]:54 [::1] pebble'),
      [
        { host: '192.0.2.53', port: 53 },
        { host: 'dns.example', port: 5353 },
        { host: '2001:db8::53', port: 53 },
        { host: '2001:db8::54', port: 54 },
        { host: '::1', port: 53 },
        { host: 'pebble', port: 53 },
      ],
    );
  });
  for (const text of ['192.0.2.53:0', 'a:65536', 'a:x', '192.0.2', '[a]:53', '[::1', ':53', 'a b:']) {
    it(`refuses ${text}`, () =>
      assert.deepEqual(
        problemsOf(() => parseResolvers(text)),
        ['not a resolver'],
      ));
  }
  it('reads those over HTTPS, also as the template that operators publish', () => {
    const texts = 'https://dns.example/dns-query https://[2001:db8::53]:8443/q{?dns},192.0.2.53';
    assert.deepEqual(parseResolvers(texts), [
      { url: 'https://dns.example/dns-query' },
      { url: 'https://[2001:db8::53]:8443/q' },
      { host: '192.0.2.53', port: 53 },
    ]);
  });
  for (const [text, problem] of [
    ['http://dns.example/dns-query', 'not an https URL'],
    ['tls://dns.example', 'not an https URL'],
    ['https://dns.example', 'a URL without the path that takes questions'],
    ['https://dns.example/', 'a URL without the path that takes questions'],
    ['https://dns.example/dns-query?ct=1', 'a URL with a query'],
    ['https://dns.example/dns-query#a', 'a URL with a query'],
    ['https://me:pass@dns.example/dns-query', 'a URL with credentials in it'],
    ['https://', 'not a URL'],
  ] as const) {
    it(`refuses ${text}`, () =>
      assert.deepEqual(
        problemsOf(() => parseResolvers(text)),
        [problem],
      ));
  }
  it('names each bad one', () => assert.equal(problemsOf(() => parseResolvers('a:x b c:y')).length, 2));
});

describe('an address to listen on', () => {
  it('is a port, or an address of this machine with one', () => {
    const all = { host: undefined };
    assert.deepEqual(['80', ':8080', '127.0.0.1:5002', '[::1]:80'].map(parseListenAddress), [
      { ...all, port: 80 },
      { ...all, port: 8080 },
      { host: '127.0.0.1', port: 5002 },
      { host: '::1', port: 80 },
    ]);
  });
  for (const text of [
    '0',
    '65536',
    'http',
    'example.com:80',
    '127.0.0.1',
    '::1',
    '[::1]',
    '127.0.0.1:',
    '1.2.3:80',
  ]) {
    it(`is not ${text}`, () =>
      assert.deepEqual(
        problemsOf(() => parseListenAddress(text)),
        ['nothing to listen on'],
      ));
  }
});

describe('mail addresses', () => {
  it('takes one, without the scheme', () => {
    assert.equal(parseEmail('mailto:ops+acme@example.com'), 'ops+acme@example.com');
  });
  for (const text of [
    'ops',
    '@example.com',
    'a@b',
    'a@b.de,c@d.de',
    'a@b.de?subject=x',
    'A <a@b.de>',
    'a@*.b.de',
    'a@1.2.3.4',
  ]) {
    it(`refuses ${text}`, () =>
      assert.deepEqual(
        problemsOf(() => parseEmail(text)),
        ['not a mail address'],
      ));
  }
});

describe('words of the CA', () => {
  it('takes one word as a profile', () => {
    assert.equal(token('a profile')('shortlived'), 'shortlived');
    assert.deepEqual(
      problemsOf(() => token('a profile')('two words')),
      ['not a profile'],
    );
  });
  it('takes a common name on one line', () => {
    assert.equal(parseCommonName('ISRG Root X2'), 'ISRG Root X2');
    assert.equal(problemsOf(() => parseCommonName('ISRG\nRoot')).length, 1);
  });
});

describe('challenges', () => {
  it('keeps the order of preference', () => {
    assert.deepEqual(parseChallenges('http-01, dns-persist-01 http-01'), ['http-01', 'dns-persist-01']);
  });
  it('refuses what it does not know', () => {
    assert.deepEqual(
      problemsOf(() => parseChallenges('dns-persist-01 tls-alpn-01 dns-01')),
      ['unknown value'],
    );
  });
  it('reads how to wait for DNS', () => {
    assert.deepEqual(['authoritative', 'quorum', '90s', 'none'].map(parsePropagation), [
      { kind: 'authoritative' },
      { kind: 'quorum' },
      { kind: 'fixed', waitMs: 90_000 },
      { kind: 'none' },
    ]);
    assert.deepEqual(
      problemsOf(() => parsePropagation('auto')),
      ['unknown value'],
    );
    assert.deepEqual(
      problemsOf(() => parsePropagation('3h')),
      ['longer than 2h'],
    );
  });
  it('names the provider that was meant', () => {
    const { providers } = contextWith();
    const parse = (text: string) => parseProviders(text, { ...providers, nearest: () => 'demo' });
    assert.deepEqual(
      parse('demo').map(({ scope, spec }) => [scope, spec.name]),
      [['*', 'demo']],
    );
    assert.throws(() => parse('dmeo'), {
      complaints: [
        { value: 'dmeo', problem: 'unknown DNS provider', remedy: 'Did you mean demo? Use demo.' },
      ],
    });
    assert.deepEqual(
      parse('Example.com=demo, *=demo\n*.a.test=demo').map(({ scope }) => scope),
      ['example.com', '*', 'a.test'],
    );
    assert.deepEqual(
      problemsOf(() => parse('a.de=dmeo =demo b.de= c.de=demo=x 192.0.2.1=demo demo')),
      [
        'unknown DNS provider',
        'not `name=...`',
        'not `name=...`',
        'not `name=...`',
        'an address, which has no DNS records of its own',
        'not `name=...`',
      ],
    );
    assert.deepEqual(
      problemsOf(() => parse('a.de=demo *.A.de=demo')),
      ['stands there twice'],
    );
  });
  it('reads where the records of names go', () => {
    assert.deepEqual(parseAliases('*.example.com=_x.ACME.test.\n*=acme.test'), [
      { name: 'example.com', target: '_x.acme.test' },
      { name: '*', target: 'acme.test' },
    ]);
    assert.equal(problemsOf(() => parseAliases('a.test=b c.test=https://x *=*.d.test a.test')).length, 4);
  });
});

describe('paths', () => {
  it('takes spaces, and refuses what only a shell understands', () => {
    assert.equal(parsePath('/srv/my site'), '/srv/my site');
    for (const text of ['~/www', '~', 'a\nb', 'a\0'])
      assert.equal(problemsOf(() => parsePath(text)).length, 1);
  });
  it('tells why a file cannot be read, whatever the reason', () => {
    const failing = (code: string) => () => {
      throw Object.assign(new Error(code), { code });
    };
    assert.deepEqual(
      problemsOf(() => readText('x', failing('EISDIR'))),
      ['a directory, not a file'],
    );
    assert.deepEqual(
      problemsOf(() => readText('x', failing('EIO'))),
      ["the file can't be read (EIO)"],
    );
  });
});
