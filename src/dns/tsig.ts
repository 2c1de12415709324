import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Secret } from '../base/secret.ts';
import { canonicalName } from './names.ts';
import { readName, readRecords, uint16, wireName, type WireRecord } from './wire.ts';

/** HMACs of RFC 8945 6, without the truncated ones; hmac-md5 is left out on purpose. */
export const tsigAlgorithms = [
  'hmac-sha256',
  'hmac-sha512',
  'hmac-sha384',
  'hmac-sha224',
  'hmac-sha1',
] as const;

export type TsigAlgorithm = (typeof tsigAlgorithms)[number];

export interface TsigKey {
  name: string;
  algorithm: TsigAlgorithm;
  /** Base64, as key files have it. */
  secret: Secret;
}

export interface SignedMessage {
  message: Buffer;
  /** The reply's signature covers it. */
  mac: Buffer;
}

/** What the signature of a reply says. */
export type TsigVerdict =
  | { kind: 'valid'; error: number; serverTimeS: number | undefined }
  /** Servers may send errors without a signature (RFC 8945 5.2); `error` is then what they claim. */
  | { kind: 'unsigned'; error: number }
  | { kind: 'invalid' };

const type = 250;
const classAny = 255;
const fudgeS = 300;

/**
 * Appends a TSIG record to a message (RFC 8945 4.2).
 * @param nowS seconds since the epoch
 */
export function signMessage(message: Uint8Array, key: TsigKey, nowS: number): SignedMessage {
  const stamp = { timeS: nowS, fudgeS, error: 0, other: Buffer.alloc(0) };
  const mac = hmac(key, [message, variables(key, stamp)]);
  const id = Buffer.from(message).readUInt16BE(0);
  const rdata = Buffer.concat([
    wireName(key.algorithm),
    time48(stamp.timeS),
    uint16(stamp.fudgeS, mac.length),
    mac,
    uint16(id, stamp.error, stamp.other.length),
  ]);
  const record = [wireName(key.name), uint16(type, classAny, 0, 0, rdata.length), rdata];
  const signed = Buffer.concat([message, ...record]);
  signed.writeUInt16BE(signed.readUInt16BE(10) + 1, 10);
  return { message: signed, mac };
}

/**
 * Checks the signature of a reply to a signed request (RFC 8945 5.3).
 * @param nowS seconds since the epoch
 * @throws RangeError or Error when the reply is malformed
 */
export function verifyReply(
  reply: Buffer,
  { key, requestMac, nowS }: { key: TsigKey; requestMac: Buffer; nowS: number },
): TsigVerdict {
  const last = readRecords(reply).at(-1);
  if (last?.type !== type) return { kind: 'unsigned', error: 0 };
  const tsig = readTsig(last);
  if (tsig.mac.length === 0) return { kind: 'unsigned', error: tsig.error };
  const unsigned = Buffer.from(reply.subarray(0, last.offset));
  unsigned.writeUInt16BE(unsigned.readUInt16BE(10) - 1, 10);
  unsigned.writeUInt16BE(tsig.originalId, 0);
  const expected = hmac(key, [uint16(requestMac.length), requestMac, unsigned, variables(key, tsig)]);
  const sameKey = canonicalName(last.name) === canonicalName(key.name) && tsig.algorithm === key.algorithm;
  const sameMac = tsig.mac.length === expected.length && timingSafeEqual(tsig.mac, expected);
  const timely = Math.abs(nowS - tsig.timeS) <= tsig.fudgeS || tsig.error === badTime;
  const wellFormed = last.class === classAny && last.ttlS === 0;
  if (!wellFormed || !sameKey || !sameMac || !timely) return { kind: 'invalid' };
  return {
    kind: 'valid',
    error: tsig.error,
    serverTimeS: tsig.other.length === 6 ? tsig.other.readUIntBE(0, 6) : undefined,
  };
}

const badTime = 18;

interface Stamp {
  timeS: number;
  fudgeS: number;
  error: number;
  other: Buffer;
}

/** The TSIG variables that are signed beside the message (RFC 8945 4.3.3). */
function variables({ name, algorithm }: TsigKey, { timeS, fudgeS: fudge, error, other }: Stamp): Buffer {
  return Buffer.concat([
    wireName(canonicalName(name)),
    uint16(classAny, 0, 0),
    wireName(algorithm),
    time48(timeS),
    uint16(fudge, error, other.length),
    other,
  ]);
}

function readTsig({ data }: WireRecord): Stamp & { algorithm: string; mac: Buffer; originalId: number } {
  const { name, length } = readName(data, 0);
  const macLength = data.readUInt16BE(length + 8);
  const afterMac = length + 10 + macLength;
  const otherLength = data.readUInt16BE(afterMac + 4);
  if (afterMac + 6 + otherLength !== data.length) throw new RangeError('A TSIG record is cut off');
  return {
    algorithm: canonicalName(name),
    timeS: data.readUIntBE(length, 6),
    fudgeS: data.readUInt16BE(length + 6),
    mac: data.subarray(length + 10, afterMac),
    originalId: data.readUInt16BE(afterMac),
    error: data.readUInt16BE(afterMac + 2),
    other: data.subarray(afterMac + 6),
  };
}

/** Seconds since the epoch in 48 bits. */
function time48(timeS: number): Buffer {
  const bytes = Buffer.alloc(6);
  bytes.writeUIntBE(timeS, 0, 6);
  return bytes;
}

function hmac({ algorithm, secret }: TsigKey, parts: readonly Uint8Array[]): Buffer {
  const mac = createHmac(algorithm.slice('hmac-'.length), Buffer.from(secret.reveal(), 'base64'));
  for (const part of parts) mac.update(part);
  return mac.digest();
}
