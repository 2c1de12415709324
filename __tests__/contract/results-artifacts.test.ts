import assert from 'node:assert/strict';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, afterEach, before, beforeEach, describe, it } from 'node:test';
import { createArtifacts } from '../../src/platform/artifacts.ts';
import { createCache } from '../../src/platform/cache.ts';
import { startResultsService, type ResultsService } from '../fakes/results-service.ts';
import { failsWith, patience, ResultsStep } from '../fakes/results-step.ts';
import type { Job } from '../fakes/results-token.ts';
import { unzip } from '../fakes/results-unpack.ts';

describe('the artifacts', () => {
  let service: ResultsService;
  let step: ResultsStep;
  before(async () => (service = await startResultsService()));
  beforeEach(() => (step = new ResultsStep()));
  afterEach(() => {
    step.end();
    service.clear();
  });
  after(() => service.stop());

  let run = 0;
  const nextRun = () => `run-${(run += 1)}`;
  const request = (files: Readonly<Record<string, string>>, retentionDays?: number) => {
    const root = join(step.directory, 'temp');
    const paths = Object.entries(files).map(([name, content]) => {
      const path = join(root, name);
      mkdirSync(join(path, '..'), { recursive: true });
      writeFileSync(path, content);
      return path;
    });
    return { name: 'certificates', files: paths, root, retentionDays };
  };
  const open = (job: Job = { run: nextRun() }) => createArtifacts(step.begin(service.environment(job)));

  it('uploads the files under their names, for as long as was asked', async () => {
    const files = { 'example.com/cert.pem': 'a certificate', 'example.com/chain.pem': 'b'.repeat(50_000) };
    const { id, url } = await open().upload(request(files, 5), patience());
    const stored = service.artifacts.at(-1);
    assert.equal(stored?.id, id);
    assert.equal(stored.name, 'certificates');
    assert.equal(stored.retentionDays, 5);
    assert.equal(url, `https://github.com/owner/repository/actions/runs/77/artifacts/${id}`);
    const unpacked = Object.entries(unzip(stored.bytes)).map(([name, bytes]) => [name, bytes.toString()]);
    assert.deepEqual(Object.fromEntries(unpacked), files);
  });

  it("leaves the retention to the repository, and tells when it can't be as long as was asked", async () => {
    await open().upload(request({ a: '1' }), patience());
    assert.equal(service.artifacts.at(-1)?.retentionDays, undefined);
    const { env, log } = step.begin({
      ...service.environment({ run: nextRun() }),
      GITHUB_RETENTION_DAYS: '3',
    });
    await createArtifacts({ env, log }).upload(request({ a: '1' }, 30), patience());
    assert.equal(service.artifacts.at(-1)?.retentionDays, 3);
    assert.ok(
      log.lines.some((line) => /^Artifact certificates: Retention days cannot be greater/.test(line)),
    );
  });

  it('prints nothing on the page but what the runner has to mask', async () => {
    const job = { run: nextRun() };
    await open(job).upload(request({ a: '1' }), patience());
    await assert.rejects(open(job).upload(request({ a: '1' }), patience()));
    const lines = step.printed.split('\n').filter((line) => line !== '' && !line.startsWith('::add-mask::'));
    assert.deepEqual(lines, []);
  });

  it('says what to do when the name is taken in this run; another run may have it', async () => {
    const job = { run: nextRun() };
    await open(job).upload(request({ a: '1' }), patience());
    const taken = failsWith(
      'delivery',
      /^Artifact certificates was not uploaded: \(409\)/,
      /matrix .*`artifact`/,
    );
    await assert.rejects(open({ ...job, job: 'job-2' }).upload(request({ a: '2' }), patience()), taken);
    await open().upload(request({ a: '3' }), patience());
  });

  it('says that a name is not possible', async () => {
    const uploading = open().upload({ ...request({ a: '1' }), name: '*.example.com' }, patience());
    await assert.rejects(uploading, failsWith('delivery', /name is not valid/, /another name/));
  });

  it('says that a file is not there', async () => {
    const wanted = request({ a: '1' });
    rmSync(join(wanted.root, 'a'));
    await assert.rejects(open().upload(wanted, patience()), failsWith('delivery', /ENOENT/, /must exist/));
  });

  it('says that a file has a name that no artifact can hold', async () => {
    const uploading = open().upload(request({ 'fd00::1/cert.pem': '1' }), patience());
    await assert.rejects(uploading, failsWith('delivery', /path for one of the files/, /name without/));
  });

  it('says that the storage is full', async () => {
    const body = { code: 'resource_exhausted', msg: 'insufficient usage to create artifact' };
    service.fault({ at: 'CreateArtifact', action: 'status', status: 403, body });
    await assert.rejects(
      open().upload(request({ a: '1' }), patience()),
      failsWith('delivery', /quota/, /retention/),
    );
  });

  for (const at of ['upload', 'FinalizeArtifact'] as const) {
    it(`tells that ${at} was refused, and stores nothing`, async () => {
      const before = service.artifacts.length;
      service.fault({ at, action: 'status', status: 403 });
      const uploading = open().upload(request({ a: '1' }), patience());
      await assert.rejects(uploading, failsWith('delivery', /was not uploaded/, /temporary/));
      assert.equal(service.artifacts.length, before);
    });
  }

  for (const at of ['CreateArtifact', 'upload', 'FinalizeArtifact'] as const) {
    it(`ends with the signal when ${at} hangs`, async () => {
      service.fault({ at, action: 'hang' });
      await assert.rejects(open().upload(request({ a: '1' }), AbortSignal.timeout(800)), {
        name: 'TimeoutError',
      });
    });
  }

  it('gives up on a service that is down with the signal, and not after its own retries', async () => {
    service.fault({ at: 'CreateArtifact', action: 'status', status: 503 });
    await assert.rejects(open().upload(request({ a: '1' }), AbortSignal.timeout(500)), {
      name: 'TimeoutError',
    });
  });
});

