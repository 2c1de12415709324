import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { findAccount, openAccount } from '../../../src/acme/account.ts';
import { startBudget } from '../../../src/base/bound.ts';
import { AppError } from '../../../src/base/errors.ts';
import { Secret } from '../../../src/base/secret.ts';
import { generateKey } from '../../../src/certificate/keys.ts';
import type { KeyType } from '../../../src/settings/settings.ts';
import { openClient, openSession } from '../../fakes/ca-client.ts';
import { FakeCa, problem, type FakeCaOptions } from '../../fakes/ca.ts';
import { fakeClock } from '../../fakes/clock.ts';

async function setUp(options: Partial<FakeCaOptions> = {}) {
  const clock = fakeClock();
  const ca = await FakeCa.open({ clock, ...options });
  const bound = startBudget(clock, 600_000).work;
  return { ca, bound, client: { clock, http: ca.http, directoryUrl: ca.directoryUrl, bound } };
}

const nobody = { email: undefined, eab: undefined };

describe('findAccount', () => {
  it('finds what is there, makes nothing, and takes no account that was ended for one', async () => {
    const { ca, bound, client } = await setUp();
    const key = await generateKey('ec256', bound.signal);
    const { accountUrl } = await openClient({ ...client, key });
    assert.equal(await findAccount(await openSession({ ...client, key }), bound), accountUrl);
    for (const account of ca.accounts.values()) account.status = 'revoked';
    const session = await openSession({ ...client, key });
    await assert.rejects(findAccount(session, bound), (error: AppError) => {
      assert.deepEqual([error.code, error.details.lastStatus], ['account', 'revoked']);
      assert.match(error.details.hint ?? '', /another `encryption-key`/);
      return true;
    });
    assert.equal(session.accountUrl, undefined, 'nothing is signed with it');
    assert.equal(ca.accounts.size, 1);
  });
});

describe('openAccount', () => {
  for (const keyType of ['ec256', 'ec384', 'rsa2048'] satisfies KeyType[]) {
    it(`makes an account for a key of type ${keyType}, and finds it again in one request`, async () => {
      const { ca, bound, client } = await setUp();
      const key = await generateKey(keyType, bound.signal);
      const first = await openClient({ ...client, key });
      const second = await openClient({ ...client, key });
      assert.ok(first.accountUrl);
      assert.equal(second.accountUrl, first.accountUrl);
      assert.equal(ca.accounts.size, 1);
      assert.deepEqual(ca.requests(), { dir: 2, newNonce: 2, newAccount: 2 });
    });
  }

  it('says what to set when the CA wants an external account, before it asks for one', async () => {
    const { ca, bound, client } = await setUp({ externalAccounts: { 'kid-1': 'c2VjcmV0' } });
    const session = await openSession(client);
    await assert.rejects(openAccount(session, nobody, bound), (error: AppError) => {
      assert.equal(error.code, 'eab-required');
      assert.match(error.details.hint ?? '', /eab-kid/);
      return true;
    });
    assert.equal(ca.requests().newAccount, undefined);
  });

  it('binds the account to the external one', async () => {
    const { ca, client } = await setUp({ externalAccounts: { 'kid-1': 'c2VjcmV0LXNlY3JldA' } });
    const eab = { kid: 'kid-1', hmacKey: new Secret('c2VjcmV0LXNlY3JldA') };
    await openClient({ ...client, account: { email: 'ops@example.com', eab } });
    assert.equal(ca.accounts.size, 1);
  });

  it("passes the CA's refusal of a wrong binding on, without the key", async () => {
    const { client } = await setUp({ externalAccounts: { 'kid-1': 'c2VjcmV0LXNlY3JldA' } });
    const eab = { kid: 'kid-1', hmacKey: new Secret('d3Jvbmc') };
    await assert.rejects(openClient({ ...client, account: { email: undefined, eab } }), (error: AppError) => {
      assert.equal(error.code, 'account');
      assert.ok(!JSON.stringify([error.message, error.details]).includes('d3Jvbmc'));
      return true;
    });
  });

  it('calls a deactivated account that, whether the CA answers with it or refuses it', async () => {
    const { ca, bound, client } = await setUp();
    const key = await generateKey('ec256', bound.signal);
    await openClient({ ...client, key });
    for (const account of ca.accounts.values()) account.status = 'deactivated';
    await assert.rejects(openClient({ ...client, key }), {
      code: 'account',
      message: /is deactivated/,
    });

    const refusing = await setUp({
      meddle: ({ kind }, serve) =>
        kind === 'newAccount'
          ? Promise.resolve(problem(403, 'unauthorized', { detail: 'Account is not valid' }))
          : serve(),
    });
    await assert.rejects(openClient(refusing.client), { code: 'account', message: /Account is not valid/ });
  });

  it('refuses an account without a URL', async () => {
    const { client } = await setUp({
      meddle: async ({ kind }, serve) => {
        const answer = await serve();
        if (kind !== 'newAccount') return answer;
        return { ...answer, headers: { 'replay-nonce': answer.headers['replay-nonce'] ?? '' } };
      },
    });
    await assert.rejects(openClient(client), { code: 'ca-error', message: /no URL for the account/ });
  });
});
