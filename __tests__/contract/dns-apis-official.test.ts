import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { fetchPython } from '../../scripts/servers/fetch.ts';
import { startBudget } from '../../src/base/bound.ts';
import { createHttp } from '../../src/platform/http.ts';
import { systemClock } from '../../src/platform/system.ts';
import { startGateway } from '../fakes/dns-apis/gateway.ts';
import { apiCases } from '../fakes/dns-apis/index.ts';
import { official, type Change } from '../fakes/dns-apis/referee-python.ts';
import { zone } from '../fakes/dns-targets.ts';
import { configure } from './provider-suite.ts';

/** Providers that publish an SDK in Python. */
const names = ['cloudflare', 'digitalocean', 'dnsimple', 'hetzner', 'linode', 'ovh', 'scaleway'];

// What a provider's own SDK does on a fake, and what it sees there of ours, says whether the fake is like the real API.
describe("what a provider's SDK and ours do on the same API", async () => {
  const python = await fetchPython('official', () => undefined);
  const skip = python === undefined ? 'there is no Python with pip' : false;
  for (const name of names) {
    it(name, { skip }, async () => {
      const apiCase = apiCases[name]?.() ?? assert.fail();
      // As a service account, where there is one: the other referee has keys.
      const { env } = Object.values(apiCase.otherwise ?? {})[0] ?? apiCase;
      const gateway = await startGateway([apiCase.api]);
      const budget = startBudget(systemClock, 60_000);
      try {
        const http = createHttp({ env: { HTTPS_PROXY: gateway.proxyUrl }, extraRoots: gateway.caPem });
        const ours = configure(name, { ...env }, { http });
        const at = `_acme-challenge.www.${zone}`;
        const way = { gateway, modules: python?.modules ?? '' };
        const theirs = (...changes: Change[]) => official({ sdk: name, env }, way, { name: at, changes });

        await ours.present({ name: at, value: 'ours' }, budget.work);
        assert.deepEqual(await theirs(['create', 'theirs']), ['ours', 'theirs']);
        await ours.present({ name: at, value: 'theirs' }, budget.work);
        assert.deepEqual(apiCase.api.records.txt(at), ['ours', 'theirs']);
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
