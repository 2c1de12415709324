import { AppError, NetworkError, type ErrorCode, type NetworkFailure } from '../base/errors.ts';
import { parseRetryAfter } from '../base/poll.ts';
import type { Clock, Http, HttpRequest, HttpResponse } from '../base/ports.ts';
import { problemError } from './problem.ts';

export interface TransportOptions {
  clock: Clock;
  http: Http;
  /** Bound on one request. */
  requestTimeoutMs: number;
  userAgent: string;
}

/** One exchange with the CA, whatever it answers. */
export interface Transport {
  /** @throws AppError `ca-unreachable` or `ca-error` when there is no usable answer */
  send(request: Pick<HttpRequest, 'method' | 'url' | 'body'>, signal: AbortSignal): Promise<Answer>;
}

export interface Answer {
  url: string;
  status: number;
  headers: HttpResponse['headers'];
  text: string;
  retryAfterMs: number | undefined;
}

/** No ACME answer comes near it: a chain of ten RSA certificates is 20 KB. */
const maxAnswerBytes = 1024 * 1024;

/** Puts every request to the CA under a timeout, a size limit and a signal, and reads its Retry-After. */
export function createTransport({ clock, http, requestTimeoutMs, userAgent }: TransportOptions): Transport {
  return {
    async send({ method, url, body }, signal) {
      demandHttps(url);
      const response = await http
        .request(
          {
            method,
            url,
            headers: {
              'user-agent': userAgent,
              'accept-language': 'en',
              ...(body === undefined ? {} : { 'content-type': 'application/jose+json' }),
            },
            ...(body === undefined ? {} : { body }),
            timeoutMs: requestTimeoutMs,
            maxBytes: maxAnswerBytes,
          },
          signal,
        )
        .catch((error: unknown) => {
          throw error instanceof NetworkError ? networkFailure(error) : error;
        });
      return {
        url,
        status: response.status,
        headers: response.headers,
        text: response.body,
        retryAfterMs: parseRetryAfter(response.headers['retry-after'], clock.now()),
      };
    },
  };
}

/** Every URL but the directory's comes from the CA's answers; ACME is spoken over TLS alone (RFC 8555 6.1). */
function demandHttps(url: string): void {
  if (URL.canParse(url) && new URL(url).protocol === 'https:') return;
  throw new AppError('ca-error', `The CA named ${JSON.stringify(url)} where an https URL belongs`);
}

/** Lets a success pass. @throws AcmeProblem for anything else */
export function demandSuccess(answer: Answer): Answer {
  if (answer.status >= 200 && answer.status < 300) return answer;
  const { url, status, retryAfterMs } = answer;
  throw problemError(readJson(answer.text), { url, httpStatus: status, retryAfterMs });
}

export interface Expected<T> {
  isValid: (value: unknown) => value is T;
  /** Whether the request may be sent again; what made something at the CA would make it twice. */
  repeatable: boolean;
}

/** The JSON object of an answer that was a success. @throws AppError `ca-error` when it is none */
export function jsonOf<T>({ text, url }: Answer, { isValid, repeatable }: Expected<T>): T {
  const value = readJson(text);
  if (isValid(value)) return value;
  throw new AppError('ca-error', `The CA's answer from ${url} isn't what RFC 8555 defines there`, {
    url,
    retryable: repeatable,
    hint: 'Something between here and the CA may answer in its place: a proxy, a login page, a wrong URL in `ca`.',
  });
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

const failures: Readonly<Record<NetworkFailure, { code: ErrorCode; retryable: boolean; hint: string }>> = {
  timeout: {
    code: 'ca-unreachable',
    retryable: true,
    hint: "Look at the CA's status page and the runner's network.",
  },
  unreachable: {
    code: 'ca-unreachable',
    retryable: true,
    hint: "Look at the CA's status page and the runner's network.",
  },
  reset: {
    code: 'ca-unreachable',
    retryable: true,
    hint: "Look at the CA's status page and the runner's network.",
  },
  name: {
    code: 'ca-unreachable',
    retryable: true,
    hint: "Check the host name in `ca` and the runner's DNS.",
  },
  tls: {
    code: 'ca-unreachable',
    retryable: false,
    hint: "A private CA's root goes into `ca-certificates`; a clock that is off breaks TLS too.",
  },
  proxy: {
    code: 'ca-unreachable',
    retryable: false,
    hint: 'The proxy refused the connection: check HTTPS_PROXY and its credentials, or name the CA in NO_PROXY.',
  },
  'too-large': { code: 'ca-error', retryable: false, hint: 'Check that `ca` is an ACME directory.' },
  unreadable: { code: 'ca-error', retryable: true, hint: 'Check that `ca` is an ACME directory.' },
};

function networkFailure(error: NetworkError): AppError {
  const { code, retryable, hint } = failures[error.failure];
  const details = { url: error.url, lastStatus: error.failure, retryable, hint };
  return new AppError(code, `No usable answer from the CA: ${error.message}`, details, error);
}
