import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { StepResult } from './runner.ts';

/** Everything that a step let out, by where; the key's own output and file are meant to hold it. */
export function placesOf({ log, stderr, outputs, summary, state, temp }: StepResult): Record<string, string> {
  const told = Object.entries(outputs).filter(([name]) => name !== 'private-key');
  return {
    log,
    'standard error': stderr,
    summary,
    ...Object.fromEntries(told.map(([name, value]) => [`output ${name}`, value])),
    state: JSON.stringify(state),
    ...filesIn(temp),
  };
}

function filesIn(directory: string): Record<string, string> {
  const files = readdirSync(directory, { recursive: true, encoding: 'utf8' })
    .map((file) => join(directory, file))
    .filter((path) => existsSync(path) && statSync(path).isFile() && !path.endsWith('/privkey.pem'));
  return Object.fromEntries(files.map((path) => [path, readFileSync(path, 'latin1')]));
}

/** Finds secrets in texts, each in every form that a program might give it. @returns `<secret> as <form> in <place>` */
export function findSecrets(
  places: Readonly<Record<string, string>>,
  secrets: Readonly<Record<string, string>>,
): string[] {
  return Object.entries(secrets).flatMap(([name, secret]) =>
    Object.entries(formsOf(secret)).flatMap(([form, needles]) =>
      Object.entries(places)
        .filter(([, text]) => needles.some((needle) => text.includes(needle)))
        .map(([place]) => `${name} as ${form} in ${place}`),
    ),
  );
}

/** A secret as it stands, and each of its long lines, in the encodings that hide it from a simple search. */
function formsOf(secret: string): Record<string, string[]> {
  const parts = [secret, ...secret.split(/\r?\n/)]
    .map((part) => part.trim())
    .filter((part) => part.length >= 16 && !part.startsWith('-----'));
  const each = (encode: (part: string) => string) => parts.map(encode);
  return {
    text: parts,
    base64: parts.flatMap((part) => [0, 1, 2].map((shift) => alignedBase64(part, shift))),
    base64url: parts.flatMap((part) =>
      [0, 1, 2].map((shift) => alignedBase64(part, shift).replaceAll('+', '-').replaceAll('/', '_')),
    ),
    hex: each((part) => Buffer.from(part).toString('hex')),
    'hex in capitals': each((part) => Buffer.from(part).toString('hex').toUpperCase()),
    JSON: each((part) => JSON.stringify(part).slice(1, -1)),
    'a URL': each((part) => encodeURIComponent(part)),
  };
}

/** The middle of the text's base64 when so many bytes stand before it in a group of three. */
function alignedBase64(text: string, shift: number): string {
  const bytes = Buffer.from(text).subarray((3 - shift) % 3);
  return bytes.subarray(0, bytes.length - (bytes.length % 3)).toString('base64');
}
