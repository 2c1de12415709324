import { changeAccountKey, findAccount, openAccount, type FoundAccount } from '../acme/account.ts';
import { createSigner } from '../acme/client.ts';
import { checkProfile } from '../acme/directory.ts';
import { AcmeSession } from '../acme/session.ts';
import type { Bound, Phases } from '../base/bound.ts';
import type { Secret } from '../base/secret.ts';
import { generateKey } from '../certificate/keys.ts';
import { deriveAccountKey } from '../state/secret-key.ts';
import type { AccountSettings, Settings } from '../settings/settings.ts';
import type { Start } from './start.ts';

/** The CA, ready for orders. */
export interface Ca {
  session: AcmeSession;
  /** Whether our account was there before this run. */
  accountExisted: boolean;
}

/**
 * Reads the CA's directory, if that wasn't done, and finds or makes our account.
 * @param phases of the certificate that needs the CA first: the time is its own
 */
export async function openCa({ settings, world, budget, approach }: Start, phases: Phases): Promise<Ca> {
  const { work } = budget;
  const { transport, retrying } = approach;
  const [signer, directory] = await Promise.all([
    accountKey(settings, work.signal).then((key) => createSigner(key, work.signal)),
    phases.run('directory', () => approach.directory()),
  ]);
  checkProfile(directory, settings.profile);
  const session = AcmeSession.with({ ...retrying, transport, signer }, directory);
  const account = await phases.run('account', () => findOrMakeAccount(session, settings.account, work));
  world.log.info(`Account ${account.url}`);
  return { session, accountExisted: account.existed };
}

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
