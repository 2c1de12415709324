import type { Bound } from '../base/bound.ts';
import { AppError } from '../base/errors.ts';
import { retry, type RetryOptions } from '../base/retry.ts';
import { isRecord } from './problem.ts';
import { demandSuccess, jsonOf, type Transport } from './transport.ts';

/** The CA's resources (RFC 8555 7.1.1), read and checked. */
export interface Directory {
  url: string;
  newNonce: string;
  newAccount: string;
  newOrder: string;
  revokeCert: string | undefined;
  keyChange: string | undefined;
  /** RFC 9773 4.1. */
  renewalInfo: string | undefined;
  externalAccountRequired: boolean;
  /** The names of its profiles (draft-aaron-acme-profiles). */
  profiles: readonly string[];
  caaIdentities: readonly string[];
}

/** Reads the directory at `url` (RFC 8555 7.1.1): a GET that needs no account. @throws AppError when there is none */
export function readDirectory(
  url: string,
  { transport, ...retrying }: Omit<RetryOptions, 'bound'> & { transport: Transport },
  bound: Bound,
): Promise<Directory> {
  return retry({ ...retrying, bound }, async () => {
    const answer = demandSuccess(await transport.send({ method: 'GET', url }, bound.signal));
    return parseDirectory(jsonOf(answer, { isValid: isRecord, repeatable: true }), url);
  });
}

/** Reads a directory's JSON. @throws AppError `ca-error` when it is no directory */
export function parseDirectory(body: unknown, url: string): Directory {
  const source = isRecord(body) ? body : {};
  const meta = isRecord(source['meta']) ? source['meta'] : {};
  const profiles = isRecord(meta['profiles']) ? meta['profiles'] : {};
  return {
    url,
    newNonce: demandUrl(source, 'newNonce', url),
    newAccount: demandUrl(source, 'newAccount', url),
    newOrder: demandUrl(source, 'newOrder', url),
    revokeCert: text(source['revokeCert']),
    keyChange: text(source['keyChange']),
    renewalInfo: text(source['renewalInfo']),
    externalAccountRequired: meta['externalAccountRequired'] === true,
    profiles: Object.keys(profiles),
    caaIdentities: Array.isArray(meta['caaIdentities']) ? meta['caaIdentities'].map(String) : [],
  };
}

/** @throws AppError `profile-unknown` when the CA doesn't offer `profile` */
export function checkProfile(directory: Directory, profile: string | undefined): void {
  if (profile === undefined || directory.profiles.includes(profile)) return;
  const offered = directory.profiles;
  throw new AppError('profile-unknown', `The CA has no certificate profile ${JSON.stringify(profile)}`, {
    url: directory.url,
    hint:
      offered.length === 0
        ? 'It offers no profiles at all: leave the input `profile` empty.'
        : `It offers: ${offered.join(', ')}.`,
  });
}

function demandUrl(source: Record<string, unknown>, name: string, url: string): string {
  const value = text(source[name]);
  if (value !== undefined && URL.canParse(value) && value.startsWith('https:')) return value;
  throw new AppError('ca-error', `${url} is no ACME directory: it names no https URL for ${name}`, {
    url,
    hint: 'Check the URL in the input `ca`.',
  });
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
