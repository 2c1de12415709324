import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { startBudget } from '../../../../src/base/bound.ts';
import { acmeDns } from '../../../../src/dns/providers/acme-dns.ts';
import { fakeClock } from '../../../fakes/clock.ts';
import { fakeHttp, providerContext } from '../../../fakes/dns-context.ts';

const account = {
  fulldomain: 'd420.Auth.Example.',
  subdomain: 'd420',
  username: 'c36f50e8-4632-44f0-83fe-e070fef28a10',
  password: 'htB9mR9DYgcu9bX_afHF62erXaH2TS7bg9KW3F7Z',
};
const base = { ACME_DNS_API_BASE: 'https://auth.example' };
const storage = JSON.stringify({ 'Example.com': account });

const faultsOf = (env: Record<string, string>, readText?: (path: string) => string) => {
  const made = acmeDns.configure(providerContext(env, readText ? { ports: { readText } } : {}));
  return 'faults' in made ? made.faults.map(({ input, problem }) => `${input} ${problem}`) : [];
};

describe('the settings of acme-dns', () => {
  it('takes the accounts as text, from a file, or from a server', async () => {
    const readText = (path: string) => (path === 'accounts.json' ? storage : assert.fail(path));
    const http = fakeHttp(() => ({ body: storage }));
    for (const env of [
      { ACME_DNS_STORAGE: storage },
      { ACME_DNS_STORAGE_FILE: 'accounts.json' },
      { ACME_DNS_STORAGE_PATH: 'accounts.json' },
      { ACME_DNS_STORAGE_BASE_URL: 'http://storage.example/accounts' },
    ]) {
      const context = providerContext({ ...base, ...env }, { ports: { readText, http } });
      const made = acmeDns.configure(context);
      assert.ok(!('faults' in made), JSON.stringify(made));
      const budget = startBudget(fakeClock(), 1_000);
      await made.prepare?.(budget.work);
      assert.equal(made.homeOf?.('example.com'), 'd420.auth.example');
      assert.deepEqual(context.masks, [account.password]);
    }
    assert.deepEqual(
      http.requests.map(({ url }) => url),
      ['http://storage.example/accounts'],
    );
  });

  for (const [title, env, wanted] of [
    ['nothing', {}, ['ACME_DNS_API_BASE is not set', 'ACME_DNS_STORAGE is not set']],
    [
      'two storages',
      { ...base, ACME_DNS_STORAGE: storage, ACME_DNS_STORAGE_PATH: 'accounts.json' },
      ['ACME_DNS_STORAGE_PATH is set, and ACME_DNS_STORAGE too'],
    ],
    ['what is no JSON', { ...base, ACME_DNS_STORAGE: 'hunter2' }, ['ACME_DNS_STORAGE holds no JSON object']],
    [
      'an account without its password',
      {
        ...base,
        ACME_DNS_STORAGE: '{"a.example": {"fulldomain": "x", "subdomain": "x", "username": "hunter2"}}',
      },
      ['ACME_DNS_STORAGE has no fulldomain, subdomain, username and password for a.example'],
    ],
    [
      'a file that is not there',
      { ...base, ACME_DNS_STORAGE_PATH: '/nowhere' },
      ["ACME_DNS_STORAGE_PATH can't be read (ENOENT)"],
    ],
  ] as const) {
    it(`refuses ${title}`, () => {
      const missing = () => {
        throw Object.assign(new Error('hunter2'), { code: 'ENOENT' });
      };
      const faults = faultsOf(env, missing);
      assert.deepEqual(faults, wanted);
    });
  }
});
