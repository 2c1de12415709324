import { createHash, createHmac, createPublicKey, verify, type JsonWebKey } from 'node:crypto';
import type { HttpRequest } from '../../src/base/ports.ts';

/** What the CA refuses a request with (RFC 8555 6.7); the fake throws it, its HTTP answer is made of it. */
export class Refusal extends Error {
  readonly status: number;
  readonly type: string;

  constructor(status: number, type: string, detail: string) {
    super(detail);
    this.status = status;
    this.type = type;
  }
}

export interface SignedRequest {
  /** undefined: POST-as-GET. */
  payload: unknown;
  nonce: string | undefined;
  /** Exactly one of the two was in the header, and the signature is that key's. */
  jwk: JsonWebKey;
  kid: string | undefined;
}

interface Flattened {
  protected: string;
  payload: string;
  signature: string;
}

interface Header {
  alg?: string;
  nonce?: string;
  url?: string;
  kid?: string;
  jwk?: JsonWebKey;
}

/** Checks a signed request as RFC 8555 6.2 to 6.4 demand. @param keyOf the key of an account's URL */
export function readSigned(
  request: HttpRequest,
  keyOf: (kid: string) => JsonWebKey | undefined,
): SignedRequest {
  if (request.headers?.['content-type'] !== 'application/jose+json') {
    throw new Refusal(415, 'malformed', 'the content type must be application/jose+json');
  }
  const jws = JSON.parse(request.body ?? '') as Flattened;
  const header = decode(jws.protected) as Header;
  if (header.url !== request.url) throw new Refusal(401, 'unauthorized', 'the header is for another URL');
  if ((header.jwk === undefined) === (header.kid === undefined)) {
    throw new Refusal(400, 'malformed', 'the header must hold either jwk or kid');
  }
  const jwk = header.jwk ?? keyOf(header.kid ?? '');
  if (!jwk) throw new Refusal(400, 'accountDoesNotExist', `no account ${header.kid ?? ''}`);
  checkSignature(jws, { alg: header.alg, jwk });
  const payload = jws.payload === '' ? undefined : decode(jws.payload);
  return { payload, nonce: header.nonce, jwk, kid: header.kid };
}

const algorithms: Readonly<Record<string, { alg: string; hash: string }>> = {
  'P-256': { alg: 'ES256', hash: 'sha256' },
  'P-384': { alg: 'ES384', hash: 'sha384' },
  RSA: { alg: 'RS256', hash: 'sha256' },
};

function checkSignature(jws: Flattened, { alg, jwk }: { alg: string | undefined; jwk: JsonWebKey }): void {
  const wanted = algorithms[jwk.crv ?? jwk.kty ?? ''];
  if (!wanted || alg !== wanted.alg) {
    throw new Refusal(400, 'badSignatureAlgorithm', `${alg ?? 'nothing'} isn't for this key`);
  }
  const key = createPublicKey({ key: jwk, format: 'jwk' });
  const text = Buffer.from(`${jws.protected}.${jws.payload}`);
  const signature = Buffer.from(jws.signature, 'base64url');
  if (!verify(wanted.hash, text, { key, dsaEncoding: 'ieee-p1363' }, signature)) {
    throw new Refusal(400, 'malformed', 'the signature is wrong');
  }
}

/** Checks an external account binding (RFC 8555 7.3.4). @param macKeys key identifier -> base64url HMAC key */
export function checkBinding(
  binding: unknown,
  { jwk, url, macKeys }: { jwk: JsonWebKey; url: string; macKeys: Readonly<Record<string, string>> },
): void {
  if (binding === undefined) throw new Refusal(403, 'externalAccountRequired', 'no binding was given');
  const jws = binding as Flattened;
  const header = decode(jws.protected) as Header;
  const macKey = macKeys[header.kid ?? ''];
  if (macKey === undefined) throw new Refusal(403, 'unauthorized', 'the key identifier is unknown');
  const mac = createHmac('sha256', Buffer.from(macKey, 'base64url'));
  const expected = mac.update(`${jws.protected}.${jws.payload}`).digest('base64url');
  const right =
    header.alg === 'HS256' &&
    header.url === url &&
    header.nonce === undefined &&
    thumbprintOf(decode(jws.payload) as JsonWebKey) === thumbprintOf(jwk) &&
    jws.signature === expected;
  if (!right) throw new Refusal(403, 'unauthorized', 'the external account binding is wrong');
}

/** RFC 7638. */
export function thumbprintOf(jwk: JsonWebKey): string {
  const members =
    jwk.kty === 'RSA'
      ? { e: jwk.e, kty: jwk.kty, n: jwk.n }
      : { crv: jwk.crv, kty: jwk.kty, x: jwk.x, y: jwk.y };
  return createHash('sha256').update(JSON.stringify(members)).digest('base64url');
}

function decode(text: string): unknown {
  return JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
}
