import http from 'node:http';
import https from 'node:https';
import tls from 'node:tls';
import { seconds } from '../base/bound.ts';
import { ConfigError, NetworkError, type Fault, type NetworkFailure } from '../base/errors.ts';
import type { Http, HttpRequest, HttpResponse } from '../base/ports.ts';
import { networkWords } from '../base/system-error.ts';

export interface HttpOptions {
  /** PEM certificates to trust besides the system's. */
  extraRoots?: string | undefined;
  /** Where HTTPS_PROXY, HTTP_PROXY and NO_PROXY are read from. */
  env: Readonly<Record<string, string | undefined>>;
}

/** Node fires a longer timer at once: 24.8 days. */
const longestTimerMs = 2 ** 31 - 1;

/** Connections to one server at once: more only makes a CA's front end answer 503. */
const maxSockets = 16;

/**
 * HTTP over Node's own client: pooled connections, no redirects, no retries, every exchange bounded.
 * @throws ConfigError for a proxy that is no URL: Node ignores some of these and fails on others
 */
export function createHttp({ extraRoots, env }: HttpOptions): Http {
  const faults = ['HTTPS_PROXY', 'HTTP_PROXY'].flatMap((name) => proxyFaults(name, env));
  if (faults.length > 0) throw new ConfigError(faults);
  const pool = { keepAlive: true, maxSockets, scheduling: 'lifo' as const, proxyEnv: env };
  const agents = {
    'http:': new http.Agent(pool),
    'https:': new https.Agent({
      ...pool,
      // `ca` replaces the default roots, so they are listed again; `default` holds NODE_EXTRA_CA_CERTS' too.
      ...(extraRoots ? { ca: [...tls.getCACertificates('default'), extraRoots] } : {}),
    }),
  };
  return {
    async request(request, signal) {
      signal.throwIfAborted();
      // What is left of a run is no whole number of milliseconds, and nothing else is taken here.
      const timeout = AbortSignal.timeout(Math.min(Math.ceil(request.timeoutMs), longestTimerMs));
      try {
        return await exchange(request, agents, AbortSignal.any([signal, timeout]));
      } catch (error) {
        signal.throwIfAborted();
        if (error instanceof NetworkError) throw error;
        throw describeFailure(request, error, timeout.aborted);
      }
    },
  };
}

/** Node reads the name in lower case first. The value may hold a password: it isn't repeated. */
function proxyFaults(variable: string, env: HttpOptions['env']): Fault[] {
  const input = env[variable.toLowerCase()] ? variable.toLowerCase() : variable;
  const value = env[input]?.trim() ?? '';
  if (value === '' || isProxyUrl(value)) return [];
  const remedy =
    "Write it as http://proxy.example:3128, a password's special characters percent-encoded, or unset it.";
  return [{ input, problem: 'this variable of the environment holds no http(s) URL of a proxy', remedy }];
}

function isProxyUrl(value: string): boolean {
  const url = URL.parse(value);
  if (url === null || !/^https?:\/\//i.test(value)) return false;
  return [url.username, url.password].every((part) => !/%(?![\da-f]{2})/i.test(part));
}

type Agents = Record<'http:' | 'https:', http.Agent>;

function exchange(request: HttpRequest, agents: Agents, signal: AbortSignal): Promise<HttpResponse> {
  const secure = request.url.startsWith('https:');
  const length =
    request.body === undefined
      ? {}
      : { 'content-length': String(Buffer.byteLength(request.body, encodingOf(request))) };
  const options = {
    method: request.method,
    headers: { ...request.headers, ...length },
    agent: agents[secure ? 'https:' : 'http:'],
    signal,
  };
  const { promise, resolve, reject } = Promise.withResolvers<HttpResponse>();
  // A request whose proxy doesn't answer CONNECT has no socket yet: ended by its signal, it says nothing.
  const giveUp = () => reject(signal.reason as Error);
  signal.addEventListener('abort', giveUp, { once: true });
  const outgoing = (secure ? https : http).request(request.url, options, (incoming) => {
    incoming.on('error', reject);
    readBody(request, incoming).then(
      (body) => resolve({ status: incoming.statusCode ?? 0, headers: flatten(incoming.headers), body }),
      reject,
    );
  });
  outgoing.on('error', reject);
  outgoing.end(request.body, encodingOf(request));
  return promise.finally(() => signal.removeEventListener('abort', giveUp));
}

async function readBody(request: HttpRequest, incoming: http.IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > request.maxBytes) {
      incoming.destroy();
      throw new NetworkError('too-large', request.url, `The answer is longer than ${request.maxBytes} bytes`);
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString(encodingOf(request));
}

function encodingOf({ binary = false }: HttpRequest): 'latin1' | 'utf8' {
  return binary ? 'latin1' : 'utf8';
}

function flatten(headers: http.IncomingHttpHeaders): Record<string, string> {
  const flat: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) flat[name] = Array.isArray(value) ? value.join(', ') : value;
  }
  return flat;
}

const failureOfCode: Readonly<Record<string, NetworkFailure>> = {
  ECONNREFUSED: 'unreachable',
  EHOSTUNREACH: 'unreachable',
  ENETUNREACH: 'unreachable',
  EADDRNOTAVAIL: 'unreachable',
  ETIMEDOUT: 'timeout',
  ENOTFOUND: 'name',
  EAI_AGAIN: 'name',
  ECONNRESET: 'reset',
  EPIPE: 'reset',
  EPROTO: 'tls',
  ERR_PROXY_TUNNEL: 'proxy',
  ERR_PROXY_INVALID_CONFIG: 'proxy',
};

function describeFailure(request: HttpRequest, error: unknown, timedOut: boolean): NetworkError {
  const { host } = new URL(request.url);
  if (timedOut) {
    return new NetworkError(
      'timeout',
      request.url,
      `${host} gave no answer in ${seconds(request.timeoutMs)}`,
      error,
    );
  }
  const code = (error as NodeJS.ErrnoException).code ?? '';
  const failure = failureOfCode[code] ?? (/CERT|TLS|SSL|SIGN|ISSUER|LEAF/.test(code) ? 'tls' : 'unreadable');
  return new NetworkError(failure, request.url, `${host}: ${networkWords(firstOf(error))}`, error);
}

/** Node tries each address of a name and reports all of them; their first is what a reader needs. */
function firstOf(error: unknown): unknown {
  return error instanceof AggregateError ? error.errors[0] : error;
}
