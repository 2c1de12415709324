import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { fetchPython } from '../../scripts/servers/fetch-python.ts';
import { startBudget } from '../../src/base/bound.ts';
import { createHttp } from '../../src/platform/http.ts';
import { systemClock } from '../../src/platform/system.ts';
import { startGateway } from '../fakes/dns-apis/gateway.ts';
import { apiCases } from '../fakes/dns-apis/index.ts';
import { lexicon } from '../fakes/dns-apis/referee-python.ts';
import { zone } from '../fakes/dns-targets.ts';
import { configure } from './provider-suite.ts';

// Lexicon was written by others for the real APIs. What it does on a fake, and what it sees there of ours, says
// whether the fake is like them: so each makes what the other then finds and removes.
describe('what Lexicon and ours do on the same API', async () => {
  const python = await fetchPython('lexicon', () => undefined);
  const skip = python === undefined ? 'there is no Python with pip' : false;
  for (const [name, makeCase] of Object.entries(apiCases)) {
    it(name, { skip }, async () => {
      const apiCase = makeCase();
      const gateway = await startGateway([apiCase.api]);
      const budget = startBudget(systemClock, 60_000);
      try {
        const http = createHttp({ env: { HTTPS_PROXY: gateway.proxyUrl }, extraRoots: gateway.caPem });
        const ours = configure(name, { ...apiCase.env }, { http });
        const at = `_acme-challenge.www.${zone}`;
        const theirs = (...changes: Parameters<typeof lexicon>[2]['changes']) =>
          lexicon(apiCase, { gateway, modules: python?.modules ?? '' }, { name: at, changes });

        await ours.present({ name: at, value: 'ours' }, budget.work);
        assert.deepEqual(await theirs(['create', 'theirs']), ['ours', 'theirs']);
        await ours.present({ name: at, value: 'theirs' }, budget.work);
        assert.deepEqual(
          apiCase.api.records.txt(at),
          ['ours', 'theirs'],
          'a value that was there is set again',
        );
        assert.deepEqual(await theirs(['delete', 'ours']), ['theirs']);
        await ours.remove({ name: at, value: 'theirs' }, budget.work);
        assert.deepEqual(apiCase.api.records.txt(at), []);
        assert.deepEqual(gateway.unknown, []);
      } finally {
        budget.close();
        await gateway.stop();
      }
    });
  }
});
