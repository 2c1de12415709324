import { webcrypto } from 'node:crypto';
import type * as X509 from '@peculiar/x509';

/** The X.509 library, loaded when it is first needed: that takes a tenth of a second. */
export async function loadX509(): Promise<typeof X509> {
  const x509 = await import('@peculiar/x509');
  x509.cryptoProvider.set(webcrypto);
  return x509;
}
