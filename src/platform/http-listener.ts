import { createServer } from 'node:http';
import type { ListenHttp } from '../base/ports.ts';

/** A client that dawdles gets no more of a connection than this. */
const requestTimeoutMs = 10_000;

/** A CA asks from a handful of places; the rest of the internet must not use up the runner. */
const maxConnections = 64;

/** Listens with Node's own server. It answers GET and HEAD of what `answer` knows, and 404 to all else. */
export const listenHttp: ListenHttp = ({ host, port }, answer, signal) => {
  signal.throwIfAborted();
  const options = { requestTimeout: requestTimeoutMs, headersTimeout: requestTimeoutMs, keepAliveTimeout: 1 };
  const server = createServer({ ...options, connectionsCheckingInterval: 1_000 }, (request, response) => {
    // Nobody waits for what a request brings along, which ends with the connection.
    request.resume();
    const body = ['GET', 'HEAD'].includes(request.method ?? '') ? answer(request.url ?? '') : undefined;
    response.writeHead(body === undefined ? 404 : 200, {
      'content-type': 'application/octet-stream',
      connection: 'close',
    });
    response.end(body);
  });
  server.maxConnections = maxConnections;
  return new Promise((resolve, reject) => {
    const close = () => {
      server.close();
      server.closeAllConnections();
    };
    server.once('error', reject);
    server.listen({ port, host, signal }, () => {
      server.off('error', reject);
      // What breaks on one connection is the client's affair.
      server.on('error', () => undefined);
      resolve({ close });
    });
  });
};
