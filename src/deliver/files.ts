import { randomUUID } from 'node:crypto';
import { lstat, mkdir, open, rename, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { AppError, messageOf } from '../base/errors.ts';
import type { Secret } from '../base/secret.ts';
import type { IssuedCertificate } from '../report/outcome.ts';

export interface CertificateFiles {
  /** Where all certificates go; made when it is missing. */
  directory: string;
  /** The certificate's name: its directory in there. */
  name: string;
  certificate: IssuedCertificate;
  /** undefined when the CSR was the user's: then a `privkey.pem` that is there stays what it is. */
  privateKey?: Secret | undefined;
  /** `certificate.pfx`. */
  pfx?: Uint8Array | undefined;
  signal: AbortSignal;
}

/**
 * Writes `cert.pem`, `chain.pem`, `fullchain.pem`, and `privkey.pem` and `certificate.pfx` where there are any. All are
 * written out before the first takes its name, so that a full disk leaves the old certificate whole.
 * @returns file name -> absolute path
 * @throws AppError `delivery`; the signal's reason
 */
export async function writeCertificateFiles(
  files: CertificateFiles,
): Promise<Readonly<Record<string, string>>> {
  const directory = join(resolve(files.directory), checkName(files.name));
  await makeDirectory(directory);
  const staged = contentsOf(files).map((content) => stagedIn(directory, content));
  try {
    for (const file of staged) {
      files.signal.throwIfAborted();
      await told(file.path, () => writeOut(file));
    }
    for (const { path, temporaryPath } of staged) await told(path, () => rename(temporaryPath, path));
  } catch (error) {
    throw await withoutLeftovers(error, staged);
  }
  return Object.fromEntries(staged.map(({ file, path }) => [file, path]));
}

interface FileContent {
  file: string;
  mode: number;
  content: string | Uint8Array;
}

function contentsOf({
  certificate: { leafPem, chainPem },
  privateKey,
  pfx,
}: CertificateFiles): FileContent[] {
  const readable = { mode: 0o644 };
  return [
    ...(privateKey ? [{ file: 'privkey.pem', mode: 0o600, content: privateKey.reveal() }] : []),
    ...(pfx ? [{ file: 'certificate.pfx', mode: 0o600, content: pfx }] : []),
    { ...readable, file: 'cert.pem', content: leafPem },
    { ...readable, file: 'chain.pem', content: chainPem },
    { ...readable, file: 'fullchain.pem', content: leafPem + chainPem },
  ];
}

/** A name is one path segment, on every system that a runner may have. */
function checkName(name: string): string {
  if (!/^\.{0,2}$|[/\\\0]/.test(name)) return name;
  throw new AppError(
    'delivery',
    `The certificate's name ${JSON.stringify(name)} is no name for a directory`,
    {
      hint: 'Give it another one in the input `domains`, with `> name` at the end of its line.',
    },
  );
}

/** `output-directory` itself may be a link, as the user likes; a link in our own name's place is someone's trap. */
async function makeDirectory(directory: string): Promise<void> {
  const made = await told(directory, async () => {
    await mkdir(directory, { recursive: true, mode: 0o700 });
    return lstat(directory);
  });
  if (made.isDirectory()) return;
  throw new AppError('delivery', `${directory} is a symbolic link: the key could end up anywhere`, {
    hint: 'Remove the link, or set `output-directory` to a directory that nobody else writes to.',
  });
}

interface StagedFile extends FileContent {
  path: string;
  temporaryPath: string;
}

function stagedIn(directory: string, content: FileContent): StagedFile {
  const { file } = content;
  return {
    ...content,
    path: join(directory, file),
    temporaryPath: join(directory, `.${file}.${randomUUID()}`),
  };
}

/** Readable by nobody else from the first byte on; `wx` follows no link, and renaming replaces one. */
async function writeOut({ temporaryPath, mode, content }: StagedFile): Promise<void> {
  const handle = await open(temporaryPath, 'wx', mode);
  try {
    await handle.writeFile(content);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Removes what was written out and found no name. @returns the error, knowing what couldn't be removed */
async function withoutLeftovers(error: unknown, staged: readonly StagedFile[]): Promise<unknown> {
  const removals = staged.map(({ temporaryPath }) => rm(temporaryPath, { force: true }));
  const failed = (await Promise.allSettled(removals)).filter((removal) => removal.status === 'rejected');
  const also = failed.map(({ reason }) => `A temporary file is left behind: ${messageOf(reason)}`);
  return error instanceof AppError && also.length > 0 ? error.with({ also }) : error;
}

const remedies: Readonly<Record<string, string>> = {
  ENOSPC: 'The disk is full: free some space, or set `output-directory` to another disk.',
  EDQUOT: 'The quota of the disk is used up: free some space, or set `output-directory` to another disk.',
  EACCES:
    'Let the user that runs the job write there, or set `output-directory` to a directory where it may.',
  EPERM: 'Let the user that runs the job write there, or set `output-directory` to a directory where it may.',
  EROFS: 'That file system is read-only: set `output-directory` to one that can be written.',
  ENOTDIR: 'A part of that path is a file: remove it, or set `output-directory` to another path.',
  EEXIST: 'A file stands where a directory has to be: remove it, or set `output-directory` to another path.',
  EISDIR: 'A directory stands where a file has to be: remove it, or set `output-directory` to another path.',
  ENAMETOOLONG: 'Give the certificate a shorter name in `domains`, with `> name` at the end of its line.',
};

async function told<T>(path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    const hint =
      remedies[code] ?? 'Look at that path on the runner, or set `output-directory` to another one.';
    throw new AppError('delivery', `Can't write ${path}: ${code}`, { hint }, error);
  }
}
