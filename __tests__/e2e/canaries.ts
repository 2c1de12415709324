import { createPrivateKey } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { StepResult } from './runner.ts';

/** What nothing may show: a text as it was given, or bytes that have no form of their own. */
export type Secret = string | Buffer;

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
    .filter((path) => existsSync(path) && statSync(path).isFile() && !isDeployedKey(path));
  return Object.fromEntries(files.map((path) => [path, readFileSync(path, 'latin1')]));
}

/** The one file that is meant to hold the key; on its way into the artifact it is encrypted, and searched. */
function isDeployedKey(path: string): boolean {
  return /\/bounded-acme\/[^/]+\/privkey\.pem$/.test(path);
}

/**
 * A private key without its PEM: its DER, and the numbers that are all of its secret, however they are written.
 * @param name what it is called in what is found
 */
export function keyBytes(name: string, pem: string): Record<string, Buffer> {
  const key = createPrivateKey(pem);
  const { d = '', p, q } = key.export({ format: 'jwk' });
  const numbers = Object.entries({ d, p, q }).flatMap(([number, value]) =>
    value === undefined ? [] : [[`${name}, ${number}`, Buffer.from(value, 'base64url')] as const],
  );
  return {
    [`${name}, DER`]: key.export({ type: 'pkcs8', format: 'der' }),
    ...Object.fromEntries(numbers),
  };
}

/** Finds secrets in texts, each in every form that a program might give it. @returns `<secret> as <form> in <place>` */
export function findSecrets(
  places: Readonly<Record<string, string>>,
  secrets: Readonly<Record<string, Secret>>,
): string[] {
  return Object.entries(secrets).flatMap(([name, secret]) =>
    Object.entries(formsOf(secret)).flatMap(([form, needles]) =>
      Object.entries(places)
        .filter(([, text]) => needles.some((needle) => text.includes(needle)))
        .map(([place]) => `${name} as ${form} in ${place}`),
    ),
  );
}

/** A secret as it stands, and each of a text's long lines, in the encodings that hide it from a simple search. */
function formsOf(secret: Secret): Record<string, string[]> {
  const parts = typeof secret === 'string' ? partsOf(secret) : [secret];
  const each = (encode: (part: Buffer) => string) => parts.map(encode);
  const text = (part: Buffer) => part.toString(typeof secret === 'string' ? 'utf8' : 'latin1');
  const shifted = (encoding: 'base64' | 'base64url') =>
    parts.flatMap((part) => [0, 1, 2].map((shift) => aligned(part, shift).toString(encoding)));
  return {
    text: each(text),
    base64: shifted('base64'),
    base64url: shifted('base64url'),
    hex: each((part) => part.toString('hex')),
    'hex in capitals': each((part) => part.toString('hex').toUpperCase()),
    JSON: each((part) => JSON.stringify(text(part)).slice(1, -1)),
    'a URL': each((part) => encodeURIComponent(text(part))),
  };
}

function partsOf(secret: string): Buffer[] {
  return [secret, ...secret.split(/\r?\n/)]
    .map((part) => part.trim())
    .filter((part) => part.length >= 16 && !part.startsWith('-----'))
    .map((part) => Buffer.from(part));
}

/** The bytes that make whole groups of base64 when so many bytes stand before them in a group of three. */
function aligned(bytes: Buffer, shift: number): Buffer {
  const from = (3 - shift) % 3;
  return bytes.subarray(from, bytes.length - ((bytes.length - from) % 3));
}
