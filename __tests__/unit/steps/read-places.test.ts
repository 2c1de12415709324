import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { startBudget } from '../../../src/base/bound.ts';
import { AppError, NetworkError } from '../../../src/base/errors.ts';
import type { World } from '../../../src/base/ports.ts';
import type { DnsProvider } from '../../../src/dns/provider.ts';
import { acmeDns } from '../../../src/dns/providers/acme-dns.ts';
import type { ChallengeType, Settings } from '../../../src/settings/settings.ts';
import { readPlaces } from '../../../src/steps/read-places.ts';
import { drive } from '../../fakes/ca-client.ts';
import { fakeClock } from '../../fakes/clock.ts';
import { fakeHttp, providerContext } from '../../fakes/dns-context.ts';
import { request } from './setting.ts';

const account = { fulldomain: 'd420.auth.example', subdomain: 'd420', username: 'u', password: 'p' };
const env = { ACME_DNS_API_BASE: 'https://auth.example', ACME_DNS_STORAGE_BASE_URL: 'https://store.example' };

function setUp(provider: DnsProvider, types: ChallengeType[] = ['dns-01']) {
  const clock = fakeClock();
  const dnsProviders = ['a.example', '*'].map((scope) => ({ scope, name: 'acme-dns', provider }));
  const settings = { certificates: [request('a.example')], challenge: { types, dnsProviders } };
  const budget = startBudget(clock, 600_000);
  const tools = { settings: settings as unknown as Settings, world: { clock } as unknown as World };
  return { budget, read: () => drive(clock, readPlaces(tools, budget.work)) };
}

/** acme-dns whose accounts are at a server that answers so. */
function stored(answer: { status?: number; body?: string } | Error) {
  const http = fakeHttp(() => answer);
  const provider = acmeDns.configure(providerContext(env, { ports: { http } }));
  assert.ok(!('faults' in provider));
  return { provider, http };
}

describe('readPlaces', () => {
  it('reads once where records go, so that a name without a place is found', async () => {
    const { provider, http } = stored({ body: JSON.stringify({ 'b.example': account }) });
    assert.equal(provider.homeOf?.('a.example'), undefined);
    assert.deepEqual(await setUp(provider).read(), []);
    assert.equal(http.requests.length, 1);
    assert.equal(provider.homeOf?.('b.example'), 'd420.auth.example');
    assert.throws(() => provider.homeOf?.('a.example'), /no acme-dns account for a\.example/);
  });

  for (const [title, answer] of [
    ['refuses', { status: 403, body: 'no' }],
    ['is another service', { body: '<html>' }],
    ['is out of order', { status: 503, body: '' }],
    ['is out of reach', new NetworkError('unreachable', 'https://store.example', 'refused')],
  ] as const) {
    it(`says that nothing was read from a storage that ${title}`, async () => {
      const [finding, ...more] = await setUp(stored(answer).provider).read();
      assert.deepEqual(more, []);
      assert.deepEqual([finding?.severity, finding?.subject], ['error', '`dns-provider` acme-dns']);
      assert.match(finding?.what ?? '', /storage/);
      assert.notEqual(finding?.remedy, '');
    });
  }

  it('waits a minute at most', async () => {
    const provider: DnsProvider = {
      homeOf: () => undefined,
      prepare: ({ signal }) =>
        new Promise((_, reject) => {
          signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
        }),
      present: () => Promise.resolve(),
      remove: () => Promise.resolve(),
    };
    const [finding] = await setUp(provider).read();
    assert.deepEqual([finding?.severity, finding?.what], ['error', 'acme-dns was not ready in 60 s']);
  });

  it('asks no provider that sets records in the zone of a name, and none that no name needs', async () => {
    const { provider, http } = stored({ body: '{}' });
    await setUp(provider, ['http-01']).read();
    assert.deepEqual(http.requests, []);
    const plain = { ...provider };
    delete plain.homeOf;
    await setUp(plain).read();
    assert.deepEqual(http.requests, []);
  });

  it('ends with the run', async () => {
    const { budget, read } = setUp(stored({ status: 503, body: '' }).provider);
    budget.cancel(new AppError('cancelled', 'The job was cancelled'));
    await assert.rejects(read(), { code: 'cancelled' });
  });
});
