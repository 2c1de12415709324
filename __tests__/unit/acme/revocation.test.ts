import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { revokeCertificate } from '../../../src/acme/revocation.ts';
import { startBudget } from '../../../src/base/bound.ts';
import type { AppError } from '../../../src/base/errors.ts';
import type { HttpResponse } from '../../../src/base/ports.ts';
import type { RevocationReason } from '../../../src/settings/settings.ts';
import { openClient } from '../../fakes/ca-client.ts';
import { FakeCa, problem } from '../../fakes/ca.ts';
import { fakeClock } from '../../fakes/clock.ts';

const revoked: HttpResponse = { status: 200, headers: {}, body: '' };

/** A client of a CA that gives this answer to a revocation; without one it offers none. */
async function setUp(answer?: HttpResponse) {
  const clock = fakeClock();
  const ca = await FakeCa.open({
    clock,
    meddle: async ({ kind }, serve) => {
      if (kind === 'revoke' && answer) return answer;
      const served = await serve();
      if (kind !== 'dir' || !answer) return served;
      const directory = JSON.parse(served.body) as object;
      return { ...served, body: JSON.stringify({ ...directory, revokeCert: 'https://ca.test/revoke' }) };
    },
  });
  const bound = startBudget(clock, 600_000).work;
  const session = await openClient({ clock, http: ca.http, directoryUrl: ca.directoryUrl, bound });
  const revoke = (reason: RevocationReason = 'superseded') =>
    revokeCertificate(session, { der: Buffer.from([1, 2, 255]), reason }, bound);
  return { ca, session, revoke };
}

describe('revokeCertificate', () => {
  it('sends the certificate and the number of the reason, signed by the account', async () => {
    const { ca, session, revoke } = await setUp(revoked);
    const reasons = { unspecified: 0, keyCompromise: 1, affiliationChanged: 3, superseded: 4 } as const;
    for (const [reason, number] of Object.entries({ ...reasons, cessationOfOperation: 5 })) {
      assert.equal(await revoke(reason as RevocationReason), 'revoked');
      const { body = '' } = ca.http.sent.at(-1) ?? {};
      const jws = JSON.parse(body) as { protected: string; payload: string };
      const read = (part: string) => JSON.parse(Buffer.from(part, 'base64url').toString()) as object;
      assert.deepEqual(read(jws.payload), { certificate: 'AQL_', reason: number });
      assert.equal((read(jws.protected) as { kid?: string }).kid, session.accountUrl);
    }
  });

  it('tells a certificate apart that was revoked before', async () => {
    const { revoke } = await setUp(problem(400, 'alreadyRevoked', { detail: 'it was' }));
    assert.equal(await revoke(), 'already');
  });

  const refused: [string, HttpResponse | undefined, string, RegExp][] = [
    ['a reason it does not take', problem(400, 'badRevocationReason'), 'ca-error', /`revoke-reason`/],
    ["another account's certificate", problem(403, 'unauthorized'), 'account', /^$/],
    ['everything: it offers none', undefined, 'ca-error', /Ask the CA/],
  ];
  for (const [what, answer, code, hint] of refused) {
    it(`says that the CA refuses ${what}`, async () => {
      const { revoke } = await setUp(answer);
      await assert.rejects(revoke(), (error: AppError) => {
        assert.equal(error.code, code);
        assert.match(error.details.hint ?? '', hint);
        return true;
      });
    });
  }
});
