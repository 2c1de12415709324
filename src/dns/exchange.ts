import type { Answer, DecodedPacket, RecordType, StringAnswer } from 'dns-packet';
import { messageOf } from '../base/errors.ts';
import type { Clock, Random } from '../base/ports.ts';
import type { DnsServer } from './addresses.ts';
import type { OverHttps } from './https.ts';
import { canonicalName } from './names.ts';
import { exchangeMessage } from './transport.ts';

/** One question to one server. */
export interface Query {
  server: DnsServer;
  name: string;
  type: RecordType;
  /** Sets RD: a resolver is asked to find out, an authoritative server what it has itself. */
  recursive: boolean;
}

/** A record of an answer; its name is canonical. */
export type ResourceRecord = Answer;

export interface Answered {
  kind: 'answered';
  rcode: 'NOERROR' | 'NXDOMAIN';
  /** The AA bit. */
  authoritative: boolean;
  answers: readonly ResourceRecord[];
  authorities: readonly ResourceRecord[];
}

/**
 * What became of a question.
 * - `answered`: the server said what there is, or that there is nothing.
 * - `refused`: it answered that it won't or can't (REFUSED, SERVFAIL, NOTIMP, FORMERR).
 * - `timeout`: nothing came back; `unreachable`: it can't be reached, or talks nonsense.
 */
export type Reply =
  | Answered
  | { kind: 'refused'; rcode: string }
  | { kind: 'timeout' }
  | { kind: 'unreachable'; reason: string };

/** Asks one question. @throws only the signal's reason */
export type Ask = (query: Query, signal: AbortSignal) => Promise<Reply>;

export interface AskOptions {
  clock: Clock;
  random: Random;
  /** Bound on one question, TCP included. */
  timeoutMs: number;
  /** For the servers that have a URL. */
  overHttps?: OverHttps;
}

/** Payload that crosses every path without fragments (RFC 6891, DNS flag day 2020). */
const udpPayloadSize = 1232;

/**
 * Makes the function that asks: UDP with EDNS, TCP when truncated; or HTTPS. dns-packet is loaded with the first
 * question.
 */
export function createAsk({ clock, random, timeoutMs, overHttps = withoutHttps }: AskOptions): Ask {
  return async ({ server, name, type, recursive }, signal) => {
    const { decode, encode, RECURSION_DESIRED } = await import('dns-packet');
    // Over HTTPS nobody can slip in an answer, and with one id for all, caches can keep them (RFC 8484 4.1).
    const id = 'url' in server ? 0 : Buffer.from(random.bytes(2)).readUInt16BE(0);
    const message = encode({
      type: 'query',
      id,
      flags: recursive ? RECURSION_DESIRED : 0,
      questions: [{ name, type }],
      additionals: [
        {
          type: 'OPT',
          name: '.',
          udpPayloadSize,
          extendedRcode: 0,
          ednsVersion: 0,
          flags: 0,
          flag_do: false,
          options: [],
        },
      ],
    });
    const accepts = (reply: Buffer) => isReplyTo({ id, name, type }, reply, decode);
    const delivery =
      'url' in server
        ? await overHttps({ url: server.url, message, accepts }, signal)
        : await exchangeMessage({ clock, server, message, accepts, timeoutMs }, signal);
    return delivery.kind === 'reply' ? readReply(delivery.reply, decode) : delivery;
  };
}

const withoutHttps: OverHttps = () =>
  Promise.resolve({ kind: 'unreachable', reason: 'nothing is asked over HTTPS here' });

type Decode = (message: Buffer) => DecodedPacket;

/** A reply is ours when id and question are; refusals may come without the question. */
function isReplyTo(
  asked: { id: number; name: string; type: string },
  reply: Buffer,
  decode: Decode,
): boolean {
  if (reply.length < 12 || reply.readUInt16BE(0) !== asked.id || !isResponse(reply)) return false;
  if (reply.readUInt16BE(4) === 0) return rcodeOf(reply) !== 0;
  // Only the question is read here: a truncated answer may end anywhere.
  const head = Buffer.from(reply);
  head.fill(0, 6, 12);
  const packet = decoded(head, decode);
  const question = 'malformed' in packet ? undefined : packet.questions?.[0];
  return question?.type === asked.type && canonicalName(question.name) === canonicalName(asked.name);
}

function readReply(reply: Buffer, decode: Decode): Reply {
  const rcode = rcodeOf(reply);
  if (rcode !== 0 && rcode !== 3) return { kind: 'refused', rcode: rcodeNames[rcode] ?? `RCODE ${rcode}` };
  const packet = decoded(reply, decode);
  if ('malformed' in packet) {
    return { kind: 'unreachable', reason: `its answer is no DNS message (${packet.malformed})` };
  }
  return {
    kind: 'answered',
    rcode: rcode === 0 ? 'NOERROR' : 'NXDOMAIN',
    authoritative: packet.flag_aa,
    answers: canonical(packet.answers),
    authorities: canonical(packet.authorities),
  };
}

function canonical(records: readonly Answer[] = []): readonly ResourceRecord[] {
  return records.map((record) => ({ ...record, name: canonicalName(record.name) }));
}

/** dns-packet throws on anything malformed; here it is one more thing that a server may send. */
function decoded(message: Buffer, decode: Decode): DecodedPacket | { malformed: string } {
  try {
    return decode(message);
  } catch (error) {
    return { malformed: messageOf(error) };
  }
}

/** Whether the QR bit is set (RFC 1035 4.1.1). */
export function isResponse(message: Buffer): boolean {
  return (message.readUInt16BE(2) & 0x8000) !== 0;
}

/** The header's RCODE (RFC 1035 4.1.1). */
export function rcodeOf(message: Buffer): number {
  return message.readUInt16BE(2) & 0x000f;
}

const rcodeNames: Readonly<Record<number, string>> = {
  1: 'FORMERR',
  2: 'SERVFAIL',
  4: 'NOTIMP',
  5: 'REFUSED',
  9: 'NOTAUTH',
};

/** The TXT values at `name` (canonical), each joined from its strings (RFC 1035 3.3.14). */
export function txtValues(reply: Answered, name: string): readonly string[] {
  return reply.answers
    .filter((record) => record.type === 'TXT')
    .filter((record) => record.name === name)
    .map(({ data }) => [data].flat().map(String).join(''));
}

/** The records of one type whose data is a name or an address. */
export function recordsOf(
  records: readonly ResourceRecord[],
  type: 'A' | 'AAAA' | 'CNAME' | 'NS',
): readonly StringAnswer[] {
  return records.filter((record): record is StringAnswer => record.type === type);
}
