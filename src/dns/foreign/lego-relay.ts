import { randomBytes } from 'node:crypto';
import type { TlsServerAnswer, TlsServerRequest } from '../../base/ports.ts';

/** What lego is told at the end, so that its log doesn't look like a failure of the CA's. */
const farewell = 'The CA has decided: the record is taken away now, as planned. This is no failure.';

/**
 * A CA for one lego and one name, which never issues: it hands lego the real CA's token, holds lego's challenge open
 * while the real CA looks, and refuses it afterwards, so that lego takes its record away. lego signs with our account's
 * key, so what it publishes is what the real CA wants to see (RFC 8555 8.4).
 */
export class LegoRelay {
  /** Resolved when lego has set its record: it asks for validation then. */
  readonly presented: Promise<void>;
  readonly #over: Promise<void>;
  readonly #identifier: string;
  readonly #token: string;
  /** Nobody else on this machine knows it. */
  readonly #root = `/${randomBytes(24).toString('base64url')}`;
  #base = '';
  #isPresented = false;
  #isOver = false;
  #present: () => void = () => undefined;
  #end: () => void = () => undefined;

  constructor({ identifier, token }: { identifier: string; token: string }) {
    this.#identifier = identifier;
    this.#token = token;
    this.presented = new Promise((resolve) => (this.#present = resolve));
    this.#over = new Promise((resolve) => (this.#end = resolve));
  }

  /** @returns the directory's URL */
  openAt(serverUrl: string): string {
    this.#base = serverUrl + this.#root;
    return `${this.#base}/directory`;
  }

  /** Lets lego take its record away and end. */
  finish(): void {
    this.#isOver = true;
    this.#end();
  }

  /** Who signed a request doesn't matter: knowing the path shows that it is our lego. */
  answer({ path }: TlsServerRequest): TlsServerAnswer {
    switch (path.startsWith(`${this.#root}/`) ? path.slice(this.#root.length) : '') {
      case '/directory':
        return answerOf(200, this.#directory());
      case '/nonce':
        return answerOf(204, undefined);
      case '/new-account':
        return answerOf(201, { status: 'valid' }, { location: `${this.#base}/account` });
      case '/new-order':
        return answerOf(201, this.#order(), { location: `${this.#base}/order` });
      case '/order':
        return answerOf(200, this.#order());
      case '/authorization':
        return this.#isPresented
          ? held(this.#over, () => this.#authorization())
          : answerOf(200, this.#authorization());
      case '/challenge':
        return this.#validate();
      default:
        return answerOf(404, { type: 'urn:ietf:params:acme:error:malformed', detail: 'no such resource' });
    }
  }

  #validate(): TlsServerAnswer {
    this.#isPresented = true;
    this.#present();
    const link = `<${this.#base}/authorization>;rel="up"`;
    return answerOf(200, this.#challenge(), { link, 'retry-after': '5' });
  }

  #directory(): object {
    const at = (name: string) => `${this.#base}/${name}`;
    return { newNonce: at('nonce'), newAccount: at('new-account'), newOrder: at('new-order'), meta: {} };
  }

  #order(): object {
    return {
      status: this.#isOver ? 'invalid' : 'pending',
      identifiers: [{ type: 'dns', value: this.#identifier }],
      authorizations: [`${this.#base}/authorization`],
      finalize: `${this.#base}/finalize`,
    };
  }

  #authorization(): object {
    return {
      status: this.#isOver ? 'invalid' : 'pending',
      identifier: { type: 'dns', value: this.#identifier },
      challenges: [this.#challenge()],
    };
  }

  #challenge(): object {
    const error = { type: 'urn:ietf:params:acme:error:unauthorized', detail: farewell, status: 403 };
    return {
      type: 'dns-01',
      url: `${this.#base}/challenge`,
      token: this.#token,
      status: this.#isOver ? 'invalid' : this.#isPresented ? 'processing' : 'pending',
      ...(this.#isOver ? { error } : {}),
    };
  }
}

function answerOf(
  status: number,
  body: object | undefined,
  headers: Record<string, string> = {},
): TlsServerAnswer {
  const type = status < 400 ? 'application/json' : 'application/problem+json';
  return {
    status,
    headers: { 'content-type': type, 'replay-nonce': randomBytes(16).toString('base64url'), ...headers },
    body: Promise.resolve(body === undefined ? '' : JSON.stringify(body)),
  };
}

/** Its headers go out at once, so that lego goes on waiting; asking again and again would delay its end. */
function held(until: Promise<void>, body: () => object): TlsServerAnswer {
  return { ...answerOf(200, undefined), body: until.then(() => JSON.stringify(body())) };
}
