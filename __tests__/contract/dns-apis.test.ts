import { createHttp } from '../../src/platform/http.ts';
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { startBudget, type Budget } from '../../src/base/bound.ts';
import { AppError } from '../../src/base/errors.ts';
import { startGateway, type Gateway } from '../fakes/dns-apis/gateway.ts';
import { apiCases, type ApiCase } from '../fakes/dns-apis/index.ts';
import { zone, type Target } from '../fakes/dns-targets.ts';
import { systemClock } from '../../src/platform/system.ts';
import { configure, describeContract, failureOf } from './provider-suite.ts';

for (const [name, makeCase] of Object.entries(apiCases)) {
  describeContract(`${name} on its API as it is documented`, {
    provider: name,
    start: () => apiTarget(makeCase()),
  });

  for (const [way, credentials] of Object.entries(makeCase().otherwise ?? {})) {
    describeContract(`${name} ${way}`, {
      provider: name,
      start: () => apiTarget({ ...makeCase(), ...credentials }),
    });
  }

  describe(`${name} when its API has troubles`, () => {
    const record = { name: `_acme-challenge.${zone}`, value: 'value' };
    let gateway: Gateway;
    let apiCase: ApiCase;
    let budget: Budget;
    before(async () => {
      apiCase = makeCase();
      gateway = await startGateway([apiCase.api]);
      budget = startBudget(systemClock, 30_000);
    });
    after(async () => {
      budget.close();
      await gateway.stop();
    });
    const provider = () =>
      configure(name, { ...apiCase.env }, { http: behind(gateway), retry: { retries: 2, intervalMs: 1 } });

    it('goes on after a server error and a rate limit', async () => {
      const troubles = [{ status: 503 }, { status: 429, headers: { 'retry-after': '0' } }];
      gateway.interrupt = () => troubles.shift();
      await provider().present(record, budget.work);
      assert.deepEqual(apiCase.api.records.txt(record.name), [record.value]);
      assert.deepEqual(troubles, []);
    });

    it('says at once when it is to wait longer than there is time', async () => {
      gateway.interrupt = () => ({ status: 429, headers: { 'retry-after': '3600' } });
      const error = await failureOf(provider().present(record, budget.work), 'dns-provider');
      assert.match(error.message, /too many requests/);
      assert.ok((error.details.retryAtMs ?? 0) > systemClock.now() + 3_000_000);
    });

    it('says so when an answer can not be read, whichever it is', async () => {
      let told = 0;
      for (const body of ['', 'null', '[null]', '"text"', '{}'])
        for (const understood of [0, 1, 2, 3]) {
          let answers = 0;
          gateway.interrupt = () => ((answers += 1) > understood ? { status: 200, body } : undefined);
          const [outcome] = await Promise.allSettled([provider().present(record, budget.work)]);
          if (outcome.status === 'fulfilled') continue;
          const error: unknown = outcome.reason;
          assert.ok(error instanceof AppError, `${body}, ${understood}: ${String(error)}`);
          assert.equal(error.code, 'dns-provider');
          told += 1;
        }
      assert.ok(told > 0);
    });

    // The others say it by a status that may be about one zone only, or are asked for a token first.
    const isToldBy401 = !['azuredns', 'cloudflare', 'gcloud', 'ovh', 'porkbun', 'route53'].includes(name);
    if (isToldBy401)
      it('asks once for a login that is refused', async () => {
        const ours = configure(name, { ...apiCase.env, ...apiCase.wrong.env }, { http: behind(gateway) });
        let requests = 0;
        gateway.interrupt = () => void (requests += 1);
        for (const label of ['a', 'b', 'c']) {
          const own = { ...record, name: `${label}.${record.name}` };
          const error = await failureOf(ours.present(own, budget.work), 'dns-provider');
          assert.match(error.message, apiCase.wrong.says);
        }
        assert.equal(requests, 1);
      });

    it('repeats nothing that the server says of a secret', async () => {
      const secrets = Object.entries(apiCase.env).filter(([variable]) => !variable.endsWith('ENDPOINT'));
      const message = secrets.map(([, value]) => value).join(' ');
      gateway.interrupt = () => ({ status: 418, body: { message, error: message } });
      const error = await failureOf(provider().present(record, budget.work), 'dns-provider');
      assert.doesNotMatch(JSON.stringify([error.message, error.details]), /sesame/);
    });
  });
}

// What is read and written as one set, others may change between.
describe('a value that another job sets while ours reads and writes', () => {
  /** How it is told whether they lost something: where the API has no way, only the first value is safe. */
  const wholly = { route53: true, gandiv5: false, desec: false };
  for (const [name, safe] of Object.entries(wholly)) {
    it(`stays, at ${name}${safe ? '' : ' when it is the first'}`, async () => {
      const apiCase = apiCases[name]?.();
      assert.ok(apiCase);
      const gateway = await startGateway([apiCase.api]);
      const budget = startBudget(systemClock, 30_000);
      const provider = configure(name, { ...apiCase.env }, { http: behind(gateway) });
      const label = '_acme-challenge.raced';
      const at = `${label}.${zone}`;
      const { records } = apiCase.api;
      /** Comes between the reading and the writing of the next change. */
      const meanwhile = (change: () => void) => {
        gateway.interrupt = ({ method }) => {
          if (method === 'GET') return undefined;
          gateway.interrupt = () => undefined;
          change();
          return undefined;
        };
      };
      const add = (value: string) => () => {
        const ttl = records.at(zone, { label, type: 'TXT' })[0]?.ttl ?? 3600;
        records.add({ zone, label, type: 'TXT', value: `"${value}"`, ttl });
      };
      try {
        meanwhile(add('first of theirs'));
        await provider.present({ name: at, value: 'ours' }, budget.work);
        assert.deepEqual(records.txt(at), ['first of theirs', 'ours']);
        if (!safe) return;
        meanwhile(add('second of theirs'));
        await provider.present({ name: at, value: 'ours too' }, budget.work);
        meanwhile(add('third of theirs'));
        await provider.remove({ name: at, value: 'ours' }, budget.work);
        await provider.remove({ name: at, value: 'ours too' }, budget.work);
        assert.deepEqual(records.txt(at), ['first of theirs', 'second of theirs', 'third of theirs']);
        // And they may take the last one away.
        records.all = records.all.filter((record) => record.label !== label);
        await provider.present({ name: at, value: 'ours' }, budget.work);
        meanwhile(() => (records.all = records.all.filter((record) => record.label !== label)));
        await provider.remove({ name: at, value: 'ours' }, budget.work);
        assert.deepEqual(records.txt(at), []);
      } finally {
        budget.close();
        await gateway.stop();
      }
    });
  }
});

async function apiTarget({ api, env, wrong }: ApiCase): Promise<Target> {
  const gateway = await startGateway([api]);
  const others = structuredClone(api.records.all);
  return {
    env: { ...env },
    http: behind(gateway),
    values: (name) => Promise.resolve(api.records.txt(name)),
    wrongCredentials: { env: { ...env, ...wrong.env }, says: wrong.says },
    missingZone: /no zone that holds _acme-challenge\.elsewhere\.test/,
    async stop() {
      await gateway.stop();
      assert.deepEqual(gateway.unknown, []);
      assert.deepEqual(api.records.all, others, 'what others had set has changed');
    },
  };
}

function behind({ proxyUrl, caPem }: Gateway) {
  return createHttp({ env: { HTTPS_PROXY: proxyUrl }, extraRoots: caPem });
}
