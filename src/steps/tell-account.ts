import { findAccount } from '../acme/account.ts';
import { createSigner } from '../acme/client.ts';
import type { Directory } from '../acme/directory.ts';
import { AcmeSession } from '../acme/session.ts';
import { seconds, within, type Bound } from '../base/bound.ts';
import { AppError } from '../base/errors.ts';
import type { AccountLook } from '../preflight/persist-record.ts';
import { deriveAccountKey } from '../state/secret-key.ts';
import type { Start } from './start.ts';

/** Two or four requests: more than this is a CA that doesn't answer. */
const lookMs = 30_000;

const withoutSecret =
  'The URL follows from `encryption-key`, which this run has not got: a run with it tells the URL, one in the mode `renew` as well, which orders nothing while the record is missing.';
const withoutAccount =
  'There is no account yet at this CA: the first run in the mode `renew` makes it and tells its URL, and orders nothing while the record is missing.';

/**
 * Tells the URL of our account at a CA, and makes none (RFC 8555 7.3.1). An account that is going to be rolled over from
 * `previous-encryption-key` keeps its URL (RFC 8555 7.3.5).
 * @throws AppError `account` when the CA refuses it, as it will refuse a renewal
 */
export async function tellAccount(start: Start, directory: Directory): Promise<AccountLook> {
  const { account } = start.settings;
  const { accountKey, encryptionKey, previousEncryptionKey } = account;
  const derived = [encryptionKey, previousEncryptionKey].flatMap((secret) =>
    secret ? [deriveAccountKey(secret, directory.url)] : [],
  );
  const keys = accountKey ? [accountKey] : derived;
  if (keys.length === 0) return { howToLearn: withoutSecret };
  const { world, budget, approach } = start;
  const expired = (spentMs: number) => new AppError('ca-unreachable', `No answer in ${seconds(spentMs)}`);
  const look = async (bound: Bound) => {
    for (const key of keys) {
      const signer = await createSigner(key, bound.signal);
      const options = { ...approach.retrying, transport: approach.transport, signer };
      const url = await findAccount(AcmeSession.with(options, directory), bound);
      if (url !== undefined) return url;
    }
    return undefined;
  };
  try {
    const limits = { timeoutMs: lookMs, parent: budget.work, expired };
    const url = await within(world.clock, limits, look);
    return url === undefined ? { howToLearn: withoutAccount, isNone: true } : { url };
  } catch (error) {
    if (!(error instanceof AppError) || budget.work.signal.aborted || error.code === 'account') throw error;
    return { howToLearn: `The CA could not be asked for the URL now: ${error.message}` };
  }
}
