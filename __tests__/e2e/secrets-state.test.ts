import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { Secret } from '../../src/base/secret.ts';
import { deriveAccountKey, deriveStateKey } from '../../src/state/secret-key.ts';
import { startResultsService, type ResultsService } from '../fakes/results-service.ts';
import { findSecrets, keyBytes } from './canaries.ts';
import { Evidence } from './evidence.ts';
import { annotations, lasting, Machine, ordersFor, succeeds, type JobResult } from './job.ts';
import { encryptionKey, externalAccount, startLab, tsigKey, zone, type Lab } from './lab.ts';
import { recordPrograms } from './programs.ts';
import { temporaryDirectory, type Step, type StepResult } from './runner.ts';

const previousKey = 'dGhlIHNlY3JldCBiZWZvcmUgaXRzIHJvdGF0aW9uLCAzMg==';
const pfxPassword = 'of the PFX: at least twelve';
const accountKey = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  .privateKey.export({ type: 'pkcs8', format: 'pem' })
  .toString();

const inputSecrets = {
  'the encryption key': encryptionKey,
  'the previous encryption key': previousKey,
  'the account key': accountKey,
  'the HMAC key': externalAccount.hmacKey,
  'the password of the PFX': pfxPassword,
  ...keyBytes('the account key', accountKey),
};

const environmentSecrets = {
  RFC2136_TSIG_SECRET: tsigKey.secret,
  PDNS_API_KEY: 'sk-live-4f9d2c7b1a8e6035',
  HTTPREQ_PASSWORD: 'correct&horse"battery%staple',
};

/** Of the user's own program: nothing in its name tells that it is one. */
const programSecrets = { DNS_TOKEN: 'tok_51HxYzAbCdEfGhIjKlMnOp' };

const names = { kept: `kept.${zone}`, cut: `cut.${zone}`, late: `late.${zone}`, refused: `refused.${zone}` };

/** @actions/cache makes a directory for each archive, of what is sealed already; `evidence` searches it. */
const toolkits = /: [0-9a-f]{8}-[0-9a-f-]{27}\//;

/** What follows from the secrets and is as good as they are. */
const derivedSecrets = (directoryUrl: string) =>
  Object.assign(
    {},
    ...[encryptionKey, previousKey].map((key) => ({
      [`the state key of ${key.slice(0, 4)}`]: deriveStateKey(new Secret(key)).export(),
      ...keyBytes(
        `the derived account key of ${key.slice(0, 4)}`,
        deriveAccountKey(new Secret(key), directoryUrl).reveal(),
      ),
    })),
  ) as Record<string, Buffer>;

/** The user's program, which refuses. */
function refusingHook(): string {
  const hook = join(temporaryDirectory(), 'hook.sh');
  writeFileSync(hook, '#!/bin/sh\n[ "$1" = cleanup ]\n');
  chmodSync(hook, 0o755);
  return hook;
}

