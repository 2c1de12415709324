import type { Bound } from '../base/bound.ts';
import { seconds } from '../base/bound.ts';
import { AppError, NetworkError, type NetworkFailure } from '../base/errors.ts';
import { parseRetryAfter } from '../base/poll.ts';
import type { HttpRequest, HttpResponse } from '../base/ports.ts';
import { retry } from '../base/retry.ts';
import type { Secret } from '../base/secret.ts';
import { userAgent } from '../base/user-agent.ts';
import type { ProviderContext, ProviderPorts } from './provider.ts';

/** The part of a provider's context that requests need. */
export interface ApiContext extends Pick<ProviderContext, 'requestTimeoutMs' | 'retry'> {
  ports: Pick<ProviderPorts, 'clock' | 'random' | 'http' | 'log'>;
}

export interface ApiOptions {
  /** The provider, as messages call it. */
  title: string;
  baseUrl: URL;
  /** Sent with every request. A Secret is taken out of whatever the server says before that is told. */
  headers: Readonly<Record<string, Secret | string>>;
  /** Makes further headers for each attempt: signatures hold the time, tokens end. */
  authorize?: (outgoing: Outgoing, bound: Bound) => Promise<Readonly<Record<string, Secret | string>>>;
  /** Secrets that are sent otherwise than as a whole header, or only sign; more may be added meanwhile. */
  secrets?: Iterable<Secret>;
  context: ApiContext;
  /** What an HTTP error means at this provider and what to do; undefined where the status speaks for itself. */
  explain: (status: number, said: string) => Explanation | undefined;
  /** Of APIs whose status tells little or nothing: the HTTP status that the answer means. */
  statusOf?: (answer: { status: number; body: string }) => number;
}

export interface Explanation {
  problem: string;
  hint: string;
  /** Whether another attempt may help; otherwise only after 5xx and 429. */
  retryable?: boolean;
  /** Whether whatever is asked next would be refused as well; otherwise only when the first answers are 401. */
  lasting?: boolean;
}

/** A request as it is going to be sent. */
export interface Outgoing {
  method: HttpRequest['method'];
  url: URL;
  body: string | undefined;
  /** Those that the request brings along itself. */
  headers: Readonly<Record<string, string>>;
}

export interface ApiRequest {
  method: HttpRequest['method'];
  /** Appended to the base URL's path; segments already encoded. Empty: the base URL itself. */
  path: string;
  query?: Readonly<Record<string, string>>;
  /** Sent as JSON. */
  body?: unknown;
  /** Sent as it is, instead of `body`. */
  text?: { type: string; content: string };
  headers?: Readonly<Record<string, string>>;
  /** Whether this error is an answer: that what was asked for isn't there. The body is then given as `''`. */
  absent?: (status: number, body: string) => boolean;
}

/**
 * Makes one request of a provider's API, and repeats it as the user's retry policy says after network failures, 5xx
 * and 429.
 * @returns the response's body
 * @throws AppError `dns-provider`; the bound's reason
 */
export type Api = (request: ApiRequest, bound: Bound) => Promise<string>;

const maxBytes = 16 * 1024 * 1024;

/**
 * Makes the function that talks to a provider's API. A login that is refused is not tried again: providers lock out
 * whoever does that for each name.
 */
export function createApi(options: ApiOptions): Api {
  const login: { isGood: boolean; refusal?: AppError } = { isGood: false };
  return (request, bound) =>
    withRetries(options.context, bound, async () => {
      if (login.refusal) throw login.refusal;
      const url = join(options.baseUrl, request);
      const sent = await prepare(options, { url, request }, bound);
      const response = await send(options, sent, bound);
      const meant = options.statusOf?.(response) ?? response.status;
      if (meant >= 200 && meant < 300) {
        login.isGood = true;
        return response.body;
      }
      if (request.absent?.(meant, response.body)) return '';
      const { error, isLasting } = statusError(options, { ...sent, meant }, response);
      if (isLasting ?? (meant === 401 && !login.isGood)) login.refusal = error;
      throw error;
    });
}

