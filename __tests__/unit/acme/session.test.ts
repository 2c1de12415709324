import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createSigner } from '../../../src/acme/client.ts';
import { newOrder } from '../../../src/acme/order.ts';
import { startBudget } from '../../../src/base/bound.ts';
import { AppError, NetworkError } from '../../../src/base/errors.ts';
import type { HttpResponse } from '../../../src/base/ports.ts';
import { generateKey } from '../../../src/certificate/keys.ts';
import { drive, openClient, openSession, orderNames } from '../../fakes/ca-client.ts';
import { FakeCa, problem, type CaRequest, type FakeCaOptions } from '../../fakes/ca.ts';
import { fakeClock } from '../../fakes/clock.ts';
import { never } from '../../fakes/http.ts';

async function setUp(options: Partial<FakeCaOptions> = {}, totalMs = 600_000) {
  const clock = fakeClock();
  const ca = await FakeCa.open({ clock, ...options });
  const budget = startBudget(clock, totalMs);
  // Both take real time, in which the fake clock would run on.
  const key = await generateKey('ec256', budget.work.signal);
  await createSigner(key, budget.work.signal);
  const client = { clock, http: ca.http, directoryUrl: ca.directoryUrl, bound: budget.work, key };
  return { clock, ca, budget, bound: budget.work, client };
}

/** Answers in the CA's place when `kind` is asked for. */
function instead(
  kind: CaRequest['kind'],
  answer: (number: number) => Promise<HttpResponse> | undefined,
): Partial<FakeCaOptions> {
  return { meddle: (request, serve) => (request.kind === kind && answer(request.number)) || serve() };
}

const text = (body: string): HttpResponse => ({ status: 200, headers: {}, body });

const asking = (client: Parameters<typeof openClient>[0]) =>
  openClient(client).then((session) => orderNames(session, { names: ['a.example'] }, client.bound));

