import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { PathKind } from '../../../src/base/ports.ts';
import { inputNames, inputs } from '../../../src/settings/inputs.ts';
import { csrPem, parseSettings } from '../../../src/settings/parse.ts';
import { contextWith, faultsOf, least, readFrom } from './setting.ts';

const at = (raw: Record<string, string>, more = {}) =>
  faultsOf(raw, more).map(({ input, value }) => (value === undefined ? input : `${input} ${value}`));

describe('settings', () => {
  it('come whole from the least that is needed', () => {
    const { challenge, ...settings } = parseSettings(least, contextWith());
    assert.deepEqual(settings, {
      mode: { name: 'renew', because: 'event push' },
      certificates: [{ name: 'example.com', identifiers: [{ type: 'dns', value: 'example.com' }] }],
      keyType: 'ec256',
      profile: undefined,
      preferredChain: undefined,
      ca: {
        name: 'letsencrypt',
        directoryUrl: 'https://acme-v02.api.letsencrypt.org/directory',
        staging: false,
        isKnown: true,
      },
      caCertificates: undefined,
      account: {
        email: undefined,
        eab: undefined,
        encryptionKey: undefined,
        previousEncryptionKey: undefined,
        accountKey: undefined,
      },
      force: false,
      renewBefore: { kind: 'auto' },
      failBefore: { kind: 'auto' },
      revokeReason: 'unspecified',
      checkTargets: [],
      state: { kind: 'cache' },
      bounds: {
        totalMs: 600_000,
        requestMs: 15_000,
        propagationMs: 120_000,
        validationMs: 60_000,
        orderMs: 30_000,
        retry: { retries: 3, intervalMs: 5000 },
      },
      concurrency: 4,
      outputDirectory: undefined,
      exports: {
        artifact: 'certificates',
        retentionDays: undefined,
        ageRecipients: [],
        pfxPassword: undefined,
      },
    });
    assert.equal(challenge.dnsProviders[0]?.name, 'demo');
    assert.deepEqual(challenge.propagation, { kind: 'authoritative' });
  });

  it('are the same with every default written out, or left empty, or in blanks', () => {
    const written = Object.fromEntries(
      inputNames.map((name) => [name, 'default' in inputs[name] ? inputs[name].default : '']),
    );
    const blank = Object.fromEntries(inputNames.map((name) => [name, ' \n']));
    const plain = JSON.stringify(parseSettings(least, contextWith()));
    assert.equal(JSON.stringify(parseSettings({ ...written, ...least }, contextWith())), plain);
    assert.equal(JSON.stringify(parseSettings({ ...blank, ...least }, contextWith())), plain);
  });
});

