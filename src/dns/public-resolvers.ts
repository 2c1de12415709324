import type { HttpsServer } from './addresses.ts';

/**
 * Of two operators, so that neither has to be trusted alone; both take HTTP/1.1, and neither tells name servers who
 * asks. (https://developers.cloudflare.com/1.1.1.1/encryption/dns-over-https/,
 * https://developers.google.com/speed/public-dns/docs/doh)
 */
export const publicResolvers: readonly HttpsServer[] = [
  { url: 'https://cloudflare-dns.com/dns-query' },
  { url: 'https://dns.google/dns-query' },
];

/**
 * Whether anybody on the Internet may know a zone: it lies below a suffix of the public DNS. Those of internal networks
 * (`corp`, `internal`, `home.arpa`, ...) don't.
 */
export async function isPublicZone(zone: string): Promise<boolean> {
  const { parse } = await import('tldts');
  const { isIcann, domain } = parse(zone);
  return isIcann === true && domain !== null && !/(^|\.)(arpa|onion)$/.test(zone);
}
