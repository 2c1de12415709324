import { createHash, type JsonWebKey } from 'node:crypto';
import type { RequestKind } from '../../scripts/servers/kinds.ts';
import { NetworkError } from '../../src/base/errors.ts';
import type { Clock, HttpRequest, HttpResponse } from '../../src/base/ports.ts';
import type { Identifier } from '../../src/settings/settings.ts';
import { openIssuer, type Issuer } from './ca-issuer.ts';
import { checkBinding, readSigned, Refusal, thumbprintOf } from './ca-jws.ts';
import { decideAuthorization, statusOf, type Authz, type Order, type Validate } from './ca-state.ts';
import { fakeHttp, type FakeHttp } from './http.ts';

/** A request as the CA understands it, before it is served. */
export interface CaRequest {
  kind: RequestKind;
  url: string;
  /** Which one of its kind it is, from 1. */
  number: number;
}

export interface FakeCaOptions {
  clock: Clock;
  /** Looks at a proof; everything is valid when left out. */
  validate?: Validate;
  /** From the challenge's acceptance to its decision; 0 when left out. */
  validateAfterMs?: number;
  /** From finalize to the certificate; 0 when left out, Infinity for never. */
  issueAfterMs?: number;
  /** Whether an account's valid authorizations serve its next orders; no when left out. */
  reusesAuthorizations?: boolean;
  /** Retry-After of orders that aren't done; none when left out. */
  retryAfterSeconds?: number;
  /** When given, an account needs one of these: key identifier -> base64url HMAC key. */
  externalAccounts?: Readonly<Record<string, string>>;
  /** Whether it pretends not to know this nonce. */
  refusesNonce?: () => boolean;
  /** Stands before the CA: serves, answers in its place, changes its answer, or throws a NetworkError. */
  meddle?: (request: CaRequest, serve: () => Promise<HttpResponse>) => Promise<HttpResponse>;
}

interface Account {
  url: string;
  jwk: JsonWebKey;
  status: string;
}

const origin = 'https://ca.test';

/** An ACME CA in memory (RFC 8555), strict where a client could be sloppy; it stands where the network would. */
export class FakeCa {
  readonly directoryUrl = `${origin}/dir`;
  readonly http: FakeHttp;
  readonly issuers: Issuer['names'];
  readonly accounts = new Map<string, Account>();
  readonly orders: Order[] = [];
  readonly #authorizations: Authz[] = [];
  readonly #counts: Partial<Record<RequestKind, number>> = {};
  readonly #nonces = new Set<string>();
  readonly #issuer: Issuer;
  readonly #options: FakeCaOptions;
  #made = 0;
  #signing: Promise<unknown> = Promise.resolve();