describe('faults', () => {
  it('come all at once, those of the credentials and of what belongs together too', () => {
    const raw = {
      ...least,
      domains: '-bad-.example good.example\nx_.example',
      ca: 'http://ca.example',
      timeout: '1m',
      'request-timeout': '2m',
      'order-timeout': 'soon',
      challenge: 'dns-01 http-01',
      'eab-kid': 'kid',
      only: 'a',
      'revoke-reason': 'removeFromCRL',
    };
    assert.deepEqual(at(raw, { env: {}, event: { name: 'pull_request_target' } }).sort(), [
      'DEMO_TOKEN',
      'ca http://ca.example',
      'domains -bad-.example',
      'domains x_.example',
      'eab-hmac-key',
      'http-webroot',
      'mode auto',
      'order-timeout soon',
      'request-timeout 2 min',
      'revoke-reason removeFromCRL',
    ]);
  });

  it('never quote a secret, nor what was pasted in its place', () => {
    const canary = 'CANARY+CANARY/CANARY=CANARY';
    const pasted = `-----BEGIN EC PRIVATE KEY-----\n${canary}\n-----END EC PRIVATE KEY-----`;
    const secrets = inputNames.filter((name) => 'secret' in inputs[name]);
    assert.equal(secrets.length, 6);
    for (const [names, text] of [
      [secrets, `${canary} ${canary}`],
      [inputNames, pasted],
      [inputNames, canary.repeat(7)],
      [['ca'], `http://user:${canary}@ca.example/`],
      [['ca'], `user:${canary}@ca.example`],
    ] as const) {
      for (const name of names) {
        const faults = faultsOf({ ...least, [name]: text });
        assert.ok(!JSON.stringify(faults).includes('CANARY'), `${name}: ${JSON.stringify(faults)}`);
      }
    }
  });

  for (const name of inputNames.filter((name) => 'availability' in inputs[name])) {
    it(`${name} is refused until it is there`, () => {
      const found = faultsOf({ ...least, [name]: '1' }).map(({ input, problem }) => [input, problem]);
      assert.deepEqual(found, [[name, 'not available yet']]);
    });
  }

  const table: [string, Record<string, string>, string[]][] = [
    ['no names', { domains: '' }, ['domains']],
    ['names twice over', { csr: 'x.csr' }, ['domains']],
    ['a path for state that only a shell reads', { state: '~/state' }, ['state ~/state']],
    ['a share of more than all', { 'renew-before': '133%' }, ['renew-before 133%']],
    ['a target that is no host', { 'check-targets': 'a b:99999' }, ['check-targets b:99999']],
    ['an unknown DNS provider', { 'dns-provider': 'route54' }, ['dns-provider route54']],
    ['dns-01 without a provider', { 'dns-provider': '' }, ['dns-provider']],
    ['http-01 without a directory', { challenge: 'http-01' }, ['http-webroot']],
    [
      'http-01 in two ways',
      { challenge: 'http-01', 'http-listen': '80', 'http-hook': 'up.sh' },
      ['http-webroot'],
    ],
    ['http-01 by a program', { challenge: 'http-01', 'http-hook': 'up.sh', 'dns-provider': '' }, []],
    ['http-01 alone', { challenge: 'http-01', 'http-webroot': 'www', 'dns-provider': '' }, []],
    [
      'a wildcard by http-01',
      { domains: '*.a.example', challenge: 'http-01', 'http-webroot': 'w' },
      ['domains *.a.example'],
    ],
    ['an address by dns-01', { domains: '192.0.2.1' }, ['domains 192.0.2.1']],
    [
      'both by both',
      { domains: '*.a.example 192.0.2.1', challenge: 'dns-01,http-01', 'http-webroot': 'w' },
      [],
    ],
    ['a local name at a public CA', { domains: 'intranet' }, ['domains intranet']],
    ['a local name at a CA of your own', { domains: 'intranet', ca: 'https://localhost:14000/dir' }, []],
    ['a key without its identifier', { 'eab-hmac-key': 'zWNDZM6eQGHWpSRTPal5eg' }, ['eab-kid']],
    ['an unknown certificate', { only: 'example.com other' }, ['only other']],
    ['a short run with the default bounds', { timeout: '3s' }, []],
    ['a wait longer than the run', { 'dns-propagation': '20m' }, ['dns-propagation 20 min']],
    [
      'a monitor without a provider',
      { mode: 'check', 'dns-provider': '', domains: '192.0.2.1 x.example' },
      [],
    ],
    ['nothing named to revoke', { mode: 'revoke', 'dns-provider': '' }, ['only']],
    ['something named to revoke', { mode: 'revoke', only: 'example.com', 'dns-provider': '' }, []],
    ['a bound of the whole run', { timeout: '20s', 'order-timeout': '20s' }, []],
  ];
  for (const [name, raw, expected] of table) {
    it(`${name}: ${expected.join(', ') || 'none'}`, () => {
      const csr = { identifiers: [{ type: 'dns', value: 'a.de' }], keyType: 'ec256' } as const;
      assert.deepEqual(at({ ...least, ...raw }, { readText: readFrom({ 'x.csr': csrText }), csr }), expected);
    });
  }
});

