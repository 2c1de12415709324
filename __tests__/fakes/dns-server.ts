import dgram from 'node:dgram';
import net, { type AddressInfo } from 'node:net';
import type { ServerAddress } from '../../src/dns/addresses.ts';

/** What goes back for a message: one or several, in order. */
export type Answering = (message: Buffer, transport: 'udp' | 'tcp') => readonly Buffer[];

export interface LoopbackServer extends ServerAddress {
  received: { udp: Buffer[]; tcp: Buffer[] };
  stop: () => Promise<void>;
}

/** A DNS server on loopback, UDP and TCP on one port, that answers bytes with bytes. */
export async function startLoopback(answer: Answering): Promise<LoopbackServer> {
  const received: LoopbackServer['received'] = { udp: [], tcp: [] };
  const tcp = net.createServer((socket) => {
    socket.on('error', () => socket.destroy());
    socket.once('data', (data) => {
      const message = data.subarray(2);
      received.tcp.push(message);
      for (const reply of answer(message, 'tcp')) {
        const length = Buffer.alloc(2);
        length.writeUInt16BE(reply.length);
        // In two pieces, as the network may deliver it.
        socket.write(Buffer.concat([length, reply.subarray(0, 5)]), () => socket.end(reply.subarray(5)));
      }
    });
  });
  await new Promise<void>((resolve) => tcp.listen(0, '127.0.0.1', resolve));
  const { port } = tcp.address() as AddressInfo;
  const udp = dgram.createSocket('udp4');
  udp.on('message', (message, peer) => {
    received.udp.push(message);
    for (const reply of answer(message, 'udp')) udp.send(reply, peer.port, peer.address);
  });
  await new Promise<void>((resolve) => udp.bind(port, '127.0.0.1', resolve));
  return {
    address: '127.0.0.1',
    port,
    received,
    async stop() {
      await new Promise<void>((resolve) => udp.close(() => resolve()));
      await new Promise<void>((resolve) => tcp.close(() => resolve()));
    },
  };
}
