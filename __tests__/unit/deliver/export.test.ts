import assert from 'node:assert/strict';
import { createPrivateKey } from 'node:crypto';
import { mkdtemp, readFile, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { afterEach, before, beforeEach, describe, it } from 'node:test';
import { Decrypter, armor, generateX25519Identity, identityToRecipient } from 'age-encryption';
import { AppError } from '../../../src/base/errors.ts';
import { Secret } from '../../../src/base/secret.ts';
import { generateKey } from '../../../src/certificate/keys.ts';
import {
  keyLockOf,
  withStagedExport,
  type ExportOptions,
  type ExportedCertificate,
} from '../../../src/deliver/export.ts';
import { requestFor } from '../../../src/settings/grammar/domains.ts';
import { parseIdentifier } from '../../../src/settings/grammar/identifiers.ts';

const { signal } = new AbortController();
const encryptionKey = new Secret('q7Vr9zTb2LweX5mK8uPcN4hJ6sDgF3yAq7Vr9zTb2Lw');

let privateKey: Secret;
let tempDirectory: string;

before(async () => {
  privateKey = await generateKey('ec256', signal);
});
beforeEach(async () => {
  tempDirectory = await mkdtemp(join(tmpdir(), 'export-'));
});
afterEach(() => rm(tempDirectory, { recursive: true }));

const exported = (more: Partial<ExportedCertificate> = {}): ExportedCertificate => ({
  name: 'example.com',
  domains: ['example.com', 'www.example.com'],
  certificate: {
    leafPem: 'LEAF\n',
    chainPem: 'CHAIN\n',
    notBeforeMs: Date.UTC(2026, 7, 1),
    notAfterMs: Date.UTC(2026, 9, 30),
    serial: '0A1B',
    fingerprint: 'AA:BB',
    issuer: 'Test CA',
  },
  keyType: 'ec256',
  profile: undefined,
  privateKey,
  pfx: undefined,
  ...more,
});

const optionsWith = (more: Partial<ExportOptions> = {}): ExportOptions => ({
  certificates: [exported()],
  lock: keyLockOf([], encryptionKey),
  ca: { name: 'letsencrypt', directoryUrl: 'https://ca.example/dir', staging: false, isKnown: true },
  tempDirectory,
  signal,
  ...more,
});

/** What would be uploaded: path below the root -> content. */
async function filesOf(options: ExportOptions): Promise<Record<string, string>> {
  const { done, leftover } = await withStagedExport(options, async ({ root, files }) => {
    const entries = files.map(
      async (file) => [relative(root, file), await readFile(file, 'latin1')] as const,
    );
    return Object.fromEntries(await Promise.all(entries));
  });
  assert.equal(leftover, undefined);
  return done;
}

function metadataIn(files: Record<string, string>): Record<string, unknown> {
  return JSON.parse(files['example.com/metadata.json'] ?? '') as Record<string, unknown>;
}

describe('an export', () => {
  it('holds certificate, chain, both, metadata and the key under the passphrase', async () => {
    const files = await filesOf(optionsWith());
    const { 'example.com/privkey.pem': key = '' } = files;
    assert.equal(Object.keys(files).length, 5);
    assert.equal(files['example.com/cert.pem'], 'LEAF\n');
    assert.equal(files['example.com/chain.pem'], 'CHAIN\n');
    assert.equal(files['example.com/fullchain.pem'], 'LEAF\nCHAIN\n');
    const opened = createPrivateKey({ key, passphrase: encryptionKey.reveal() });
    assert.ok(opened.equals(createPrivateKey(privateKey.reveal())));
    assert.deepEqual(metadataIn(files), {
      name: 'example.com',
      domains: ['example.com', 'www.example.com'],
      notBefore: '2026-08-01T00:00:00.000Z',
      notAfter: '2026-10-30T00:00:00.000Z',
      serial: '0A1B',
      fingerprint: 'AA:BB',
      issuer: 'Test CA',
      ca: { name: 'letsencrypt', directory: 'https://ca.example/dir', staging: false },
      keyType: 'ec256',
      privateKey: {
        file: 'privkey.pem',
        encryption: 'PKCS #8, PBES2: AES-256-CBC, PBKDF2-HMAC-SHA-256 with 600000 iterations',
        open: 'openssl pkey -in privkey.pem -passin env:ENCRYPTION_KEY',
        needs: 'the input encryption-key of the run, in the variable ENCRYPTION_KEY',
      },
      pfx: null,
    });
  });

  it('holds the key for each age recipient, and none under the passphrase then', async () => {
    const identities = await Promise.all([generateX25519Identity(), generateX25519Identity()]);
    const recipients = await Promise.all(identities.map(identityToRecipient));
    const files = await filesOf(optionsWith({ lock: keyLockOf(recipients, encryptionKey) }));
    assert.equal(files['example.com/privkey.pem'], undefined);
    for (const identity of identities) {
      const decrypter = new Decrypter();
      decrypter.addIdentity(identity);
      const file = armor.decode(files['example.com/privkey.pem.age'] ?? '');
      assert.equal(await decrypter.decrypt(file, 'text'), privateKey.reveal());
    }
    assert.match(
      JSON.stringify(metadataIn(files)['privateKey']),
      /age -d -i identity\.txt privkey\.pem\.age/,
    );
  });

  it('holds nothing of the key without a lock, and nothing of a key that we never had', async () => {
    const names = ['cert.pem', 'chain.pem', 'fullchain.pem', 'metadata.json'].map((n) => `example.com/${n}`);
    for (const options of [
      optionsWith({ lock: keyLockOf([], undefined) }),
      optionsWith({ certificates: [exported({ privateKey: undefined })] }),
    ]) {
      const files = await filesOf(options);
      assert.deepEqual(Object.keys(files).sort(), names);
      assert.equal(metadataIn(files)['privateKey'], null);
    }
  });

  it('holds the PFX as it was made', async () => {
    const files = await filesOf(optionsWith({ certificates: [exported({ pfx: Buffer.from('PFX') })] }));
    assert.equal(files['example.com/certificate.pfx'], 'PFX');
    assert.match(JSON.stringify(metadataIn(files)['pfx']), /openssl pkcs12 -in certificate\.pfx/);
  });

  it('shows no secret in any of its bytes', async () => {
    const files = await filesOf(optionsWith());
    const all = Object.values(files).join('\n');
    const [, body = ''] = privateKey.reveal().split('\n');
    for (const secret of [body, encryptionKey.reveal()]) assert.ok(!all.includes(secret));
  });

  it('has a directory for each certificate, by names that the service takes', async () => {
    const requests = ['*.example.com', '2001:db8::1', 'bücher.example'].map((name) =>
      requestFor([parseIdentifier(name)]),
    );
    const certificates = requests.map(({ name }) => exported({ name, privateKey: undefined }));
    const paths = Object.keys(await filesOf(optionsWith({ certificates })));
    assert.equal(paths.length, 3 * 4);
    for (const path of paths) assert.doesNotMatch(path, /[":<>|*?\r\n\\]/);
    assert.ok(paths.includes('_wildcard.example.com/cert.pem'));
  });

  for (const name of ['*.example.com', '../up', 'a/b', '..', '', 'a:b', 'a\nb']) {
    it(`refuses the name ${JSON.stringify(name)}`, async () => {
      const refused = filesOf(optionsWith({ certificates: [exported({ name })] }));
      await assert.rejects(refused, (error) => error instanceof AppError && error.code === 'delivery');
      assert.deepEqual(await readdir(tempDirectory), []);
    });
  }
});

describe('the staging directory', () => {
  it('is private, and gone afterwards', async () => {
    const { done } = await withStagedExport(optionsWith(), async ({ root, files }) => {
      const modes = await Promise.all([root, ...files].map(async (path) => (await stat(path)).mode & 0o077));
      return { root, modes };
    });
    assert.ok(done.modes.every((mode) => mode === 0));
    assert.deepEqual(await readdir(tempDirectory), []);
  });

  it('is gone after a failed upload, an abort, and a certificate that failed among others', async () => {
    const failure = new AppError('delivery', 'no upload');
    const upload = withStagedExport(optionsWith(), () => Promise.reject(failure));
    await assert.rejects(upload, failure);
    const reason = new AppError('deadline', 'over');
    await assert.rejects(filesOf(optionsWith({ signal: AbortSignal.abort(reason) })), reason);
    const broken = exported({ name: 'broken', privateKey: new Secret('no key') });
    await assert.rejects(filesOf(optionsWith({ certificates: [broken, exported()] })));
    assert.deepEqual(await readdir(tempDirectory), []);
  });

  it('is told of when there is no place for it', async () => {
    const lost = optionsWith({ tempDirectory: join(tempDirectory, 'gone') });
    await assert.rejects(filesOf(lost), (error) => {
      assert.ok(error instanceof AppError);
      assert.match(error.message, /^The artifact can't be put together: ENOENT/);
      return true;
    });
  });

  it('is told of when it stays', async () => {
    const moved = `${tempDirectory}-moved`;
    const { leftover } = await withStagedExport(optionsWith(), async () => {
      await rename(tempDirectory, moved);
      await writeFile(tempDirectory, '');
    });
    assert.match(leftover ?? '', /left behind .*ENOTDIR/);
    await rm(moved, { recursive: true });
  });
});
