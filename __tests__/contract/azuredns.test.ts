import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import { startBudget, type Budget } from '../../src/base/bound.ts';
import { createHttp } from '../../src/platform/http.ts';
import { systemClock } from '../../src/platform/system.ts';
import { startGateway, type Gateway } from '../fakes/dns-apis/gateway.ts';
import { apiCases, type ApiCase } from '../fakes/dns-apis/index.ts';
import { zone } from '../fakes/dns-targets.ts';
import { configure, failureOf } from './provider-suite.ts';

describe('azuredns where others are at work, and rights are few', () => {
  const name = `_acme-challenge.www.${zone}`;
  let apiCase: ApiCase;
  let gateway: Gateway;
  let budget: Budget;
  before(async () => {
    apiCase = apiCases['azuredns']?.() ?? assert.fail();
    gateway = await startGateway([apiCase.api]);
    budget = startBudget(systemClock, 30_000);
  });
  beforeEach(() => {
    gateway.interrupt = () => undefined;
  });
  after(async () => {
    budget.close();
    await gateway.stop();
  });

  const provider = (env: Record<string, string> = {}) => {
    const http = createHttp({ env: { HTTPS_PROXY: gateway.proxyUrl }, extraRoots: gateway.caPem });
    return configure('azuredns', { ...apiCase.env, ...env }, { http });
  };
  const placed = {
    AZURE_SUBSCRIPTION_ID: apiCases['azuredns']?.().sdk?.['subscription'] ?? '',
    AZURE_RESOURCE_GROUP: 'dns',
    AZURE_ZONE_NAME: zone,
  };
  const label = '_acme-challenge.www';
  const add = (value: string) => apiCase.api.records.add({ zone, label, type: 'TXT', value, ttl: 77 });

  for (const [title, first] of [
    ['made', []],
    ['changed', ['before']],
  ] as const) {
    it(`loses nothing when the set is ${title} by another between reading and writing`, async () => {
      for (const value of first) add(value);
      const others = ['another', 'and another'];
      gateway.interrupt = ({ method, url }) => {
        const value = method !== 'GET' && url.pathname.includes('/TXT/') ? others.shift() : undefined;
        if (value !== undefined) add(value);
        return undefined;
      };
      const record = { name, value: 'ours' };
      await provider().present(record, budget.work);
      assert.deepEqual(apiCase.api.records.txt(name), ['another', 'and another', 'ours', ...first].sort());
      others.push('a late one');
      await provider().remove(record, budget.work);
      const left = ['another', 'and another', 'a late one', ...first].sort();
      assert.deepEqual(apiCase.api.records.txt(name), left);
      assert.deepEqual(
        apiCase.api.records.at(zone, { label, type: 'TXT' }).map(({ ttl }) => ttl),
        left.map(() => 77),
      );
      apiCase.api.records.replace({ zone, label, type: 'TXT', ttl: 0 }, []);
    });
  }

  it('lists nothing when it is told the zone, and says when that is not there', async () => {
    const from = gateway.requests.length;
    await provider(placed).present({ name, value: 'ours' }, budget.work);
    await provider(placed).remove({ name, value: 'ours' }, budget.work);
    const asked = gateway.requests.slice(from).filter(({ url }) => url.hostname.startsWith('management'));
    assert.ok(
      asked.every(({ url }) => url.pathname.includes(`/${zone}/TXT/`)),
      asked.map(({ url }) => url.href).join('\n'),
    );
    const elsewhere = provider({ ...placed, AZURE_RESOURCE_GROUP: 'web' });
    const error = await failureOf(elsewhere.present({ name, value: 'x' }, budget.work), 'dns-provider');
    assert.match(error.message, /the zone is not there \(HTTP 404 to PUT/);
    assert.match(error.details.hint ?? '', /AZURE_RESOURCE_GROUP/);
  });

  it('looks only where the variables say', async () => {
    const wanted = {
      AZURE_SUBSCRIPTION_ID: 's',
      AZURE_SERVICEDISCOVERY_FILTER: 'where name =~ "other.test"',
    };
    for (const [variable, value] of Object.entries(wanted)) {
      const error = await failureOf(
        provider({ [variable]: value }).present({ name, value: 'x' }, budget.work),
        'dns-provider',
      );
      assert.match(error.message, /no zone that holds/, variable);
    }
  });

  it('names the role that is missing', async () => {
    gateway.interrupt = ({ method }) =>
      method === 'PUT'
        ? {
            status: 403,
            body: { error: { code: 'AuthorizationFailed', message: 'The client has no authorization' } },
          }
        : undefined;
    const error = await failureOf(provider().present({ name, value: 'x' }, budget.work), 'dns-provider');
    assert.match(error.message, /may not do this .*The client has no authorization/);
    assert.match(error.details.hint ?? '', /DNS Zone Contributor/);
  });

  it('asks which zone is meant when there are several of one name', async () => {
    gateway.interrupt = ({ url }) => {
      if (!url.pathname.endsWith('/resources')) return undefined;
      const id = (group: string) =>
        `/subscriptions/s/resourceGroups/${group}/providers/Microsoft.Network/dnszones/${zone}`;
      return { status: 200, body: { data: ['a', 'b'].map((group) => ({ id: id(group), name: zone })) } };
    };
    const env = { AZURE_SUBSCRIPTION_ID: 's' };
    const error = await failureOf(provider(env).present({ name, value: 'x' }, budget.work), 'dns-provider');
    assert.match(
      error.message,
      /has the zone example\.test 2 times: .*resourceGroups\/a\/.*resourceGroups\/b\//,
    );
    assert.match(error.details.hint ?? '', /AZURE_RESOURCE_GROUP/);
  });
});
