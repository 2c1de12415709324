import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import { startChalltestsrv } from '../../scripts/servers/challtestsrv.ts';
import { startPebble } from '../../scripts/servers/pebble.ts';
import {
  acceptChallenge,
  keyAuthorization,
  readAuthorizations,
  validationError,
} from '../../src/acme/authorization.ts';
import { downloadChains } from '../../src/acme/chain.ts';
import { finalizeOrder, newOrder, readOrder, waitForIssuance } from '../../src/acme/order.ts';
import type { AcmeSession } from '../../src/acme/session.ts';
import { startBudget, type Budget } from '../../src/base/bound.ts';
import type { Clock, Http } from '../../src/base/ports.ts';
import { Secret } from '../../src/base/secret.ts';
import { checkChain } from '../../src/certificate/chain.ts';
import { createCsr } from '../../src/certificate/csr.ts';
import { generateKey, publicKeyOf } from '../../src/certificate/keys.ts';
import { createHttp } from '../../src/platform/http.ts';
import { systemClock } from '../../src/platform/system.ts';
import { openClient, orderNames } from '../fakes/ca-client.ts';
import { FakeCa } from '../fakes/ca.ts';
import { fakeClock } from '../fakes/clock.ts';

/** What the suite needs of a CA, fake or real, with the DNS that it validates by. */
interface Subject {
  clock: Clock;
  http: Http;
  directoryUrl: string;
  requests(): Readonly<Record<string, number>>;
  setTxt(name: string, value: string): Promise<void>;
  stop(): Promise<void>;
}

const externalAccounts = { 'kid-1': 'zWNDZM6eQGHWpSRTPal5eIUYFTu7EajVIoguysqZ9wG44nMEtx3MUAsUDkMTQ12W' };

async function fake(eab = false): Promise<Subject> {
  const clock = fakeClock(Date.now());
  const txt = new Map<string, string[]>();
  const ca = await FakeCa.open({
    clock,
    ...(eab ? { externalAccounts } : {}),
    validate: ({ identifier, keyAuthorization: expected }) => {
      const value = createHash('sha256').update(expected).digest('base64url');
      if (txt.get(`_acme-challenge.${identifier}`)?.includes(value)) return undefined;
      return { type: 'urn:ietf:params:acme:error:unauthorized', detail: 'no right TXT record' };
    },
  });
  return {
    clock,
    http: ca.http,
    directoryUrl: ca.directoryUrl,
    requests: () => ca.requests(),
    setTxt: (name, value) => Promise.resolve(void txt.set(name, [...(txt.get(name) ?? []), value])),
    stop: () => Promise.resolve(),
  };
}

async function real(eab = false): Promise<Subject> {
  const dns = await startChalltestsrv();
  const pebble = await startPebble({
    dnsServer: dns.dnsServer,
    alternateRoots: 1,
    ...(eab ? { externalAccounts } : {}),
  });
  return {
    clock: systemClock,
    http: createHttp({ env: {}, extraRoots: pebble.caPem }),
    directoryUrl: pebble.directoryUrl,
    requests: () => pebble.requests(),
    setTxt: (name, value) => dns.setTxt(name, value),
    stop: async () => {
      await pebble.stop();
      await dns.stop();
    },
  };
}

