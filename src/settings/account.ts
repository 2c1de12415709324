import type { Values } from './inputs.ts';
import { Misfit } from './misfit.ts';
import type { Reading } from './reading.ts';
import type { AccountSettings } from './settings.ts';

/** The account to use. Each part by itself, so that a fault of one hides no fault of another. */
export function readAccount(reading: Reading): AccountSettings | undefined {
  const eab = reading.derive(['eab-kid', 'eab-hmac-key'], bindingOf);
  const previousEncryptionKey = reading.derive(['previous-encryption-key', 'encryption-key'], previousOf);
  return reading.derive(['email', 'encryption-key', 'account-key'], (given) => ({
    email: given.email,
    eab,
    encryptionKey: given['encryption-key'],
    previousEncryptionKey,
    accountKey: given['account-key'],
  }));
}

function previousOf({
  'previous-encryption-key': previous,
  'encryption-key': current,
}: Pick<Values, 'previous-encryption-key' | 'encryption-key'>): AccountSettings['previousEncryptionKey'] {
  if (previous === undefined) return undefined;
  if (current !== undefined && current.reveal() !== previous.reveal()) return previous;
  throw new Misfit({
    problem:
      current === undefined ? 'is set, and `encryption-key` is empty' : 'is the same as `encryption-key`',
    remedy: 'The new secret goes into `encryption-key`, the one before it here.',
  });
}

/** RFC 8555 7.3.4. */
function bindingOf({
  'eab-kid': kid,
  'eab-hmac-key': hmacKey,
}: Pick<Values, 'eab-kid' | 'eab-hmac-key'>): AccountSettings['eab'] {
  if (kid !== undefined && hmacKey !== undefined) return { kid, hmacKey };
  if (kid === undefined && hmacKey === undefined) return undefined;
  const [missing, given] = kid === undefined ? ['eab-kid', 'eab-hmac-key'] : ['eab-hmac-key', 'eab-kid'];
  throw new Misfit({
    input: missing,
    problem: `is empty, and \`${given}\` is set`,
    remedy: "An account's binding needs both; the CA's website shows them together.",
  });
}
