import type { Blob, Blobs } from './results-blobs.ts';
import type { Claims } from './results-token.ts';
import { Refusal, type Methods } from './results-twirp.ts';

/** What can be restored. */
export interface CacheEntry {
  readonly key: string;
  /** The client's hash of the paths and the compression. */
  readonly version: string;
  readonly scope: string;
  /** The archive. */
  readonly bytes: Buffer;
}

interface Reservation extends Omit<CacheEntry, 'bytes'> {
  blob: Blob;
  finalized: boolean;
}

interface Message {
  key?: string;
  version?: string;
  restore_keys?: readonly string[];
  size_bytes?: string;
}

/** The cache: entries are immutable, and seen from their own branch and, if saved by the default branch, from all. */
export class CacheModel {
  readonly #blobs: Blobs;
  /** Oldest first. */
  #reserved: readonly Reservation[] = [];

  constructor(blobs: Blobs) {
    this.#blobs = blobs;
  }

  get entries(): readonly CacheEntry[] {
    return this.#reserved.flatMap(({ blob, finalized, ...entry }) =>
      finalized && blob.bytes !== undefined ? [{ ...entry, bytes: blob.bytes }] : [],
    );
  }

  /** Puts other bytes into an entry: what someone with access to the storage could do. */
  tamper(key: string, change: (bytes: Buffer) => Buffer): void {
    const found = this.#reserved.find((one) => one.key === key);
    if (found?.blob.bytes === undefined) throw new Error(`The cache has no entry ${key}`);
    found.blob.bytes = change(found.blob.bytes);
  }

  evict(which: (entry: Pick<CacheEntry, 'key' | 'scope'>) => boolean): void {
    for (const { blob } of this.#reserved.filter(which)) this.#blobs.remove(blob);
    this.#reserved = this.#reserved.filter((one) => !which(one));
  }

  readonly methods: Methods<Message> = {
    CreateCacheEntry: ({ key = '', version = '' }, claims) => {
      const scope = claims.scopes.find(({ mayWrite }) => mayWrite)?.scope;
      if (scope === undefined) {
        return { ok: false, message: 'cache write denied: token has no writable scopes' };
      }
      if (this.#find({ key, version, scope })) {
        throw new Refusal(409, 'cache entry with the same key, version, and scope already exists');
      }
      const blob = this.#blobs.create();
      this.#reserved = [...this.#reserved, { key, version, scope, blob, finalized: false }];
      return { ok: true, signed_upload_url: this.#blobs.urlOf(blob, 'cw') };
    },

    FinalizeCacheEntryUpload: ({ key = '', version = '', size_bytes }, claims) => {
      const scope = claims.scopes.find(({ mayWrite }) => mayWrite)?.scope ?? '';
      const reserved = this.#find({ key, version, scope });
      if (!reserved || reserved.finalized) throw new Refusal(404, 'cache entry not found');
      if (String(reserved.blob.bytes?.length) !== size_bytes) {
        return { ok: false, message: 'cache entry size does not match the uploaded blob' };
      }
      reserved.finalized = true;
      return { ok: true, entry_id: String(this.#reserved.indexOf(reserved) + 1) };
    },

    GetCacheEntryDownloadURL: ({ key = '', version = '', restore_keys = [] }, claims) => {
      if (claims.scopes.length === 0)
        throw new Refusal(403, 'cache read denied: token has no readable scopes');
      const found = this.#match([key, ...restore_keys], version, claims);
      if (!found) return { ok: false };
      return { ok: true, matched_key: found.key, signed_download_url: this.#blobs.urlOf(found.blob, 'r') };
    },
  };

  #find(wanted: Pick<CacheEntry, 'key' | 'version' | 'scope'>): Reservation | undefined {
    return this.#reserved.find(
      ({ key, version, scope }) => key === wanted.key && version === wanted.version && scope === wanted.scope,
    );
  }

  /** A branch at a time; there a key at a time: the exact one, else the newest that begins with it. */
  #match(keys: readonly string[], version: string, { scopes }: Claims): Reservation | undefined {
    for (const { scope } of scopes) {
      const here = this.#reserved.filter(
        (one) => one.finalized && one.scope === scope && one.version === version,
      );
      for (const key of keys) {
        const found = here.find((one) => one.key === key) ?? here.findLast((one) => one.key.startsWith(key));
        if (found) return found;
      }
    }
    return undefined;
  }
}
