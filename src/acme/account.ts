import type { Bound } from '../base/bound.ts';
import { AppError } from '../base/errors.ts';
import type { AccountSettings } from '../settings/settings.ts';
import { isRecord } from './problem.ts';
import type { AcmeSession } from './session.ts';

/**
 * Finds or makes the account of the session's key, in one request (RFC 8555 7.3, 7.3.1), and signs with it from
 * then on. Asking for an account is agreeing to the CA's terms of service, as the README says.
 * @throws AppError `eab-required` when the CA wants an external account and none was given
 */
export async function openAccount(
  session: AcmeSession,
  { email, eab }: Pick<AccountSettings, 'email' | 'eab'>,
  bound: Bound,
): Promise<string> {
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
  if (value.status !== undefined && value.status !== 'valid') {
    throw new AppError('account', `The account ${url} is ${value.status}`, {
      url,
      lastStatus: value.status,
      hint: 'Use another `encryption-key` or `account-key`: this account will not come back.',
    });
  }
  session.accountUrl = url;
  return url;
}

interface Account {
  status?: string;
}

/** Some CAs answer an existing account with little more than its URL. */
function isAccount(value: unknown): value is Account {
  return isRecord(value) && (value['status'] === undefined || typeof value['status'] === 'string');
}
