import net from 'node:net';
import { freePort } from './ports.ts';

export interface HangingServer {
  readonly port: number;
  /** An HTTPS URL on it. */
  readonly url: string;
  /** How many connections it has accepted. */
  readonly connections: number;
  stop(): Promise<void>;
}

/** Starts a TCP server on loopback that accepts, reads and never answers: not even a TLS handshake. */
export async function hangingServer(): Promise<HangingServer> {
  const sockets = new Set<net.Socket>();
  let connections = 0;
  const server = net.createServer((socket) => {
    connections += 1;
    sockets.add(socket);
    socket.unref().resume();
    // The client gives up, in whatever way: that is what it is here for.
    socket.once('error', () => socket.destroy());
    socket.once('close', () => sockets.delete(socket));
  });
  const port = await freePort();
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  server.unref();
  return {
    port,
    url: `https://127.0.0.1:${port}/dir`,
    get connections() {
      return connections;
    },
    stop: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
