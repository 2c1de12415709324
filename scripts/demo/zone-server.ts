import dgram, { type Socket } from 'node:dgram';
import { decode, encode, AUTHORITATIVE_ANSWER, type Packet, type SoaAnswer } from 'dns-packet';
import type { Challtestsrv } from '../servers/challtestsrv.ts';
import { freePort } from '../servers/ports.ts';

const zone = 'example.test';
const nameServer = `ns.${zone}`;

/**
 * A zone around the records of challtestsrv, which knows records only: this answers for the zone's SOA and NS, and
 * passes every other question on. With it a client finds the zone and its name server as on the internet.
 * @returns `address:port` of its DNS (UDP), and its end
 */
export async function startZoneServer(records: Challtestsrv): Promise<{ dnsServer: string; stop(): void }> {
  const server = dgram.createSocket('udp4');
  server.on('message', (message, { address, port }) => {
    const answer = (reply: Uint8Array) => server.send(reply, port, address);
    const own = ownAnswer(decode(message));
    if (own) answer(encode(own));
    else passOn(message, records, answer);
  });
  const port = await freePort();
  await new Promise<void>((resolve) => server.bind(port, '127.0.0.1', resolve));
  server.unref();
  return { dnsServer: `127.0.0.1:${port}`, stop: () => void server.close() };
}

function ownAnswer({ id, questions = [] }: Packet): Packet | undefined {
  const [question] = questions;
  const name = question?.name.toLowerCase() ?? '';
  const apex = name === zone;
  const reply: Packet = { id: id ?? 0, type: 'response', flags: AUTHORITATIVE_ANSWER, questions };
  if (question?.type === 'SOA' && (apex || name.endsWith(`.${zone}`))) {
    return apex ? { ...reply, answers: [soa] } : { ...reply, authorities: [soa] };
  }
  if (question?.type !== 'NS' || !apex) return undefined;
  return { ...reply, answers: [{ type: 'NS', name: zone, ttl: 60, data: nameServer }] };
}

const soa: SoaAnswer = {
  type: 'SOA',
  name: zone,
  ttl: 60,
  data: {
    mname: nameServer,
    rname: `hostmaster.${zone}`,
    serial: 1,
    refresh: 60,
    retry: 60,
    expire: 60,
    minimum: 1,
  },
};

function passOn(
  question: Buffer,
  { address, port }: Challtestsrv,
  answer: (reply: Uint8Array) => void,
): void {
  const socket: Socket = dgram.createSocket('udp4');
  const patience = setTimeout(() => socket.close(), 2_000);
  socket.once('message', (reply) => {
    clearTimeout(patience);
    socket.close();
    // The records are the zone's own.
    reply.writeUInt16BE(reply.readUInt16BE(2) | AUTHORITATIVE_ANSWER, 2);
    answer(reply);
  });
  socket.send(question, port, address);
}
