import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { caFor, parseCa } from '../../../src/settings/ca.ts';
import { decideMode } from '../../../src/settings/mode.ts';
import type { Mode } from '../../../src/settings/settings.ts';
import { problemsOf } from './setting.ts';

describe('mode auto', () => {
  const table: [string, string][] = [
    ['pull_request', 'dry-run'],
    ['merge_group', 'dry-run'],
    ['pull_request_review', 'dry-run'],
    ['pull_request_review_comment', 'dry-run'],
    ['issue_comment', 'renew'],
    ['push', 'renew'],
    ['schedule', 'renew'],
    ['workflow_dispatch', 'renew'],
    ['workflow_run', 'renew'],
    ['repository_dispatch', 'renew'],
    ['release', 'renew'],
  ];
  for (const [event, mode] of table) {
    it(`${event}: ${mode}`, () =>
      assert.deepEqual(decideMode('auto', { name: event }), { name: mode, because: `event ${event}` }));
  }
  it('renews from a terminal', () => {
    assert.deepEqual(decideMode('auto', { name: 'cli' }), {
      name: 'renew',
      because: 'started from a terminal',
    });
  });
  it('refuses pull_request_target, and says why', () => {
    const [problem = ''] = problemsOf(() => decideMode('auto', { name: 'pull_request_target' }));
    assert.match(problem, /pull_request_target gives secrets/);
  });
});

describe('mode', () => {
  it('comes before the event', () => {
    for (const mode of ['renew', 'dry-run', 'preflight', 'check', 'plan', 'revoke'] as const) {
      assert.deepEqual(decideMode(mode, { name: 'pull_request' }), { name: mode, because: 'input mode' });
    }
  });
  it('refuses other words', () => {
    assert.deepEqual(
      problemsOf(() => decideMode('Auto', { name: 'push' })),
      ['unknown value'],
    );
  });
});

describe('the CA', () => {
  const renew: Mode = { name: 'renew', because: 'event push' };
  const dryRun: Mode = { name: 'dry-run', because: 'event pull_request' };
  const at = (text: string, mode: Mode, keyType = 'ec256') => caFor(parseCa(text), { mode, keyType });

  const staging = {
    name: 'letsencrypt-staging',
    directoryUrl: 'https://acme-staging-v02.api.letsencrypt.org/directory',
    staging: true,
    isKnown: true,
  };
  const directoryUrl = 'https://acme-v02.api.letsencrypt.org/directory';
  const twin = { ...staging, standsFor: { name: 'letsencrypt', directoryUrl } };
  it('is the test CA in a dry run, which stands for the real one', () => {
    assert.equal(at('letsencrypt', renew).directoryUrl, directoryUrl);
    assert.deepEqual(at('letsencrypt', dryRun), twin);
    assert.deepEqual(at('letsencrypt-staging', dryRun), staging);
    assert.deepEqual(at(directoryUrl, dryRun), twin);
    assert.equal(at('google', dryRun).name, 'google-staging');
  });
  for (const name of ['letsencrypt', 'google', 'zerossl', 'sslcom']) {
    it(`is a CA of your own at the host ${name} too, and known by the name alone`, () => {
      assert.equal(at(`https://${name}/directory`, renew).isKnown, false);
      assert.equal(at(name, renew).isKnown, true);
    });
  }
  it('is a CA of your own in either', () => {
    const directoryUrl = 'https://localhost:14000/dir';
    const pebble = { name: 'localhost:14000', directoryUrl, staging: false, isKnown: false };
    assert.deepEqual(at('https://LOCALHOST:14000/dir', renew), pebble);
    assert.deepEqual(at('https://localhost:14000/dir', dryRun), pebble);
  });
  for (const url of [
    'https://acme-v02.api.letsencrypt.org/directory/',
    'https://ACME-v02.API.LetsEncrypt.org:443/directory#top',
    'https://acme-v02.api.letsencrypt.org./directory//',
  ]) {
    it(`is known by ${url}`, () => assert.deepEqual(at(url, dryRun), twin));
  }
  const real = [
    'zerossl',
    'sslcom',
    'https://acme.zerossl.com/v2/DV90/',
    'https://acme-v02.api.letsencrypt.org/other',
    'https://ca.example/acme/directory',
    'https://8.8.8.8/dir',
    'https://[2606:4700::1]/dir',
    'https://[::ffff:8.8.8.8]/dir',
    'https://internal.example/dir',
    'https://notinternal.com/dir',
  ];
  for (const name of real) {
    it(`${name} has none for a dry run`, () => {
      assert.deepEqual(
        problemsOf(() => at(name, dryRun)),
        ['no test CA is known for this CA, and a dry run (event pull_request) must order nothing real'],
      );
      assert.equal(at(name, renew).staging, false);
    });
  }
  const own = [
    '127.0.0.1',
    '10.1.2.3:14000',
    '172.16.0.1',
    '192.168.1.1',
    '[::1]:14000',
    '[fd00::1]',
    'pebble:14000',
  ];
  for (const host of [...own, 'ca.test', 'step.ca.internal', 'ca.localhost.', '[::ffff:10.0.0.1]']) {
    it(`${host} is taken for a dry run as it is`, () => {
      const { href } = new URL(`https://${host}/dir`);
      assert.equal(at(href, dryRun).directoryUrl, href);
    });
  }
  it('has a directory for each kind of key at SSL.com', () => {
    assert.match(at('sslcom', renew, 'ec384').directoryUrl, /ecc$/);
    assert.match(at('sslcom', renew, 'rsa2048').directoryUrl, /rsa$/);
  });
  const bad: [string, string][] = [
    ['letsencript', 'unknown CA'],
    ['constructor', 'unknown CA'],
    ['acme.example/directory', 'unknown CA'],
    ['http://localhost:14000/dir', 'not an https URL'],
    ['file:///etc/passwd', 'not an https URL'],
    ['https://', 'unknown CA'],
    ['https://me:word@ca.example/dir', 'a URL with credentials in it'],
  ];
  for (const [text, problem] of bad) {
    it(`refuses ${text}`, () =>
      assert.deepEqual(
        problemsOf(() => parseCa(text)),
        [problem],
      ));
  }
});
