import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { findProvider } from '../../../src/dns/registry.ts';
import { providerContext } from '../../fakes/dns-context.ts';
import { faultsOf } from '../../fakes/dns-provider.ts';

/** What a provider says of its settings, by variable. */
function faultsWith(provider: string, env: Readonly<Record<string, string>>) {
  const spec = findProvider(provider) ?? assert.fail(provider);
  return faultsOf(spec, providerContext(env));
}

describe('a variable that is missing while one of nearly its name is set', () => {
  it('is asked for by both names, and without the value', () => {
    const faults = faultsWith('cloudflare', { CF_API_TOKEN: 'hunter2' });
    const { remedy = '' } = faults['CF_DNS_API_TOKEN'] ?? {};
    assert.match(remedy, /^CF_API_TOKEN is set, but not read: rename it to CF_DNS_API_TOKEN\./);
    assert.doesNotMatch(JSON.stringify(faults), /hunter2/);
  });

  it('is known by its other names, and at providers that demand it', () => {
    const cloudflare = faultsWith('cloudflare', { CLOUDFLARE_API_TOKEN: 'x' });
    assert.match(cloudflare['CF_DNS_API_TOKEN']?.remedy ?? '', /^CLOUDFLARE_API_TOKEN is set/);
    const pdns = faultsWith('pdns', { PDNS_APIKEY: 'x', PDNS_API_URL: 'http://127.0.0.1' });
    assert.match(pdns['PDNS_API_KEY']?.remedy ?? '', /^PDNS_APIKEY is set/);
  });

  it('is confused with none of the provider, of the runner, or of nothing', () => {
    const others = { PATH: '/bin', HOME: '/root', GITHUB_TOKEN: 'x', CF_API_TOKEN: ' ' };
    const cloudflare = faultsWith('cloudflare', { ...others, CF_ZONE_API_TOKEN: 'x' });
    assert.match(cloudflare['CF_DNS_API_TOKEN']?.remedy ?? '', /^Set it to an API token/);
    const vultr = faultsWith('vultr', { ...others, VULTR_API_KEY_FILE: '' });
    assert.match(vultr['VULTR_API_KEY']?.remedy ?? '', /^Set it in the step's env/);
  });
});

describe("Cloudflare's key and address", () => {
  it('are asked for by the one that is missing', () => {
    for (const [set, missing] of [
      ['CF_API_KEY', 'CF_API_EMAIL'],
      ['CF_API_EMAIL', 'CF_API_KEY'],
    ] as const) {
      const faults = faultsWith('cloudflare', { [set]: 'x' });
      assert.deepEqual(Object.keys(faults), [missing]);
      assert.match(faults[missing]?.remedy ?? '', new RegExp(`^Set it too: ${set} works only with it`));
    }
  });
});
