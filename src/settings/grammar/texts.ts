import { Misfit } from '../misfit.ts';
import { parseIdentifier } from './identifiers.ts';

/**
 * Reads one mail address, as an account's contact (RFC 8555 7.3: one address, no header fields).
 * @returns it without `mailto:`
 */
export function parseEmail(text: string): string {
  const [, local, domain] = /^(?:mailto:)?([\w.!#$&'*+/=^`{|}~-]+)@([^@]+)$/.exec(text) ?? [];
  if (local === undefined || domain === undefined || !isMailDomain(domain)) {
    throw new Misfit({ problem: 'not a mail address', remedy: 'Write one address, like ops@example.com.' });
  }
  return `${local}@${domain}`;
}

function isMailDomain(text: string): boolean {
  try {
    const { type, value } = parseIdentifier(text);
    return type === 'dns' && value.includes('.') && !value.startsWith('*');
  } catch (error) {
    if (error instanceof Misfit) return false;
    throw error;
  }
}

/** A grammar of one word in printable ASCII: names that a CA gives things. */
export function token(what: string): (text: string) => string {
  return (text) => {
    if (/^[\x21-\x7e]{1,200}$/.test(text)) return text;
    throw new Misfit({ problem: `not ${what}`, remedy: 'Copy it as the CA shows it: one word, no spaces.' });
  };
}

/** Reads a common name. */
export function parseCommonName(text: string): string {
  if (/^[^\p{Cc}]{1,200}$/u.test(text)) return text;
  throw new Misfit({ problem: 'not a common name', remedy: 'Write it on one line, like ISRG Root X2.' });
}
