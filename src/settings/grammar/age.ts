import { Misfit, parseEach } from '../misfit.ts';

/**
 * Reads age recipients, one a line, `#` starting a comment as in the files that `age -R` reads. Only native X25519
 * keys: they need no plugin, and every version of age opens what is encrypted to them.
 * @returns each once
 * @throws Misfit with every line that is none
 */
export function parseAgeRecipients(text: string): readonly string[] {
  const lines = text.split(/\r\n|\n|\r/).map((line) => line.replace(/(^|\s)#.*$/, '').trim());
  const recipients = parseEach(
    lines.filter((line) => line !== ''),
    parseRecipient,
  );
  if (recipients.length > 0) return [...new Set(recipients)];
  throw new Misfit({ problem: 'no recipient in it', remedy });
}

const remedy = 'Write the public key that `age-keygen` shows, like age1... with 62 characters, one a line.';

function parseRecipient(text: string): string {
  if (/^age-secret-key-/i.test(text)) {
    throw new Misfit({
      value: null,
      problem: 'a secret key of age',
      remedy:
        'Give its public key (`age-keygen -y`), and make a new one if this has been in a log or a repository.',
    });
  }
  const problem = problemOf(text);
  if (problem === undefined) return text;
  throw new Misfit({ value: text, problem, remedy });
}

function problemOf(text: string): string | undefined {
  const prefix = text.slice(0, Math.max(0, text.lastIndexOf('1')));
  // What stands before the last 1 names the kind: plugins and post-quantum keys have names of their own.
  if (/^age1[a-z0-9]/.test(prefix)) return `an age recipient of another kind (${prefix})`;
  if (prefix !== 'age') return 'not an age recipient';
  const digits = Array.from(text.slice(prefix.length + 1), (char) => alphabet.indexOf(char));
  if (digits.includes(-1) || digits.length !== digitsOfKey || !checks(prefix, digits)) {
    return "an age recipient with a typing error: its checksum doesn't fit";
  }
  return undefined;
}

/** Bech32 (BIP 173), as age writes its keys: 5 bits a character, the last six a checksum. */
const alphabet = 'qpzry9x8gf2tvdw0s3jn54khce6mua7l';
const generator = [0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3];

/** 32 bytes and the checksum. */
const digitsOfKey = 52 + 6;

function checks(prefix: string, digits: readonly number[]): boolean {
  const codes = Array.from(prefix, (char) => char.charCodeAt(0));
  const all = [...codes.map((code) => code >> 5), 0, ...codes.map((code) => code & 31), ...digits];
  return all.reduce(addDigit, 1) === 1;
}

function addDigit(checksum: number, digit: number): number {
  const top = checksum >>> 25;
  const shifted = ((checksum & 0x1ffffff) << 5) ^ digit;
  return generator.reduce((sum, term, bit) => ((top >> bit) & 1 ? sum ^ term : sum), shifted);
}
