import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readAuthorizations, validationError } from '../../../src/acme/authorization.ts';
import { newOrder } from '../../../src/acme/order.ts';
import { startBudget } from '../../../src/base/bound.ts';
import { drive, openClient, orderNames } from '../../fakes/ca-client.ts';
import type { ProblemDocument } from '../../fakes/ca-state.ts';
import { FakeCa, type FakeCaOptions } from '../../fakes/ca.ts';
import { fakeClock } from '../../fakes/clock.ts';

async function setUp(options: Partial<FakeCaOptions> = {}) {
  const clock = fakeClock();
  const ca = await FakeCa.open({ clock, ...options });
  const bound = startBudget(clock, 600_000).work;
  const session = await openClient({ clock, http: ca.http, directoryUrl: ca.directoryUrl, bound });
  return { clock, ca, bound, session };
}

const urn = 'urn:ietf:params:acme:error:';

/** Orders the names and gives the error that a run would fail with. */
async function failedOrder(names: readonly string[], problems: Readonly<Record<string, ProblemDocument>>) {
  const { session, bound } = await setUp({ validate: ({ identifier }) => problems[identifier] });
  const order = await orderNames(session, { names }, bound);
  assert.equal(order.status, 'invalid');
  return validationError(order, await readAuthorizations(session, order, bound));
}

describe('validationError', () => {
  it("tells each failed name with the CA's own reason, and no other name", async () => {
    const error = await failedOrder(['a.example', 'b.example', 'c.example'], {
      'a.example': { type: `${urn}dns`, detail: 'NXDOMAIN looking up TXT' },
      'c.example': { type: `${urn}unauthorized`, detail: 'wrong value found' },
    });
    assert.equal(error.code, 'validation-failed');
    assert.deepEqual(error.details.identifiers, [
      { identifier: 'a.example', reason: 'dns: NXDOMAIN looking up TXT' },
      { identifier: 'c.example', reason: 'unauthorized: wrong value found' },
    ]);
    assert.match(error.message, /a\.example \(dns: NXDOMAIN looking up TXT\); c\.example/);
    assert.equal(error.details.lastStatus, 'invalid');
  });

  it('names CAA where CAA was it', async () => {
    const error = await failedOrder(['a.example'], {
      'a.example': { type: `${urn}caa`, detail: 'CAA record prevents issuance' },
    });
    assert.equal(error.code, 'caa');
  });

  it("falls back to the order's own reason", async () => {
    const { session, bound } = await setUp();
    const order = await orderNames(session, { names: ['a.example'] }, bound);
    const problem = {
      type: `${urn}rejectedIdentifier`,
      detail: 'on our block list',
      status: 403,
      instance: undefined,
      subproblems: [],
    };
    const authorizations = await readAuthorizations(session, order, bound);
    const error = validationError({ ...order, status: 'invalid', problem }, authorizations);
    assert.match(error.message, /on our block list/);
  });

  it('tells by http-01 which token the CA asked for, and of no other challenge', async () => {
    const { session, bound } = await setUp();
    const order = await orderNames(session, { names: ['a.example'] }, bound);
    const [authorization] = await readAuthorizations(session, order, bound);
    assert.ok(authorization);
    const problem = { type: `${urn}unauthorized`, detail: '404', status: 403, instance: undefined };
    const httpTokens = ['http-01', 'dns-01'].map((type) => {
      const challenges = authorization.challenges.map((one) =>
        one.type === type ? { ...one, problem: { ...problem, subproblems: [] } } : one,
      );
      const failed = { ...authorization, status: 'invalid' as const, challenges };
      return validationError(order, [failed]).details.identifiers?.[0]?.httpToken;
    });
    const token = authorization.challenges.find(({ type }) => type === 'http-01')?.token;
    assert.ok(token);
    assert.deepEqual(httpTokens, [token, undefined]);
  });
});

describe('readAuthorizations', () => {
  it('offers for a wildcard and its apex one authorization each', async () => {
    const { session, bound } = await setUp();
    const identifiers = ['a.example', '*.a.example'].map((value) => ({ type: 'dns' as const, value }));
    const order = await newOrder(session, { identifiers, profile: undefined }, bound);
    const authorizations = await readAuthorizations(session, order, bound);
    assert.deepEqual(
      authorizations.map(({ identifier, wildcard }) => [identifier.value, wildcard]),
      [
        ['a.example', false],
        ['a.example', true],
      ],
    );
  });

  it('finds valid what was proven for an earlier order', async () => {
    const { ca, session, bound } = await setUp({ reusesAuthorizations: true });
    await orderNames(session, { names: ['a.example'] }, bound);
    const second = await orderNames(session, { names: ['a.example'] }, bound);
    assert.equal(second.status, 'ready');
    assert.equal(ca.requests().challenge, 1);
  });
});

describe('waitForDecision', () => {
  it('asks the order alone, however many names are being validated', async () => {
    const { clock, ca, session, bound } = await setUp({ validateAfterMs: 2_000 });
    const names = Array.from({ length: 20 }, (_, index) => `n${index}.example`);
    const order = await drive(clock, orderNames(session, { names }, bound));
    assert.equal(order.status, 'ready');
    assert.equal(ca.requests().authz, 20);
    assert.ok((ca.requests().order ?? 0) <= 7, `${ca.requests().order ?? 0} polls in 2 s`);
  });
});
