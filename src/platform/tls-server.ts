import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { ServeTls, TlsServerAnswer } from '../base/ports.ts';

/** What a request may hold; those of ACME are far smaller. */
const bodyLimit = 64 * 1024;

/** Serves programs of this machine; nobody else gets to the loopback address. */
export const serveTls: ServeTls = ({ certificatePem, privateKey, answer }, signal) =>
  new Promise((resolve, reject) => {
    if (signal.aborted) return reject(signal.reason as Error);
    const server = createServer({ cert: certificatePem, key: privateKey.reveal() }, (request, response) => {
      readBody(request, (body) => {
        const { method = '', url = '' } = request;
        void respond(response, answer({ method, path: url, body }));
      });
    });
    const close = () => {
      signal.removeEventListener('abort', end);
      server.close();
      server.closeAllConnections();
    };
    const end = () => {
      close();
      reject(signal.reason as Error);
    };
    signal.addEventListener('abort', end, { once: true });
    // Also of later connections that couldn't be taken: a program that is cut off fails by itself.
    server.on('error', (error) => {
      signal.removeEventListener('abort', end);
      reject(error);
    });
    server.listen(0, '127.0.0.1', () => {
      server.unref();
      resolve({ port: (server.address() as AddressInfo).port, close });
    });
  });

function readBody(request: IncomingMessage, then: (body: string) => void): void {
  const chunks: Buffer[] = [];
  let length = 0;
  request.on('data', (chunk: Buffer) => {
    length += chunk.length;
    if (length > bodyLimit) request.destroy();
    else chunks.push(chunk);
  });
  request.on('end', () => then(Buffer.concat(chunks).toString('utf8')));
}

async function respond(response: ServerResponse, { status, headers, body }: TlsServerAnswer): Promise<void> {
  response.writeHead(status, headers);
  response.flushHeaders();
  response.end(await body);
}
