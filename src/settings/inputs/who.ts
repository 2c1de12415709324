import { knownCaNames, parseCa } from '../ca.ts';
import { parseAccountKey, parseCertificates } from '../grammar/pem.ts';
import { parseEabHmacKey, parseEncryptionKey } from '../grammar/secrets.ts';
import { parseEmail, token } from '../grammar/texts.ts';
import type { Inputs } from '../input.ts';

export const who = {
  ca: {
    group: 'who',
    default: 'letsencrypt',
    description: `The CA: ${knownCaNames.map((name) => `\`${name}\``).join(', ')}, or the https URL of an ACME directory.`,
    parse: parseCa,
  },
  'ca-certificates': {
    group: 'who',
    description:
      "Root certificates, as PEM or the path of a file, to trust for the CA's own https besides the system's. For a CA of your own.",
    parse: (text, { readText }) => parseCertificates(text, readText),
  },
  email: {
    group: 'who',
    description: "A mail address to give the CA as the account's contact.",
    parse: parseEmail,
  },
  'eab-kid': {
    group: 'who',
    description:
      "Key identifier of an external account binding, from the CA's website; together with `eab-hmac-key`. Some CAs want a binding for every new account, and a test CA its own.",
    secret: true,
    parse: token('a key identifier'),
  },
  'eab-hmac-key': {
    group: 'who',
    description: 'HMAC key of that binding, as the CA shows it (base64url).',
    secret: true,
    parse: parseEabHmacKey,
  },
  'encryption-key': {
    group: 'who',
    description:
      'Your one secret: at least 32 random bytes, made with `openssl rand -base64 32`. The account key is derived from it, so that every run finds the same account, and everything stored is sealed with it. Without it nothing is stored, and without `account-key` each run makes a new account.',
    secret: true,
    parse: parseEncryptionKey,
  },
  'previous-encryption-key': {
    group: 'who',
    description:
      "The secret before its rotation: what was stored with it is still opened, and its account moves to the new key (RFC 8555's key change). Leave it out again after a run with both.",
    secret: true,
    parse: parseEncryptionKey,
  },
  'account-key': {
    group: 'who',
    description:
      "The ACME account's private key as PEM (RSA of at least 2048 bits, P-256 or P-384), instead of the one derived from `encryption-key`.",
    secret: true,
    parse: parseAccountKey,
  },
} as const satisfies Inputs;
