import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { fetchPython } from '../../scripts/servers/fetch-python.ts';
import { startBudget } from '../../src/base/bound.ts';
import { route53 } from '../../src/dns/providers/route53.ts';
import { createHttp } from '../../src/platform/http.ts';
import { systemClock } from '../../src/platform/system.ts';
import type { HostedApi } from '../fakes/dns-apis/fake-api.ts';
import { startGateway, type Gateway } from '../fakes/dns-apis/gateway.ts';
import { startMotoAccount, type MotoAccount } from '../fakes/dns-apis/moto-account.ts';
import { zone, type Target } from '../fakes/dns-targets.ts';
import { configure, describeContract, failureOf } from './provider-suite.ts';

/** What the documentation says that the credentials must allow, and nothing else. */
const documented = route53.permissions.match(/route53:\w+/g) ?? [];

const github: HostedApi = {
  hosts: ['pipelines.actions.githubusercontent.com'],
  answer({ url, headers }) {
    const right =
      url.pathname === '/runner/idtoken' && url.searchParams.get('audience') === 'sts.amazonaws.com';
    if (!right) return { status: 501 };
    return headers['authorization'] === 'Bearer sesame'
      ? { status: 200, body: { value: 'eyJhbGciOiJSUzI1NiJ9.e30.c2VzYW1l' } }
      : { status: 401, body: { message: 'no' } };
  },
};

type Way = { env: Record<string, string>; wrong: { env: Record<string, string>; says: RegExp } };

const ways: Readonly<Record<string, (account: MotoAccount) => Way>> = {
  'access keys': ({ keys }) => ({
    env: { AWS_ACCESS_KEY_ID: keys.id, AWS_SECRET_ACCESS_KEY: keys.secret },
    wrong: { env: { AWS_SECRET_ACCESS_KEY: 'barley' }, says: /credentials are wrong/ },
  }),
  'a role, by access keys': ({ keys, roleArn }) => ({
    env: {
      AWS_ACCESS_KEY_ID: keys.id,
      AWS_SECRET_ACCESS_KEY: keys.secret,
      AWS_ASSUME_ROLE_ARN: roleArn,
    },
    wrong: { env: { AWS_SECRET_ACCESS_KEY: 'barley' }, says: /keys are wrong/ },
  }),
  "a role, by GitHub's token": ({ roleArn, zoneId }) => ({
    env: {
      AWS_ROLE_ARN: roleArn,
      AWS_HOSTED_ZONE_ID: zoneId,
      ACTIONS_ID_TOKEN_REQUEST_URL:
        'https://pipelines.actions.githubusercontent.com/runner/idtoken?api-version=2.0',
      ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'sesame',
    },
    wrong: { env: { ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'barley' }, says: /gives this job no ID token/ },
  }),
};

const skip = (await fetchPython('moto', () => undefined)) ? false : 'there is no Python with pip';

// An account for each: moto takes a set that is deleted and created in one step for one that is there, when it ever
// was created like that before.
describe('route53 on moto', { skip }, () => {
  if (skip !== false) return;
  for (const [way, make] of Object.entries(ways)) {
    describeContract(`route53 on moto by ${way}`, { provider: 'route53', start: () => target(make) });
  }

  describe('and with one right less', () => {
    let gateway: Gateway;
    let poor: MotoAccount | undefined;
    before(async () => {
      const actions = documented.filter((action) => action !== 'route53:ChangeResourceRecordSets');
      poor = await startMotoAccount({ zone, actions });
      gateway = await startGateway(poor ? [poor.api] : []);
    });
    after(async () => {
      await gateway.stop();
      await poor?.stop();
    });

    it('names the one that is missing', async () => {
      assert.ok(poor);
      const env = { AWS_ACCESS_KEY_ID: poor.keys.id, AWS_SECRET_ACCESS_KEY: poor.keys.secret };
      const budget = startBudget(systemClock, 30_000);
      const provider = configure('route53', env, { http: behind(gateway) });
      const record = { name: `_acme-challenge.${zone}`, value: 'x' };
      const error = await failureOf(provider.present(record, budget.work), 'dns-provider');
      budget.close();
      assert.match(error.message, /may not do this .*ChangeResourceRecordSets/);
      assert.match(error.details.hint ?? '', /route53:ChangeResourceRecordSets/);
    });
  });
});

async function target(make: (account: MotoAccount) => Way): Promise<Target> {
  const one = await startMotoAccount({ zone, actions: documented });
  assert.ok(one);
  const gateway = await startGateway([one.api, github]);
  const { env, wrong } = make(one);
  return {
    env,
    http: behind(gateway),
    values: (name) => one.values(name),
    wrongCredentials: { env: { ...env, ...wrong.env }, says: wrong.says },
    missingZone: /no zone that holds _acme-challenge\.elsewhere\.test/,
    async stop() {
      await gateway.stop();
      await one.stop();
      assert.deepEqual(gateway.unknown, []);
    },
  };
}

function behind({ proxyUrl, caPem }: Gateway) {
  return createHttp({ env: { HTTPS_PROXY: proxyUrl }, extraRoots: caPem });
}
