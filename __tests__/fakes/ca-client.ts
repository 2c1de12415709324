import { openAccount } from '../../src/acme/account.ts';
import { acceptChallenge, readAuthorizations, type Authorization } from '../../src/acme/authorization.ts';
import { createSigner } from '../../src/acme/client.ts';
import { newOrder, waitForDecision, type Order } from '../../src/acme/order.ts';
import { AcmeSession } from '../../src/acme/session.ts';
import { createTransport } from '../../src/acme/transport.ts';
import type { Bound } from '../../src/base/bound.ts';
import type { Clock, Http } from '../../src/base/ports.ts';
import type { RetryPolicy } from '../../src/base/retry.ts';
import type { Secret } from '../../src/base/secret.ts';
import { generateKey } from '../../src/certificate/keys.ts';
import type { AccountSettings } from '../../src/settings/settings.ts';
import type { FakeClock } from './clock.ts';
import { fakeRandom } from './random.ts';

export interface ClientOptions {
  clock: Clock;
  http: Http;
  directoryUrl: string;
  bound: Bound;
  key?: Secret;
  policy?: RetryPolicy;
  onRetry?: (error: Error, pauseMs: number) => void;
  account?: Pick<AccountSettings, 'email' | 'eab'>;
}

/** A session with a CA's directory, put together as a run does it, without an account. */
export async function openSession(options: ClientOptions): Promise<AcmeSession> {
  const { clock, http, directoryUrl, bound, onRetry = () => undefined } = options;
  const key = options.key ?? (await generateKey('ec256', bound.signal));
  const transport = createTransport({ clock, http, requestTimeoutMs: 15_000, userAgent: 'tests/1' });
  const policy = options.policy ?? { retries: 3, intervalMs: 5_000 };
  const signer = await createSigner(key, bound.signal);
  const port = { clock, random: fakeRandom(), transport, signer, policy, onRetry };
  return AcmeSession.open(port, directoryUrl, bound);
}

/** A session whose account is known. */
export async function openClient(options: ClientOptions): Promise<AcmeSession> {
  const session = await openSession(options);
  await openAccount(session, options.account ?? { email: undefined, eab: undefined }, options.bound);
  return session;
}

/** Orders names, proves each with `prove` and gives the decided order. */
export async function orderNames(
  session: AcmeSession,
  { names, prove }: { names: readonly string[]; prove?: (authorization: Authorization) => Promise<void> },
  bound: Bound,
): Promise<Order> {
  const identifiers = names.map((value) => ({ type: 'dns' as const, value }));
  const order = await newOrder(session, { identifiers, profile: undefined }, bound);
  const open = (await readAuthorizations(session, order, bound)).filter(({ status }) => status === 'pending');
  await Promise.all(
    open.map(async (authorization) => {
      await prove?.(authorization);
      const challenge = authorization.challenges.find(({ type }) => type === 'dns-01');
      if (!challenge) throw new Error(`no dns-01 for ${authorization.identifier.value}`);
      await acceptChallenge(session, challenge, bound);
    }),
  );
  return waitForDecision(session, order, bound);
}

/**
 * Moves the fake clock until `work` has ended, in steps of 50 ms: fake time passes only while nothing else goes on.
 * @param idle ends when the real work that a fake clock can't see is done
 */
export async function drive<T>(
  clock: FakeClock,
  work: Promise<T>,
  idle: () => Promise<void> = () => Promise.resolve(),
): Promise<T> {
  let running = true;
  const end = () => void (running = false);
  work.then(end, end);
  const isRunning = () => running;
  for (let steps = 0; isRunning(); steps += 1) {
    if (steps > 100_000) throw new Error('nothing ended this work in 5000 s of fake time');
    await idle();
    await clock.advance(0);
    await idle();
    if (isRunning()) await clock.advance(50);
  }
  return work;
}
