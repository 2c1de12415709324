import { isDeepStrictEqual } from 'node:util';
import type { AcmeSession } from '../acme/session.ts';
import type { AppError } from '../base/errors.ts';
import type { IssuedCertificate } from '../report/outcome.ts';
import type { CertificateRequest } from '../settings/settings.ts';
import {
  isPage,
  newEntry,
  variantOf,
  withFailure,
  type StateEntry,
  type StoredFailure,
} from '../state/entry.ts';
import type { Order } from '../acme/order.ts';
import type { KeyMaterial } from './key-material.ts';
import type { Start } from './start.ts';
import { setupDigest } from './setup-digest.ts';

/** Keeps what this run learns of one certificate, at the moments at which losing it would cost something. */
export interface Keeper {
  /** An order was placed: from here on it can be found again. */
  pending(placed: { order: Order; material: KeyMaterial }, signal: AbortSignal): Promise<void>;
  certificate(
    obtained: { certificate: IssuedCertificate; material: KeyMaterial },
    signal: AbortSignal,
  ): Promise<void>;
  /** The certificate came where it was to go: the next run needn't tell of it as new. */
  delivered(signal: AbortSignal): Promise<void>;
  /** @returns whether the next run can go on with the order */
  failure(error: AppError, signal: AbortSignal): Promise<boolean>;
}

export interface KeeperOptions {
  request: CertificateRequest;
  start: Start;
  session: AcmeSession;
  /** What an earlier run kept. */
  known: StateEntry | undefined;
}

export function createKeeper({ request, start, session, known }: KeeperOptions): Keeper {
  const { store, settings, world } = start;
  const { name, identifiers } = request;
  const caDirectoryUrl = settings.ca.directoryUrl;
  const variant = variantOf(request, settings.keyType);
  const account = { url: session.accountUrl ?? '', thumbprint: session.signer.thumbprint };
  let entry: StateEntry = known
    ? { ...known, account }
    : newEntry({ repository: world.repository, caDirectoryUrl, name, variant, account });
  const keep = (next: StateEntry, signal: AbortSignal) => {
    entry = next;
    return store.keep(entry, signal);
  };
  const setup = setupDigest(request, settings);
  const made = ({ keyType, privateKey }: KeyMaterial) => ({ keyType, privateKey, profile: settings.profile });
  return {
    pending({ order, material }, signal) {
      const { csr } = material;
      const createdAtMs = world.clock.now();
      const pending = { ...made(material), orderUrl: order.url, createdAtMs, identifiers, csr };
      return keep({ ...entry, pending }, signal);
    },
    certificate({ certificate: { leafPem, chainPem, ...read }, material }, signal) {
      const domains = identifiers.map(({ value }) => value);
      const obtainedAtMs = world.clock.now();
      const isRenewal = isDeepStrictEqual(entry.certificate?.domains.toSorted(), domains.toSorted());
      const chain = leafPem + chainPem;
      const certificate = {
        ...read,
        ...made(material),
        domains,
        obtainedAtMs,
        predecessorAtMs: entry.certificate?.obtainedAtMs,
        newAtMs: isRenewal ? entry.certificate?.newAtMs : obtainedAtMs,
        chain,
        renewalInfo: undefined,
        delivered: false,
      };
      return keep({ ...entry, certificate, pending: undefined, failures: [] }, signal);
    },
    async delivered(signal) {
      const { certificate } = entry;
      if (certificate) await keep({ ...entry, certificate: { ...certificate, delivered: true } }, signal);
    },
    async failure(error, signal) {
      // The CA itself has given this order up. After anything else the next run looks what became of it, and orders no
      // second certificate: not even when this one failed its checks, which may be the fault of a clock.
      const { code } = error;
      const pending = code === 'order-invalid' || code === 'validation-failed' ? undefined : entry.pending;
      const failed = failureOf(error, { atMs: world.clock.now(), setup });
      await keep(withFailure({ ...entry, pending }, failed), signal);
      return store.lasting && pending !== undefined;
    },
  };
}

/** What is remembered of a failure. */
export function failureOf(
  { code, details: { retryAtMs, link } }: AppError,
  { atMs, setup }: Pick<StoredFailure, 'atMs' | 'setup'>,
): StoredFailure {
  return {
    atMs,
    code,
    setup,
    retryAtMs: retryAtMs === undefined ? undefined : Math.round(retryAtMs),
    // What the CA calls a link may be none.
    link: link !== undefined && isPage(link) ? link : undefined,
  };
}
