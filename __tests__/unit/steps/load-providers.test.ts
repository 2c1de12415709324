import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { loadProviders } from '../../../src/steps/load-providers.ts';

const { signal } = new AbortController();
const areLoaded = async (inputs: Record<string, string>) =>
  (await loadProviders(inputs, signal)).find('rfc2136') !== undefined;

describe('loading the DNS providers', () => {
  it('takes place when one is named, or dns-01 is wanted, which is the default', async () => {
    assert.ok(await areLoaded({}));
    assert.ok(await areLoaded({ challenge: ' ' }));
    assert.ok(await areLoaded({ challenge: 'http-01 dns-01' }));
    assert.ok(await areLoaded({ challenge: 'http-01', 'dns-provider': 'rfc2136' }));
    assert.ok(await areLoaded({ challenge: 'nonsense', 'dns-provider': 'nonsense' }));
  });

  it('is spared who proves control in another way', async () => {
    assert.ok(!(await areLoaded({ challenge: 'http-01' })));
    assert.ok(!(await areLoaded({ challenge: 'dns-persist-01, http-01', 'dns-provider': ' ' })));
  });
});
