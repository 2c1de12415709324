import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { startProxy } from '../../scripts/servers/proxy.ts';
import { makeCsr } from '../fixtures/certificates.ts';
import { certificatesOf } from './issued.ts';
import { startLab, zone, type Lab } from './lab.ts';
import { runMain, temporaryDirectory } from './runner.ts';
import { situations, type Inputs, type Scene, type Situation } from './situations.ts';

describe('outcome and renewed', { concurrency: 3 }, () => {
  let lab: Lab;
  before(async () => {
    lab = await startLab({
      pebble: {
        blockedDomains: ['blocked.test'],
        profiles: {
          default: { description: 'Ninety days', validityPeriodSeconds: 90 * 86_400 },
          other: { description: 'Ninety days too', validityPeriodSeconds: 90 * 86_400 },
        },
        caaIdentities: ['ca.example.net'],
      },
      // A preflight climbs no further than to here; of the names above this server knows nothing.
      zones: [{ name: zone, records: '@ IN CAA 0 issue "ca.example.net"\n' }],
    });
  });
  after(() => lab.stop());

  Object.entries(situations).forEach(([what, situation], index) => {
    it(`${situation.outcome}, ${situation.renewed ? 'renewed' : 'not renewed'}: ${what}`, async () => {
      const name = `s${index}.${zone}`;
      const state = temporaryDirectory();
      const proxy = await startProxy(lab.pebble);
      const filled = (inputs: Inputs) =>
        Object.fromEntries(
          Object.entries(inputs).map(([input, text]) => [input, text.replaceAll('NAME', name)]),
        );
      const run = (inputs: Inputs = {}, more: Pick<Situation, 'event' | 'env'> = {}) =>
        runMain(lab.step(name, { ...more, ca: proxy, inputs: { state, ...filled(inputs) } }));
      const scene = { lab, proxy, state, run } as Scene;
      try {
        if (situation.first) {
          scene.first = await run(situation.first);
          assert.equal(scene.first.outputs['outcome'], 'issued', scene.first.log);
        }
        await situation.then?.(scene);
        const { inputs = {}, event, env } = situation;
        const more = { ...(event === undefined ? {} : { event }), ...(env === undefined ? {} : { env }) };
        const result = await run(typeof inputs === 'function' ? inputs(scene) : inputs, more);
        const { outcome, renewed } = result.outputs;
        const expected = [situation.outcome, String(situation.renewed === true)];
        assert.deepEqual([outcome, renewed], expected, result.log + result.stderr);
        assert.match(certificatesOf(result)[0]?.reason ?? '', situation.because);
        assert.equal(result.exitCode, situation.outcome === 'failed' ? 1 : 0);
      } finally {
        scene.server?.stop();
        await proxy.stop();
      }
    });
  });

  it('are told for a CSR of the user, and for its next key', async () => {
    const name = `csr.${zone}`;
    const state = temporaryDirectory();
    const run = async (csr: string) => {
      const result = await runMain(lab.step('', { inputs: { domains: '', csr, state } }));
      return [result.outputs['outcome'], result.outputs['renewed']];
    };
    const names = [{ type: 'dns', value: name }] as const;
    const [one, other] = [await makeCsr({ subject: '', names }), await makeCsr({ subject: '', names })];
    assert.deepEqual(await run(one), ['issued', 'true']);
    assert.deepEqual(await run(one), ['unchanged', 'false']);
    assert.deepEqual(await run(other), ['renewed', 'true']);
  });
});
