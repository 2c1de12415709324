import type http from 'node:http';
import https from 'node:https';
import type { Authority } from './authority.ts';
import { Faults, type Fault, type SeenRequest } from './faults.ts';
import { kindOf } from './kinds.ts';
import type { Pebble } from './pebble.ts';
import { freePort } from './ports.ts';
import { respond, type Exchange } from './respond.ts';
import { Upstream } from './upstream.ts';

/** A CA that misbehaves on command: Pebble behind a proxy that ends TLS, records requests and makes faults. */
export interface Proxy {
  /** What a client is given; it trusts the same `caPem` as for Pebble itself. */
  readonly directoryUrl: string;
  readonly port: number;
  /** Every request so far, in order of arrival. */
  readonly requests: readonly SeenRequest[];
  /** How many TLS connections clients have made. */
  readonly connections: number;
  /** Switches a fault on; of several that fit a request, the one switched on first meets it. */
  fault(fault: Fault): void;
  /** Switches all faults off; what hangs stays hanging. */
  clear(): void;
  /** Ends it and every open connection; Pebble goes on. */
  stop(): Promise<void>;
}

export interface ProxyOptions {
  /** Names that its certificate is for as well. */
  hosts?: readonly string[];
  /** Who signs it, instead of Pebble's own. */
  authority?: Authority;
}

/**
 * Starts a proxy in this process, in front of a running Pebble, on a free loopback port. Its directory is at `/directory`
 * too, as that of Let's Encrypt's servers.
 */
export async function startProxy(
  pebble: Pebble,
  { hosts = [], authority = pebble.authority }: ProxyOptions = {},
): Promise<Proxy> {
  const { certificatePem, keyPem } = await authority.issue(hosts);
  const upstream = new Upstream(pebble);
  const faults = new Faults();
  const requests: SeenRequest[] = [];
  const startMs = performance.now();
  let connections = 0;
  const server = https.createServer({ cert: certificatePem, key: keyPem }, (message, response) => {
    const atMs = performance.now() - startMs;
    void received(message).then(
      async (body) => {
        const request = seen(message, { body, atMs });
        requests.push(request);
        await exchange({ request, message, response, body, upstream }, faults);
      },
      // The client went away while it was asking.
      () => response.destroy(),
    );
  });
  server.on('secureConnection', () => (connections += 1));
  const port = await freePort();
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  server.unref();
  return {
    directoryUrl: `https://127.0.0.1:${port}/dir`,
    port,
    requests,
    get connections() {
      return connections;
    },
    fault: (fault) => faults.add(fault),
    clear: () => faults.clear(),
    stop: async () => {
      upstream.stop();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function exchange(met: Exchange, faults: Faults): Promise<void> {
  const { request, response } = met;
  try {
    const fault = faults.meet(request);
    request.fault = fault?.action;
    await respond(met, fault);
  } catch (thrown) {
    // The client sees a broken gateway, and whoever reads the failed test sees why.
    if (response.headersSent || response.destroyed) return void response.destroy();
    request.status = 502;
    response.writeHead(502).end(String(thrown));
  }
}

async function received(message: http.IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

function seen(message: http.IncomingMessage, { body, atMs }: { body: Buffer; atMs: number }): SeenRequest {
  const { method = '', url = '' } = message;
  const path = url === '/directory' ? '/dir' : url;
  const { payload, postAsGet } = signedPayload(body);
  return {
    method,
    path,
    kind: kindOf(path),
    postAsGet,
    payload,
    headers: message.headers,
    atMs,
    status: undefined,
    fault: undefined,
  };
}

/** What a flattened JWS (RFC 7515 7.2.2) says; nothing when the body is none. */
function signedPayload(body: Buffer): { payload: unknown; postAsGet: boolean } {
  try {
    const { payload } = JSON.parse(body.toString('utf8')) as { payload?: unknown };
    if (typeof payload !== 'string') return { payload: undefined, postAsGet: false };
    if (payload === '') return { payload: undefined, postAsGet: true };
    return { payload: JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')), postAsGet: false };
  } catch {
    // No JWS: the CA will say so.
    return { payload: undefined, postAsGet: false };
  }
}
