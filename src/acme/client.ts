import type { Secret } from '../base/secret.ts';

/** A JWS in flattened JSON serialization, as the request's body (RFC 8555 6.2). */
export interface Jws {
  protected: string;
  payload: string;
  signature: string;
}

/** Signs for one account key: all that acme-client does for us besides CSRs (docs/adr/0001). */
export interface Signer {
  /** Signs `payload` (`undefined`: POST-as-GET, RFC 8555 6.3) for `url`; by `kid` once the account is known. */
  sign(request: { url: string; payload: object | undefined; nonce: string; kid: string | undefined }): Jws;
  /** The external account binding for this key (RFC 8555 7.3.4). */
  bindExternalAccount(eab: { kid: string; hmacKey: Secret; url: string }): Jws;
  /** The inner JWS of a key change, signed by this key, the new one (RFC 8555 7.3.5). */
  signKeyChange(request: { url: string; account: string; oldKey: object }): Jws;
  /** The account's key, PEM. */
  readonly accountKey: Secret;
  /** The public key as a JWK (RFC 7517). */
  readonly publicJwk: object;
  /** The key's thumbprint (RFC 7638), part of every key authorization (RFC 8555 8.1). */
  readonly thumbprint: string;
}

/**
 * Makes the signer of an account key. acme-client is loaded here and not before: it costs 0.2 s.
 * @param accountKeyPem PKCS#8 or SEC 1 PEM of a P-256, P-384 or RSA key
 */
export async function createSigner(accountKeyPem: Secret, signal: AbortSignal): Promise<Signer> {
  signal.throwIfAborted();
  const [{ default: HttpClient }, { createHash }] = await Promise.all([
    import('acme-client/src/http.js'),
    import('node:crypto'),
  ]);
  const http = new HttpClient('', accountKeyPem.reveal());
  // acme-client orders the JWK's members as RFC 7638 wants them.
  const thumbprint = createHash('sha256').update(JSON.stringify(http.getJwk())).digest('base64url');
  return {
    accountKey: accountKeyPem,
    thumbprint,
    publicJwk: http.getJwk(),
    signKeyChange: ({ url, account, oldKey }) =>
      http.createSignedBody(url, { account, oldKey }, { nonce: null, kid: null }),
    sign: ({ url, payload, nonce, kid }) =>
      http.createSignedBody(url, payload ?? null, { nonce, kid: kid ?? null }),
    bindExternalAccount: ({ kid, hmacKey, url }) =>
      http.createSignedHmacBody(hmacKey.reveal(), url, http.getJwk(), { kid }),
  };
}
