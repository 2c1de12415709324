import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { caFor, parseCa } from '../../../src/settings/ca.ts';
import { reachOf } from '../../../src/steps/reach.ts';
import type { Start } from '../../../src/steps/start.ts';

describe('how a run reaches the DNS', () => {
  const mode = { name: 'renew', because: '' } as const;
  const areNamesPublic = (ca: string) => {
    const settings = { ca: caFor(parseCa(ca), { mode, keyType: 'ec256' }), bounds: {}, challenge: {} };
    const world = { createHttp: () => undefined };
    return reachOf({ settings, world } as unknown as Start).areNamesPublic;
  };

  it('tells names to public resolvers only for CAs that issue for public names', () => {
    assert.equal(areNamesPublic('google'), true);
    for (const host of ['ca.example', 'google', 'letsencrypt', 'zerossl', 'sslcom']) {
      assert.equal(areNamesPublic(`https://${host}/directory`), false, host);
    }
  });
});
