import { Secret } from '../../base/secret.ts';
import { Misfit } from '../misfit.ts';

/** Below this, measured over the text's own letters, 32 random bytes are as good as impossible in any notation. */
const leastEntropyBits = 160;

/**
 * Reads the one secret: 32 or more random bytes as base64, base64url or hex, or other text of that strength.
 * An estimate can't prove randomness; what this turns away is passwords, sentences and repetition.
 * @throws Misfit, without any of the text
 */
export function parseEncryptionKey(text: string): Secret {
  const problem = weakness(text);
  if (problem === undefined) return new Secret(text);
  throw new Misfit({ problem, remedy: 'Make one with `openssl rand -base64 32` and keep it as a secret.' });
}

function weakness(text: string): string | undefined {
  if (/\s/.test(text)) return 'has spaces or line breaks in it';
  const hex = /^[0-9a-f]+$/i.test(text);
  if (text.replace(/=+$/, '').length < (hex ? 64 : 43)) return 'too short for 32 random bytes';
  const mixed = hex ? /\d/.test(text) && /[a-f]/i.test(text) : /[a-z]/.test(text) && /[A-Z]/.test(text);
  if (!mixed || entropyBits(text) < leastEntropyBits) return 'too regular to be random';
  return undefined;
}

/** Shannon's measure over the frequencies of the text's own characters. */
function entropyBits(text: string): number {
  const counts = new Map<string, number>();
  for (const char of text) counts.set(char, (counts.get(char) ?? 0) + 1);
  return [...counts.values()].reduce((bits, count) => bits - count * Math.log2(count / text.length), 0);
}

/** Reads the external account binding's key: base64url as CAs hand it out (RFC 8555 7.3.4). */
export function parseEabHmacKey(text: string): Secret {
  if (/^[A-Za-z0-9_-]{16,}={0,2}$/.test(text)) return new Secret(text.replace(/=+$/, ''));
  throw new Misfit({
    problem: 'not base64url of at least 12 bytes',
    remedy: 'Copy the HMAC key as the CA shows it: letters, digits, `-` and `_`.',
  });
}
