import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { AppError } from '../../../src/base/errors.ts';
import { publicKeyOf } from '../../../src/certificate/keys.ts';
import { obtain } from '../../../src/steps/obtain.ts';
import { drive } from '../../fakes/ca-client.ts';
import { problem } from '../../fakes/ca.ts';
import { request, setUp } from './setting.ts';

const total = (requests: Record<string, number>) => Object.values(requests).reduce((sum, n) => sum + n, 0);

describe('obtain', () => {
  it('gives a checked certificate for the names and the key that it made', async () => {
    const { clock, context, calls } = await setUp();
    const { certificate, material, attempts, warnings } = await obtain(
      request('a.example', '*.a.example'),
      context,
    );
    assert.match(certificate.leafPem, /BEGIN CERTIFICATE/);
    assert.equal(certificate.issuer, 'Fake Intermediate A');
    assert.ok(material.privateKey && publicKeyOf(material.privateKey).equals(material.publicKey));
    assert.deepEqual([attempts, warnings], [1, []]);
    assert.deepEqual(
      calls,
      ['present', 'ready', 'cleanUp'].map((call) => `${call} a.example a.example`),
    );
    assert.equal(clock.monotonic(), 0, 'nothing waits when nobody has to');
  });

  it('asks the CA at most 9 times for one name', async () => {
    const { ca, context } = await setUp();
    await obtain(request('a.example'), context);
    const requests = ca.requests();
    assert.ok(total(requests) <= 9, JSON.stringify(requests));
    assert.equal(requests.order, 1);
  });

  for (const count of [2, 10, 100]) {
    it(`asks the CA at most ${2 * count + 17} times for ${count} names`, async () => {
      const { ca, context } = await setUp();
      const names = Array.from({ length: count }, (_, index) => `n${index}.example`);
      await obtain(request(...names), context);
      const requests = ca.requests();
      assert.ok(total(requests) <= 2 * count + 17, JSON.stringify(requests));
    });
  }

  for (const type of ['alreadyReplaced', 'malformed', 'unauthorized']) {
    it(`orders without \`replaces\` when the CA refuses it as ${type}`, async () => {
      const { ca, context } = await setUp({
        meddle: ({ kind, number }, serve) =>
          kind === 'newOrder' && number === 1
            ? serve().then(({ headers }) => problem(409, type, { headers }))
            : serve(),
      });
      await obtain(request('a.example'), { ...context, replaces: 'a.b' });
      assert.equal(ca.requests().newOrder, 2);
    });
  }

  it('places no order for a name that the settings have no provider for', async () => {
    const { ca, context } = await setUp();
    const asked: string[] = [];
    const foresee = (domains: readonly string[]) => {
      asked.push(...domains);
      return Promise.reject(new AppError('dns-provider', 'names no provider'));
    };
    const solvers = context.solvers.map((solver) => ({ ...solver, foresee }));
    await assert.rejects(obtain(request('a.example', '*.a.example'), { ...context, solvers }), {
      code: 'dns-provider',
    });
    assert.deepEqual([asked, ca.requests().newOrder ?? 0], [['a.example'], 0]);
  });

  it('orders no second time what the CA refuses for another reason', async () => {
    const { ca, context } = await setUp({
      meddle: ({ kind }, serve) =>
        kind === 'newOrder'
          ? serve().then(({ headers }) => problem(403, 'rejectedIdentifier', { headers }))
          : serve(),
    });
    await assert.rejects(obtain(request('a.example'), { ...context, replaces: 'a.b' }), {
      code: 'identifier-rejected',
    });
    assert.equal(ca.requests().newOrder, 1);
  });

  it('keeps an order as soon as it is placed, though the CA gives no nonce', { timeout: 5_000 }, async () => {
    const kept = Promise.withResolvers<undefined>();
    let isOpen = false;
    const { context } = await setUp({
      meddle: async ({ kind }, serve) => {
        if (isOpen && kind === 'newNonce') await kept.promise;
        return serve();
      },
    });
    isOpen = true;
    context.keeper.pending = () => Promise.resolve(kept.resolve(undefined));
    await obtain(request('a.example', 'b.example', 'c.example'), context);
  });

  it('proves nothing again that the CA holds for proven', async () => {
    const { ca, context, calls } = await setUp({ reusesAuthorizations: true });
    await obtain(request('a.example'), context);
    await obtain(request('a.example'), context);
    assert.equal(calls.filter((call) => call.startsWith('present')).length, 1);
    assert.equal(ca.requests().challenge, 1);
  });

  it('takes the chain that was asked for, and warns when the CA has none like it', async () => {
    const preferred = await setUp({ settings: { preferredChain: 'Fake Root B' } });
    const { certificate, warnings } = await obtain(request('a.example'), preferred.context);
    assert.deepEqual([certificate.issuer, warnings], ['Fake Intermediate B', []]);

    const missing = await setUp({ settings: { preferredChain: 'Nobody' } });
    const kept = await obtain(request('a.example'), missing.context);
    assert.equal(kept.certificate.issuer, 'Fake Intermediate A');
    assert.match(kept.warnings.join(), /"Nobody".+Fake Root A, Fake Root B/);
  });

  it("refuses a certificate that isn't for every name that was ordered", async () => {
    const other = await setUp();
    await obtain(request('b.example'), other.context);
    const foreign = await setUp({
      meddle: async ({ kind }, serve) => {
        const answer = await serve();
        return kind === 'cert' ? { ...answer, body: other.ca.orders[0]?.chains?.[0] ?? '' } : answer;
      },
    });
    await assert.rejects(obtain(request('a.example'), foreign.context), (error: AppError) => {
      assert.deepEqual([error.code, error.details.phase], ['certificate-invalid', 'download']);
      return true;
    });
  });

  it('has removed the proof when the order never leaves processing, and names the phase', async () => {
    const { clock, ca, context, calls, shown } = await setUp({ issueAfterMs: Infinity });
    const work = obtain(request('a.example'), context);
    const ends = assert.rejects(work, (error: AppError) => {
      const { phase, attempts, lastStatus, url } = error.details;
      assert.deepEqual(
        [error.code, phase, attempts, lastStatus],
        ['order-timeout', 'finalize', 2, 'processing'],
      );
      assert.equal(url, 'https://ca.test/order/0');
      return true;
    });
    // The key and the CSR take real time, in which the fake clock must not run.
    const finalized = async () => {
      while (ca.orders[0]?.finalizedAtMs === undefined)
        await new Promise((resolve) => setTimeout(resolve, 1));
    };
    await Promise.race([finalized(), ends]);
    await drive(clock, ends);
    assert.ok(clock.monotonic() <= 7_100);
    assert.ok(calls.includes('cleanUp a.example'));
    assert.equal(shown.size, 0);
  });
});
