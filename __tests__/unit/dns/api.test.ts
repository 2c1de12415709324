import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { createApi, type Explanation } from '../../../src/dns/api.ts';
import { allPages } from '../../../src/dns/place.ts';
import { dnspod } from '../../../src/dns/providers/dnspod.ts';
import { tencentcloud } from '../../../src/dns/providers/tencentcloud.ts';
import { fakeHttp, providerContext } from '../../fakes/dns-context.ts';
import { configured, failureOf, openBound } from '../../fakes/dns-provider.ts';

const record = { name: '_acme-challenge.example.com', value: 'x' };

/** An API that answers with these statuses in turn, and what it was asked. */
function setUp(statuses: number[], explain: (status: number) => Explanation | undefined = () => undefined) {
  const http = fakeHttp(() => ({ status: statuses.shift() ?? 200, body: '{}' }));
  const context = providerContext({}, { ports: { http } });
  const api = createApi({ title: 'X', baseUrl: new URL('https://x.example'), headers: {}, context, explain });
  const ask = async () => {
    const [outcome] = await Promise.allSettled([api({ method: 'GET', path: 'a' }, openBound())]);
    return outcome.status === 'fulfilled' ? 'ok' : String(outcome.reason);
  };
  return { ask, http };
}

describe("a provider's API", () => {
  it('is not tried again with a login that it refused', async () => {
    const { ask, http } = setUp([401]);
    const first = await ask();
    assert.match(first, /HTTP 401/);
    assert.equal(await ask(), first);
    assert.equal(http.requests.length, 1);
  });

  it('is asked further when a login that was good fails once', async () => {
    const { ask } = setUp([200, 401, 200]);
    assert.equal(await ask(), 'ok');
    assert.match(await ask(), /HTTP 401/);
    assert.equal(await ask(), 'ok');
  });

  it('is asked further after a 401 that is worth another attempt, or about one thing', async () => {
    const explanation = { problem: 'not yet', hint: 'Wait.' };
    for (const more of [{ retryable: true }, { lasting: false }]) {
      const { ask } = setUp([401, 200], () => ({ ...explanation, ...more }));
      assert.match(await ask(), /not yet/);
      assert.equal(await ask(), 'ok');
    }
  });

  it('is not asked again once it has locked the account', async () => {
    const zones = { info: { domain_total: 1 }, domains: [{ id: 1, name: 'example.com' }] };
    const answers = [{ status: { code: '1' }, ...zones }, { status: { code: '-8' } }];
    const http = fakeHttp(() => ({ body: JSON.stringify(answers.shift() ?? assert.fail('asked again')) }));
    const provider = configured(dnspod, providerContext({ DNSPOD_API_KEY: '1,t' }, { ports: { http } }));
    for (let attempt = 0; attempt < 3; attempt += 1) {
      const error = await failureOf(provider.present(record, openBound()));
      assert.match(error.message, /closed for an hour/);
    }
  });

  it('is told who asks, in the form `program/version (contact)`', async () => {
    const { ask, http } = setUp([]);
    await ask();
    const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
    assert.equal(
      http.requests[0]?.headers?.['user-agent'],
      `bounded-acme/${version} (+https://github.com/bounded-acme/bounded-acme)`,
    );
  });

  it("says what to change when it refuses the record's TTL, where that is told as a limit", async () => {
    const answers = {
      DescribeDomainList: { DomainList: [{ Name: 'example.com' }] },
      DescribeRecordList: { RecordList: [] },
      CreateRecord: { Error: { Code: 'LimitExceeded.RecordTtlLimit', Message: 'The TTL value is too low.' } },
    };
    const http = fakeHttp(({ headers = {} }) => {
      const action = headers['x-tc-action'] as keyof typeof answers;
      return { body: JSON.stringify({ Response: answers[action] }) };
    });
    const env = { TENCENTCLOUD_SECRET_ID: 'i', TENCENTCLOUD_SECRET_KEY: 'k' };
    const context = providerContext(env, { ports: { http }, retry: { retries: 2, intervalMs: 0 } });
    const error = await failureOf(configured(tencentcloud, context).present(record, openBound()));
    assert.match(error.details.hint ?? '', /TENCENTCLOUD_TTL/);
    assert.equal(http.requests.length, 3);
  });
});

describe('the pages of a list', () => {
  it('end with an error when they bring nothing new, or never end', async () => {
    const same = fakeHttp(() => ({
      body: '{"status":{"code":"1"},"info":{"domain_total":"1000"},"domains":[{"id":1,"name":"other.com"}]}',
    }));
    const context = providerContext({ DNSPOD_API_KEY: '1,t' }, { ports: { http: same } });
    const error = await failureOf(configured(dnspod, context).present(record, openBound()));
    assert.match(error.message, /DNSPod answered with something unexpected: page 2 of a list/);
    assert.equal(same.requests.length, 2);

    let pages = 0;
    const endless = allPages((page) => Promise.resolve({ items: [(pages = page)], more: true }));
    await assert.rejects(endless, /more than 1000 pages/);
    assert.equal(pages, 1000);
  });

  it('may hold what earlier ones held when something came in between, or nothing that is asked for', async () => {
    const pages = [[1, 2], [2, 3], [], [4], [4]];
    const all = await allPages((page) => Promise.resolve({ items: pages[page - 1] ?? [], more: page < 5 }));
    assert.deepEqual(all, pages.flat());
  });
});
