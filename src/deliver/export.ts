import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError, messageOf } from '../base/errors.ts';
import { eachSettled } from '../base/parallel.ts';
import type { Secret } from '../base/secret.ts';
import { encryptKey, keyIterations } from '../certificate/encrypted-key.ts';
import type { IssuedCertificate } from '../report/outcome.ts';
import type { Ca } from '../settings/settings.ts';
import { encryptToRecipients } from './age.ts';

/** A certificate that leaves the runner. */
export interface ExportedCertificate {
  name: string;
  domains: readonly string[];
  certificate: IssuedCertificate;
  keyType: string | undefined;
  profile: string | undefined;
  /** undefined when the CSR was the user's. */
  privateKey: Secret | undefined;
  /** `certificate.pfx`, encrypted with `pfx-password`. */
  pfx: Uint8Array | undefined;
}

/** What a private key is encrypted with before it leaves. */
export type KeyLock =
  { kind: 'passphrase'; passphrase: Secret } | { kind: 'age'; recipients: readonly [string, ...string[]] };

/** age's recipients come before `encryption-key`; undefined when there is neither, and then no key leaves. */
export function keyLockOf(
  recipients: readonly string[],
  encryptionKey: Secret | undefined,
): KeyLock | undefined {
  const [first, ...others] = recipients;
  if (first !== undefined) return { kind: 'age', recipients: [first, ...others] };
  return encryptionKey && { kind: 'passphrase', passphrase: encryptionKey };
}

export interface ExportOptions {
  certificates: readonly ExportedCertificate[];
  lock: KeyLock | undefined;
  ca: Ca;
  /** Where the staging directory is made: private, and ending with the job. */
  tempDirectory: string;
  signal: AbortSignal;
}

export interface StagedExport {
  root: string;
  /** Absolute paths below `root`. */
  files: readonly string[];
}

/**
 * Writes what may leave the runner into a directory of its own, and removes it when `work` with it is over, however it
 * ended: for each certificate `cert.pem`, `chain.pem`, `fullchain.pem`, `metadata.json`, and its key only encrypted.
 * @returns what `work` gave, and what couldn't be removed
 * @throws AppError `delivery`; what `work` throws; the signal's reason
 */
export async function withStagedExport<T>(
  options: ExportOptions,
  work: (staged: StagedExport) => Promise<T>,
): Promise<{ done: T; leftover: string | undefined }> {
  const root = await written(() => mkdtemp(join(options.tempDirectory, 'bounded-acme-export-')));
  let done: T;
  try {
    done = await work({ root, files: await stage(options, root) });
  } catch (error) {
    const leftover = await remove(root);
    throw error instanceof AppError && leftover !== undefined ? error.with({ also: [leftover] }) : error;
  }
  return { done, leftover: await remove(root) };
}

async function stage(options: ExportOptions, root: string): Promise<string[]> {
  // Four keys at a time: that many threads derive passphrases. All come to their end, so that nothing is written any
  // more when the directory is removed.
  const outcomes = await eachSettled(options.certificates, 4, (one) => stageOne(one, { options, root }));
  return outcomes.flatMap((outcome) => {
    if (outcome.status === 'rejected') throw outcome.reason;
    return outcome.value;
  });
}

async function stageOne(
  one: ExportedCertificate,
  { options, root }: { options: ExportOptions; root: string },
): Promise<string[]> {
  const directory = join(root, checkName(one.name));
  const contents = await contentsOf(one, options);
  await written(() => mkdir(directory, { mode: 0o700 }));
  const paths: string[] = [];
  for (const [file, content] of Object.entries(contents)) {
    const path = join(directory, file);
    options.signal.throwIfAborted();
    await written(() => writeFile(path, content, { flag: 'wx', mode: 0o600 }));
    paths.push(path);
  }
  return paths;
}

