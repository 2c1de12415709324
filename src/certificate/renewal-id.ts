import { loadX509 } from './x509.ts';

/**
 * The name of a certificate towards its CA (RFC 9773 4.1): the issuer's key identifier and the serial number's DER
 * content, each in base64url.
 * @param pem the leaf, first in its chain or alone
 * @returns undefined when it names no key of its issuer: then it has no such name
 */
export async function renewalIdOf(pem: string, signal: AbortSignal): Promise<string | undefined> {
  const { AuthorityKeyIdentifierExtension, X509Certificate } = await loadX509();
  signal.throwIfAborted();
  const leaf = new X509Certificate(pem);
  const { keyId } = leaf.getExtension(AuthorityKeyIdentifierExtension) ?? {};
  if (keyId === undefined) return undefined;
  // The library leaves out the leading zero octet that a positive INTEGER has when its first bit is set.
  const serial = Buffer.from(leaf.serialNumber, 'hex');
  const content = (serial[0] ?? 0) >= 0x80 ? Buffer.concat([Buffer.of(0), serial]) : serial;
  return `${Buffer.from(keyId, 'hex').toString('base64url')}.${content.toString('base64url')}`;
}
