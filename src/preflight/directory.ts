import type { Directory } from '../acme/directory.ts';
import type { AppError } from '../base/errors.ts';
import { authorityAt } from '../report/authorities.ts';
import type { Finding } from '../report/outcome.ts';
import type { AccountSettings } from '../settings/settings.ts';

/** The directory couldn't be read: nothing could be ordered now. */
export function directoryFailure({ message, details }: AppError, directoryUrl: string): Finding {
  const status = authorityAt(directoryUrl)?.status;
  return {
    severity: 'error',
    subject: directoryUrl,
    what: message,
    remedy: details.hint ?? 'See whether the CA has an outage, and whether this runner reaches it.',
    ...(status === undefined ? {} : { link: status }),
  };
}

/**
 * Says whether the CA wants an account of its own first (RFC 8555 7.3.4). Both parts are secrets, which a run without
 * any hasn't got either, whether they are set or not.
 */
export function judgeBinding(
  { externalAccountRequired, url }: Directory,
  account: AccountSettings,
): Finding[] {
  if (!externalAccountRequired || account.eab) return [];
  const link = authorityAt(url)?.eab;
  const hasSecrets = account.encryptionKey !== undefined || account.accountKey !== undefined;
  return [
    {
      severity: hasSecrets ? 'error' : 'warning',
      subject: url,
      what: 'The CA takes only accounts that are bound to one of its own, and `eab-kid` and `eab-hmac-key` are empty',
      remedy: hasSecrets
        ? "Set both; the CA's website gives them."
        : 'This run has no secrets: see that the runs that renew get both of them.',
      ...(link === undefined ? {} : { link }),
    },
  ];
}

/** Says whether the CA tells when to renew (RFC 9773). */
export function judgeRenewalInfo({ renewalInfo, url }: Directory): Finding[] {
  if (renewalInfo !== undefined) return [];
  const what = 'The CA offers no renewal information (ARI): `renew-before` decides what is due';
  return [{ severity: 'notice', subject: url, what, remedy: '' }];
}

/** The names by which the CA finds itself in CAA records: as it says itself, else as is known. */
export function identitiesOf(directory: Directory | undefined, directoryUrl: string): readonly string[] {
  if (directory && directory.caaIdentities.length > 0) return directory.caaIdentities;
  const known = authorityAt(directoryUrl)?.caaDomain;
  return known === undefined ? [] : [known];
}
