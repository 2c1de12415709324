import { changeAccountKey, findAccount, openAccount, type FoundAccount } from '../acme/account.ts';
import { createSigner } from '../acme/client.ts';
import { checkProfile } from '../acme/directory.ts';
import { AcmeSession } from '../acme/session.ts';
import { readRenewalInfo } from '../acme/renewal-info.ts';
import { createTransport, type Transport } from '../acme/transport.ts';
import type { Bound, Phases } from '../base/bound.ts';
import { messageOf, type AppError } from '../base/errors.ts';
import type { Log } from '../base/ports.ts';
import type { Secret } from '../base/secret.ts';
import { renewalIdOf } from '../certificate/renewal-id.ts';
import { generateKey } from '../certificate/keys.ts';
import { deriveAccountKey } from '../state/secret-key.ts';
import { retryLine } from '../report/lines.ts';
import type { AccountSettings, Settings } from '../settings/settings.ts';
import type { Start } from './start.ts';

/** Named to the CA with every request (RFC 8555 6.1), so that its operators can tell us apart. */
const userAgent = 'bounded-acme/0.1 (+https://github.com/bounded-acme/bounded-acme)';

/** The CA, ready for orders. */
export interface Ca {
  session: AcmeSession;
  /** Whether our account was there before this run. */
  accountExisted: boolean;
  /** Whether a certificate (PEM) is of this CA's issuing: it knows when to renew it (RFC 9773 4.1). */
  issued: (pem: string) => Promise<boolean>;
}

/**
 * Reads the CA's directory, and finds or makes our account.
 * @param phases of the certificate that needs the CA first: the time is its own
 */
export async function openCa({ settings, world, budget }: Start, phases: Phases): Promise<Ca> {
  const { clock, random, log } = world;
  const { ca, bounds } = settings;
  const { work } = budget;
  const signer = await createSigner(await accountKey(settings, work.signal), work.signal);
  const transport = createTransport({
    clock,
    http: world.createHttp(settings.caCertificates),
    requestTimeoutMs: bounds.requestMs,
    userAgent,
  });
  const onRetry = (error: AppError, pauseMs: number, attempt: number) =>
    log.info(retryLine(error, pauseMs, attempt));
  const options = { clock, random, transport, signer, policy: bounds.retry, onRetry };
  const session = await phases.run('directory', () => AcmeSession.open(options, ca.directoryUrl, work));
  checkProfile(session.directory, settings.profile);
  const account = await phases.run('account', () => findOrMakeAccount(session, settings.account, work));
  log.info(`Account ${account.url}`);
  const issued = (pem: string) => knowsCertificate(pem, { session, transport, work, log });
  return { session, accountExisted: account.existed, issued };
}

/** A CA without renewal information can't be asked, and is taken at its account's word. */
async function knowsCertificate(
  pem: string,
  { session, transport, work, log }: { session: AcmeSession; transport: Transport; work: Bound; log: Log },
): Promise<boolean> {
  const { renewalInfo: url } = session.directory;
  if (url === undefined) return true;
  const id = await renewalIdOf(pem, work.signal);
  if (id === undefined) return false;
  try {
    await readRenewalInfo({ transport, url, id }, { ...session.retrying, policy: once }, work);
    return true;
  } catch (error) {
    work.signal.throwIfAborted();
    log.info(`The CA doesn't know the certificate that is served: ${messageOf(error)}`);
    return false;
  }
}

/** A question that the run can do without. */
const once = { retries: 0, intervalMs: 0 };

/** With a secret before this one, its account comes along: its key is changed to the new one's (RFC 8555 7.3.5). */
async function findOrMakeAccount(
  session: AcmeSession,
  account: AccountSettings,
  bound: Bound,
): Promise<FoundAccount> {
  const { previousEncryptionKey: previous, accountKey: given } = account;
  if (!previous || given) return openAccount(session, account, bound);
  // A run before this one may have moved it already.
  const moved = await findAccount(session, bound);
  if (moved !== undefined) return { url: moved, existed: true };
  const oldKey = deriveAccountKey(previous, session.directory.url);
  const old = session.signedBy(await createSigner(oldKey, bound.signal));
  const url = await findAccount(old, bound);
  if (url === undefined) return openAccount(session, account, bound);
  await changeAccountKey(old, session.signer, bound);
  session.accountUrl = url;
  return { url, existed: true };
}

/** The user's key, or the one that follows from the one secret, or one that nobody will see again. */
async function accountKey({ account, ca }: Settings, signal: AbortSignal): Promise<Secret> {
  if (account.accountKey) return account.accountKey;
  if (account.encryptionKey) return deriveAccountKey(account.encryptionKey, ca.directoryUrl);
  return generateKey('ec256', signal);
}