/** File name -> content. */
async function contentsOf(
  one: ExportedCertificate,
  options: ExportOptions,
): Promise<Record<string, string | Uint8Array>> {
  const { leafPem, chainPem } = one.certificate;
  const key = await lockedKey(one, options);
  return {
    'cert.pem': leafPem,
    'chain.pem': chainPem,
    'fullchain.pem': leafPem + chainPem,
    ...(key && { [key.told.file]: key.content }),
    ...(one.pfx && { 'certificate.pfx': one.pfx }),
    'metadata.json': `${JSON.stringify(metadataOf(one, options.ca, key?.told), undefined, 2)}\n`,
  };
}

/** How a file that holds the key is encrypted, for whoever finds it a year later. */
interface Locked {
  file: string;
  encryption: string;
  /** The command that opens it. */
  open: string;
  /** What that command needs. */
  needs: string;
}

async function lockedKey(
  { privateKey }: ExportedCertificate,
  { lock, signal }: ExportOptions,
): Promise<{ content: string; told: Locked } | undefined> {
  if (!privateKey || !lock) return undefined;
  if (lock.kind === 'passphrase') {
    return { content: await encryptKey({ privateKey, passphrase: lock.passphrase }, signal), told: pbes2Key };
  }
  const { recipients } = lock;
  const content = await encryptToRecipients({ text: privateKey, recipients }, signal);
  return { content, told: { ...ageKey, encryption: `age to ${recipients.join(', ')}` } };
}

const pbes2Key: Locked = {
  file: 'privkey.pem',
  encryption: `PKCS #8, PBES2: AES-256-CBC, PBKDF2-HMAC-SHA-256 with ${keyIterations} iterations`,
  open: 'openssl pkey -in privkey.pem -passin env:ENCRYPTION_KEY',
  needs: 'the input encryption-key of the run, in the variable ENCRYPTION_KEY',
};

const ageKey = {
  file: 'privkey.pem.age',
  open: 'age -d -i identity.txt privkey.pem.age',
  needs: 'the identity of one of these recipients, in the file identity.txt',
};

const pfxKey: Locked = {
  file: 'certificate.pfx',
  encryption: 'PKCS #12, PBES2: AES-256-CBC, PBKDF2-HMAC-SHA-256',
  open: 'openssl pkcs12 -in certificate.pfx -passin env:PFX_PASSWORD -noenc',
  needs: 'the input pfx-password of the run, in the variable PFX_PASSWORD',
};

function metadataOf(one: ExportedCertificate, ca: Ca, key: Locked | undefined) {
  const { name, domains, certificate, keyType, profile, pfx } = one;
  const { serial, fingerprint, issuer } = certificate;
  return {
    name,
    domains,
    notBefore: new Date(certificate.notBeforeMs).toISOString(),
    notAfter: new Date(certificate.notAfterMs).toISOString(),
    serial,
    fingerprint,
    issuer,
    ca: { name: ca.name, directory: ca.directoryUrl, staging: ca.staging },
    keyType,
    profile,
    privateKey: key ?? null,
    pfx: pfx ? pfxKey : null,
  };
}

/** A name is one path segment without the characters that artifacts can't have in a path. */
function checkName(name: string): string {
  if (!/^\.{0,2}$|["<>|*?:\\/\p{Cc}]/u.test(name)) return name;
  throw new AppError('delivery', `The certificate's name ${JSON.stringify(name)} can't be in an artifact`, {
    hint: 'Give it another one in the input `domains`, with `> name` at the end of its line.',
  });
}

/** @returns what is left, when it can't be removed; nothing in it is readable without a secret */
async function remove(root: string): Promise<string | undefined> {
  try {
    await rm(root, { recursive: true, force: true });
    return undefined;
  } catch (error) {
    return `The export's directory is left behind (its keys are encrypted): ${messageOf(error)}`;
  }
}

async function written<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw new AppError(
      'delivery',
      `The artifact can't be put together: ${messageOf(error)}`,
      { hint: "Look at the space and the rights in the runner's temp, or set `artifact` to none." },
      error,
    );
  }
}
