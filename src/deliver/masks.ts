import { createPrivateKey, createPublicKey } from 'node:crypto';
import type { Secret } from '../base/secret.ts';

/** Shorter masks would blot out ordinary text: the runner masks a value wherever it stands, however short it is. */
const shortestMask = 16;

/** Characters of a PEM line (RFC 7468 2). */
const lineLength = 64;

/** Bytes in a line of `base64`, which is 76 characters long if nothing else is asked. */
const wrapBytes = 57;

/**
 * What the runner must mask so that a private key can't be read in a log, in each form that we emit or that a later
 * step makes of it with `base64`: the PEM's body by line (also when the line ends are escaped), the body on one line
 * (the base64 of the DER), and the base64 of the PEM, on one line at each of the three alignments, and wrapped.
 * The runner adds the JSON, URI and XML escapes of each by itself.
 *
 * Left legible on purpose: the PEM's BEGIN and END lines; a part that holds nothing but the public key, which is in
 * the certificate too, so that its mask could hit a certificate and the runner would then drop the job output that
 * holds it; and a last line of less than 16 characters (a piece of an RSA key's last number, which follows from the
 * others), which is masked only where it is joined with the rest.
 * @param privateKey PKCS#8 PEM with lines of 64 characters, as `generateKey` gives it
 * @returns values for `add-mask`, each one line
 */
export function masksOf(privateKey: Secret): readonly string[] {
  const pem = privateKey.reveal();
  const der = createPrivateKey(pem).export({ type: 'pkcs8', format: 'der' });
  const isPublic = publicCharacters(der, publicPartOf(pem));
  const lines = pem.match(/^[A-Za-z0-9+/=]+$/gm) ?? [];
  const byLine = lines.filter(
    (line, index) => !isPublic(index * lineLength, index * lineLength + line.length),
  );
  const text = { pem, body: lines.join('\n') };
  return [...byLine, der.toString('base64'), ...alignments(text.body), ...wrapped(text, isPublic)].filter(
    (mask) => mask.length >= shortestMask,
  );
}

/** What the certificate shows as well, as it stands in both: an RSA modulus and exponent, or a point on the curve. */
function publicPartOf(pem: string): Buffer {
  const publicKey = createPublicKey(pem);
  const { modulusLength, namedCurve } = publicKey.asymmetricKeyDetails ?? {};
  const exponentLength = 5;
  const pointLength = namedCurve === 'secp384r1' ? 97 : 65;
  const length = modulusLength === undefined ? pointLength : modulusLength / 8 + exponentLength;
  return publicKey.export({ type: 'spki', format: 'der' }).subarray(-length);
}

/** Tells whether a stretch of the DER's base64 shows the public part and nothing else. */
type IsPublic = (from: number, to: number) => boolean;

function publicCharacters(der: Buffer, publicPart: Buffer): IsPublic {
  const start = der.indexOf(publicPart);
  return (from, to) =>
    start >= 0 &&
    Math.floor((from * 3) / 4) >= start &&
    Math.min(Math.ceil((to * 3) / 4), der.length) <= start + publicPart.length;
}

/** The base64 of the body wherever it begins in a longer text; the bytes at the ends that share a character aside. */
function alignments(body: string): string[] {
  return [0, 1, 2].map((skipped) => {
    const bytes = Buffer.from(body).subarray(skipped);
    return bytes.subarray(0, bytes.length - (bytes.length % 3)).toString('base64');
  });
}

/** `base64 privkey.pem` as the command wraps it, without the lines that hold next to nothing of the body. */
function wrapped({ pem, body }: { pem: string; body: string }, isPublic: IsPublic): string[] {
  const bodyAt = pem.indexOf(body);
  const bytes = Buffer.from(pem);
  const chunks: string[] = [];
  for (let at = 0; at < bytes.length; at += wrapBytes) {
    const from = Math.max(at - bodyAt, 0);
    const to = Math.min(at + wrapBytes - bodyAt, body.length);
    const worthIt = to - from >= shortestMask && !isPublic(withoutLineEnds(from), withoutLineEnds(to));
    if (worthIt) chunks.push(bytes.subarray(at, at + wrapBytes).toString('base64'));
  }
  return chunks;
}

/** The character of the base64 at a place of the body, whose lines end with one line feed each. */
function withoutLineEnds(at: number): number {
  return at - Math.floor(at / (lineLength + 1));
}
