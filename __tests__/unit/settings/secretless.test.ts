import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parseSettings } from '../../../src/settings/parse.ts';
import { contextWith, demo, faultsOf, least } from './setting.ts';

const provider = { present: () => Promise.resolve(), remove: () => Promise.resolve() };

const encryptionKey = 'k3Vp0Qm8ZyT1fXbWc7uLrE5aHsD9nJgKo2iMxU4tYvA=';

function modeOf(raw: Record<string, string>, { event = 'pull_request', env = {} } = {}) {
  return parseSettings({ ...least, ...raw }, contextWith({ event: { name: event }, env })).mode;
}

describe('a pull request without secrets', () => {
  for (const event of ['pull_request', 'pull_request_review', 'merge_group']) {
    it(`is a preflight on ${event}, says why, and looks at the real CA`, () => {
      const settings = parseSettings(least, contextWith({ event: { name: event }, env: { DEMO_TOKEN: '' } }));
      assert.equal(settings.mode.name, 'preflight');
      assert.match(settings.mode.because, new RegExp(`^event ${event} without secrets`));
      assert.equal(settings.ca.name, 'letsencrypt');
    });
  }
  it('is one when dry-run was asked for, too, and at a CA that has no test CA', () => {
    assert.equal(modeOf({ mode: 'dry-run' }).name, 'preflight');
    assert.equal(modeOf({ ca: 'zerossl' }).name, 'preflight');
  });
  it('is one of a stranger, whose provider would be configured without its secrets', () => {
    const optional = { names: ['demo'], find: () => ({ ...demo, configure: () => provider }) };
    const of = (isForeign: boolean, env = {}) => {
      const event = { name: 'pull_request', isForeign };
      return parseSettings(least, contextWith({ event, env, providers: optional })).mode.name;
    };
    assert.equal(of(true), 'preflight');
    assert.equal(of(true, { DEMO_TOKEN: '' }), 'preflight');
    assert.equal(of(true, { DEMO_TOKEN: 'sent to forks by a setting of the repository' }), 'dry-run');
    assert.equal(of(false), 'dry-run');
  });
  it('stays a dry run that has all it needs', () => {
    assert.equal(modeOf({}, { env: { DEMO_TOKEN: 'token' } }).name, 'dry-run');
    assert.equal(modeOf({ challenge: 'http-01', 'http-webroot': '/srv' }).name, 'dry-run');
  });
  it('stays at fault when one secret is there: then the other is missing by mistake', () => {
    const faults = faultsOf(
      { ...least, 'encryption-key': encryptionKey },
      { event: { name: 'pull_request' }, env: {} },
    );
    assert.deepEqual(
      faults.map(({ input }) => input),
      ['DEMO_TOKEN'],
    );
  });
  it('stays at fault in what is no secret', () => {
    const inputs = (raw: Record<string, string>) =>
      faultsOf(raw, { event: { name: 'pull_request' }, env: {} }).map(({ input }) => input);
    assert.deepEqual(inputs({ domains: 'example.com' }), ['dns-provider']);
    assert.deepEqual(inputs({ ...least, domains: 'exa mple..com' }), ['domains']);
    assert.deepEqual(inputs({ ...least, challenge: 'nonsense' }), ['challenge']);
  });
  it('is none on other events, and none where renewing was asked for', () => {
    const faulty = (raw: Record<string, string>, event: string) =>
      faultsOf({ ...least, ...raw }, { event: { name: event }, env: {} }).map(({ input }) => input);
    assert.deepEqual(faulty({}, 'push'), ['DEMO_TOKEN']);
    assert.deepEqual(faulty({ mode: 'dry-run' }, 'schedule'), ['DEMO_TOKEN']);
    assert.deepEqual(faulty({ mode: 'renew' }, 'pull_request'), ['DEMO_TOKEN']);
  });
});

describe('the mode preflight', () => {
  it('asks for no credentials, no provider and no key', () => {
    const { mode, challenge } = parseSettings(
      { domains: 'example.com', mode: 'preflight' },
      contextWith({ env: {} }),
    );
    assert.deepEqual(mode, { name: 'preflight', because: 'input mode' });
    assert.deepEqual(challenge.dnsProviders, []);
    assert.equal(modeOf({ mode: 'preflight' }, { event: 'push' }).name, 'preflight');
  });
  it('still refuses what can be no setting', () => {
    const faults = faultsOf({ ...least, mode: 'preflight', 'dns-provider': 'dmo' }, { env: {} });
    assert.deepEqual(
      faults.map(({ input }) => input),
      ['dns-provider'],
    );
  });
});
