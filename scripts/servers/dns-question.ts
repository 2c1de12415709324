import dgram from 'node:dgram';
import dns, { type DecodedPacket, type Question } from 'dns-packet';

/**
 * One question over UDP, without recursion, to one server.
 * @throws Error when it doesn't answer within a second.
 */
export function askDns(
  server: { address: string; port: number },
  question: Question,
): Promise<DecodedPacket> {
  const socket = dgram.createSocket('udp4');
  return new Promise<DecodedPacket>((resolve, reject) => {
    const { address, port } = server;
    const late = setTimeout(() => reject(new Error(`${address}:${port} doesn't answer`)), 1_000);
    socket.once('close', () => clearTimeout(late));
    socket.once('error', reject);
    socket.once('message', (message) => resolve(dns.decode(message)));
    socket.connect(port, address, () =>
      socket.send(dns.encode({ type: 'query', id: 1, questions: [question] })),
    );
  }).finally(() => socket.close());
}
