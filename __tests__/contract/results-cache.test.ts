import { writeFileSync } from 'node:fs';
import assert from 'node:assert/strict';
import { rmSync, statSync } from 'node:fs';
import { after, afterEach, before, beforeEach, describe, it } from 'node:test';
import { AppError } from '../../src/base/errors.ts';
import { createCache } from '../../src/platform/cache.ts';
import { startResultsService, type ResultsService } from '../fakes/results-service.ts';
import { failsWith, patience, ResultsStep } from '../fakes/results-step.ts';
import type { Job } from '../fakes/results-token.ts';
import { unpackCache } from '../fakes/results-unpack.ts';

for (const azure of [false, true]) {
  describe(`the cache, ${azure ? "at Azure's host" : 'at a host of its own'}`, () => {
    let service: ResultsService;
    let step: ResultsStep;
    before(async () => (service = await startResultsService({ azure })));
    beforeEach(() => {
      step = new ResultsStep();
      // The client leaves a timer of ten minutes behind a failed download, and this process would wait for it.
      services = { SEGMENT_DOWNLOAD_TIMEOUT_MINS: '0.05' };
    });
    afterEach(() => {
      step.end();
      service.clear();
      service.evict();
    });
    after(() => service.stop());

    /** What the runner sets besides. */
    let services: Readonly<Record<string, string>>;
    const open = (job?: Job) => createCache(step.begin({ ...service.environment(job), ...services }));
    const save = (key: string, content = key, job?: Job) => {
      step.write(content);
      return open(job).save({ paths: [step.statePath], key }, patience());
    };
    const restore = (prefix: string, job?: Job) => {
      rmSync(step.statePath, { force: true });
      return open(job).restore({ paths: [step.statePath], prefix }, patience());
    };

    it('brings a file back to where it was, with its mode', async () => {
      assert.equal(await save('state-1', 'sealed content'), true);
      assert.equal(await restore('state-'), 'state-1');
      assert.equal(step.read(), 'sealed content');
      assert.equal(statSync(step.statePath).mode & 0o777, 0o600);
    });

    it('shows every byte that was stored', async () => {
      await save('state-1', 'a canary');
      const [entry] = service.cacheEntries;
      assert.ok(entry && unpackCache(entry.bytes).includes('a canary'));
      assert.ok(service.stored.some((bytes) => unpackCache(bytes).includes('a canary')));
    });

    it('prints nothing on the page but what the runner has to mask', async () => {
      await save('state-1');
      await save('state-1');
      await restore('state-');
      service.fault({ at: 'GetCacheEntryDownloadURL', action: 'status', status: 403 });
      await assert.rejects(restore('state-'));
      const lines = step.printed
        .split('\n')
        .filter((line) => line !== '' && !line.startsWith('::add-mask::'));
      assert.deepEqual(lines, []);
      assert.match(step.printed, /^::add-mask::/m);
    });

    it('finds nothing where nothing is', async () => {
      assert.equal(await restore('state-'), undefined);
      await save('other-1');
      assert.equal(await restore('state-'), undefined);
      assert.equal(step.read(), undefined);
    });

    it('finds the newest entry that begins with the prefix', async () => {
      for (const key of ['state-9', 'state-1', 'other-2']) await save(key);
      assert.equal(await restore('state-'), 'state-1');
      assert.equal(step.read(), 'state-1');
    });

    it('tells that an entry was there already, and leaves it as it was', async () => {
      await save('state-1', 'first');
      assert.equal(await save('state-1', 'second'), false);
      await restore('state-1');
      assert.equal(step.read(), 'first');
    });

    it('finds nothing after an eviction', async () => {
      await save('state-1');
      service.evict();
      assert.equal(await restore('state-'), undefined);
    });

    it("shows a branch its own entries and the default branch's, and nobody else's", async () => {
      await save('state-main');
      await save('state-feature', 'feature', { branch: 'feature' });
      assert.equal(await restore('state-'), 'state-main');
      assert.equal(await restore('state-', { branch: 'feature' }), 'state-feature');
      assert.equal(await restore('state-', { branch: 'another' }), 'state-main');
    });

    it('says that a token may not write, or not even read', async () => {
      const denied = failsWith(
        'state-unreadable',
        /could not be saved: cache write denied/,
        /token doesn't allow/,
      );
      await assert.rejects(save('state-1', 'x', { cache: 'read' }), denied);
      assert.deepEqual(service.cacheEntries, []);
      const unread = failsWith(
        'state-unreadable',
        /could not be read: .*cache read denied/,
        /token doesn't allow/,
      );
      await assert.rejects(restore('state-', { cache: 'none' }), unread);
    });

    for (const [mode, act] of [
      ['read', () => save('state-1')],
      ['write-only', () => restore('state-')],
    ] as const) {
      it(`says that the cache mode ${mode} doesn't permit it`, async () => {
        services = { ...services, ACTIONS_CACHE_MODE: mode };
        await assert.rejects(act(), failsWith('state-unreadable', /does not permit/, /token doesn't allow/));
        assert.deepEqual(service.cacheEntries, []);
      });
    }

    it('says that the token is not accepted', async () => {
      services = { ...services, ACTIONS_RUNTIME_TOKEN: 'a.b.c' };
      const refused = failsWith('state-unreadable', /\(401\)/, /token/);
      await assert.rejects(restore('state-'), refused);
      await assert.rejects(save('state-1'), refused);
    });

    it('passes over a failure that goes away', async () => {
      service.fault({ at: 'CreateCacheEntry', times: 1, action: 'status', status: 503 });
      assert.equal(await save('state-1'), true);
    });

    it('says when the service wants to be left alone', async () => {
      for (const at of ['GetCacheEntryDownloadURL', 'CreateCacheEntry'] as const) {
        service.fault({ at, action: 'status', status: 429, headers: { 'retry-after': '60' } });
      }
      const limited = (error: unknown) =>
        failsWith('state-unreadable', /\(429\)/, /limits/)(error) &&
        (error as AppError).details.retryAfterMs === 60_000;
      await assert.rejects(restore('state-'), limited);
      await assert.rejects(save('state-1'), limited);
    });

    it('tells that the connection broke', async () => {
      service.fault({ at: 'GetCacheEntryDownloadURL', action: 'reset' });
      await assert.rejects(restore('state-'), failsWith('state-unreadable', /ECONNRESET/, /temporary/));
    });

    it('tells a failed upload, and one that could not be finished', async () => {
      service.fault({ at: 'upload', times: 1, action: 'status', status: 403 });
      await assert.rejects(save('state-1'), failsWith('state-unreadable', /could not be saved/, /./));
      const body = { ok: false, message: 'the entry is gone' };
      service.fault({ at: 'FinalizeCacheEntryUpload', action: 'status', status: 200, body });
      await assert.rejects(save('state-2'), failsWith('state-unreadable', /the entry is gone/, /temporary/));
      assert.deepEqual(service.cacheEntries, []);
    });

    it('restores nothing from a download that breaks off', async () => {
      await save('state-1');
      service.fault({ at: 'download', action: 'truncate' });
      await assert.rejects(restore('state-'), failsWith('state-unreadable', /could not be read/, /./));
      assert.equal(step.read(), undefined);
    });

    it("tells an archive that can't be unpacked", async () => {
      await save('state-1');
      service.tamper('state-1', (bytes) => bytes.subarray(0, bytes.length / 2));
      await assert.rejects(
        restore('state-'),
        failsWith('state-unreadable', /tar.*failed/, /Actions, Caches/),
      );
    });

    it('comes through a slow service', async () => {
      await save('state-1');
      service.fault({ at: 'download', action: 'slow', delayMs: 300 });
      assert.equal(await restore('state-'), 'state-1');
    });

    for (const at of ['GetCacheEntryDownloadURL', 'download'] as const) {
      it(`ends with the signal when ${at} hangs, and saves no such file before that has ended`, async () => {
        await save('state-1');
        service.fault({ at, action: 'hang' });
        const reason = new AppError('deadline', 'time is up');
        const controller = new AbortController();
        const cache = open();
        const paths = [step.statePath];
        const restoring = cache.restore({ paths, prefix: 'state-' }, controller.signal);
        setTimeout(() => controller.abort(reason), 800);
        await assert.rejects(restoring, (error) => error === reason);
        const early = failsWith('state-unreadable', /may still overwrite/, /./);
        await assert.rejects(cache.save({ paths, key: 'state-2' }, patience()), early);
        const other = `${step.statePath}.other`;
        writeFileSync(other, 'another file');
        assert.equal(await cache.save({ paths: [other], key: 'other-1' }, patience()), true);
      });
    }

    for (const at of ['CreateCacheEntry', 'upload'] as const) {
      it(`ends with the signal when ${at} hangs`, async () => {
        service.fault({ at, action: 'hang' });
        step.write('x');
        const saving = open().save({ paths: [step.statePath], key: 's' }, AbortSignal.timeout(800));
        await assert.rejects(saving, { name: 'TimeoutError' });
      });
    }

    it('begins nothing when the time is already up', async () => {
      const asked = service.requests.length;
      const cache = open();
      await assert.rejects(
        cache.restore({ paths: ['x'], prefix: 's' }, AbortSignal.abort(new Error('late'))),
        /late/,
      );
      assert.equal(service.requests.length, asked);
    });
  });
}
