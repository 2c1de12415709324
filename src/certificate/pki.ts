import type * as Asn1 from 'asn1js';
import type * as Pki from 'pkijs';

export interface PkiLibraries {
  /** The structures of PKCS #8 and PKCS #12. */
  pkijs: typeof Pki;
  /** DER, which those are written in. */
  asn1js: typeof Asn1;
}

/** Loads the libraries when they are first needed, as most runs never do. */
export async function loadPki(): Promise<PkiLibraries> {
  return { pkijs: await import('pkijs'), asn1js: await import('asn1js') };
}