describe('with state, an artifact and all secrets planted, the built action', () => {
  const evidence = new Evidence();
  const programs = recordPrograms('tar', 'zstd');
  /** By whose it is. */
  const privateKeys: Record<string, string> = {};
  const jobs: Record<string, JobResult> = {};
  let lab: Lab;
  let service: ResultsService;
  let machine: Machine;

  const planted = (domains: string, inputs: Record<string, string> = {}): Step =>
    lab.step(domains, {
      inputs: {
        ...lasting,
        'previous-encryption-key': previousKey,
        'account-key': accountKey,
        'eab-kid': externalAccount.kid,
        'eab-hmac-key': externalAccount.hmacKey,
        'pfx-password': pfxPassword,
        ...inputs,
      },
      env: { ...environmentSecrets, ...programSecrets, PATH: programs.path },
    });
  const run = async (title: string, step: Step) => {
    const job = await machine.run(step);
    evidence.job(title, job);
    jobs[title] = job;
    const key = job.main.outputs['private-key'];
    if (key !== undefined) privateKeys[`the key of ${title}`] = key;
  };
  /** Looks between the steps, too. */
  const killed = async (title: string, step: Step, when: () => boolean) => {
    const main = await machine.main({ ...step, signal: { name: 'SIGKILL', when } });
    assert.equal(main.signal, 'SIGKILL', main.log);
    evidence.step(`${title}, killed`, main);
    lab.proxy.clear();
    service.clear();
    jobs[title] = { main, post: await machine.post(step, main) };
    evidence.job(title, jobs[title]);
  };

  before(async () => {
    lab = await startLab({
      pebble: { externalAccounts: { [externalAccount.kid]: externalAccount.hmacKey } },
    });
    service = await startResultsService();
    machine = new Machine(service);
    await run(
      'before',
      planted(names.kept, { 'encryption-key': previousKey, 'previous-encryption-key': '' }),
    );
    await run('renewed', planted(names.kept, { force: 'true' }));
    await run('reused', planted(names.kept));
    lab.proxy.fault({ action: 'authz-pending', kind: 'order' });
    const isHeld = () => lab.proxy.requests.some(({ kind, fault }) => kind === 'order' && fault);
    await killed('killed in an order', planted(names.cut), isHeld);
    await run('resumed', planted(names.cut));
    service.fault({ at: 'CreateArtifact', action: 'hang' });
    const asked = service.requests.length;
    const isUploading = () => service.requests.slice(asked).includes('CreateArtifact');
    await killed('killed in the artifact', planted(names.late), isUploading);
    await run('delivered', planted(names.late));
    const both = `${names.kept}\n${names.refused}`;
    await run('failing', planted(both, { 'dns-provider': 'exec', hook: refusingHook() }));
    await run('repaired', planted(names.refused));
    evidence.service(service);
  });
  after(async () => {
    await service.stop();
    await lab.stop();
  });

  const mainOf = (title: string): StepResult => jobs[title]?.main ?? assert.fail(title);

  it('did in each job what its title says', () => {
    for (const title of ['before', 'renewed', 'reused', 'resumed', 'delivered', 'repaired']) {
      succeeds(jobs[title] ?? assert.fail(title));
      assert.deepEqual(annotations(mainOf(title)), [], title);
    }
    const outcomes = ['before', 'renewed', 'reused', 'failing'].map(
      (title) => mainOf(title).outputs['outcome'],
    );
    assert.deepEqual(outcomes, ['issued', 'renewed', 'unchanged', 'failed']);
    assert.equal(mainOf('failing').exitCode, 1);
    assert.match(mainOf('failing').log, /\[hook\]/);
    // One key each, which was in the state while its order was pending.
    for (const title of ['resumed', 'repaired']) assert.match(mainOf(title).log, / goes on, it is \w+:/);
    for (const name of [names.cut, names.late, names.refused])
      assert.equal(ordersFor(lab.proxy, name).length, 1, name);
    assert.equal(new Set(Object.values(privateKeys)).size, 5);
  });

  it('was searched wherever anything is', () => {
    const certificate = (mainOf('delivered').outputs['certificate'] ?? '').trim();
    const places = evidence.whereIs(certificate);
    for (const place of [
      /^delivered: output certificate$/,
      /^delivered: .*\/bounded-acme\/late\.[^/]+\/fullchain\.pem$/,
      // What was on its way into the artifact when main was killed.
      /^killed in the artifact, killed: .*\/bounded-acme-export-[^/]+\/late\.[^/]+\/cert\.pem$/,
      /^artifact \d+: late\.[^/]+\/cert\.pem$/,
    ])
      assert.ok(
        places.some((found) => place.test(found)),
        `${place.source}\n${places.join('\n')}`,
      );
    const keys = evidence.whereIs('BEGIN ENCRYPTED PRIVATE KEY').map((place) => place.replace(/^.*\//, ''));
    assert.ok(keys.length > 1 && keys.every((file) => file === 'privkey.pem'), keys.join());

    const sealed = Object.entries(evidence.places).filter(([place]) => place.endsWith('.jwe'));
    const killed = ['killed in an order, killed', 'killed in the artifact, killed'];
    assert.deepEqual(sealed.map(([place]) => place.replace(/: .*/, '')).sort(), killed.sort());
    for (const [place, text] of sealed)
      assert.ok(
        evidence.whereIs(text).some((where) => where.startsWith('cache ')),
        `${place} was uploaded`,
      );
    assert.equal(evidence.whereIs('"enc":"A256GCM"').length, service.cacheEntries.length);
    const journals = evidence.whereIs('"kind":"txt"').map((place) => place.replace(/: .*/, ''));
    assert.ok(journals.includes('killed in an order, killed'), journals.join());
    assert.ok(evidence.whereIs('::group::').includes('failing: log'));
    assert.ok(evidence.whereIs('left to undo or to save').includes('killed in an order, post: log'));
  });

  it('let nobody else look into what it wrote', () => {
    const public_ = /\/(cert|chain|fullchain)\.pem$/;
    const expected = (path: string) => {
      if (path.endsWith('/')) return '700';
      return public_.test(path) && !path.includes('-export-') ? '644' : '600';
    };
    const wrong = Object.entries(evidence.modes).filter(
      ([path, mode]) => !toolkits.test(path) && mode !== expected(path),
    );
    assert.deepEqual(wrong, []);
    for (const file of [
      'journal',
      'jwe',
      'privkey.pem',
      'certificate.pfx',
      'late.example.test/',
      'acme-state/',
    ])
      assert.ok(
        Object.keys(evidence.modes).some((path) => path.endsWith(file)),
        `there was a ${file}`,
      );
  });

  it('let out none of the secrets', () => {
    const derived = derivedSecrets(lab.proxy.directoryUrl);
    const secrets = { ...inputSecrets, ...environmentSecrets, ...programSecrets, ...derived };
    assert.deepEqual(findSecrets(evidence.places, secrets), []);
  });

  it('let out no private key, in no form', () => {
    const bytes = Object.entries(privateKeys).flatMap(([name, pem]) => Object.entries(keyBytes(name, pem)));
    assert.deepEqual(findSecrets(evidence.places, { ...privateKeys, ...Object.fromEntries(bytes) }), []);
  });

  it('started programs without any', () => {
    const given = programs.arguments();
    // Told from the real one: it was started for each upload.
    const uploads = Object.values(given).filter((text) => text.includes('--create') || text.includes('-cf'));
    assert.ok(uploads.length >= service.cacheEntries.length, `${uploads.length}`);
    const secrets = { ...inputSecrets, ...environmentSecrets, ...programSecrets, ...privateKeys };
    assert.deepEqual(findSecrets({ ...given, ...programs.environments() }, secrets), []);
    assert.ok(Object.values(programs.environments()).every((text) => text.includes('RUNNER_TEMP=')));
  });
});
