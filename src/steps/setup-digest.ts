import { createHash } from 'node:crypto';
import { basename } from 'node:path';
import type { CertificateRequest, Settings } from '../settings/settings.ts';

/**
 * Tells settings of a certificate that may make its order succeed or fail from others. Secrets are in it nowhere, so a
 * credential that was replaced changes nothing; nor is what differs from run to run though nobody changed it.
 */
export function setupDigest(
  // A CSR that is made in the job is another each time by its signature alone; its names are here.
  { identifiers }: CertificateRequest,
  { keyType, profile, account, challenge }: Settings,
): string {
  // Of the providers their names: they are made only in the modes that use them.
  const { httpWebroot, httpHook } = challenge;
  // Runners have different workspaces, and steps make temporary directories.
  const places = { httpWebroot: httpWebroot !== undefined, httpHook: httpHook && basename(httpHook) };
  const proof = { ...challenge, ...places, dnsProviders: [] };
  const names = identifiers.map(({ value }) => value).sort();
  const who = [account.email, account.eab?.kid];
  const all = JSON.stringify([names, keyType, profile, who, proof]);
  return createHash('sha256').update(all).digest('base64url').slice(0, 22);
}
