import dgram from 'node:dgram';
import net from 'node:net';
import { randomInt } from 'node:crypto';

const first = 20_000;
/** Below the range that the kernel hands to outgoing connections (32768 on Linux), so none of them takes a port. */
const end = 32_000;
const given = new Set<number>();

/**
 * A port that is free on TCP and UDP on each of the loopback addresses, and that this process wasn't given before.
 * @throws Error when none was found in 50 tries.
 */
export async function freePort(addresses: readonly string[] = ['127.0.0.1']): Promise<number> {
  for (let attempt = 0; attempt < 50; attempt += 1) {
    const port = randomInt(first, end);
    if (given.has(port)) continue;
    const free = await Promise.all(
      addresses.flatMap((address) => [freeTcp(address, port), freeUdp(address, port)]),
    );
    if (!free.every(Boolean)) continue;
    given.add(port);
    return port;
  }
  throw new Error(`no port between ${first} and ${end} is free on ${addresses.join(', ')}`);
}

function freeTcp(address: string, port: number): Promise<boolean> {
  const server = net.createServer();
  return new Promise((resolve) => {
    server.once('error', () => resolve(false));
    server.listen(port, address, () => server.close(() => resolve(true)));
  });
}

function freeUdp(address: string, port: number): Promise<boolean> {
  const socket = dgram.createSocket('udp4');
  return new Promise((resolve) => {
    socket.once('error', () => socket.close(() => resolve(false)));
    socket.bind(port, address, () => socket.close(() => resolve(true)));
  });
}