for (const [name, open] of [
  ['the fake CA', fake],
  ['Pebble', real],
] as const) {
  describe(`a CA: ${name}`, () => {
    let ca: Subject;
    let budget: Budget;
    let session: AcmeSession;
    before(async () => {
      ca = await open();
      budget = startBudget(ca.clock, 100_000);
      session = await openClient({ ...ca, bound: budget.work });
    });
    after(async () => {
      budget.close();
      await ca.stop();
    });

    const prove = (names: readonly string[]) =>
      orderNames(
        session,
        {
          names,
          prove: async ({ identifier, challenges }) => {
            const challenge = challenges.find(({ type }) => type === 'dns-01');
            assert.ok(challenge);
            const value = createHash('sha256')
              .update(keyAuthorization(session, challenge))
              .digest('base64url');
            await ca.setTxt(`_acme-challenge.${identifier.value}`, value);
          },
        },
        budget.work,
      );

    const csrFor = async (names: readonly string[]) => {
      const privateKey = await generateKey('ec256', budget.work.signal);
      const identifiers = names.map((value) => ({ type: 'dns' as const, value }));
      const csr = await createCsr({ identifiers, privateKey }, budget.work.signal);
      return { csr: csr.derBase64url, publicKey: publicKeyOf(privateKey), identifiers };
    };

    it('issues for a wildcard and its apex, and gives alternate chains', async () => {
      const names = ['a.example', '*.a.example'];
      const order = await prove(names);
      assert.equal(order.status, 'ready');
      const { csr, publicKey, identifiers } = await csrFor(names);
      const finalized = await finalizeOrder(session, { order, csr }, budget.work);
      const options = { attemptMs: 20_000, onAttempt: () => undefined };
      const issued = await waitForIssuance(session, { order: finalized, options }, budget.work);
      const source = { url: issued.certificate, wantAlternates: true };
      const chains = await downloadChains(session, source, budget.work);
      assert.equal(chains.length, 2);
      for (const chain of chains) checkChain(chain, { publicKey, identifiers, nowMs: ca.clock.now() });
    });

    it('issues for a key of type RSA and an account key of type RSA', async () => {
      const key = await generateKey('rsa2048', budget.work.signal);
      const rsa = await openClient({ ...ca, bound: budget.work, key });
      assert.ok(rsa.accountUrl);
      assert.equal((await openClient({ ...ca, bound: budget.work, key })).accountUrl, rsa.accountUrl);
    });

    it('refuses a wrong proof with its reason in the authorization, and the order with it', async () => {
      const order = await orderNames(session, { names: ['unproven.example'] }, budget.work);
      assert.equal(order.status, 'invalid');
      const error = validationError(order, await readAuthorizations(session, order, budget.work));
      assert.equal(error.code, 'validation-failed');
      assert.equal(error.details.identifiers?.[0]?.identifier, 'unproven.example');
      assert.match(error.details.identifiers[0].reason, /^unauthorized: /);
    });

    it('refuses a CSR for other names, and leaves the order as it was', async () => {
      const order = await prove(['b.example']);
      const { csr } = await csrFor(['c.example']);
      await assert.rejects(finalizeOrder(session, { order, csr }, budget.work), { code: 'order-invalid' });
      assert.notEqual((await readOrder(session, order.url, budget.work)).status, 'valid');
    });

    it('looks at an order that was finalized already instead of failing', async () => {
      const order = await prove(['d.example']);
      const { csr } = await csrFor(['d.example']);
      await finalizeOrder(session, { order, csr }, budget.work);
      const again = await finalizeOrder(session, { order, csr }, budget.work);
      assert.ok(['processing', 'valid'].includes(again.status), again.status);
    });

    it('bears a challenge that is accepted again after its decision', async () => {
      const order = await prove(['e.example']);
      const [authorization] = await readAuthorizations(session, order, budget.work);
      const challenge = authorization?.challenges.find(({ type }) => type === 'dns-01');
      assert.ok(challenge);
      await acceptChallenge(session, challenge, budget.work);
    });

    it('refuses an order that is not ready, an unknown profile and an unknown order', async () => {
      const identifiers = [{ type: 'dns' as const, value: 'f.example' }];
      const order = await newOrder(session, { identifiers, profile: undefined }, budget.work);
      const { csr } = await csrFor(['f.example']);
      assert.equal((await finalizeOrder(session, { order, csr }, budget.work)).status, 'pending');
      const odd = newOrder(session, { identifiers, profile: 'fancy' }, budget.work);
      await assert.rejects(odd, { code: 'profile-unknown' });
      const unknown = readOrder(session, `${order.url}999`, budget.work);
      await assert.rejects(unknown, { code: 'ca-error' });
    });

    it('offers only DNS for a wildcard', async () => {
      const identifiers = [{ type: 'dns' as const, value: '*.g.example' }];
      const order = await newOrder(session, { identifiers, profile: undefined }, budget.work);
      const [authorization] = await readAuthorizations(session, order, budget.work);
      assert.equal(authorization?.wildcard, true);
      assert.equal(authorization.identifier.value, 'g.example');
      assert.ok(!authorization.challenges.some(({ type }) => type === 'http-01'));
    });

    it('is asked at most 2N + 17 times for N names', async () => {
      const before = total(ca.requests());
      const names = Array.from({ length: 10 }, (_, index) => `n${index}.example`);
      const polls = ca.requests()['order'] ?? 0;
      assert.equal((await prove(names)).status, 'ready');
      const furtherPolls = (ca.requests()['order'] ?? 0) - polls - 1;
      const made = total(ca.requests()) - before - furtherPolls;
      assert.ok(made <= 2 * 10 + 17 - 4, `${made} requests before finalize and download`);
    });
  });

  describe(`a CA that wants an external account: ${name}`, () => {
    it('takes the right binding, and no wrong one', async () => {
      const ca = await open(true);
      const budget = startBudget(ca.clock, 60_000);
      try {
        const client = { ...ca, bound: budget.work };
        const account = (hmacKey: string) => ({
          email: undefined,
          eab: { kid: 'kid-1', hmacKey: new Secret(hmacKey) },
        });
        await assert.rejects(openClient({ ...client, account: account('d3JvbmcgLSB3cm9uZw') }));
        await openClient({ ...client, account: account(externalAccounts['kid-1']) });
        await assert.rejects(openClient(client), { code: 'eab-required' });
      } finally {
        budget.close();
        await ca.stop();
      }
    });
  });
}

function total(requests: Readonly<Record<string, number>>): number {
  return Object.values(requests).reduce((sum, count) => sum + count, 0);
}
