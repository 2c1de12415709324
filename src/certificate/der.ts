/** DER (X.690) as far as PKCS #8 and PKCS #12 need it: each function writes one value with its tag and length. */

export function sequence(...parts: readonly Uint8Array[]): Buffer {
  return value(0x30, parts);
}

/** SET OF: in DER its members stand in the order of their bytes (X.690 11.6). */
export function setOf(...members: readonly Uint8Array[]): Buffer {
  return value(
    0x31,
    members.toSorted((a, b) => Buffer.compare(a, b)),
  );
}

/** `[number] EXPLICIT`, and IMPLICIT where the content is itself constructed. */
export function tagged(number: number, ...parts: readonly Uint8Array[]): Buffer {
  return value(0xa0 | number, parts);
}

/** `[number] IMPLICIT OCTET STRING`. */
export function taggedOctets(number: number, bytes: Uint8Array): Buffer {
  return value(0x80 | number, [bytes]);
}

export function octetString(bytes: Uint8Array): Buffer {
  return value(0x04, [bytes]);
}

/** @param number a whole number, not negative */
export function integer(number: number): Buffer {
  const bytes = bytesOf(number);
  // A leading bit would make it negative.
  return value(0x02, (bytes[0] ?? 0) >= 0x80 ? [Buffer.of(0), bytes] : [bytes]);
}

/** @param dotted an object identifier like `1.2.840.113549.1.7.1` */
export function oid(dotted: string): Buffer {
  const [first = 0, second = 0, ...arcs] = dotted.split('.').map(Number);
  return value(0x06, [first * 40 + second, ...arcs].map(base128));
}

export function nothing(): Buffer {
  return value(0x05, []);
}

/** A BMPString: UTF-16, big-endian. */
export function bmpString(text: string): Buffer {
  return value(0x1e, [utf16(text)]);
}

/** UTF-16, big-endian, as PKCS #12 writes names and passwords (RFC 7292 B.1). */
export function utf16(text: string): Buffer {
  return Buffer.from(text, 'utf16le').swap16();
}

function value(tag: number, parts: readonly Uint8Array[]): Buffer {
  const content = Buffer.concat(parts);
  const length = bytesOf(content.length);
  const long = content.length < 0x80 ? [] : [0x80 | length.length];
  return Buffer.concat([Buffer.of(tag, ...long), length, content]);
}

function bytesOf(number: number): Buffer {
  const hex = number.toString(16);
  return Buffer.from(hex.padStart(hex.length + (hex.length % 2), '0'), 'hex');
}

/** Seven bits a byte, the highest bit set in all but the last (X.690 8.19.2). */
function base128(arc: number): Buffer {
  const bytes = [arc & 0x7f];
  for (let rest = Math.floor(arc / 128); rest > 0; rest = Math.floor(rest / 128)) {
    bytes.unshift((rest & 0x7f) | 0x80);
  }
  return Buffer.from(bytes);
}
