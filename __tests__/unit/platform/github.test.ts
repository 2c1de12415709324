import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { providerSpecs } from '../../../src/dns/registry.ts';
import { takeSecrets } from '../../../src/platform/github.ts';

describe('taking secrets out of the environment', () => {
  it('leaves what the toolkit and the programs it starts need, and gives all of it', () => {
    const kept = {
      PATH: '/bin',
      HOME: '/root',
      HTTPS_PROXY: 'http://proxy.example',
      NODE_EXTRA_CA_CERTS: '/roots.pem',
      RUNNER_TEMP: '/tmp',
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
