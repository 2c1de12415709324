import assert from 'node:assert/strict';
import {
  chmod,
  lstat,
  mkdir,
  mkdtemp,
  readFile,
  readdir,
  rm,
  stat,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { AppError } from '../../../src/base/errors.ts';
import { Secret } from '../../../src/base/secret.ts';
import { writeCertificateFiles, type CertificateFiles } from '../../../src/deliver/files.ts';
import type { IssuedCertificate } from '../../../src/report/outcome.ts';

const certificate: IssuedCertificate = {
  leafPem: 'LEAF\n',
  chainPem: 'CHAIN\n',
  notBeforeMs: 0,
  notAfterMs: 1,
  serial: '01',
  fingerprint: '00',
  issuer: 'Test CA',
};
const privateKey = new Secret('KEY\n');
const { signal } = new AbortController();

let scratch: string;
let directory: string;

beforeEach(async () => {
  scratch = await mkdtemp(join(tmpdir(), 'files-'));
  directory = join(scratch, 'deep', 'certificates');
});
afterEach(() => rm(scratch, { recursive: true }));

const write = (more: Partial<CertificateFiles> = {}) =>
  writeCertificateFiles({ directory, name: 'example.com', certificate, privateKey, signal, ...more });

const modeOf = async (path: string) => ((await stat(path)).mode & 0o777).toString(8);

const refusal = async (work: Promise<unknown>): Promise<AppError> => {
  const error = await work.then(
    () => assert.fail('nothing was refused'),
    (thrown: unknown) => thrown,
  );
  assert.ok(error instanceof AppError, String(error));
  assert.equal(error.code, 'delivery');
  assert.notEqual(error.details.hint, undefined);
  return error;
};

describe('writeCertificateFiles', () => {
  it('writes the four files, the key for its owner alone', async () => {
    const paths = await write();
    const home = join(directory, 'example.com');
    assert.deepEqual((await readdir(home)).sort(), ['cert.pem', 'chain.pem', 'fullchain.pem', 'privkey.pem']);
    assert.equal(paths['fullchain.pem'], join(home, 'fullchain.pem'));
    assert.equal(await readFile(join(home, 'cert.pem'), 'utf8'), 'LEAF\n');
    assert.equal(await readFile(join(home, 'chain.pem'), 'utf8'), 'CHAIN\n');
    assert.equal(await readFile(join(home, 'fullchain.pem'), 'utf8'), 'LEAF\nCHAIN\n');
    assert.equal(await readFile(join(home, 'privkey.pem'), 'utf8'), 'KEY\n');
    assert.equal(await modeOf(join(home, 'privkey.pem')), '600');
    for (const made of [home, directory, join(scratch, 'deep')]) assert.equal(await modeOf(made), '700');
  });

  it('writes a PFX beside them, for its owner alone', async () => {
    const { 'certificate.pfx': path = '' } = await write({ pfx: Buffer.of(0x30, 0xff) });
    assert.deepEqual(await readFile(path), Buffer.of(0x30, 0xff));
    assert.equal(await modeOf(path), '600');
  });

  it("replaces what was there, a key's lax mode included", async () => {
    const { 'privkey.pem': path = '' } = await write();
    await writeFile(path, 'OLD');
    await chmod(path, 0o666);
    await write();
    assert.equal(await readFile(path, 'utf8'), 'KEY\n');
    assert.equal(await modeOf(path), '600');
  });

  it('writes no key for a CSR of the user, and leaves the one that is there', async () => {
    const paths = await write({ privateKey: undefined });
    assert.deepEqual(Object.keys(paths).sort(), ['cert.pem', 'chain.pem', 'fullchain.pem']);
    const own = join(directory, 'example.com', 'privkey.pem');
    await writeFile(own, 'OWN');
    await write({ privateKey: undefined });
    assert.equal(await readFile(own, 'utf8'), 'OWN');
  });

  it('refuses names that lead elsewhere', async () => {
    for (const name of ['', '.', '..', '../up', 'a/b', 'a\\b', 'a\0b', '/etc']) {
      assert.match((await refusal(write({ name }))).message, /no name for a directory/, JSON.stringify(name));
    }
    await assert.rejects(lstat(directory), { code: 'ENOENT' });
  });

  it('takes an IPv6 address and dots for a name', async () => {
    for (const name of ['2001:db8::1', '_wildcard.example.com', '...']) await write({ name });
  });

  it('replaces a link that stands at a file, and leaves what it pointed to', async () => {
    const home = join(directory, 'example.com');
    const victim = join(scratch, 'victim');
    await mkdir(home, { recursive: true });
    await writeFile(victim, 'untouched');
    await symlink(victim, join(home, 'privkey.pem'));
    await write();
    assert.equal(await readFile(victim, 'utf8'), 'untouched');
    assert.ok((await lstat(join(home, 'privkey.pem'))).isFile());
  });

  it("refuses a link at the certificate's directory", async () => {
    await mkdir(directory, { recursive: true });
    await mkdir(join(scratch, 'elsewhere'));
    await symlink(join(scratch, 'elsewhere'), join(directory, 'example.com'));
    assert.match((await refusal(write())).message, /example\.com is a symbolic link/);
    assert.deepEqual(await readdir(join(scratch, 'elsewhere')), []);
  });

  it('names the path and what to do when a file is in the way', async () => {
    await writeFile(join(scratch, 'deep'), '');
    const error = await refusal(write());
    assert.match(error.message, new RegExp(`Can't write ${directory}.*E(NOTDIR|EXIST)`));
    assert.match(error.details.hint ?? '', /file/);
  });

  it('leaves the old certificate whole and nothing else when a file cannot take its place', async () => {
    const home = join(directory, 'example.com');
    await mkdir(join(home, 'privkey.pem', 'not-empty'), { recursive: true });
    await writeFile(join(home, 'cert.pem'), 'OLD');
    assert.match((await refusal(write())).message, /privkey\.pem/);
    assert.deepEqual((await readdir(home)).sort(), ['cert.pem', 'privkey.pem']);
    assert.equal(await readFile(join(home, 'cert.pem'), 'utf8'), 'OLD');
  });

  it('stops at an abort, and leaves nothing behind', async () => {
    const cancelled = AbortSignal.abort(new AppError('cancelled', 'stop'));
    await assert.rejects(write({ signal: cancelled }), { code: 'cancelled' });
    assert.deepEqual(await readdir(join(directory, 'example.com')), []);
  });
});
