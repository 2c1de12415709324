import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Secret } from '../../../../src/base/secret.ts';
import { certbot } from '../../../../src/dns/foreign/certbot.ts';
import { dehydrated } from '../../../../src/dns/foreign/dehydrated.ts';
import type { RunNews, TxtRecord } from '../../../../src/dns/provider.ts';
import { fakeProcesses, providerContext } from '../../../fakes/dns-context.ts';
import { configured, failureOf, faultsOf, openBound } from '../../../fakes/dns-provider.ts';

const together = ['a.example', 'b.example'];
const record = (identifier: string, value: string): TxtRecord => ({
  name: `_acme-challenge.${identifier}`,
  value,
  proof: { identifier, token: `token-${value}`, accountKey: new Secret('key'), together },
});

describe('dehydrated', () => {
  const setUp = () => {
    const processes = fakeProcesses(() => ({ exitCode: 0 }));
    const provider = configured(dehydrated, providerContext({}, { hook: './hook.sh', ports: { processes } }));
    return { provider, calls: () => processes.runs.map(({ args }) => args) };
  };

  it('calls the hook with domain, token and value, and without what another process knew', async () => {
    const { provider, calls } = setUp();
    await provider.present(record('a.example', 'v'), openBound());
    await provider.remove({ name: '_acme-challenge.a.example', value: 'v' }, openBound());
    assert.deepEqual(calls(), [
      ['deploy_challenge', 'a.example', 'token-v', 'v'],
      ['clean_challenge', 'a.example', '', 'v'],
    ]);
  });

  it("has dehydrated's words for everything else", async () => {
    const { provider, calls } = setUp();
    const paths = { 'privkey.pem': '/k', 'cert.pem': '/c', 'fullchain.pem': '/f', 'chain.pem': '/ch' };
    const news: RunNews[] = [
      { event: 'startup' },
      { event: 'deployed', domain: 'a.example', paths, issuedAtMs: 1_700_000_000_999 },
      { event: 'unchanged', domain: 'a.example', paths },
      { event: 'challenge-invalid', domain: 'a.example', reason: 'no TXT' },
      { event: 'request-failed', status: '429', reason: 'too many' },
      { event: 'exit', error: '' },
      { event: 'exit', error: 'it failed' },
    ];
    for (const one of news) await provider.tell?.(one, openBound());
    assert.deepEqual(calls(), [
      ['startup_hook'],
      ['deploy_cert', 'a.example', '/k', '/c', '/f', '/ch', '1700000000'],
      ['unchanged_cert', 'a.example', '/k', '/c', '/f', '/ch'],
      ['invalid_challenge', 'a.example', 'no TXT'],
      ['request_failure', '429', 'too many', 'post', ''],
      ['exit_hook'],
      ['exit_hook', 'it failed'],
    ]);
  });

  it('wants a hook that is there', () => {
    const ports = { lookAt: () => 'nothing' as const };
    assert.deepEqual(
      Object.keys(faultsOf(dehydrated, providerContext({ DEHYDRATED_HOOK: 'h' }, { ports }))),
      ['DEHYDRATED_HOOK'],
    );
    assert.match(faultsOf(dehydrated, providerContext({}))['DEHYDRATED_HOOK']?.remedy ?? '', /input hook/);
  });
});

describe('certbot', () => {
  const env = { CERTBOT_CLEANUP_HOOK: '/cleanup', DNS_TOKEN: 'a-very-secret-token' };

  it('tells its hooks by environment, counts down, and gives the cleanup hook what the other said', async () => {
    const processes = fakeProcesses(({ file }) => ({ exitCode: 0, lines: [`said by ${file}`] }));
    const provider = configured(certbot, providerContext(env, { hook: '/auth', ports: { processes } }));
    const [a, b] = [record('a.example', 'one'), record('b.example', 'two')];
    for (const one of [a, b]) await provider.present(one, openBound());
    for (const one of [a, b]) await provider.remove(one, openBound());
    const told = processes.runs.map(({ file, env: given }) => [
      file,
      ...['DOMAIN', 'VALIDATION', 'ALL_DOMAINS', 'REMAINING_CHALLENGES', 'AUTH_OUTPUT'].map(
        (name) => given[`CERTBOT_${name}`],
      ),
    ]);
    assert.deepEqual(told, [
      ['/auth', 'a.example', 'one', 'a.example,b.example', '1', ''],
      ['/auth', 'b.example', 'two', 'a.example,b.example', '0', ''],
      ['/cleanup', 'a.example', 'one', 'a.example,b.example', '1', 'said by /auth'],
      ['/cleanup', 'b.example', 'two', 'a.example,b.example', '0', 'said by /auth'],
    ]);
  });

  it('hides credentials in what a hook says, in the log and in the error', async () => {
    const lines = ['using a-very-secret-token', 'done'];
    const processes = fakeProcesses(() => ({ exitCode: 1, lines }));
    const context = providerContext(env, { hook: '/auth', ports: { processes } });
    const error = await failureOf(
      configured(certbot, context).present(record('a.example', 'one'), openBound()),
    );
    assert.equal(error.message, '/auth for a.example ended with exit code 1: using *** | done');
    assert.deepEqual(context.lines, ['[certbot hook] using ***', '[certbot hook] done']);
  });

  it('wants both hooks, and each of them there', () => {
    const ports = { lookAt: (path: string) => (path === '/auth' ? 'program' : 'nothing') } as const;
    const context = providerContext(env, { hook: '/auth', ports });
    assert.deepEqual(Object.keys(faultsOf(certbot, context)), ['CERTBOT_CLEANUP_HOOK']);
    assert.deepEqual(Object.keys(faultsOf(certbot, providerContext({}))).sort(), [
      'CERTBOT_AUTH_HOOK',
      'CERTBOT_CLEANUP_HOOK',
    ]);
  });
});
