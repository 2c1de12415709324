import http from 'node:http';
import https from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import { throwAwayAuthority, type Authority } from '../../../scripts/servers/authority.ts';
import type { FakeRequest, HostedApi, Reply } from './fake-api.ts';

/** A proxy on loopback that ends TLS itself: behind it every fake API has its real name. */
export interface Gateway {
  /** For HTTPS_PROXY. */
  readonly proxyUrl: string;
  /** What a client must trust. */
  readonly caPem: string;
  readonly requests: readonly FakeRequest[];
  /** Requests that no API knows, and hosts that nobody fakes; a test that leaves any here has failed. */
  readonly unknown: string[];
  /** Answers in the API's stead when it gives something. */
  interrupt: (request: FakeRequest) => Reply | undefined;
  stop(): Promise<void>;
}

/** Starts the gateway in front of APIs. @param by who vouches for them, for a client that trusts it already */
export async function startGateway(apis: readonly HostedApi[], by?: Authority): Promise<Gateway> {
  const authority = by ?? (await throwAwayAuthority());
  const { certificatePem, keyPem } = await authority.issue(apis.flatMap(({ hosts }) => hosts));
  const requests: FakeRequest[] = [];
  const unknown: string[] = [];
  const sockets = new Set<Socket>();
  const hosted = (host: string) => apis.find(({ hosts }) => hosts.includes(host));

  const inner = https.createServer({ cert: certificatePem, key: keyPem }, (message, response) => {
    void readRequest(message).then(async (request) => {
      requests.push(request);
      const reply = gateway.interrupt(request) ??
        (await hosted(request.url.hostname)?.answer(request)) ?? { status: 501 };
      if (reply.status === 501) unknown.push(`${request.method} ${request.url.href} ${request.body}`);
      const { text, type } = content(reply.body);
      response.writeHead(reply.status, { 'content-type': type, ...reply.headers }).end(text);
    });
  });
  const outer = http.createServer((_, response) => response.writeHead(405).end());
  outer.on('connect', (request, socket: Socket) => {
    const host = (request.url ?? '').split(':')[0] ?? '';
    if (!hosted(host)) {
      unknown.push(`CONNECT ${request.url ?? ''}`);
      socket.end('HTTP/1.1 502 Nobody fakes this host\r\n\r\n');
      return;
    }
    sockets.add(socket);
    socket.on('error', () => socket.destroy());
    socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
    inner.emit('connection', socket);
  });
  await new Promise<void>((resolve) => outer.listen(0, '127.0.0.1', resolve));
  outer.unref();

  const gateway: Gateway = {
    proxyUrl: `http://127.0.0.1:${(outer.address() as AddressInfo).port}`,
    caPem: authority.caPem,
    requests,
    unknown,
    interrupt: () => undefined,
    stop: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy();
        outer.close(() => resolve());
        outer.closeAllConnections();
      }),
  };
  return gateway;
}

async function readRequest(message: http.IncomingMessage): Promise<FakeRequest> {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(chunk as Buffer);
  const headers = Object.fromEntries(
    Object.entries(message.headers).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.join(', ') : value,
    ]),
  );
  const url = new URL(message.url ?? '/', `https://${message.headers.host ?? 'unknown.'}`);
  return { method: message.method ?? '', url, headers, body: Buffer.concat(chunks).toString() };
}

function content(body: unknown): { text: string; type: string } {
  if (body === undefined) return { text: '', type: 'text/plain' };
  return typeof body === 'string'
    ? { text: body, type: body.startsWith('<') ? 'text/xml' : 'text/plain' }
    : { text: JSON.stringify(body), type: 'application/json' };
}
