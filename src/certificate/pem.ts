/** One block of a PEM text (RFC 7468). */
export interface PemBlock {
  label: string;
  /** undefined when what stands between the boundaries isn't base64. */
  der: Buffer | undefined;
}

export interface PemText {
  blocks: readonly PemBlock[];
  /** A block was begun that doesn't end: the text was cut off. */
  cut: boolean;
}

/** Reads the blocks of a PEM text; line ends of any kind and text between the blocks don't matter. */
export function readPem(text: string): PemText {
  const found = text.matchAll(/-----BEGIN ([A-Z0-9 ]+)-----([^-]*)-----END \1-----/g);
  const blocks = Array.from(found, ([, label = '', body = '']) => ({ label, der: decodeBody(body) }));
  const begun = text.match(/-----BEGIN /g)?.length ?? 0;
  return { blocks, cut: begun !== blocks.length };
}

/** Writes DER as one PEM block: lines of 64 characters, a line feed at the end. */
export function writePem(label: string, der: Uint8Array): string {
  const lines =
    Buffer.from(der)
      .toString('base64')
      .match(/.{1,64}/g) ?? [];
  return [`-----BEGIN ${label}-----`, ...lines, `-----END ${label}-----`, ''].join('\n');
}

function decodeBody(body: string): Buffer | undefined {
  const base64 = body.replace(/\s/g, '');
  // Buffer.from skips what it doesn't know; a damaged certificate must not become another one.
  const whole = base64.length > 0 && base64.length % 4 === 0 && /^[A-Za-z0-9+/]+={0,2}$/.test(base64);
  return whole ? Buffer.from(base64, 'base64') : undefined;
}
