/** The part of acme-client that signs; its published types leave it out. */
declare module 'acme-client/src/http.js' {
  interface Jws {
    protected: string;
    payload: string;
    signature: string;
  }

  export default class HttpClient {
    constructor(directoryUrl: string, accountKeyPem: string);
    getJwk(): object;
    createSignedBody(
      url: string,
      payload: object | null,
      options: { nonce: string | null; kid: string | null },
    ): Jws;
    createSignedHmacBody(hmacKey: string, url: string, payload: object, options: { kid: string }): Jws;
  }
}
