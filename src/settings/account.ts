import type { Values } from './inputs.ts';
import { Misfit } from './misfit.ts';
import type { AccountSettings } from './settings.ts';

type Given = Pick<Values, 'email' | 'eab-kid' | 'eab-hmac-key' | 'encryption-key' | 'account-key'>;

/** The account to use. @throws Misfit for half of an external account binding (RFC 8555 7.3.4) */
export function accountOf(given: Given): AccountSettings {
  return {
    email: given.email,
    eab: bindingOf(given),
    encryptionKey: given['encryption-key'],
    accountKey: given['account-key'],
  };
}

function bindingOf({ 'eab-kid': kid, 'eab-hmac-key': hmacKey }: Given): AccountSettings['eab'] {
  if (kid !== undefined && hmacKey !== undefined) return { kid, hmacKey };
  if (kid === undefined && hmacKey === undefined) return undefined;
  const [missing, given] = kid === undefined ? ['eab-kid', 'eab-hmac-key'] : ['eab-hmac-key', 'eab-kid'];
  throw new Misfit({
    input: missing,
    problem: `is empty, and \`${given}\` is set`,
    remedy: "An account's binding needs both; the CA's website shows them together.",
  });
}