describe('AcmeSession', () => {
  it('spends no request on nonces but the first', async () => {
    const { ca, client } = await setUp();
    assert.equal((await asking(client)).status, 'ready');
    assert.equal(ca.requests().newNonce, 1);
  });

  it('gets through when every second nonce is refused, without a pause', async () => {
    let count = 0;
    const { clock, ca, client } = await setUp({ refusesNonce: () => (count += 1) % 2 === 1 });
    assert.equal((await asking(client)).status, 'ready');
    assert.equal(clock.monotonic(), 0);
    assert.equal(ca.requests().newNonce, 1, 'a refusal brings the next nonce with it');
  });

  it('gives up on a CA that refuses every nonce', async () => {
    const { clock, ca, client } = await setUp({ refusesNonce: () => true });
    await assert.rejects(drive(clock, asking(client)), { code: 'ca-error', message: /badNonce/ });
    assert.ok((ca.requests().newAccount ?? 0) <= 25);
  });

  it('says so when the CA gives no nonce', async () => {
    const empty = () => Promise.resolve({ status: 204, headers: {}, body: '' });
    const { clock, client } = await setUp(instead('newNonce', empty));
    await assert.rejects(drive(clock, asking(client)), { code: 'ca-error', message: /no Replay-Nonce/ });
  });

  it('holds at most eight signed requests open at once', async () => {
    let [open, most] = [0, 0];
    const { bound, client } = await setUp({
      meddle: async (_, serve) => {
        open += 1;
        most = Math.max(most, open);
        await new Promise((resolve) => setImmediate(resolve));
        open -= 1;
        return serve();
      },
    });
    const session = await openClient(client);
    const names = Array.from({ length: 40 }, (_, index) => `n${index}.example`);
    assert.equal((await orderNames(session, { names }, bound)).status, 'ready');
    assert.equal(most, 8);
  });

  it('survives one reset connection, and signs anew', async () => {
    const { clock, ca, client } = await setUp(
      instead('newOrder', (number) =>
        number === 1
          ? Promise.reject(new NetworkError('reset', 'https://ca.test/newOrder', 'socket hang up'))
          : undefined,
      ),
    );
    assert.equal((await drive(clock, asking(client))).status, 'ready');
    const bodies = ca.http.sent.filter(({ url }) => url.endsWith('/newOrder')).map(({ body }) => body);
    assert.equal(new Set(bodies).size, 2);
  });

  it('ends within its retries when the CA never answers', async () => {
    const policy = { retries: 2, intervalMs: 1_000 };
    const { clock, client } = await setUp(instead('dir', never));
    await assert.rejects(drive(clock, openSession({ ...client, policy })), (error: AppError) => {
      assert.equal(error.code, 'ca-unreachable');
      assert.equal(error.details.attempts, 3);
      assert.equal(error.details.url, 'https://ca.test/dir');
      return true;
    });
    assert.ok(clock.monotonic() <= 48_500, 'three times 15 s, and pauses of 1 s and 2 s');
  });

  it('ends with the deadline when that comes first', async () => {
    const { clock, client } = await setUp(instead('dir', never), 10_000);
    await assert.rejects(drive(clock, openSession(client)), { code: 'deadline' });
    assert.ok(clock.monotonic() <= 8_100);
  });

  it('takes every timer back', async () => {
    const { clock, budget, client } = await setUp();
    await asking(client);
    budget.close();
    assert.equal(clock.pending, 0);
  });

  const unreadable: Record<string, () => Promise<HttpResponse>> = {
    'a login page': () => Promise.resolve(text('<html>please sign in</html>')),
    'half a JSON document': () => Promise.resolve(text('{"newNonce": "https://ca')),
    'JSON that is no object': () => Promise.resolve(text('[]')),
    'a body without end': () => Promise.resolve(text('{'.repeat(1024 * 1024 + 1))),
    'a redirect': () =>
      Promise.resolve({ status: 302, headers: { location: 'https://evil.test' }, body: '' }),
  };
  for (const [what, answer] of Object.entries(unreadable)) {
    it(`doesn't take ${what} for a directory`, async () => {
      const { clock, client } = await setUp(instead('dir', answer));
      await assert.rejects(drive(clock, openSession(client)), (error: AppError) => {
        assert.equal(error.code, 'ca-error');
        assert.equal(error.details.url, 'https://ca.test/dir');
        return true;
      });
    });

    it(`doesn't take ${what} for an order`, async () => {
      const { clock, client } = await setUp(instead('newOrder', answer));
      await assert.rejects(drive(clock, asking(client)), { code: 'ca-error' });
    });
  }

  const outage = problem(503, 'serverInternal', { detail: 'down', headers: { 'retry-after': '86400' } });

  for (const kind of ['dir', 'newNonce', 'newAccount', 'newOrder', 'authz', 'challenge', 'order'] as const) {
    it(`ends at once when ${kind} answers 503 with Retry-After 86400, and says when to come back`, async () => {
      const { clock, ca, client } = await setUp(instead(kind, () => Promise.resolve(outage)));
      await assert.rejects(asking(client), (error: AppError) => {
        assert.equal(error.code, 'ca-error');
        assert.equal(error.details.retryAtMs, clock.now() + 86_400_000);
        assert.equal(error.details.lastStatus, '503');
        return true;
      });
      assert.equal(clock.monotonic(), 0);
      assert.equal(ca.requests()[kind], 1);
    });
  }

  it('waits out a 429 whose Retry-After fits, as an HTTP-date too', async () => {
    const limited = (retryAfter: string) =>
      problem(429, 'rateLimited', { detail: 'slow down', headers: { 'retry-after': retryAfter } });
    for (const retryAfter of ['30', 'Thu, 01 Jan 2026 00:00:30 GMT']) {
      const { clock, client } = await setUp(
        instead('newOrder', (number) => (number === 1 ? Promise.resolve(limited(retryAfter)) : undefined)),
      );
      assert.equal((await drive(clock, asking(client))).status, 'ready');
      assert.ok(clock.monotonic() >= 30_000 && clock.monotonic() <= 30_100, `${clock.monotonic()} ms`);
    }
  });

  it('never repeats what the CA refused', async () => {
    const refusal = problem(400, 'rejectedIdentifier', { detail: 'not for us' });
    const { ca, client } = await setUp(instead('newOrder', () => Promise.resolve(refusal)));
    await assert.rejects(asking(client), { code: 'identifier-rejected' });
    assert.equal(ca.requests().newOrder, 1);
  });

  it('never repeats an order that the CA took and answered wrongly', async () => {
    const { clock, ca, client } = await setUp({
      meddle: async (request, serve) => {
        const answer = await serve();
        return request.kind === 'newOrder' ? { ...answer, body: '{"status":"pending"}' } : answer;
      },
    });
    await assert.rejects(drive(clock, asking(client)), { code: 'ca-error', message: /RFC 8555/ });
    assert.equal(ca.requests().newOrder, 1);
  });

  it('asks for the profile, and passes a refusal of it on', async () => {
    const { bound, client } = await setUp();
    const session = await openClient(client);
    const identifiers = [{ type: 'dns' as const, value: 'a.example' }];
    await assert.rejects(newOrder(session, { identifiers, profile: 'fancy' }, bound), {
      code: 'profile-unknown',
    });
  });
});
