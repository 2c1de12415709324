import type { KeyObject } from 'node:crypto';
import type { Secret } from '../base/secret.ts';
import { parseEntry, serializeEntry, type StateEntry } from './entry.ts';
import type { StateProblem } from './problem.ts';
import { deriveStateKey, deriveStateKeyId } from './secret-key.ts';
import { isRecord } from './shape.ts';

/** The key of the current secret, and of the one before its rotation. */
export interface StateKeys {
  current: StateKey;
  previous: StateKey | undefined;
}

export interface StateKey {
  id: string;
  key: KeyObject;
}

/** Derives the keys that state is sealed with and opened with. */
export function stateKeysOf(encryptionKey: Secret, previous: Secret | undefined): StateKeys {
  return { current: stateKeyOf(encryptionKey), previous: previous && stateKeyOf(previous) };
}

function stateKeyOf(secret: Secret): StateKey {
  return { id: deriveStateKeyId(secret), key: deriveStateKey(secret) };
}

/** Seals for `dir` with A256GCM and nothing else: an attacker's choice of algorithms isn't offered. */
const algorithms = { alg: 'dir', enc: 'A256GCM' } as const;
const typ = 'bounded-acme-state';

/**
 * Encrypts an entry, its keys included, as a compact JWE (RFC 7516 7.1).
 * @returns ASCII, one line without an end
 * @throws the signal's reason
 */
export async function sealEntry(
  entry: StateEntry,
  { current }: StateKeys,
  signal: AbortSignal,
): Promise<string> {
  const { CompactEncrypt } = await import('jose/jwe/compact/encrypt');
  signal.throwIfAborted();
  return new CompactEncrypt(Buffer.from(serializeEntry(entry)))
    .setProtectedHeader({ ...algorithms, typ, kid: current.id })
    .encrypt(current.key);
}

/** What an entry has to be of. */
export type EntryPlace = Pick<StateEntry, 'repository' | 'caDirectoryUrl' | 'name' | 'variant'>;

export interface OpenOptions {
  keys: StateKeys;
  /** Authentic isn't enough: a file can be copied to where it doesn't belong. undefined: the caller looks at that. */
  place: EntryPlace | undefined;
}

/** An entry and the key that opened it; one that the previous key opened should be sealed anew. */
export type OpenedEntry = { entry: StateEntry; openedWith: 'current' | 'previous' } | StateProblem;

/**
 * Opens what `sealEntry` made. Never throws on what it is given: anything but an entry of `place` is a problem.
 * @param sealed the file's bytes, one character each (`latin1`), so that none can hide in a decoder
 * @throws the signal's reason
 */
export async function openEntry(
  sealed: string,
  { keys, place }: OpenOptions,
  signal: AbortSignal,
): Promise<OpenedEntry> {
  const damage = damageOf(sealed);
  if (damage) return damage;
  const header = readHeader(sealed);
  if (!isRecord(header)) return problem('tampered', 'its header is not JSON');
  if (header['typ'] !== typ) return problem('unreadable', 'it is a sealed file of something else');
  const openedWith = keyNameOf(header['kid'], keys);
  const key = openedWith && keys[openedWith]?.key;
  if (!openedWith || !key) return problem('wrong-key', 'it was sealed with another secret');
  const content = await decrypt(sealed, key);
  signal.throwIfAborted();
  if (content === undefined) return problem('tampered', 'it is not what was sealed');
  const parsed = parseEntry(content);
  if ('problem' in parsed) return problem(parsed.problem, parsed.detail);
  return (place && misplacement(parsed.entry, place)) ?? { entry: parsed.entry, openedWith };
}

/** Whether a text could be a sealed entry, as far as that can be told without the key. */
export function isSealed(text: string): boolean {
  return damageOf(text) === undefined;
}

/** Header, no encrypted key, 96 bits of IV, ciphertext, 128 bits of tag (RFC 7518 5.3). */
const form = /^[\w-]+\.\.[\w-]{16}\.[\w-]+\.[\w-]{22}$/;
const cutForm = /^([\w-]*|[\w-]+\.\.?|[\w-]+\.\.[\w-]{1,16}|[\w-]+\.\.[\w-]{16}\.[\w-]*(\.[\w-]{0,21})?)$/;

/** What is wrong with the file before any key is tried. */
function damageOf(sealed: string): StateProblem | undefined {
  if (!form.test(sealed)) {
    return cutForm.test(sealed)
      ? problem('truncated', `it ends after ${sealed.length} bytes`)
      : problem('tampered', 'it is not a sealed file');
  }
  // The last character of base64url can have bits that count for nothing; a flip there is a flip all the same.
  const canonical = sealed
    .split('.')
    .every((part) => Buffer.from(part, 'base64url').toString('base64url') === part);
  return canonical ? undefined : problem('tampered', 'it is not written as it was sealed');
}

function readHeader(sealed: string): unknown {
  try {
    return JSON.parse(Buffer.from(sealed.slice(0, sealed.indexOf('.')), 'base64url').toString());
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function keyNameOf(kid: unknown, keys: StateKeys): 'current' | 'previous' | undefined {
  if (kid === keys.current.id) return 'current';
  return kid === keys.previous?.id ? 'previous' : undefined;
}

/** @returns undefined when it is not authentic */
async function decrypt(sealed: string, key: KeyObject): Promise<string | undefined> {
  const { compactDecrypt } = await import('jose/jwe/compact/decrypt');
  const { JOSEError } = await import('jose/errors');
  try {
    const { plaintext } = await compactDecrypt(sealed, key, {
      keyManagementAlgorithms: [algorithms.alg],
      contentEncryptionAlgorithms: [algorithms.enc],
    });
    return Buffer.from(plaintext).toString();
  } catch (error) {
    if (error instanceof JOSEError) return undefined;
    throw error;
  }
}

function misplacement(entry: StateEntry, place: EntryPlace): StateProblem | undefined {
  if (entry.repository !== place.repository)
    return problem('other-repository', 'it is of another repository');
  if (entry.caDirectoryUrl !== place.caDirectoryUrl) return problem('other-ca', 'it is of another CA');
  if (entry.name !== place.name || entry.variant !== place.variant) {
    return problem('other-certificate', 'it is of another certificate');
  }
  return undefined;
}

function problem(kind: StateProblem['problem'], detail: string): StateProblem {
  return { problem: kind, detail };
}
