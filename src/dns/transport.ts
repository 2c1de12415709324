import dgram from 'node:dgram';
import net from 'node:net';
import { messageOf } from '../base/errors.ts';
import type { Clock } from '../base/ports.ts';
import type { ServerAddress } from './addresses.ts';

export interface Exchange {
  clock: Clock;
  server: ServerAddress;
  /** The DNS message, without the length that TCP puts before it. */
  message: Uint8Array;
  /** Whether a message is the answer to ours; over UDP anything else is ignored (RFC 5452 9.1). */
  accepts: (reply: Buffer) => boolean;
  /** Bound on the whole exchange, TCP included. */
  timeoutMs: number;
}

export type Delivery =
  { kind: 'reply'; reply: Buffer } | { kind: 'timeout' } | { kind: 'unreachable'; reason: string };

/**
 * Sends one DNS message and waits for its answer: over UDP, sent again at a third and two thirds of the time, then
 * over TCP when the answer was truncated (RFC 1035 4.2, RFC 7766).
 * @throws only the signal's reason
 */
export async function exchangeMessage(exchange: Exchange, signal: AbortSignal): Promise<Delivery> {
  const startedAt = exchange.clock.monotonic();
  const delivery = await timed(exchange, signal, (settle) => overUdp(exchange, settle));
  if (delivery.kind !== 'reply' || !isTruncated(delivery.reply)) return delivery;
  const leftMs = exchange.timeoutMs - (exchange.clock.monotonic() - startedAt);
  return timed({ ...exchange, timeoutMs: Math.max(0, leftMs) }, signal, (settle) =>
    overTcp(exchange, settle),
  );
}

type Settle = (delivery: Delivery) => void;

/** Runs one attempt to its first outcome: settled, out of time, or aborted; always takes its socket and timers back. */
function timed(
  { clock, timeoutMs }: Exchange,
  signal: AbortSignal,
  start: (settle: Settle) => () => void,
): Promise<Delivery> {
  return new Promise((resolve, reject) => {
    signal.throwIfAborted();
    const end = () => {
      unschedule();
      signal.removeEventListener('abort', abort);
      stop();
    };
    const settle: Settle = (delivery) => {
      end();
      resolve(delivery);
    };
    const abort = () => {
      end();
      reject(signal.reason as Error);
    };
    const unschedule = clock.schedule(timeoutMs, () => settle({ kind: 'timeout' }));
    signal.addEventListener('abort', abort, { once: true });
    const stop = start(settle);
  });
}

function overUdp({ clock, server, message, accepts, timeoutMs }: Exchange, settle: Settle): () => void {
  const socket = dgram.createSocket(net.isIPv6(server.address) ? 'udp6' : 'udp4');
  const send = () => socket.send(message);
  let resends: (() => void)[] = [];
  socket.on('error', (error) => settle(unreachable(error)));
  socket.on('message', (reply) => {
    if (accepts(reply)) settle({ kind: 'reply', reply });
  });
  // A connected socket takes datagrams from this server only, and hears when nobody listens there.
  socket.once('connect', () => {
    send();
    resends = [1, 2].map((third) => clock.schedule((timeoutMs * third) / 3, send));
  });
  socket.connect(server.port, server.address);
  return () => {
    for (const unschedule of resends) unschedule();
    // Closing while it connects would call back on a closed socket; an error after the end concerns nobody.
    socket.removeAllListeners().on('error', () => undefined);
    socket.close();
  };
}

function overTcp({ server, message, accepts }: Exchange, settle: Settle): () => void {
  const socket = net.connect({ host: server.address, port: server.port });
  let received = Buffer.alloc(0);
  socket.on('error', (error) => settle(unreachable(error)));
  socket.on('close', () => settle(unreachable(new Error('the server closed the connection'))));
  socket.on('data', (chunk) => {
    received = Buffer.concat([received, chunk]);
    if (received.length < 2 || received.length < 2 + received.readUInt16BE(0)) return;
    const reply = received.subarray(2, 2 + received.readUInt16BE(0));
    settle(
      accepts(reply) ? { kind: 'reply', reply } : unreachable(new Error('the answer is to something else')),
    );
  });
  const length = Buffer.alloc(2);
  length.writeUInt16BE(message.length);
  socket.write(Buffer.concat([length, message]));
  return () => {
    socket.removeAllListeners().on('error', () => undefined);
    socket.destroy();
  };
}

function unreachable(error: Error): Delivery {
  const code = (error as NodeJS.ErrnoException).code ?? '';
  return { kind: 'unreachable', reason: sentences[code] ?? messageOf(error) };
}

const sentences: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing listens there',
  ENETUNREACH: 'no route to its network',
  EHOSTUNREACH: 'no route to it',
  EADDRNOTAVAIL: 'no route to its network',
  EAFNOSUPPORT: 'no route to its network',
  ECONNRESET: 'the server closed the connection',
};

function isTruncated(reply: Buffer): boolean {
  return (reply.readUInt16BE(2) & 0x0200) !== 0;
}
