import assert from 'node:assert/strict';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { afterEach, before, beforeEach, describe, it } from 'node:test';
import { AppError } from '../../../src/base/errors.ts';
import type { ArtifactRequest, Artifacts } from '../../../src/base/ports.ts';
import { Secret } from '../../../src/base/secret.ts';
import { generateKey } from '../../../src/certificate/keys.ts';
import { uploadArtifact, type ArtifactOptions } from '../../../src/deliver/artifact.ts';

const { signal } = new AbortController();
const certificate = {
  leafPem: 'LEAF\n',
  chainPem: 'CHAIN\n',
  notBeforeMs: 0,
  notAfterMs: 1,
  serial: '01',
  fingerprint: '00',
  issuer: 'Test CA',
};

let privateKey: Secret;
let tempDirectory: string;
let uploads: ArtifactRequest[];

before(async () => {
  privateKey = await generateKey('ec256', signal);
});
beforeEach(async () => {
  uploads = [];
  tempDirectory = await mkdtemp(join(tmpdir(), 'artifact-'));
});
afterEach(async () => {
  assert.deepEqual(await readdir(tempDirectory), [], 'nothing is left behind');
  await rm(tempDirectory, { recursive: true });
});

const service: Artifacts = {
  upload(request) {
    uploads.push(request);
    return Promise.resolve({ id: '7', url: 'https://example.com/7' });
  },
};
const failing = (error: AppError): Artifacts => ({ upload: () => Promise.reject(error) });

const exported = () => ({
  name: 'example.com',
  domains: ['example.com'],
  certificate,
  keyType: 'ec256',
  profile: undefined,
  privateKey,
  pfx: undefined,
});

const upload = (more: Partial<ArtifactOptions> = {}) =>
  uploadArtifact({
    artifacts: service,
    settings: { artifact: 'certificates', retentionDays: 5 },
    certificates: [exported()],
    lock: undefined,
    ca: { name: 'letsencrypt', directoryUrl: 'https://ca.example/dir', staging: false, isKnown: true },
    tempDirectory,
    signal,
    ...more,
  });

describe('uploadArtifact', () => {
  it('uploads all files under the name and for the days asked', async () => {
    const lock = { kind: 'passphrase', passphrase: new Secret('x'.repeat(43)) } as const;
    const delivered = await upload({ lock });
    assert.deepEqual(delivered, {
      artifact: { id: '7', url: 'https://example.com/7' },
      notices: [],
      warnings: [],
    });
    const [{ name, retentionDays, root, files } = assert.fail('nothing was uploaded')] = uploads;
    assert.deepEqual([name, retentionDays], ['certificates', 5]);
    assert.deepEqual(
      files.map((file) => relative(root, file)).sort(),
      ['cert.pem', 'chain.pem', 'fullchain.pem', 'metadata.json', 'privkey.pem'].map(
        (n) => `example.com/${n}`,
      ),
    );
  });

  it('says that keys were left out, and what would bring them', async () => {
    const { artifact, notices } = await upload();
    assert.notEqual(artifact, undefined);
    assert.equal(notices.length, 1);
    assert.match(notices[0] ?? '', /no privkey\.pem.*`encryption-key` or `age-recipients`/);
  });

  it('says nothing of a key that only the user has', async () => {
    const certificates = [{ ...exported(), privateKey: undefined }];
    assert.deepEqual((await upload({ certificates })).notices, []);
  });

  it('does nothing when none is wanted, in a terminal, and when there is no certificate', async () => {
    const nothing = { artifact: undefined, notices: [], warnings: [] };
    const none = { artifact: undefined, retentionDays: undefined };
    assert.deepEqual(await upload({ settings: none }), nothing);
    assert.deepEqual(await upload({ artifacts: undefined }), nothing);
    assert.deepEqual(await upload({ certificates: [] }), nothing);
    assert.deepEqual(uploads, []);
  });

  it('warns where the server has no such service, and goes on', async () => {
    const details = { unsupported: true, hint: 'Set `artifact` to none.' };
    const artifacts = failing(new AppError('delivery', 'This server has no artifacts', details));
    assert.deepEqual(await upload({ artifacts }), {
      artifact: undefined,
      notices: [],
      warnings: ['This server has no artifacts. Set `artifact` to none.'],
    });
  });

  it('fails when the service is there and the upload failed', async () => {
    const error = new AppError('delivery', 'Artifact certificates was not uploaded: 503');
    await assert.rejects(upload({ artifacts: failing(error) }), error);
  });
});