  private constructor(options: FakeCaOptions, issuer: Issuer) {
    this.#options = options;
    this.#issuer = issuer;
    this.issuers = issuer.names;
    this.http = fakeHttp(options.clock, (request) => this.#answer(request));
  }

  static async open(options: FakeCaOptions): Promise<FakeCa> {
    return new FakeCa(options, await openIssuer());
  }

  /** How many requests came, by kind; the same shape as the real CA's in `scripts/servers`. */
  requests(): Partial<Record<RequestKind, number>> {
    return { ...this.#counts };
  }

  /** Ends when the CA has signed what it is signing: that takes real time, which a fake clock can't see. */
  async idle(): Promise<void> {
    await this.#signing;
  }

  #answer(request: HttpRequest): Promise<HttpResponse> {
    if (!request.url.startsWith(`${origin}/`)) {
      return Promise.reject(new NetworkError('name', request.url, 'only ca.test exists here'));
    }
    const kind = new URL(request.url).pathname.split('/')[1] as RequestKind;
    const number = (this.#counts[kind] ?? 0) + 1;
    this.#counts[kind] = number;
    const serve = () => this.#serve(kind, request);
    return this.#options.meddle?.({ kind, url: request.url, number }, serve) ?? serve();
  }

  async #serve(kind: RequestKind, request: HttpRequest): Promise<HttpResponse> {
    if (request.method === 'GET' && kind === 'dir') return json(200, this.#directory());
    const fresh = { 'replay-nonce': this.#freshNonce() };
    if (request.method === 'GET' && kind === 'newNonce') return { status: 204, headers: fresh, body: '' };
    try {
      const answer = await this.#serveSigned(kind, request);
      return { ...answer, headers: { ...answer.headers, ...fresh } };
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return problem(error.status, error.type, { detail: error.message, headers: fresh });
    }
  }

  async #serveSigned(kind: RequestKind, request: HttpRequest): Promise<HttpResponse> {
    const signed = readSigned(request, (kid) => this.accounts.get(kid)?.jwk);
    const known = this.#nonces.delete(signed.nonce ?? '');
    if (!known || this.#options.refusesNonce?.()) throw new Refusal(400, 'badNonce', 'that nonce is no good');
    const { payload, jwk, kid } = signed;
    if (kind === 'newAccount') return this.#openAccount(payload, jwk);
    const account = this.accounts.get(kid ?? '');
    if (!account) throw new Refusal(400, 'malformed', 'this needs a kid');
    if (account.status !== 'valid')
      throw new Refusal(401, 'unauthorized', `the account is ${account.status}`);
    const id = Number(new URL(request.url).pathname.split('/').at(-1));
    const authz = this.#authorizations[id];
    if (kind === 'newOrder') return this.#newOrder(payload, account);
    if (kind === 'authz' && authz) return this.#readAuthorization(authz);
    if (kind === 'challenge' && authz) return this.#acceptChallenge(authz, { payload, url: request.url });
    const order = this.orders[id];
    if (kind === 'order' && order) return this.#readOrder(order, 200);
    if (kind === 'finalize' && order) return this.#finalize(order, payload);
    if (kind === 'cert' && order?.chains) return this.#readChain(order, request.url);
    throw new Refusal(404, 'malformed', 'nothing is here');
  }

  #directory(): object {
    const { externalAccounts } = this.#options;
    return {
      newNonce: `${origin}/newNonce`,
      newAccount: `${origin}/newAccount`,
      newOrder: `${origin}/newOrder`,
      meta: {
        externalAccountRequired: externalAccounts !== undefined,
        profiles: { default: 'Ninety days' },
        caaIdentities: ['ca.test'],
      },
    };
  }

  #openAccount(payload: unknown, jwk: JsonWebKey): HttpResponse {
    const { termsOfServiceAgreed, externalAccountBinding: binding } = payload as Record<string, unknown>;
    const url = `${origin}/account/${thumbprintOf(jwk)}`;
    const existing = this.accounts.get(url);
    if (existing) return json(200, { status: existing.status }, { location: url });
    if (termsOfServiceAgreed !== true) throw new Refusal(403, 'userActionRequired', 'agree to the terms');
    const { externalAccounts: macKeys } = this.#options;
    if (macKeys) checkBinding(binding, { jwk, url: `${origin}/newAccount`, macKeys });
    this.accounts.set(url, { url, jwk, status: 'valid' });
    return json(201, { status: 'valid' }, { location: url });
  }

  #newOrder(payload: unknown, account: Account): HttpResponse {
    const { identifiers, profile = 'default' } = payload as { identifiers: Identifier[]; profile?: string };
    if (profile !== 'default') throw new Refusal(400, 'invalidProfile', `no profile ${profile}`);
    if (identifiers.length === 0) throw new Refusal(400, 'malformed', 'an order needs names');
    const authorizations = identifiers.map((identifier) => this.#authorize(identifier, account));
    this.orders.push({ id: this.orders.length, identifiers, authorizations });
    return this.#readOrder(this.orders.at(-1) as Order, 201);
  }

  #authorize({ type, value }: Identifier, account: Account): Authz {
    const wildcard = value.startsWith('*.');
    const identifier = { type, value: wildcard ? value.slice(2) : value };
    const reusable = this.#authorizations.find(
      (authz) =>
        authz.account === account.url &&
        authz.status === 'valid' &&
        authz.wildcard === wildcard &&
        authz.identifier.value === identifier.value,
    );
    if (reusable && this.#options.reusesAuthorizations) return reusable;
    const types = type === 'ip' ? ['http-01'] : wildcard ? ['dns-01'] : ['dns-01', 'http-01'];
    const authz: Authz = {
      id: this.#authorizations.length,
      account: account.url,
      thumbprint: thumbprintOf(account.jwk),
      identifier,
      wildcard,
      types,
      token: this.#unguessable(),
      status: 'pending',
    };
    this.#authorizations.push(authz);
    return authz;
  }