/** Whether a status says that there is no such thing; for `absent`. */
export function notFound(status: number): boolean {
  return status === 404;
}

/** Repeats what fails in a retryable way by the user's retry policy, and logs each pause. @throws as `retry` does */
export function withRetries<T>(
  { ports: { clock, random, log }, retry: policy }: ApiContext,
  bound: Bound,
  attempt: () => Promise<T>,
): Promise<T> {
  const onRetry = (error: AppError, pauseMs: number) =>
    log.info(`${error.message}; again in ${seconds(pauseMs)}`);
  return retry({ clock, random, policy, bound, onRetry }, attempt);
}

/** Makes a request and reads its JSON; undefined where the answer is that there is nothing. @throws as `Api` does */
export type JsonApi = (request: ApiRequest, bound: Bound) => Promise<unknown>;

/** Makes the function that talks to an API that answers in JSON. */
export function createJsonApi(options: ApiOptions): JsonApi {
  const api = createApi(options);
  return async (request, bound) => {
    const body = await api(request, bound);
    return body.trim() === '' ? undefined : parseJson(options.title, body);
  };
}

/**
 * Reads a JSON body.
 * @throws AppError `dns-provider` when it isn't JSON: mostly the page of a proxy or of another service
 */
export function parseJson(title: string, body: string): unknown {
  try {
    return JSON.parse(body) as unknown;
  } catch (error) {
    throw new AppError(
      'dns-provider',
      `${title} answered with something that is no JSON`,
      { hint: 'Check that the URL is the API itself and not a web page or a proxy before it.' },
      error,
    );
  }
}

function join(base: URL, { path, query = {} }: ApiRequest): URL {
  const url = new URL(base);
  if (path !== '') url.pathname = `${base.pathname.replace(/\/+$/, '')}/${path.replace(/^\/+/, '')}`;
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
  return url;
}

/** A request with what makes it ours. */
interface Sent extends Outgoing {
  /** Of the body. */
  type: string;
  authorization: Readonly<Record<string, Secret | string>>;
}

async function prepare(
  { authorize }: ApiOptions,
  { url, request: { method, text, body: json, headers = {} } }: { url: URL; request: ApiRequest },
  bound: Bound,
): Promise<Sent> {
  const body = text?.content ?? (json === undefined ? undefined : JSON.stringify(json));
  const outgoing = { method, url, body, headers };
  const authorization = (await authorize?.(outgoing, bound)) ?? {};
  return { ...outgoing, type: text?.type ?? 'application/json', authorization };
}

async function send(
  { title, headers: common, context }: ApiOptions,
  { method, url, body, type, headers, authorization }: Sent,
  bound: Bound,
): Promise<HttpResponse> {
  const revealed = Object.entries({ ...common, ...headers, ...authorization }).map(
    ([name, value]) => [name, reveal(value)] as const,
  );
  try {
    return await context.ports.http.request(
      {
        method,
        url: url.href,
        headers: {
          accept: 'application/json',
          'user-agent': userAgent,
          ...(body === undefined ? {} : { 'content-type': type }),
          ...Object.fromEntries(revealed),
        },
        ...(body === undefined ? {} : { body }),
        timeoutMs: Math.min(context.requestTimeoutMs, bound.remainingMs()),
        maxBytes,
      },
      bound.signal,
    );
  } catch (error) {
    if (!(error instanceof NetworkError)) throw error;
    throw new AppError(
      'dns-provider',
      `${title} can't be reached at ${shown(url)}: ${error.message}`,
      {
        hint: networkHints[error.failure],
        url: shown(url),
        retryable: lasting.has(error.failure) ? false : true,
      },
      error,
    );
  }
}

/** Failures that another attempt a little later won't mend. */
const lasting: ReadonlySet<NetworkFailure> = new Set(['tls', 'proxy', 'too-large', 'unreadable']);

