import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { startGateway, type Gateway } from '../fakes/dns-apis/gateway.ts';
import { apiCases } from '../fakes/dns-apis/index.ts';
import { findSecrets } from './canaries.ts';
import { startLab, zone, type Lab } from './lab.ts';
import { runMain } from './runner.ts';

// The fakes are behind a proxy; whether a record can be seen is another test's matter.
describe("the built action with clouds' DNS, through a proxy", () => {
  let lab: Lab;
  before(async () => {
    lab = await startLab({ pebble: { alwaysValid: true } });
  });
  after(() => lab.stop());

  for (const provider of ['azuredns', 'gcloud']) {
    it(`${provider}: gets its token, sets two values and removes them, and shows no secret`, async () => {
      const { api, env } = apiCases[provider]?.() ?? assert.fail();
      const others = structuredClone(api.records.all);
      const gateway: Gateway = await startGateway([api], lab.pebble.authority);
      const seen: string[][] = [];
      gateway.interrupt = () => {
        seen.push(api.records.txt(`_acme-challenge.www.${zone}`));
        return undefined;
      };
      try {
        const step = lab.step(`www.${zone} *.www.${zone}`, {
          inputs: { 'dns-provider': provider, 'dns-propagation': 'none' },
          env: {
            ...env,
            HTTPS_PROXY: gateway.proxyUrl,
            NO_PROXY: '127.0.0.1',
            NODE_EXTRA_CA_CERTS: lab.pebble.caFile,
          },
        });
        const { exitCode, log, stderr, summary } = await runMain(step);
        assert.equal(exitCode, 0, `${log}${stderr}`);
        assert.ok(
          seen.some((values) => values.length === 2),
          JSON.stringify(seen),
        );
        assert.deepEqual(api.records.all, others);
        assert.deepEqual(gateway.unknown, []);
        const tokens = gateway.requests.flatMap(({ headers }) => headers['authorization'] ?? []);
        const shown = { log: log.replaceAll(/^::add-mask::.*$/gm, ''), stderr, summary };
        const credentials = Object.entries(env).filter(([name]) => /SECRET|SERVICE_ACCOUNT/.test(name));
        const token = tokens[0]?.replace('Bearer ', '') ?? assert.fail();
        assert.equal(credentials.length, 1);
        assert.deepEqual(findSecrets(shown, { ...Object.fromEntries(credentials), token }), []);
        assert.match(log, /^::add-mask::/m);
      } finally {
        await gateway.stop();
      }
    });
  }
});
