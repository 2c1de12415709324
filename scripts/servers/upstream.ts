import https from 'node:https';
import type { IncomingHttpHeaders, OutgoingHttpHeaders } from 'node:http';

export interface Forwarded {
  method: string;
  path: string;
  headers: IncomingHttpHeaders;
  body: Buffer;
}

export interface Answer {
  status: number;
  headers: OutgoingHttpHeaders;
  body: Buffer;
}

/** Headers of one connection, not of the message (RFC 9110 7.6.1); the length is set anew. */
const ofConnection = new Set(['connection', 'keep-alive', 'transfer-encoding', 'upgrade', 'content-length']);

/** The CA behind a proxy, over pooled connections. */
export class Upstream {
  readonly #agent: https.Agent;
  readonly #port: number;

  constructor({ port, caPem }: { port: number; caPem: string }) {
    this.#port = port;
    this.#agent = new https.Agent({ keepAlive: true, ca: caPem });
  }

  /** Passes a request on; Host stays, so that the CA's URLs lead to where the client asked. */
  pass({ method, path, headers, body }: Forwarded): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const passed = {
        ...messageHeaders(headers),
        ...(body.length === 0 ? {} : { 'content-length': body.length }),
      };
      const options = {
        host: '127.0.0.1',
        port: this.#port,
        method,
        path,
        headers: passed,
        agent: this.#agent,
      };
      const request = https.request({ ...options, servername: 'localhost', timeout: 30_000 }, (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.once('error', reject);
        response.once('end', () => {
          const answer = { status: response.statusCode ?? 0, headers: messageHeaders(response.headers) };
          resolve({ ...answer, body: Buffer.concat(chunks) });
        });
      });
      request.once('timeout', () => request.destroy(new Error('the CA behind the proxy does not answer')));
      request.once('error', reject);
      request.end(body);
    });
  }

  /** A nonce that the CA will take. */
  async freshNonce(): Promise<string> {
    const headers = { host: 'localhost', 'user-agent': 'bounded-acme-test-servers' };
    const answer = await this.pass({ method: 'GET', path: '/nonce-plz', headers, body: Buffer.alloc(0) });
    return String(answer.headers['replay-nonce']);
  }

  stop(): void {
    this.#agent.destroy();
  }
}

function messageHeaders(headers: IncomingHttpHeaders): OutgoingHttpHeaders {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !ofConnection.has(name)));
}
