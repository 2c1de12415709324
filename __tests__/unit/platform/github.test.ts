import assert from 'node:assert/strict';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { providerSpecs } from '../../../src/dns/registry.ts';
import { eventOf, takeSecrets } from '../../../src/platform/github.ts';

describe('taking secrets out of the environment', () => {
  it('leaves what the toolkit and the programs it starts need, and gives all of it', () => {
    const kept = {
      PATH: '/bin',
      HOME: '/root',
      HTTPS_PROXY: 'http://proxy.example',
      NODE_EXTRA_CA_CERTS: '/roots.pem',
      RUNNER_TEMP: '/tmp',
      PWD: '/work',
      OLDPWD: '/',
      GITHUB_OUTPUT: '/output',
      STATE_journal: '/journal',
      ACTIONS_RUNTIME_TOKEN: 'needed by the clients',
    };
    const secret = {
      'INPUT_ENCRYPTION-KEY': 'a',
      INPUT_DOMAINS: 'b',
      GITHUB_TOKEN: 'c',
      AWS_SECRET_ACCESS_KEY: 'd',
      my_dns_password: 'e',
      ROUTER_PWD: 'h',
      GCE_SERVICE_ACCOUNT: 'i',
      GOOGLE_CREDENTIALS: 'f',
      LEXICON_X_AUTH_USERNAME: 'g',
    };
    const env = { ...kept, ...secret };
    assert.deepEqual(takeSecrets(env), { ...kept, ...secret });
    assert.deepEqual(env, kept);
  });

  it("takes every provider's credentials", () => {
    const names = providerSpecs.flatMap(({ variables }) =>
      variables.filter(({ secret }) => secret).flatMap(({ name, aliases = [] }) => [name, ...aliases]),
    );
    assert.ok(names.length >= 3);
    const env = Object.fromEntries(names.map((name) => [name, 'secret']));
    takeSecrets(env);
    assert.deepEqual(env, {});
  });
});

describe('the event', () => {
  const of = (payload: unknown, more: NodeJS.ProcessEnv = {}) => {
    const path = join(mkdtempSync(join(tmpdir(), 'event-')), 'event.json');
    writeFileSync(path, typeof payload === 'string' ? payload : JSON.stringify(payload));
    return eventOf({
      GITHUB_EVENT_NAME: 'some',
      GITHUB_EVENT_PATH: path,
      GITHUB_REPOSITORY: 'us/site',
      GITHUB_ACTOR: 'someone',
      ...more,
    });
  };
  const from = (full_name: string) => ({ pull_request: { head: { repo: { full_name } } } });
  const plain = { name: 'some', isRerun: false, isForeign: false };

  it('has its cron line, and tells a run that is run again', () => {
    assert.deepEqual(of({ schedule: '7 3 * * *' }), { ...plain, schedule: '7 3 * * *' });
    assert.deepEqual(of({}, { GITHUB_RUN_ATTEMPT: '1' }), plain);
    assert.deepEqual(of({}, { GITHUB_RUN_ATTEMPT: '2' }), { ...plain, isRerun: true });
  });

  it("is foreign from a fork, from one that is gone, and of Dependabot's", () => {
    assert.equal(of(from('US/site')).isForeign, false);
    assert.equal(of(from('them/site')).isForeign, true);
    assert.equal(of({ pull_request: { head: { repo: null } } }).isForeign, true);
    assert.equal(of(from('us/site'), { GITHUB_ACTOR: 'dependabot[bot]' }).isForeign, true);
  });

  it('costs no run when its payload is none', () => {
    for (const payload of ['', '{', 'null', '[]', '{"pull_request":7,"schedule":7}']) {
      assert.deepEqual(of(payload), plain, payload);
    }
    assert.deepEqual(eventOf({}), { ...plain, name: '' });
  });
});