describe('where there is no such service', () => {
  let step: ResultsStep;
  beforeEach(() => (step = new ResultsStep()));
  afterEach(() => step.end());

  const act = (services: Readonly<Record<string, string>>) => {
    const options = step.begin(services);
    return {
      restoring: () => createCache(options).restore({ paths: ['x'], prefix: 's' }, patience()),
      saving: () => createCache(options).save({ paths: ['x'], key: 's' }, patience()),
      uploading: () =>
        createArtifacts(options).upload(
          { name: 'n', files: [], root: step.directory, retentionDays: undefined },
          patience(),
        ),
    };
  };

  it('tells what the runner did not set', async () => {
    const { restoring, saving, uploading } = act({ ACTIONS_CACHE_SERVICE_V2: 'True' });
    const names = /ACTIONS_RESULTS_URL and ACTIONS_RUNTIME_TOKEN not set/;
    await assert.rejects(restoring, failsWith('state-unreadable', names, /`uses:`/));
    await assert.rejects(saving, failsWith('state-unreadable', names, /`uses:`/));
    await assert.rejects(uploading, failsWith('delivery', names, /`uses:`/));
  });

  it('tells that an Enterprise Server has none, even where it sets the same variables', async () => {
    const { restoring, uploading } = act({
      GITHUB_SERVER_URL: 'https://git.example.com',
      ACTIONS_CACHE_SERVICE_V2: 'True',
      ACTIONS_RESULTS_URL: 'http://127.0.0.1:1/',
      ACTIONS_RUNTIME_TOKEN: 'a.b.c',
    });
    const enterprise = /GitHub Enterprise Server/;
    await assert.rejects(restoring, failsWith('state-unreadable', enterprise, /administrators/));
    await assert.rejects(uploading, failsWith('delivery', enterprise, /`artifact` to none/));
  });

  it("tells that the service can't be reached", async () => {
    const { restoring, uploading } = act({
      ACTIONS_CACHE_SERVICE_V2: 'True',
      ACTIONS_RESULTS_URL: 'http://127.0.0.1:1/',
      ACTIONS_RUNTIME_TOKEN: `a.${Buffer.from('{"scp":"Actions.Results:1:2"}').toString('base64url')}.c`,
    });
    await assert.rejects(restoring, failsWith('state-unreadable', /ECONNREFUSED/, /temporary/));
    await assert.rejects(uploading, failsWith('delivery', /no|ECONNREFUSED/i, /./));
  });
});