const csrText = '-----BEGIN CERTIFICATE REQUEST-----\nMIIB\n-----END CERTIFICATE REQUEST-----';

describe('only', () => {
  it('leaves the certificates it names, in the order of domains', () => {
    const raw = { ...least, domains: 'a.de\n*.b.de\nc.de > C', only: 'c, *.b.de' };
    const { certificates } = parseSettings(raw, contextWith());
    assert.deepEqual(
      certificates.map(({ name }) => name),
      ['_wildcard.b.de', 'C'],
    );
  });
});

describe('csr', () => {
  const raw = { csr: 'x.csr', 'dns-provider': 'demo' };
  const readText = readFrom({ 'x.csr': csrText });
  const csr = { identifiers: [{ type: 'dns', value: '*.a.de' }], keyType: 'rsa2048' } as const;

  it('gives the names of one certificate', () => {
    const { certificates } = parseSettings(raw, contextWith({ readText, csr }));
    assert.deepEqual(certificates, [{ name: '_wildcard.a.de', identifiers: csr.identifiers, csr: csrText }]);
  });
  it("tells what its reader couldn't read", () => {
    const faults = [
      { input: 'csr', problem: 'its signature is not by its own key', remedy: 'Make it again.' },
    ];
    assert.deepEqual(faultsOf(raw, { readText, csr: { faults } }), faults);
  });
  it('refuses another key type', () => {
    assert.deepEqual(at({ ...raw, 'key-type': 'ec384' }, { readText, csr }), ['key-type ec384']);
  });
  it('has its names checked as its own', () => {
    const http = { ...raw, challenge: 'http-01', 'http-webroot': 'w' };
    assert.deepEqual(at(http, { readText, csr }), ['csr *.a.de']);
  });
  it('is read beforehand from text or a path, and left to the parser when it cannot be', () => {
    assert.equal(csrPem(raw, { readText }), csrText);
    assert.equal(csrPem({ csr: `\n${csrText}\n` }, { readText }), csrText);
    assert.equal(csrPem({}, { readText }), undefined);
    assert.equal(csrPem({ csr: 'gone.csr' }, { readText }), undefined);
    assert.deepEqual(at({ ...raw, csr: 'gone.csr' }), ['csr gone.csr']);
  });
});

describe('what a run starts and where it writes', () => {
  const http = { domains: 'a.example', challenge: 'http-01' };
  const standing: Readonly<Record<string, PathKind>> = {
    './up.sh': 'program',
    '/plain': 'file',
    '/www': 'directory',
  };
  const lookAt = (path: string) => standing[path] ?? 'nothing';

  const table: [string, Record<string, string>, string[]][] = [
    ['a program that is not there', { 'http-hook': '/nope' }, ['http-hook /nope']],
    ['one that may not be executed', { 'http-hook': '/plain' }, ['http-hook /plain']],
    ['a directory that is not there', { 'http-webroot': '/nope' }, ['http-webroot /nope']],
    ['a file in its place', { 'http-webroot': '/plain' }, ['http-webroot /plain']],
    ['a directory that is', { 'http-webroot': '/www' }, []],
    ['a program for another challenge', { ...least, challenge: 'dns-01', 'http-hook': '/nope' }, []],
    ['a program that this mode never starts', { mode: 'check', 'http-hook': '/nope' }, []],
  ];
  for (const [name, raw, expected] of table) {
    it(`${name}: ${expected.join(', ') || 'none'}`, () =>
      assert.deepEqual(at({ ...http, ...raw }, { lookAt }), expected));
  }

  it('starts a bare name from the working directory', () => {
    const { challenge } = parseSettings({ ...http, 'http-hook': 'up.sh' }, contextWith({ lookAt }));
    assert.equal(challenge.httpHook, './up.sh');
  });
});
