import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { downloadChains } from '../../../src/acme/chain.ts';
import { readOrder } from '../../../src/acme/order.ts';
import { startBudget } from '../../../src/base/bound.ts';
import type { HttpResponse } from '../../../src/base/ports.ts';
import { generateKey } from '../../../src/certificate/keys.ts';
import { drive, openClient, orderNames } from '../../fakes/ca-client.ts';
import { FakeCa, type CaRequest } from '../../fakes/ca.ts';
import { fakeClock } from '../../fakes/clock.ts';

type Kind = CaRequest['kind'];

/** Orders a name from a CA whose answers of one kind hold other members; ends in 10 min of fake time. */
async function orderFrom(kind: Kind, members: object, headers: Readonly<Record<string, string>> = {}) {
  const clock = fakeClock();
  const ca = await FakeCa.open({
    clock,
    meddle: async (request, serve) => {
      const answer = await serve();
      if (request.kind !== kind) return answer;
      const body = JSON.stringify({ ...(JSON.parse(answer.body) as object), ...members });
      return { ...answer, headers: { ...answer.headers, ...headers }, body } satisfies HttpResponse;
    },
  });
  const bound = startBudget(clock, 600_000).work;
  const key = await generateKey('ec256', bound.signal);
  const client = { clock, http: ca.http, directoryUrl: ca.directoryUrl, bound, key };
  const session = await openClient(client);
  const work = orderNames(session, { names: ['a.example'] }, bound);
  return { ca, clock, session, bound, work: drive(clock, work) };
}

const elsewhere = ['http://ca.test/x', 'file:///etc/passwd', '//ca.test/x', 'not a URL', '', 'javascript:0'];

describe('a CA that answers', () => {
  for (const url of elsewhere) {
    it(`with ${JSON.stringify(url)} for an authorization is asked nothing there`, async () => {
      const { ca, work } = await orderFrom('newOrder', { authorizations: [url] });
      await assert.rejects(work, { code: 'ca-error' });
      assert.ok(!ca.http.sent.some((request) => request.url === url));
    });
  }

  it('with a challenge without TLS is asked nothing there', async () => {
    const challenges = [{ type: 'dns-01', url: 'http://ca.test/c', token: 'abc', status: 'pending' }];
    const { ca, work } = await orderFrom('authz', { challenges });
    await assert.rejects(work, { code: 'ca-error' });
    assert.ok(!ca.http.sent.some(({ url }) => url.startsWith('http:')));
  });

  it('with a location without TLS is asked nothing there', async () => {
    const { ca, work } = await orderFrom('newOrder', {}, { location: 'http://ca.test/order/0' });
    await assert.rejects(work, { code: 'ca-error' });
    assert.ok(!ca.http.sent.some(({ url }) => url.startsWith('http:')));
  });

  const nonsense: Record<string, object> = {
    'an unknown status': { status: 'excellent' },
    'a number as status': { status: 7 },
    'no authorizations': { authorizations: null },
    'authorizations that are no texts': { authorizations: [1, { url: 'https://ca.test/authz/0' }, null] },
    'no finalize URL': { finalize: {} },
    'identifiers that are no list': { identifiers: 'a.example' },
  };
  for (const [what, members] of Object.entries(nonsense)) {
    it(`with an order with ${what} ends as a CA's error`, async () => {
      const { work } = await orderFrom('newOrder', members);
      await assert.rejects(work, { code: 'ca-error' });
    });
  }

  it('with thousands of authorizations ends at once', async () => {
    const authorizations = Array.from({ length: 20_000 }, (_, index) => `https://ca.test/authz/${index}`);
    const { ca, work } = await orderFrom('newOrder', { authorizations });
    await assert.rejects(work, { code: 'ca-error' });
    assert.ok((ca.requests().authz ?? 0) < 200, `${ca.requests().authz ?? 0} requests`);
  });

  const odd: Record<string, object> = {
    'an unknown status': { status: 'great' },
    'no identifier': { identifier: null },
    'a number for a name': { identifier: { type: 'dns', value: 7 } },
    'no challenges': { challenges: {} },
  };
  for (const [what, members] of Object.entries(odd)) {
    it(`with an authorization with ${what} ends as a CA's error`, async () => {
      const { work } = await orderFrom('authz', members);
      await assert.rejects(work, { code: 'ca-error' });
    });
  }

  it('with an authorization for a name that was not ordered is not believed', async () => {
    const { ca, work } = await orderFrom('authz', { identifier: { type: 'dns', value: 'bank.example' } });
    await assert.rejects(work, { code: 'ca-error', message: /bank\.example/ });
    assert.equal(ca.requests().challenge, undefined);
  });

  it('with challenges that nobody knows is taken by those that are known', async () => {
    const challenges = [null, 7, {}, { type: 'new-02', url: 'https://ca.test/c' }];
    const { work } = await orderFrom('authz', { challenges });
    await assert.rejects(work, { message: /no dns-01/ });
  });

  it('with a certificate URL without TLS is asked nothing there', async () => {
    const { ca, session, bound, work } = await orderFrom('account', {});
    await work;
    const source = { url: 'http://ca.test/cert/0', wantAlternates: false };
    await assert.rejects(downloadChains(session, source, bound), { code: 'ca-error' });
    await assert.rejects(readOrder(session, 'http://ca.test/order/0', bound), { code: 'ca-error' });
    assert.ok(!ca.http.sent.some(({ url }) => url.startsWith('http:')));
  });
});
