import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createPublicKey, X509Certificate } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { fetchAge } from '../../scripts/servers/fetch-age.ts';
import { startResultsService } from '../fakes/results-service.ts';
import { unzip } from '../fakes/results-unpack.ts';
import { findSecrets } from './canaries.ts';
import { checkIssued, onlyCertificate } from './issued.ts';
import { annotations, lasting, Machine, ordersFor, succeeds } from './job.ts';
import { encryptionKey, startLab, zone, type Lab } from './lab.ts';
import { temporaryDirectory, type StepResult } from './runner.ts';

const pfxPassword = 'at least twelve characters';

/** A private key that was opened is the certificate's. */
function checkKey(pem: string, certificate: string): void {
  const { publicKey } = new X509Certificate(certificate);
  assert.ok(createPublicKey(pem).equals(publicKey));
}

describe('the artifact of the built action', { concurrency: 2 }, () => {
  let lab: Lab;
  before(async () => {
    lab = await startLab();
  });
  after(() => lab.stop());

  /** A job and its artifact, unpacked into a directory as a later job would. */
  const upload = async (domains: string, inputs: Record<string, string> = {}) => {
    const service = await startResultsService();
    const result = await new Machine(service).run(lab.step(domains, { inputs: { ...lasting, ...inputs } }));
    succeeds(result);
    const [artifact, ...more] = service.artifacts;
    await service.stop();
    assert.ok(artifact, result.main.log);
    assert.deepEqual(more, []);
    const directory = temporaryDirectory();
    const files = unzip(artifact.bytes);
    for (const [file, content] of Object.entries(files)) {
      mkdirSync(join(directory, dirname(file)), { recursive: true });
      writeFileSync(join(directory, file), content);
    }
    assert.deepEqual(findSecrets(asTexts(files), secretsOf(result.main)), []);
    return { main: result.main, artifact, files: Object.keys(files).sort(), directory };
  };
  const secretsOf = ({ outputs }: StepResult) => ({
    'the private key': outputs['private-key'] ?? assert.fail('there is no key'),
    'the encryption key': encryptionKey,
    'the password': pfxPassword,
  });
  const asTexts = (files: Readonly<Record<string, Buffer>>) =>
    Object.fromEntries(Object.entries(files).map(([file, content]) => [file, content.toString('latin1')]));

  it('holds each certificate under a name that artifacts can have, and its key for who knows the secret', async () => {
    const name = `_wildcard.artifact.${zone}`;
    const inputs = { 'pfx-password': pfxPassword, 'artifact-retention-days': '7', artifact: 'tls' };
    const { main, artifact, files, directory } = await upload(`*.artifact.${zone}`, inputs);
    assert.deepEqual([artifact.name, artifact.retentionDays], ['tls', 7]);
    assert.equal(main.outputs['artifact-id'], artifact.id);
    assert.equal(
      main.outputs['artifact-url'],
      `https://github.com/owner/repository/actions/runs/77/artifacts/${artifact.id}`,
    );
    const contents = [
      'cert.pem',
      'certificate.pfx',
      'chain.pem',
      'fullchain.pem',
      'metadata.json',
      'privkey.pem',
    ];
    assert.deepEqual(
      files,
      contents.map((file) => `${name}/${file}`),
    );
    const read = (file: string) => readFileSync(join(directory, name, file), 'utf8');
    for (const file of ['cert.pem', 'chain.pem', 'fullchain.pem']) {
      assert.equal(read(file), readFileSync(join(main.outputs['directory'] ?? '', name, file), 'utf8'));
    }
    assert.match(read('privkey.pem'), /^-----BEGIN ENCRYPTED PRIVATE KEY-----/);

    const metadata = JSON.parse(read('metadata.json')) as Record<string, unknown>;
    const told = onlyCertificate(main);
    assert.deepEqual(
      [metadata['name'], metadata['domains'], metadata['serial'], metadata['notAfter']],
      [name, [`*.artifact.${zone}`], told.serial, new Date(told.notAfter ?? '').toISOString()],
    );
    // The commands that it names are the ones that open the keys.
    const env = { PATH: process.env['PATH'], ENCRYPTION_KEY: encryptionKey, PFX_PASSWORD: pfxPassword };
    for (const part of ['privateKey', 'pfx']) {
      const { open = '' } = metadata[part] as { open?: string };
      const opened = execFileSync('sh', ['-c', open], { cwd: join(directory, name), env, encoding: 'utf8' });
      const [pem = ''] = /-----BEGIN PRIVATE KEY-----[^-]+-----END PRIVATE KEY-----/.exec(opened) ?? [];
      checkKey(pem, read('cert.pem'));
    }
    const wrong = { ...env, ENCRYPTION_KEY: 'another', PFX_PASSWORD: 'another' };
    for (const part of ['privateKey', 'pfx']) {
      const { open = '' } = metadata[part] as { open?: string };
      const options = { cwd: join(directory, name), env: wrong, stdio: 'pipe' } as const;
      assert.throws(() => execFileSync('sh', ['-c', open], options), part);
    }
  });

  it('holds the key for the recipients of age', async () => {
    const name = `age.${zone}`;
    const { age, keygen } = await fetchAge(() => undefined);
    const identity = join(temporaryDirectory(), 'identity.txt');
    execFileSync(keygen.file, ['-o', identity], { stdio: 'pipe' });
    const [, recipient = ''] = /# public key: (age1\w+)/.exec(readFileSync(identity, 'utf8')) ?? [];
    const { files, directory } = await upload(name, { 'age-recipients': recipient });
    assert.deepEqual(
      files.filter((file) => /key/.test(file)),
      [`${name}/privkey.pem.age`],
    );
    const sealed = join(directory, name, 'privkey.pem.age');
    const pem = execFileSync(age.file, ['-d', '-i', identity, sealed], { encoding: 'utf8' });
    checkKey(pem, readFileSync(join(directory, name, 'cert.pem'), 'utf8'));
  });

  it('holds certificates only without a secret, and a notice says why', async () => {
    const name = `open.${zone}`;
    const { main, files } = await upload(name, { 'encryption-key': '' });
    assert.deepEqual(
      files,
      ['cert.pem', 'chain.pem', 'fullchain.pem', 'metadata.json'].map((file) => `${name}/${file}`),
    );
    const notices = annotations(main, 'notice');
    assert.ok(notices.some((one) => /holds no privkey\.pem.*`encryption-key` or `age-recipients`/.test(one)));
    assert.ok(main.outputs['private-key'], 'this job has it all the same');
  });

  it('whose name is taken fails the step, says what to do, and costs no second order', async () => {
    const name = `taken.${zone}`;
    const service = await startResultsService();
    const job = { run: 'one-run' };
    succeeds(await new Machine(service).run(lab.step(`first.${zone}`, { inputs: lasting }), { job }));
    const machine = new Machine(service);
    const step = lab.step(name, { inputs: lasting });
    const { main, post } = await machine.run(step, { job });
    assert.equal(main.exitCode, 1);
    const [error = '', ...more] = annotations(main, 'error');
    assert.match(error, /Artifact certificates was not uploaded:.*give each job of a matrix its own/);
    assert.deepEqual(more, []);
    assert.equal(main.outputs['renewed'], 'true', 'what was obtained is told');
    await checkIssued(lab, main, { name, names: [name] });
    assert.deepEqual([post.exitCode, annotations(post)], [0, []]);

    const again = await machine.run(step);
    succeeds(again);
    assert.equal(service.artifacts.at(-1)?.name, 'certificates');
    assert.equal(ordersFor(lab.proxy, name).length, 1);
    await service.stop();
  });

  it('on GitHub Enterprise Server, where there is no such service: warns, and goes on', async () => {
    const name = `ghes.${zone}`;
    const service = await startResultsService();
    const env = { GITHUB_SERVER_URL: 'https://ghe.example' };
    const state = join(temporaryDirectory(), 'state');
    const result = await new Machine(service).run(lab.step(name, { env, inputs: { ...lasting, state } }));
    succeeds(result);
    const [warning = '', ...more] = annotations(result.main);
    assert.match(
      warning,
      /GitHub Enterprise Server has no artifact service.*Set the input `artifact` to none/,
    );
    assert.deepEqual(more, []);
    await checkIssued(lab, result.main, { name, names: [name] });
    assert.deepEqual(service.requests, []);
    await service.stop();
  });
});
