import assert from 'node:assert/strict';
import path from 'node:path';
import { describe, it } from 'node:test';
import { fetchSdks } from '../../scripts/servers/fetch-sdks.ts';
import { createHttp } from '../../src/platform/http.ts';
import { startGateway } from '../fakes/dns-apis/gateway.ts';
import { apiCases } from '../fakes/dns-apis/index.ts';
import { heldToOpenapi } from '../fakes/dns-apis/referee-openapi.ts';
import { zone, type Target } from '../fakes/dns-targets.ts';
import { describeContract } from './provider-suite.ts';

/** Providers that publish an OpenAPI description under a licence that lets a part of it stand here. */
const names = ['digitalocean'];

const fetched = await fetchSdks(() => undefined);
const skip = 'missing' in fetched ? fetched.missing : false;

// Neither what ours sends nor what the fake answers may be other than the description says.
describe('what passes between ours and an API, and its OpenAPI description', { skip }, () => {
  if ('missing' in fetched) return;
  for (const name of names) {
    describeContract(`${name} as it is described`, {
      provider: name,
      start: () => target(name, fetched.directory),
    });
  }

  it('is told when it differs', async () => {
    const answer = () => ({ status: 200, body: { domain: { name: 1 } } });
    const held = await heldToOpenapi(
      { hosts: [], answer },
      { description: descriptionOf('digitalocean'), from: fetched.directory },
    );
    const url = new URL('https://api.digitalocean.com/v2/domains/example.test');
    const headers = { authorization: 'Bearer x' };
    await held.answer({ method: 'GET', url, headers, body: '' });
    assert.match(held.violations.join(), /domain\.name must be string/);
    url.pathname = '/v2/domain/example.test';
    await held.answer({ method: 'GET', url, headers, body: '' });
    assert.match(held.violations.join(), /hasn't been found/);
  });
});

function descriptionOf(name: string): string {
  return path.join(import.meta.dirname, `../fixtures/openapi/${name}.json`);
}

async function target(name: string, from: string): Promise<Target> {
  const { api, env, wrong } = apiCases[name]?.() ?? assert.fail();
  const held = await heldToOpenapi(api, { description: descriptionOf(name), from });
  const gateway = await startGateway([held]);
  return {
    env: { ...env },
    http: createHttp({ env: { HTTPS_PROXY: gateway.proxyUrl }, extraRoots: gateway.caPem }),
    values: (at) => Promise.resolve(api.records.txt(at)),
    wrongCredentials: { env: { ...env, ...wrong.env }, says: wrong.says },
    missingZone: /no zone that holds _acme-challenge\.elsewhere\.test/,
    async stop() {
      await gateway.stop();
      assert.ok(gateway.requests.some(({ url }) => url.pathname.includes(zone)));
      assert.deepEqual(held.violations, []);
    },
  };
}