const networkHints: Readonly<Record<NetworkFailure, string>> = {
  timeout:
    'Check that the server is up and that a firewall lets the runner through, or raise request-timeout.',
  unreachable: 'Check host and port in the URL, and that the server is up and reachable from the runner.',
  name: "Check the spelling of the URL's host, and that the runner's DNS knows it.",
  tls: "Check the server's certificate; for a private CA set NODE_EXTRA_CA_CERTS in the step's env.",
  reset:
    'The server ended the connection: check its log, and whether the URL should be https instead of http.',
  proxy:
    'The proxy refused the connection: check HTTPS_PROXY and its credentials, or name the host in NO_PROXY.',
  'too-large': 'Check that the URL is the API itself.',
  unreadable: 'Check that the URL is the API itself, and whether it should be https instead of http.',
};

function statusError(
  { title, headers, secrets = [], explain, context }: ApiOptions,
  { url, method, meant, authorization }: Sent & { meant: number },
  response: HttpResponse,
): { error: AppError; isLasting: boolean | undefined } {
  const { status } = response;
  const hidden = [...Object.values({ ...headers, ...authorization }), ...secrets];
  // Before it is cut, so that no part of a secret is left, and after its quotes are taken away.
  const said = redact(messageIn(redact(response.body, hidden)), hidden);
  const explanation: Explanation = explain(meant, said) ?? generalExplanation(meant);
  const retryAfterMs = parseRetryAfter(response.headers['retry-after'], context.ports.clock.now());
  const retryable = explanation.retryable ?? (meant >= 500 || meant === 429);
  const error = new AppError(
    'dns-provider',
    `${title}: ${explanation.problem} (HTTP ${status} to ${method} ${shown(url)}${said === '' ? '' : `: ${said}`})`,
    {
      hint: explanation.hint,
      url: shown(url),
      lastStatus: String(status),
      retryable,
      ...(retryable && retryAfterMs !== undefined ? { retryAfterMs } : {}),
    },
  );
  return { error, isLasting: explanation.lasting ?? (retryable ? false : undefined) };
}

function generalExplanation(status: number): Explanation {
  if (status >= 300 && status < 400) {
    return { problem: 'the URL redirects elsewhere', hint: 'Give the URL that it redirects to.' };
  }
  if (status === 429) {
    return {
      problem: 'too many requests',
      hint: 'Let other jobs that use this account finish, then run again.',
    };
  }
  return status >= 500
    ? { problem: 'the server failed', hint: "Look at the server's log, or at the provider's status page." }
    : { problem: 'the request was refused', hint: 'Check the URL and the credentials.' };
}

/** What an error body says: the field that most APIs have, else its first line. */
function messageIn(body: string): string {
  const field =
    /"error_description"\s*:\s*"((?:[^"\\]|\\.){1,300})/.exec(body)?.[1] ??
    /"(?:error|message|Message|detail|error_description|reason)"\s*:\s*"((?:[^"\\]|\\.){1,300})"/.exec(
      body,
    )?.[1];
  const element = /<Message>([^<]{1,300})<\/Message>/.exec(body)?.[1];
  if (element !== undefined) return element.trim();
  const text = field === undefined ? (/^\s*</.test(body) ? '' : body) : field.replaceAll('\\"', '"');
  return text.replace(/\s+/g, ' ').trim().slice(0, 300);
}

/** What is secret in a header is the part after the scheme, and a server may repeat that alone. */
function redact(text: string, sent: readonly (Secret | string)[]): string {
  const secrets = sent.filter((value) => typeof value !== 'string').map((secret) => secret.reveal());
  return secrets
    .flatMap((secret) => [secret, secret.replace(/^\S+ /, '')])
    .filter((secret) => secret !== '')
    .reduce((told, secret) => told.replaceAll(secret, '***'), text);
}

function reveal(value: Secret | string): string {
  return typeof value === 'string' ? value : value.reveal();
}

/** Without the query, which may hold a token. */
function shown({ origin, pathname }: URL): string {
  return `${origin}${pathname}`;
}
