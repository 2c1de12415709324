import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { errorCodes } from '../../../src/base/errors.ts';
import { isGone, parseProblem, AcmeProblem, problemError } from '../../../src/acme/problem.ts';

const urn = 'urn:ietf:params:acme:error:';
const from = (httpStatus: number, retryAfterMs?: number) => ({
  url: 'https://ca.test/newOrder',
  httpStatus,
  retryAfterMs,
});

describe('problemError', () => {
  const codes: Record<string, string> = {
    rateLimited: 'rate-limited',
    caa: 'caa',
    rejectedIdentifier: 'identifier-rejected',
    unsupportedIdentifier: 'identifier-rejected',
    externalAccountRequired: 'eab-required',
    accountDoesNotExist: 'account',
    unauthorized: 'account',
    invalidProfile: 'profile-unknown',
    badCSR: 'order-invalid',
    dns: 'validation-failed',
    serverInternal: 'ca-error',
    somethingNew: 'ca-error',
  };
  for (const [type, code] of Object.entries(codes)) {
    it(`turns ${type} into ${code}`, () => {
      assert.equal(problemError({ type: urn + type, detail: 'x' }, from(400)).code, code);
    });
  }

  it('knows no code by a name that every object has', () => {
    for (const type of ['constructor', 'toString', '__proto__', 'hasOwnProperty']) {
      const { code } = problemError({ type: urn + type, detail: 'x' }, from(400));
      assert.ok(errorCodes.includes(code), `${type} gave ${code}`);
    }
  });

  it('tells a pause that only the portal ends from a rate limit', () => {
    const detail =
      'Your account is temporarily prevented from requesting certificates for a.example. ' +
      'Please visit https://portal.test/sfe/v1/unpause?jwt=abc.def to unpause.';
    const paused = problemError({ type: `${urn}rateLimited`, detail }, from(429));
    assert.equal(paused.code, 'paused');
    assert.equal(paused.details.link, 'https://portal.test/sfe/v1/unpause?jwt=abc.def');
    assert.equal(paused.details.retryable, false);
    const limited = problemError({ type: `${urn}rateLimited`, detail: 'too many' }, from(429, 60_000));
    assert.equal(limited.code, 'rate-limited');
    assert.equal(limited.details.retryable, true);
    assert.equal(limited.details.retryAfterMs, 60_000);
  });

  it('is retryable on 5xx and on a 429 that names a time, on nothing else', () => {
    const retryable = (status: number, retryAfterMs?: number) =>
      problemError({}, from(status, retryAfterMs)).details.retryable;
    assert.deepEqual(
      [500, 502, 503].map((status) => retryable(status)),
      [true, true, true],
    );
    assert.equal(retryable(429, 1_000), true);
    assert.equal(retryable(429), false);
    assert.deepEqual(
      [400, 403, 404, 302].map((status) => retryable(status, 1_000)),
      [false, false, false, false],
    );
  });

  it("tells each name's own reason", () => {
    const subproblems = [
      { type: `${urn}caa`, detail: 'forbidden', identifier: { type: 'dns', value: 'a.example' } },
      { type: `${urn}rejectedIdentifier`, detail: 'no', identifier: { type: 'dns', value: 'b.example' } },
      { type: `${urn}malformed`, detail: 'about the order' },
    ];
    const error = problemError({ type: `${urn}compound`, detail: 'several', subproblems }, from(400));
    assert.deepEqual(error.details.identifiers, [
      { identifier: 'a.example', reason: 'caa: forbidden' },
      { identifier: 'b.example', reason: 'rejectedIdentifier: no' },
      { identifier: 'the order', reason: 'malformed: about the order' },
    ]);
  });

  it('takes no subproblem for more than it is', () => {
    const subproblems = [
      null,
      7,
      'text',
      [],
      { type: `${urn}dns` },
      { type: `${urn}dns`, detail: 'x', identifier: null },
      { type: `${urn}dns`, detail: 'x', identifier: { value: { toString: 'no' } } },
    ];
    const { details } = problemError({ type: `${urn}dns`, detail: 'x', subproblems }, from(400));
    for (const { identifier, reason } of details.identifiers ?? []) {
      assert.deepEqual([typeof identifier, typeof reason], ['string', 'string']);
    }
  });

  it('keeps the problem when it learns more', () => {
    const error = problemError({ type: `${urn}caa`, detail: 'x' }, from(403)).with({ phase: 'order' });
    assert.ok(error instanceof AcmeProblem);
    assert.equal(error.problem.type, `${urn}caa`);
    assert.equal(error.details.phase, 'order');
  });

  it('names the status when there is no problem document', () => {
    for (const body of [undefined, null, 'text', [], 5, { detail: 'no type' }, { type: 7 }]) {
      assert.match(problemError(body, from(503)).message, /HTTP status 503 without a problem document/);
    }
  });
});

describe('parseProblem', () => {
  it('drops members of the wrong type', () => {
    assert.deepEqual(
      parseProblem({ type: 't', detail: { a: 1 }, status: '400', instance: [], subproblems: 'none' }),
      { type: 't', detail: 'no detail given', status: undefined, instance: undefined, subproblems: [] },
    );
  });
});

describe('isGone', () => {
  const gone: [number, unknown][] = [
    [404, undefined],
    [410, '<html>'],
    [404, { type: `${urn}serverInternal` }],
    [400, { type: `${urn}malformed` }],
    [403, { type: `${urn}unauthorized` }],
    [400, { type: `${urn}accountDoesNotExist` }],
  ];
  const there: [number, unknown][] = [
    [403, '<html>Blocked by the firewall</html>'],
    [400, { type: `${urn}badNonce` }],
    [401, undefined],
    [407, undefined],
    [429, { type: `${urn}rateLimited` }],
    [503, { type: `${urn}unauthorized` }],
  ];
  for (const [wanted, cases] of [
    [true, gone],
    [false, there],
  ] as const) {
    for (const [status, body] of cases) {
      it(`is ${wanted} for ${status} ${JSON.stringify(body)}`, () =>
        assert.equal(isGone(problemError(body, from(status))), wanted));
    }
  }

  it('is false for what the CA did not say', () => {
    assert.equal(isGone(new Error('404')), false);
  });
});
