import dgram from 'node:dgram';
import net from 'node:net';

export interface Endpoint {
  address: string;
  port: number;
}

export interface Relay {
  stop(): void;
}

/**
 * Passes DNS over UDP and TCP on from one loopback endpoint to another, for servers that listen only on addresses that
 * an interface has, as BIND does: 127.0.0.1 of the whole 127.0.0.0/8. It runs in this process and keeps it not alive.
 * @throws Error when the endpoint is taken.
 */
export async function startRelay(from: Endpoint, to: Endpoint): Promise<Relay> {
  const udp = await relayUdp(from, to);
  const tcp = await relayTcp(from, to);
  return {
    stop: () => {
      udp();
      tcp();
    },
  };
}

async function relayUdp(from: Endpoint, to: Endpoint): Promise<() => void> {
  const server = dgram.createSocket('udp4').unref();
  const asking = new Set<dgram.Socket>();
  server.on('message', (question, client) => {
    const upstream = dgram.createSocket('udp4').unref();
    asking.add(upstream);
    const late = setTimeout(() => upstream.close(), 5_000).unref();
    upstream.once('message', (answer) =>
      server.send(answer, client.port, client.address, () => upstream.close()),
    );
    // An unreachable server is silence to the one who asks.
    upstream.once('error', () => upstream.close());
    upstream.once('close', () => {
      clearTimeout(late);
      asking.delete(upstream);
    });
    upstream.connect(to.port, to.address, () => upstream.send(question));
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.bind(from.port, from.address, resolve);
  });
  return () => {
    server.close();
    for (const socket of asking) socket.close();
  };
}

async function relayTcp(from: Endpoint, to: Endpoint): Promise<() => void> {
  const sockets = new Set<net.Socket>();
  const server = net.createServer((client) => {
    const upstream = net.connect(to.port, to.address);
    for (const [socket, other] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      sockets.add(socket);
      socket.pipe(other);
      // One side's failure is the other's end of the connection.
      socket.once('error', () => other.destroy());
      socket.once('close', () => {
        sockets.delete(socket);
        other.destroy();
      });
    }
  });
  server.unref();
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(from.port, from.address, resolve);
  });
  return () => {
    server.close();
    for (const socket of sockets) socket.destroy();
  };
}
