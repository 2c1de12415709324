import dgram from 'node:dgram';
import dns, { type Answer, type Question } from 'dns-packet';

export interface DnsAnswer {
  /** NOERROR, NXDOMAIN, SERVFAIL, REFUSED, ... */
  rcode: string;
  /** The AA bit. */
  authoritative: boolean;
  answers: readonly Answer[];
}

/**
 * One question over UDP, without recursion, to one server.
 * @throws Error when it doesn't answer within a second.
 */
export function askDns(server: { address: string; port: number }, question: Question): Promise<DnsAnswer> {
  const socket = dgram.createSocket('udp4');
  return new Promise<DnsAnswer>((resolve, reject) => {
    const { address, port } = server;
    const late = setTimeout(() => reject(new Error(`${address}:${port} doesn't answer`)), 1_000);
    socket.once('close', () => clearTimeout(late));
    socket.once('error', reject);
    socket.once('message', (message) => resolve(read(message)));
    socket.connect(port, address, () =>
      socket.send(dns.encode({ type: 'query', id: 1, questions: [question] })),
    );
  }).finally(() => socket.close());
}

function read(message: Buffer): DnsAnswer {
  // dns-packet gives the response code by name; its types don't know.
  const { rcode, flag_aa, answers = [] } = dns.decode(message) as dns.DecodedPacket & { rcode: string };
  return { rcode, authoritative: flag_aa, answers };
}
