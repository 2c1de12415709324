import { messageOf } from '../base/errors.ts';
import { Secret } from '../base/secret.ts';
import type { CredentialReader } from './credentials.ts';
import { canonicalName } from './names.ts';
import { tsigAlgorithms, type TsigKey } from './tsig.ts';

/** A part of the key, and the variable that faults of it are told of. */
interface Part {
  input: string;
  text: string;
}

interface KeyParts {
  name: Part;
  algorithm: Part;
  secret: Part;
}

/**
 * Reads the key from RFC2136_TSIG_FILE, else from RFC2136_TSIG_KEY, _SECRET and _ALGORITHM; faults go to `read`.
 * @returns undefined when there is none, or a fault
 */
export function readTsigKey(read: CredentialReader, readText: (path: string) => string): TsigKey | undefined {
  const path = read.text('RFC2136_TSIG_FILE');
  const parts = path === '' ? fromVariables(read) : fromFile(path, { read, readText });
  if (!parts || (path === '' && parts.name.text === '' && parts.secret.text === '')) return undefined;
  const { name, secret } = parts;
  const algorithm = tsigAlgorithms.find((known) => known === canonicalName(parts.algorithm.text));
  if (!algorithm) {
    read.refuse(
      parts.algorithm.input,
      'has no supported algorithm',
      `Use one of ${tsigAlgorithms.join(', ')}.`,
    );
  }
  if (!/^([^\s.]{1,63}\.)*[^\s.]{1,63}\.?$/.test(name.text)) {
    read.refuse(name.input, 'has no key name', 'Give the name that the server knows the key by.');
  }
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(secret.text)) {
    read.refuse(
      secret.input,
      'has no base64 secret',
      "Give the text between the quotes of the key's `secret`.",
    );
  }
  return algorithm && { name: canonicalName(name.text), algorithm, secret: new Secret(secret.text) };
}

function fromVariables(read: CredentialReader): KeyParts {
  const part = (input: string) => ({ input, text: read.text(input) });
  return {
    name: part('RFC2136_TSIG_KEY'),
    algorithm: part('RFC2136_TSIG_ALGORITHM'),
    secret: part('RFC2136_TSIG_SECRET'),
  };
}

/** Reads the first key of a file as `tsig-keygen` writes it: `key "name" { algorithm x; secret "y"; };` */
function fromFile(
  path: string,
  { read, readText }: { read: CredentialReader; readText: (path: string) => string },
): KeyParts | undefined {
  const input = 'RFC2136_TSIG_FILE';
  let text: string;
  try {
    text = readText(path);
  } catch (error) {
    read.refuse(
      input,
      `can't be read: ${messageOf(error)}`,
      'Give the path of a file that the step can read.',
    );
    return undefined;
  }
  const part = (pattern: RegExp) => ({ input, text: pattern.exec(text)?.[1] ?? '' });
  return {
    name: part(/\bkey\s+"?([^\s"{]+)"?\s*\{/),
    algorithm: part(/\balgorithm\s+"?([^\s";]+)"?\s*;/),
    secret: part(/\bsecret\s+"?([^\s";]+)"?\s*;/),
  };
}
