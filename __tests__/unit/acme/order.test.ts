import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { finalizeOrder, waitForIssuance, type Order } from '../../../src/acme/order.ts';
import { startBudget } from '../../../src/base/bound.ts';
import { AppError } from '../../../src/base/errors.ts';
import type { HttpResponse } from '../../../src/base/ports.ts';
import { createCsr } from '../../../src/certificate/csr.ts';
import { generateKey } from '../../../src/certificate/keys.ts';
import { drive, openClient, orderNames } from '../../fakes/ca-client.ts';
import { FakeCa, problem, type FakeCaOptions } from '../../fakes/ca.ts';
import { fakeClock } from '../../fakes/clock.ts';
import { never } from '../../fakes/http.ts';

/** A CA, a session with 1 further attempt after 1 s, and an order that is ready to be finalized. */
async function setUp(options: Partial<FakeCaOptions> = {}, totalMs = 600_000) {
  const clock = fakeClock();
  const ca = await FakeCa.open({ clock, ...options });
  const bound = startBudget(clock, totalMs).work;
  const policy = { retries: 1, intervalMs: 1_000 };
  const session = await openClient({ clock, http: ca.http, directoryUrl: ca.directoryUrl, bound, policy });
  const order = await orderNames(session, { names: ['a.example', '*.a.example'] }, bound);
  const key = await generateKey('ec256', bound.signal);
  const csr = await createCsr({ identifiers: order.identifiers, privateKey: key }, bound.signal);
  const attempts: number[] = [];
  const wait = (from: Order, attemptMs = 3_000) => {
    const onAttempt = (attempt: number) => void attempts.push(attempt);
    return drive(clock, waitForIssuance(session, { order: from, options: { attemptMs, onAttempt } }, bound));
  };
  const finalize = () => finalizeOrder(session, { order, csr: csr.derBase64url }, bound);
  return { clock, ca, session, bound, order, attempts, wait, finalize };
}

/** The order's JSON with other members. */
function changed(answer: HttpResponse, members: object): HttpResponse {
  return { ...answer, body: JSON.stringify({ ...(JSON.parse(answer.body) as object), ...members }) };
}

