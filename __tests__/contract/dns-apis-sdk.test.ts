import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { fetchSdks } from '../../scripts/servers/fetch-sdks.ts';
import { startBudget } from '../../src/base/bound.ts';
import { createHttp } from '../../src/platform/http.ts';
import { systemClock } from '../../src/platform/system.ts';
import { startGateway } from '../fakes/dns-apis/gateway.ts';
import { apiCases } from '../fakes/dns-apis/index.ts';
import { sdk } from '../fakes/dns-apis/referee-sdk.ts';
import type { SdkJob } from '../fakes/dns-apis/run-sdk.ts';
import { zone } from '../fakes/dns-targets.ts';
import { configure } from './provider-suite.ts';

// What the clouds' own libraries do on the fakes, and what they see there of ours.
describe("what a cloud's SDK and ours do on the same API", async () => {
  const sdks = await fetchSdks(() => undefined);
  const skip = 'missing' in sdks ? sdks.missing : false;
  for (const name of ['azuredns', 'gcloud'] as const) {
    it(name, { skip }, async () => {
      if ('missing' in sdks) return;
      const apiCase = apiCases[name]?.() ?? assert.fail();
      const gateway = await startGateway([apiCase.api]);
      const budget = startBudget(systemClock, 60_000);
      try {
        const http = createHttp({ env: { HTTPS_PROXY: gateway.proxyUrl }, extraRoots: gateway.caPem });
        const ours = configure(name, { ...apiCase.env }, { http });
        const at = `_acme-challenge.www.${zone}`;
        const theirs = (...changes: SdkJob['changes']) =>
          sdk(
            { sdk: name, from: sdks.directory, options: apiCase.sdk ?? {}, zone, name: at, changes },
            gateway,
          );

        assert.deepEqual(await theirs(['create', 'first']), ['first']);
        await ours.present({ name: at, value: 'ours' }, budget.work);
        assert.deepEqual(await theirs(['create', 'theirs']), ['first', 'ours', 'theirs']);
        await ours.remove({ name: at, value: 'ours' }, budget.work);
        assert.deepEqual(await theirs(['delete', 'first']), ['theirs']);
        await ours.remove({ name: at, value: 'theirs' }, budget.work);
        assert.deepEqual(await theirs(), []);
        assert.deepEqual(gateway.unknown, []);
      } finally {
        budget.close();
        await gateway.stop();
      }
    });
  }
});
