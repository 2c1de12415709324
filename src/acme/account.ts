import type { Bound } from '../base/bound.ts';
import { AppError } from '../base/errors.ts';
import type { AccountSettings } from '../settings/settings.ts';
import type { Signer } from './client.ts';
import { isProblem, isRecord } from './problem.ts';
import type { AcmeSession } from './session.ts';

export interface FoundAccount {
  url: string;
  /** Whether the CA knew it before (RFC 8555 7.3.1). */
  existed: boolean;
}

/**
 * Finds or makes the account of the session's key, in one request (RFC 8555 7.3, 7.3.1), and signs with it from
 * then on. Asking for an account is agreeing to the CA's terms of service, as the README says.
 * @throws AppError `eab-required` when the CA wants an external account and none was given
 */
export async function openAccount(
  session: AcmeSession,
  { email, eab }: Pick<AccountSettings, 'email' | 'eab'>,
  bound: Bound,
): Promise<FoundAccount> {
  const { directory } = session;
  if (directory.externalAccountRequired && !eab) {
    throw new AppError(
      'eab-required',
      `${directory.url} takes only accounts that are bound to one of its own`,
      {
        url: directory.url,
        hint: "Set `eab-kid` and `eab-hmac-key`; the CA's website gives both.",
      },
    );
  }
  const contact = email === undefined ? [] : [`mailto:${email}`];
  const { value, answer } = await session.postForJson(
    {
      url: directory.newAccount,
      payload: {
        termsOfServiceAgreed: true,
        ...(contact.length > 0 ? { contact } : {}),
        ...(eab
          ? {
              externalAccountBinding: session.signer.bindExternalAccount({
                ...eab,
                url: directory.newAccount,
              }),
            }
          : {}),
      },
      isValid: isAccount,
    },
    bound,
  );
  const url = answer.headers['location'];
  if (url === undefined) {
    throw new AppError('ca-error', 'The CA named no URL for the account (RFC 8555 7.3)', { url: answer.url });
  }
  demandValid(value, url);
  session.accountUrl = url;
  return { url, existed: answer.status === 200 };
}

/**
 * Looks for the account of the session's key without making one (RFC 8555 7.3.1), and signs with it if there is one.
 * @returns undefined when there is none
 * @throws AppError `account` when there is one that orders nothing any more
 */
export async function findAccount(session: AcmeSession, bound: Bound): Promise<string | undefined> {
  const request = {
    url: session.directory.newAccount,
    payload: { onlyReturnExisting: true },
    isValid: isAccount,
  };
  try {
    const { value, answer } = await session.postForJson(request, bound);
    const url = answer.headers['location'];
    demandValid(value, url);
    session.accountUrl = url;
    return url;
  } catch (error) {
    if (isProblem(error, 'accountDoesNotExist')) return undefined;
    throw error;
  }
}

/**
 * Gives the account of `session` another key (RFC 8555 7.3.5).
 * @param session one that signs with the old key and knows its account
 */
export async function changeAccountKey(session: AcmeSession, newKey: Signer, bound: Bound): Promise<void> {
  const { keyChange: url, url: directoryUrl } = session.directory;
  const { accountUrl, signer } = session;
  if (url === undefined || accountUrl === undefined) {
    throw new AppError('account', 'The CA offers no key change (RFC 8555 7.3.5)', {
      url: directoryUrl,
      hint: 'Leave `previous-encryption-key` out: a new account is made with the new key.',
    });
  }
  await session.post(
    url,
    bound,
    newKey.signKeyChange({ url, account: accountUrl, oldKey: signer.publicJwk }),
  );
}

interface Account {
  status?: string;
}

/** @throws AppError `account` of one that its owner or the CA has ended (RFC 8555 7.1.2) */
function demandValid({ status }: Account, url: string | undefined): void {
  if (status === undefined || status === 'valid') return;
  throw new AppError('account', `The account ${url ?? 'of this key'} is ${status}`, {
    ...(url === undefined ? {} : { url }),
    lastStatus: status,
    hint:
      'Use another `encryption-key` or `account-key`: this account will not come back. If it is that of ' +
      '`previous-encryption-key`, leave that out.',
  });
}

/** Some CAs answer an existing account with little more than its URL. */
function isAccount(value: unknown): value is Account {
  return isRecord(value) && (value['status'] === undefined || typeof value['status'] === 'string');
}