describe('waitForIssuance', () => {
  it('takes an order that is issued already without another look', async () => {
    const { ca, finalize, wait, attempts } = await setUp();
    const issued = await wait(await finalize());
    assert.equal(issued.status, 'valid');
    assert.equal(ca.requests().order, 1, 'only the look at the decision');
    assert.deepEqual(attempts, [1]);
  });

  it('ends in 7 s when the order never leaves processing: 3 s, a pause of 1 s, 3 s', async () => {
    const { clock, finalize, wait, attempts } = await setUp({ issueAfterMs: Infinity });
    const order = await finalize();
    await assert.rejects(wait(order), (error: AppError) => {
      assert.equal(error.code, 'order-timeout');
      const { url, lastStatus, attempts: counted, spentMs } = error.details;
      assert.deepEqual([url, lastStatus, counted], [order.url, 'processing', 2]);
      assert.equal(spentMs, 7_000);
      assert.match(error.message, /still processing/);
      return true;
    });
    assert.ok(clock.monotonic() >= 7_000 && clock.monotonic() <= 7_100, `${clock.monotonic()} ms`);
    assert.deepEqual(attempts, [1, 2]);
  });

  it('counts both attempts when the CA stops answering while it is processing', async () => {
    const { clock, finalize, wait } = await setUp({
      issueAfterMs: Infinity,
      meddle: ({ kind, number }, serve) => (kind === 'order' && number > 1 ? never() : serve()),
    });
    await assert.rejects(wait(await finalize()), (error: AppError) => {
      const { attempts, lastStatus } = error.details;
      assert.deepEqual([error.code, attempts, lastStatus], ['order-timeout', 2, 'processing']);
      return true;
    });
    assert.ok(clock.monotonic() <= 7_100);
  });

  it('goes on polling the same order, and gets the certificate in its second attempt', async () => {
    const { ca, finalize, wait, attempts } = await setUp({ issueAfterMs: 4_500 });
    assert.equal((await wait(await finalize())).status, 'valid');
    assert.deepEqual(attempts, [1, 2]);
    assert.equal(ca.requests().newOrder, 1);
    assert.equal(ca.requests().finalize, 1);
  });

  it("obeys the CA's Retry-After instead of asking every few hundred milliseconds", async () => {
    const { ca, finalize, wait } = await setUp({ issueAfterMs: 9_000, retryAfterSeconds: 3 });
    const before = ca.requests().order ?? 0;
    await wait(await finalize(), 30_000);
    assert.equal((ca.requests().order ?? 0) - before, 3);
  });

  it('ends at once when the CA wants to be asked after the end of the run, and says when', async () => {
    const { clock, finalize, wait } = await setUp({ issueAfterMs: Infinity, retryAfterSeconds: 86_400 });
    const order = await finalize();
    await assert.rejects(wait(order), (error: AppError) => {
      assert.equal(error.code, 'order-timeout');
      assert.equal(error.details.retryAtMs, clock.now() + 86_400_000);
      return true;
    });
    assert.equal(clock.monotonic(), 0);
  });

  it('lets the deadline end it', async () => {
    const { clock, finalize, wait } = await setUp({ issueAfterMs: Infinity }, 10_000);
    const order = await finalize();
    await assert.rejects(wait(order, 60_000), (error: AppError) => {
      assert.equal(error.code, 'deadline');
      assert.deepEqual([error.details.url, error.details.lastStatus], [order.url, 'processing']);
      return true;
    });
    assert.ok(clock.monotonic() <= 8_100);
  });

  const invalid = (error: unknown): Partial<FakeCaOptions> => ({
    issueAfterMs: Infinity,
    meddle: async ({ kind, number }, serve) => {
      const answer = await serve();
      return kind === 'order' && number > 1 ? changed(answer, { status: 'invalid', error }) : answer;
    },
  });

  it("gives the CA's reason when it gives up after finalize", async () => {
    const caa = {
      type: 'urn:ietf:params:acme:error:caa',
      detail: 'CAA for a.example forbids it',
      status: 403,
    };
    const { finalize, wait, attempts } = await setUp(invalid(caa));
    await assert.rejects(wait(await finalize()), { code: 'caa', message: /CAA for a\.example forbids it/ });
    assert.deepEqual(attempts, [1], 'an order that ended is not asked for again');
  });

  it('says so when the CA gives up without a reason', async () => {
    const { finalize, wait } = await setUp(invalid(undefined));
    await assert.rejects(wait(await finalize()), { code: 'order-invalid', message: /gave no reason/ });
  });

  it('refuses a valid order without a certificate', async () => {
    const { finalize, wait } = await setUp({
      meddle: async ({ kind }, serve) => {
        const answer = await serve();
        return kind === 'finalize' ? changed(answer, { certificate: 42 }) : answer;
      },
    });
    await assert.rejects(wait(await finalize()), { code: 'order-invalid' });
  });
});

describe('finalizeOrder', () => {
  it('looks at the order when an earlier answer was lost after the CA had accepted', async () => {
    const { ca, clock, finalize } = await setUp({
      issueAfterMs: 60_000,
      meddle: async ({ kind, number }, serve) => {
        const answer = await serve();
        return kind === 'finalize' && number === 1
          ? problem(502, 'serverInternal', { detail: 'the answer was lost' })
          : answer;
      },
    });
    const order = await drive(clock, finalize(), () => ca.idle());
    assert.equal(order.status, 'processing');
    assert.equal(ca.requests().finalize, 2);
  });

  it("passes the CA's refusal of a CSR on", async () => {
    const { session, order, bound } = await setUp();
    const key = await generateKey('ec256', bound.signal);
    const identifiers = [{ type: 'dns' as const, value: 'other.example' }];
    const { derBase64url: csr } = await createCsr({ identifiers, privateKey: key }, bound.signal);
    await assert.rejects(finalizeOrder(session, { order, csr }, bound), {
      code: 'order-invalid',
      message: /the CSR has other\.example, the order/,
    });
  });
});
