import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { EntryPlace } from './seal.ts';

/** Which certificate's entry is meant. */
export type EntryName = Pick<EntryPlace, 'name' | 'variant'>;

/** Whose state it is. */
export type StateScope = Omit<EntryPlace, keyof EntryName>;

/** An entry's sealed file. */
export interface EntryFile {
  /** The certificate's name, for people. */
  name: string;
  /** 64 hex digits: names the file and its cache entries. */
  id: string;
  path: string;
}

/** A sealed file that was written and has to be uploaded: what the journal notes of it. */
export interface StateDeed {
  kind: 'state';
  name: string;
  id: string;
}

/**
 * The id of an entry: repositories that share a directory, CAs that share a name, and key types that share one don't
 * share state.
 */
export function entryIdOf({ repository, caDirectoryUrl, name, variant }: EntryPlace): string {
  return createHash('sha256')
    .update(JSON.stringify([repository, caDirectoryUrl, name, variant]))
    .digest('hex');
}

export function fileOf(
  place: EntryPlace,
  pathOf: (place: { name: string; id: string }) => string,
): EntryFile {
  const { name } = place;
  const id = entryIdOf(place);
  return { name, id, path: pathOf({ name, id }) };
}

/** Where sealed files lie on their way from and to the cache: one fixed path each, because the cache compares paths. */
export function cachedDirectory(tempDirectory: string): string {
  return join(tempDirectory, 'bounded-acme-state');
}

/** @throws Error for an id that is none: it would be part of a path */
export function cachedPathOf(tempDirectory: string, { id }: { id: string }): string {
  if (!/^[0-9a-f]{64}$/.test(id)) throw new Error('A state id in the journal is not one');
  return join(cachedDirectory(tempDirectory), `${id}.jwe`);
}

/** The file in a user's directory: its name can be read, and its id keeps it apart on every file system. */
export function keptPathOf(directory: string, { name, id }: { name: string; id: string }): string {
  const readable = name.replaceAll(/[^A-Za-z0-9_-]+/g, '_').slice(0, 60);
  return join(directory, `${readable}-${id.slice(0, 16)}.jwe`);
}
