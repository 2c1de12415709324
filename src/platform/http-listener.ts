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
  const close = () => {
    server.close();
    server.closeAllConnections();
  };
  return new Promise((resolve, reject) => {
    const giveUp = () => {
      close();
      reject(signal.reason as Error);
    };
    signal.addEventListener('abort', giveUp, { once: true });
    // Also of later connections that couldn't be taken, which end nothing: the CA asks again.
    server.on('error', (error) => {
      signal.removeEventListener('abort', giveUp);
      reject(error);
    });
    server.listen({ port, host }, () => {
      signal.removeEventListener('abort', giveUp);
      resolve({ close });
    });
  });
};
