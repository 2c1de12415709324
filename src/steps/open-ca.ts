import { openAccount } from '../acme/account.ts';
import { createSigner } from '../acme/client.ts';
import { checkProfile } from '../acme/directory.ts';
import { AcmeSession } from '../acme/session.ts';
import { createTransport } from '../acme/transport.ts';
import { Phases, seconds } from '../base/bound.ts';
import type { Secret } from '../base/secret.ts';
import { generateKey } from '../certificate/keys.ts';
import { deriveAccountKey } from '../state/secret-key.ts';
import type { Settings } from '../settings/settings.ts';
import type { Start } from './start.ts';

/** Named to the CA with every request (RFC 8555 6.1), so that its operators can tell us apart. */
const userAgent = 'bounded-acme/0.1 (+https://github.com/bounded-acme/bounded-acme)';

/** The CA, ready for orders: its directory read, our account found or made. */
export async function openCa({ settings, world, budget }: Start): Promise<AcmeSession> {
  const { clock, random, log } = world;
  const { ca, account, bounds } = settings;
  const signer = await createSigner(await accountKey(settings, budget.work.signal), budget.work.signal);
  const transport = createTransport({
    clock,
    http: world.createHttp(settings.caCertificates),
    requestTimeoutMs: bounds.requestMs,
    userAgent,
  });
  const onRetry = (error: Error, pauseMs: number, attempt: number) =>
    log.info(`Attempt ${attempt} failed: ${error.message}. Trying again in ${seconds(pauseMs)}`);
  const options = { clock, random, transport, signer, policy: bounds.retry, onRetry };
  const phases = new Phases(clock);
  const session = await phases.run('directory', () =>
    AcmeSession.open(options, ca.directoryUrl, budget.work),
  );
  checkProfile(session.directory, settings.profile);
  const url = await phases.run('account', () => openAccount(session, account, budget.work));
  log.info(`Account ${url}`);
  return session;
}

/** The user's key, or the one that follows from the one secret, or one that nobody will see again. */
async function accountKey({ account, ca }: Settings, signal: AbortSignal): Promise<Secret> {
  if (account.accountKey) return account.accountKey;
  if (account.encryptionKey) return deriveAccountKey(account.encryptionKey, ca.directoryUrl);
  return generateKey('ec256', signal);
}