  #readOrder(order: Order, httpStatus: number): HttpResponse {
    const { clock, issueAfterMs = 0, retryAfterSeconds } = this.#options;
    for (const authz of order.authorizations) this.#decide(authz);
    const status = statusOf(order, { nowMs: clock.now(), issueAfterMs });
    const done = status === 'valid' || status === 'invalid' || status === 'ready';
    const body = {
      status,
      identifiers: order.identifiers,
      authorizations: order.authorizations.map(({ id }) => `${origin}/authz/${id}`),
      finalize: `${origin}/finalize/${order.id}`,
      ...(status === 'valid' ? { certificate: `${origin}/cert/${order.id}` } : {}),
    };
    return json(httpStatus, body, {
      location: `${origin}/order/${order.id}`,
      ...(done || retryAfterSeconds === undefined ? {} : { 'retry-after': String(retryAfterSeconds) }),
    });
  }

  #decide(authz: Authz): void {
    const { clock, validateAfterMs = 0, validate } = this.#options;
    decideAuthorization(authz, { nowMs: clock.now(), validateAfterMs, validate });
  }

  #readAuthorization(authz: Authz): HttpResponse {
    this.#decide(authz);
    const { identifier, wildcard, status, types } = authz;
    const challenges = types.map((type) => this.#challenge(authz, type));
    return json(200, { status, identifier, challenges, ...(wildcard ? { wildcard } : {}) });
  }

  #challenge(authz: Authz, type: string): object {
    const { id, token, status, accepted, problem: error } = authz;
    const url = `${origin}/challenge/${type}/${id}`;
    const mine = accepted?.type === type;
    return { type, url, token, status: mine ? status : 'pending', ...(mine && error ? { error } : {}) };
  }

  #acceptChallenge(authz: Authz, { payload, url }: { payload: unknown; url: string }): HttpResponse {
    const type = url.split('/').at(-2) ?? '';
    this.#decide(authz);
    if (payload === undefined) return json(200, this.#challenge(authz, type));
    if (authz.status !== 'pending') throw new Refusal(400, 'malformed', `it is ${authz.status} already`);
    authz.accepted ??= { type, atMs: this.#options.clock.now() };
    return json(200, this.#challenge(authz, type));
  }

  async #finalize(order: Order, payload: unknown): Promise<HttpResponse> {
    const { clock, issueAfterMs = 0 } = this.#options;
    const status = statusOf(order, { nowMs: clock.now(), issueAfterMs });
    if (status !== 'ready') throw new Refusal(403, 'orderNotReady', `the order is ${status}`);
    const { csr } = payload as { csr?: unknown };
    const issued = this.#issuer.issue(csr, { identifiers: order.identifiers, nowMs: clock.now() });
    this.#signing = issued.catch(() => undefined);
    order.chains = await issued;
    order.finalizedAtMs = clock.now();
    return this.#readOrder(order, 200);
  }

  #readChain({ id, chains = [] }: Order, url: string): HttpResponse {
    const wanted = Number(new URL(url).searchParams.get('chain') ?? 0);
    const others = chains.flatMap((_, index) =>
      index === wanted ? [] : [`<${origin}/cert/${id}?chain=${index}>;rel="alternate"`],
    );
    const headers = { 'content-type': 'application/pem-certificate-chain', link: others.join(', ') };
    return { status: 200, headers, body: chains[wanted] ?? '' };
  }

  #freshNonce(): string {
    const nonce = this.#unguessable();
    this.#nonces.add(nonce);
    return nonce;
  }

  #unguessable(): string {
    return createHash('sha256')
      .update(String((this.#made += 1)))
      .digest('base64url');
  }
}

function json(status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): HttpResponse {
  const typed = { 'content-type': 'application/json', ...headers };
  return { status, headers: typed, body: JSON.stringify(body) };
}

/** A problem document as an answer (RFC 8555 6.7). @param type without the URN's beginning */
export function problem(
  status: number,
  type: string,
  more: { detail?: string; headers?: Readonly<Record<string, string>>; [member: string]: unknown } = {},
): HttpResponse {
  const { headers, ...members } = more;
  const typed = { 'content-type': 'application/problem+json', ...headers };
  const body = { type: `urn:ietf:params:acme:error:${type}`, status, ...members };
  return { status, headers: typed, body: JSON.stringify(body) };
}
