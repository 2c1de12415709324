/**
 * What dns-packet leaves out of a DNS message's wire format (RFC 1035 4.1) and dynamic updates need: the class NONE,
 * and where a record lies in the message, which a TSIG signature depends on.
 */
export interface WireRecord {
  name: string;
  type: number;
  /** The class's number: 1 IN, 254 NONE, 255 ANY. */
  class: number;
  ttlS: number;
  /** Where the record begins in its message. */
  offset: number;
  data: Buffer;
}

/** A name as length-prefixed labels, uncompressed. @throws RangeError on a label of no or more than 63 bytes */
export function wireName(name: string): Buffer {
  const labels = name.replace(/\.$/, '').split('.');
  const encoded = labels.map((label) => {
    const bytes = Buffer.from(label);
    if (bytes.length === 0 || bytes.length > 63) throw new RangeError(`${name} is no DNS name`);
    return Buffer.concat([Buffer.of(bytes.length), bytes]);
  });
  return Buffer.concat([...encoded, Buffer.of(0)]);
}

/** Numbers of two bytes each, most significant first. */
export function uint16(...values: readonly number[]): Buffer {
  return Buffer.from(values.flatMap((value) => [value >>> 8, value & 0xff]));
}

/**
 * Reads a name, following compression pointers, each of which must lead backwards (RFC 1035 4.1.4).
 * @returns the name without its final dot, and how many bytes it takes at `offset`
 * @throws RangeError when the message ends before the name does, or a pointer leads forwards
 */
export function readName(message: Buffer, offset: number): { name: string; length: number } {
  const labels: string[] = [];
  let [at, origin] = [offset, offset];
  let length: number | undefined;
  for (;;) {
    const size = message.readUInt8(at);
    if (size >= 0xc0) {
      length ??= at + 2 - offset;
      at = message.readUInt16BE(at) & 0x3fff;
      if (at >= origin) throw new RangeError('A compression pointer leads forwards');
      origin = at;
    } else if (size === 0) {
      return { name: labels.join('.'), length: length ?? at + 1 - offset };
    } else {
      if (at + 1 + size > message.length) throw new RangeError('A name is cut off');
      labels.push(message.toString('latin1', at + 1, at + 1 + size));
      at += 1 + size;
    }
  }
}

/** Every record of a message, whatever its section. @throws RangeError when the message is cut off */
export function readRecords(message: Buffer): readonly WireRecord[] {
  let offset = 12;
  for (let left = message.readUInt16BE(4); left > 0; left -= 1)
    offset += readName(message, offset).length + 4;
  const records: WireRecord[] = [];
  const count = message.readUInt16BE(6) + message.readUInt16BE(8) + message.readUInt16BE(10);
  while (records.length < count) {
    const { name, length } = readName(message, offset);
    const fixed = offset + length;
    const end = fixed + 10 + message.readUInt16BE(fixed + 8);
    if (end > message.length) throw new RangeError('A record is cut off');
    records.push({
      name,
      type: message.readUInt16BE(fixed),
      class: message.readUInt16BE(fixed + 2),
      ttlS: message.readUInt32BE(fixed + 4),
      offset,
      data: message.subarray(fixed + 10, end),
    });
    offset = end;
  }
  return records;
}
