import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ovh } from '../../../../src/dns/providers/ovh.ts';
import { fakeClock } from '../../../fakes/clock.ts';
import { fakeHttp, providerContext } from '../../../fakes/dns-context.ts';
import { configured, failureOf, faultsOf, openBound } from '../../../fakes/dns-provider.ts';

const account = { OVH_ENDPOINT: 'ovh-ca', OVH_CLIENT_ID: 'CA.1', OVH_CLIENT_SECRET: 'sesame' };

describe('ovh', () => {
  it('takes a token where its endpoint gives them, masks it, and takes the next before it ends', async () => {
    const clock = fakeClock();
    let given = 0;
    const http = fakeHttp(({ url }) =>
      url.includes('/oauth2/')
        ? { body: JSON.stringify({ access_token: `token-${(given += 1)}`, expires_in: 3600 }) }
        : { status: 404 },
    );
    const context = providerContext(account, { ports: { http, clock } });
    const provider = configured(ovh, context);
    const ask = (name: string) => failureOf(provider.present({ name, value: 'x' }, openBound()));
    await Promise.all([ask('a.example.com'), ask('b.example.org')]);
    assert.deepEqual(context.masks, ['token-1']);
    assert.equal(http.requests[0]?.url, 'https://ca.ovh.com/auth/oauth2/token');
    assert.equal(http.requests.at(-1)?.headers?.['authorization'], 'Bearer token-1');
    await clock.advance(3_590_000);
    await ask('c.example.net');
    assert.equal(http.requests.at(-1)?.headers?.['authorization'], 'Bearer token-2');
  });

  it("tells what the account's policy lacks, and no token", async () => {
    const http = fakeHttp(({ url }) =>
      url.includes('/oauth2/')
        ? { body: '{"access_token":"sesame-token","expires_in":3600}' }
        : { status: 403, body: '{"message":"User is not authorized: sesame-token"}' },
    );
    const provider = configured(ovh, providerContext(account, { ports: { http } }));
    const error = await failureOf(
      provider.present({ name: '_acme-challenge.a.test', value: 'x' }, openBound()),
    );
    assert.match(error.details.hint ?? '', /record\/create/);
    assert.doesNotMatch(error.message, /sesame/);
  });

  it('sends a service account whose token is refused to its own variables', async () => {
    const http = fakeHttp(({ url }) =>
      url.includes('/oauth2/')
        ? { body: '{"access_token":"x","expires_in":3600}' }
        : { status: 401, body: '{"message":"Invalid token"}' },
    );
    const provider = configured(ovh, providerContext(account, { ports: { http } }));
    const error = await failureOf(provider.present({ name: 'a.test', value: 'x' }, openBound()));
    assert.match(error.details.hint ?? '', /OVH_CLIENT_ID/);
    assert.doesNotMatch(error.details.hint ?? '', /OVH_APPLICATION_KEY/);
  });

  it('wants one kind of credentials, whole', () => {
    const keys = { OVH_APPLICATION_KEY: 'k', OVH_APPLICATION_SECRET: 's', OVH_CONSUMER_KEY: 'c' };
    const cases: readonly [Record<string, string>, string[]][] = [
      [{ OVH_ENDPOINT: 'ovh-eu' }, Object.keys(keys)],
      [{ ...keys, OVH_ENDPOINT: 'ovh-eu', OVH_CONSUMER_KEY: '' }, ['OVH_CONSUMER_KEY']],
      [{ ...account, ...keys }, ['OVH_CLIENT_ID']],
      [{ ...account, OVH_CLIENT_SECRET: '' }, ['OVH_CLIENT_SECRET']],
      [{ ...account, OVH_ENDPOINT: 'kimsufi-eu' }, ['OVH_ENDPOINT']],
    ];
    for (const [env, wrong] of cases)
      assert.deepEqual(Object.keys(faultsOf(ovh, providerContext(env))), wrong);
  });
});
