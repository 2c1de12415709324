import type { IncomingMessage } from 'node:http';
import https from 'node:https';
import net, { type AddressInfo } from 'node:net';
import dns from 'dns-packet';
import { throwAwayAuthority } from './authority.ts';
import type { Endpoint } from './relay.ts';

/** A question that came over HTTPS. */
export interface HttpsQuestion {
  name: string;
  type: string;
  recursive: boolean;
}

export interface DohServer {
  /** Where it takes questions. */
  readonly url: string;
  /** What a client must trust. */
  readonly caPem: string;
  /** Every question so far. */
  readonly questions: readonly HttpsQuestion[];
  /** What was wrong with requests. */
  readonly faults: readonly string[];
  stop(): Promise<void>;
}

const mediaType = 'application/dns-message';

/**
 * Starts a DNS server over HTTPS (RFC 8484, HTTP/1.1) on loopback that passes each message on to another server, byte by
 * byte. What isn't as the RFC wants it gets 400, and is kept.
 */
export async function startDoh(behind: Endpoint): Promise<DohServer> {
  const authority = await throwAwayAuthority();
  const { certificatePem: cert, keyPem: key } = await authority.issue();
  const questions: HttpsQuestion[] = [];
  const faults: string[] = [];
  const server = https.createServer({ cert, key, minVersion: 'TLSv1.2' }, (request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const message = Buffer.concat(chunks);
      const fault = faultOf(request, message);
      if (fault !== undefined) {
        faults.push(fault);
        response.writeHead(400).end(fault);
        return;
      }
      const { questions: [asked] = [], flag_rd: recursive } = dns.decode(message);
      questions.push({ name: asked?.name ?? '', type: asked?.type ?? '', recursive });
      forward(message, behind).then(
        (answer) => response.writeHead(200, { 'content-type': mediaType }).end(answer),
        (error: unknown) => response.writeHead(502).end(String(error)),
      );
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  server.unref();
  return {
    url: `https://127.0.0.1:${(server.address() as AddressInfo).port}/dns-query`,
    caPem: authority.caPem,
    questions,
    faults,
    stop: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

function faultOf({ method, url, headers }: IncomingMessage, message: Buffer): string | undefined {
  if (method !== 'POST' || url !== '/dns-query') return `${method ?? ''} ${url ?? ''}`;
  if (headers['content-type'] !== mediaType) return `content-type ${headers['content-type'] ?? ''}`;
  if (headers.accept !== mediaType) return `accept ${headers.accept ?? ''}`;
  if (headers['content-length'] !== String(message.length)) return 'content-length';
  if (message.length < 12 || message.readUInt16BE(0) !== 0) return 'no message with the id 0';
  return undefined;
}

/** Over TCP, so that no answer is cut off (RFC 7766). */
function forward(message: Buffer, { address, port }: Endpoint): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const socket = net.connect(port, address);
    let received = Buffer.alloc(0);
    socket.setTimeout(5_000, () => socket.destroy(new Error('no answer from behind')));
    socket.on('error', reject);
    socket.on('data', (chunk: Buffer) => {
      received = Buffer.concat([received, chunk]);
      if (received.length < 2 || received.length < 2 + received.readUInt16BE(0)) return;
      resolve(received.subarray(2, 2 + received.readUInt16BE(0)));
      socket.destroy();
    });
    const length = Buffer.alloc(2);
    length.writeUInt16BE(message.length);
    socket.write(Buffer.concat([length, message]));
  });
}
