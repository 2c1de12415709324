import type { Bound } from '../base/bound.ts';
import { AppError } from '../base/errors.ts';
import { Slots } from '../base/parallel.ts';
import type { Clock, Random } from '../base/ports.ts';
import { retry, type RetryOptions, type RetryPolicy } from '../base/retry.ts';
import type { Signer } from './client.ts';
import { readDirectory, type Directory } from './directory.ts';
import { isProblem } from './problem.ts';
import { demandSuccess, jsonOf, type Answer, type Transport } from './transport.ts';

export interface SessionOptions {
  clock: Clock;
  random: Random;
  transport: Transport;
  signer: Signer;
  policy: RetryPolicy;
  onRetry: (error: AppError, pauseMs: number, attempt: number) => void;
}

/** A nonce that was refused comes with a fresh one; this many in a row is a broken CA, not bad luck. */
const badNonceLimit = 20;

/** Signed requests under way at once; the place is taken before the nonce, so that waiting costs none. */
const signedRequestLimit = 8;

/** A conversation with one CA for one account key: signs, sends, tries again, and keeps the nonces. */
export class AcmeSession {
  readonly directory: Directory;
  /** Set once the account is known; requests are signed with the key itself until then. */
  accountUrl: string | undefined;
  readonly #options: SessionOptions;
  readonly #nonces: string[] = [];
  readonly #slots = new Slots(signedRequestLimit);

  private constructor(options: SessionOptions, directory: Directory) {
    this.#options = options;
    this.directory = directory;
  }

  /** Reads the directory at `url` (RFC 8555 7.1.1). @throws AppError when there is none */
  static async open(options: SessionOptions, url: string, bound: Bound): Promise<AcmeSession> {
    return new AcmeSession(options, await readDirectory(url, options, bound));
  }

  /** Begins with a directory that was read before. */
  static with(options: SessionOptions, directory: Directory): AcmeSession {
    return new AcmeSession(options, directory);
  }

  /** A session with the same CA for another account key; nonces aren't shared. */
  signedBy(signer: Signer): AcmeSession {
    return new AcmeSession({ ...this.#options, signer }, this.directory);
  }

  get clock(): Clock {
    return this.#options.clock;
  }

  /** What the one retry loop needs, but for the bound. */
  get retrying(): Omit<RetryOptions, 'bound'> {
    const { clock, random, policy, onRetry } = this.#options;
    return { clock, random, policy, onRetry };
  }

  get signer(): Signer {
    return this.#options.signer;
  }

  /** Sends a signed request; without `payload` it is a POST-as-GET (RFC 8555 6.3). */
  async post(url: string, bound: Bound, payload?: object): Promise<Answer> {
    return retry({ ...this.retrying, bound }, () =>
      this.#slots.hold(bound.signal, () => this.#postOnce(url, bound, payload)),
    );
  }

  /** Like `post`, for a resource in JSON. */
  async postForJson<T>(request: ResourceRequest<T>, bound: Bound): Promise<{ value: T; answer: Answer }> {
    return retry({ ...this.retrying, bound }, () =>
      this.#slots.hold(bound.signal, async () => {
        const answer = await this.#postOnce(request.url, bound, request.payload);
        const expected = { isValid: request.isValid, repeatable: request.payload === undefined };
        return { value: jsonOf(answer, expected), answer };
      }),
    );
  }

  /** Fetches `count` nonces at once, so that a wave of parallel requests needn't wait for one another's. */
  async fetchNonces(count: number, bound: Bound): Promise<void> {
    const missing = Math.min(count, signedRequestLimit) - this.#nonces.length;
    await Promise.all(
      Array.from({ length: Math.max(0, missing) }, async () => {
        const answer = await retry({ ...this.retrying, bound }, () => this.#getNonce(bound.signal));
        this.#keepNonce(answer);
      }),
    );
  }

  async #postOnce(url: string, bound: Bound, payload: object | undefined): Promise<Answer> {
    for (let refused = 0; ; refused += 1) {
      const nonce = this.#nonces.pop() ?? (await this.#freshNonce(bound.signal));
      const jws = this.signer.sign({ url, payload, nonce, kid: this.accountUrl });
      const answer = await this.#options.transport.send(
        { method: 'POST', url, body: JSON.stringify(jws) },
        bound.signal,
      );
      this.#keepNonce(answer);
      try {
        return demandSuccess(answer);
      } catch (error) {
        if (!isProblem(error, 'badNonce') || refused >= badNonceLimit) throw error;
      }
    }
  }

  async #freshNonce(signal: AbortSignal): Promise<string> {
    const { headers, url } = await this.#getNonce(signal);
    const nonce = headers['replay-nonce'];
    if (nonce !== undefined) return nonce;
    throw new AppError('ca-error', 'The CA gave no Replay-Nonce (RFC 8555 7.2)', { url, retryable: true });
  }

  /** By GET (RFC 8555 7.2): after a HEAD, Node's HTTP/1.1 client gives the connection up. */
  async #getNonce(signal: AbortSignal): Promise<Answer> {
    return demandSuccess(
      await this.#options.transport.send({ method: 'GET', url: this.directory.newNonce }, signal),
    );
  }

  #keepNonce({ headers }: Answer): void {
    const nonce = headers['replay-nonce'];
    if (nonce !== undefined) this.#nonces.push(nonce);
  }
}

export interface ResourceRequest<T> {
  url: string;
  payload?: object;
  isValid: (value: unknown) => value is T;
}
