import type { Bound } from '../base/bound.ts';
import { AppError } from '../base/errors.ts';
import type { RevocationReason } from '../settings/settings.ts';
import { isProblem } from './problem.ts';
import type { AcmeSession } from './session.ts';

/** RFC 5280 5.3.1. */
const reasonCodes: Readonly<Record<RevocationReason, number>> = {
  unspecified: 0,
  keyCompromise: 1,
  affiliationChanged: 3,
  superseded: 4,
  cessationOfOperation: 5,
};

export interface Revocation {
  /** The certificate, DER. */
  der: Uint8Array;
  reason: RevocationReason;
}

/**
 * Revokes a certificate, signed by the account that it was issued to (RFC 8555 7.6).
 * @returns `already` when the CA had revoked it before
 * @throws AppError `account` when the CA sees another account's certificate in it
 */
export async function revokeCertificate(
  session: AcmeSession,
  { der, reason }: Revocation,
  bound: Bound,
): Promise<'revoked' | 'already'> {
  const { revokeCert, url } = session.directory;
  if (revokeCert === undefined) {
    throw new AppError('ca-error', 'The CA offers no revocation (RFC 8555 7.6)', {
      url,
      hint: 'Ask the CA how it revokes, and take the certificate out of use.',
    });
  }
  const certificate = Buffer.from(der).toString('base64url');
  try {
    await session.post(revokeCert, bound, { certificate, reason: reasonCodes[reason] });
    return 'revoked';
  } catch (error) {
    if (isProblem(error, 'alreadyRevoked')) return 'already';
    if (isProblem(error, 'badRevocationReason')) {
      throw error.with({ hint: 'Set `revoke-reason` to one that this CA takes; `unspecified` always is.' });
    }
    throw error;
  }
}
