import { createHash } from 'node:crypto';
import type { CertificateRequest, Settings } from '../settings/settings.ts';

/**
 * Tells settings of a certificate that may make its order succeed or fail from others. Secrets are in it nowhere, so a
 * credential that was replaced changes nothing.
 */
export function setupDigest(
  { identifiers, csr }: CertificateRequest,
  { keyType, profile, account, challenge }: Settings,
): string {
  // Of the providers their names: they are made only in the modes that use them.
  const proof = { ...challenge, dnsProviders: [] };
  const names = identifiers.map(({ value }) => value).sort();
  const who = [account.email, account.eab?.kid];
  const all = JSON.stringify([names, csr, keyType, profile, who, proof]);
  return createHash('sha256').update(all).digest('base64url').slice(0, 22);
}
