import { Secret } from '../base/secret.ts';
import { canonicalName } from './names.ts';

/** What an acme-dns server gave for a name, as lego and other clients of acme-dns store it. */
export interface AcmeDnsAccount {
  /** The name that `_acme-challenge` is led to by a CNAME; absolute, lower case, without the final dot. */
  home: string;
  subdomain: string;
  username: Secret;
  password: Secret;
}

/** The accounts by the names that they prove. */
export type AcmeDnsAccounts = ReadonlyMap<string, AcmeDnsAccount>;

/**
 * Reads the accounts from a storage as lego writes it: JSON, `{"example.com": {"fulldomain", "subdomain", "username",
 * "password", "server_url"}}`.
 * @returns the accounts; what is wrong with the text when it is no storage, without any of it
 */
export function parseAccounts(text: string): AcmeDnsAccounts | { problem: string } {
  const stored = parseObject(text);
  if (!stored) return { problem: 'holds no JSON object' };
  const accounts = new Map<string, AcmeDnsAccount>();
  for (const [domain, entry] of Object.entries(stored)) {
    const account = readAccount(entry);
    if (!account) {
      return { problem: `has no fulldomain, subdomain, username and password for ${domain}` };
    }
    accounts.set(canonicalName(domain), account);
  }
  return accounts;
}

/** Reads one account as a server or a storage gives it; undefined when a part is missing. */
export function readAccount(entry: unknown): AcmeDnsAccount | undefined {
  if (typeof entry !== 'object' || entry === null) return undefined;
  const { fulldomain, subdomain, username, password } = entry as Record<string, unknown>;
  const isText = (value: unknown) => typeof value === 'string' && value !== '';
  if (![fulldomain, subdomain, username, password].every(isText)) return undefined;
  return {
    home: canonicalName(fulldomain as string),
    subdomain: subdomain as string,
    username: new Secret(username as string),
    password: new Secret(password as string),
  };
}

/** A JSON object; undefined when the text is something else. */
export function parseObject(text: string): Record<string, unknown> | undefined {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch (error) {
    // The message of a SyntaxError quotes the text, which is secret.
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
  return typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed)
    ? (parsed as Record<string, unknown>)
    : undefined;
}
