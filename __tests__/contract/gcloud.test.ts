import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, beforeEach, describe, it } from 'node:test';
import { fetchSdks } from '../../scripts/servers/fetch-sdks.ts';
import { startBudget, type Budget } from '../../src/base/bound.ts';
import { createHttp } from '../../src/platform/http.ts';
import { systemClock } from '../../src/platform/system.ts';
import { fakeGoogle, type FakeGoogle } from '../fakes/dns-apis/gcloud.ts';
import { startGateway, type Gateway } from '../fakes/dns-apis/gateway.ts';
import { sdk } from '../fakes/dns-apis/referee-sdk.ts';
import { zone } from '../fakes/dns-targets.ts';
import { configure, failureOf } from './provider-suite.ts';

const sdks = await fetchSdks(() => undefined);

describe('gcloud where others are at work, rights are few, and keys are not kept', () => {
  const name = `_acme-challenge.www.${zone}`;
  const set = { zone, label: '_acme-challenge.www', type: 'TXT', ttl: 77 };
  const directory = mkdtempSync(join(tmpdir(), 'gcloud-'));
  let api: FakeGoogle;
  let gateway: Gateway;
  let budget: Budget;
  before(async () => {
    api = fakeGoogle('project-1');
    gateway = await startGateway([api]);
    budget = startBudget(systemClock, 60_000);
  });
  beforeEach(() => {
    gateway.interrupt = () => undefined;
    api.records.replace(set, []);
  });
  after(async () => {
    budget.close();
    await gateway.stop();
    rmSync(directory, { recursive: true });
    assert.deepEqual(gateway.unknown, []);
  });

  const provider = (env: Record<string, string> = {}, retries = 0) => {
    const http = createHttp({ env: { HTTPS_PROXY: gateway.proxyUrl }, extraRoots: gateway.caPem });
    const key = 'GOOGLE_APPLICATION_CREDENTIALS' in env ? {} : { GCE_SERVICE_ACCOUNT: api.keyFile };
    return configure('gcloud', { ...key, ...env }, { http, retry: { retries, intervalMs: 1 } });
  };
  const add = (value: string) => api.records.add({ ...set, value: `"${value}"` });
  const isChange = ({ method, url }: { method: string; url: URL }) =>
    method === 'POST' && url.pathname.endsWith('/changes');
  const refusing = (status: number, message: string) => {
    gateway.interrupt = (request) =>
      isChange(request) ? { status, body: { error: { code: status, message } } } : undefined;
  };
  const fails = (env: Record<string, string> = {}) =>
    failureOf(provider(env).present({ name, value: 'x' }, budget.work), 'dns-provider');

  for (const [title, first] of [
    ['made', []],
    ['changed', ['before']],
  ] as const) {
    it(`loses nothing when the set is ${title} by another between reading and writing`, async () => {
      for (const value of first) add(value);
      const others = ['another', 'and another'];
      gateway.interrupt = (request) => {
        const value = isChange(request) ? others.shift() : undefined;
        if (value !== undefined) add(value);
        return undefined;
      };
      await provider().present({ name, value: 'ours' }, budget.work);
      assert.deepEqual(api.records.txt(name), ['another', 'and another', 'ours', ...first].sort());
      others.push('a late one');
      await provider().remove({ name, value: 'ours' }, budget.work);
      assert.deepEqual(api.records.txt(name), ['another', 'and another', 'a late one', ...first].sort());
    });
  }

  it('succeeds when all was taken away between reading and writing', async () => {
    add('ours');
    gateway.interrupt = (request) => {
      if (isChange(request)) api.records.replace(set, []);
      return undefined;
    };
    await provider().remove({ name, value: 'ours' }, budget.work);
    assert.deepEqual(api.records.txt(name), []);
  });

  it('needs no list of zones when it is told the zone, and says when that is not there', async () => {
    for (const id of ['example-test', '1000045']) {
      const from = gateway.requests.length;
      await provider({ GCE_ZONE_ID: id }).present({ name, value: id }, budget.work);
      const paths = gateway.requests.slice(from).map(({ url }) => url.pathname);
      assert.ok(!paths.some((path) => path.endsWith('/managedZones')), paths.join('\n'));
    }
    assert.deepEqual(api.records.txt(name), ['1000045', 'example-test']);
    const error = await fails({ GCE_ZONE_ID: 'nowhere' });
    assert.match(error.message, /no such project or zone .*'nowhere' does not exist/);
    assert.match(
      (await fails({ GCE_PROJECT: 'other' })).message,
      /no such project or zone|no zone that holds/,
    );
  });

  it('names the permission that is missing, and what is turned off', async () => {
    refusing(403, "Permission 'dns.changes.create' denied on resource");
    const denied = await fails();
    assert.match(denied.message, /may not do this .*dns\.changes\.create/);
    assert.match(denied.details.hint ?? '', /roles\/dns\.admin/);
    refusing(403, 'Cloud DNS API has not been used in project 1 before or it is disabled.');
    assert.match((await fails()).details.hint ?? '', /Enable dns\.googleapis\.com/);
  });

  it('tries again when a quota is used up', async () => {
    let left = 1;
    gateway.interrupt = (request) =>
      isChange(request) && (left -= 1) >= 0
        ? {
            status: 403,
            body: { error: { code: 403, message: "Quota exceeded for quota metric 'Write requests'" } },
          }
        : undefined;
    await provider({}, 1).present({ name, value: 'ours' }, budget.work);
    assert.deepEqual(api.records.txt(name), ['ours']);
  });

  for (const account of [true, false]) {
    const title = account ? 'as a service account' : 'as itself';
    it(`gets in by the job's ID token, ${title}, as Google's own library does`, async () => {
      const file = join(directory, 'gha-creds.json');
      writeFileSync(file, api.federationFile(account), { mode: 0o600 });
      const env = { GOOGLE_APPLICATION_CREDENTIALS: file, GOOGLE_CLOUD_PROJECT: 'project-1' };
      const from = gateway.requests.length;
      const ours = provider(env);
      await ours.present({ name, value: 'ours' }, budget.work);
      const asked = gateway.requests.slice(from).map(({ url }) => url.hostname);
      assert.equal(
        asked.filter((host) => host === 'sts.googleapis.com').length,
        1,
        'one token for all requests',
      );
      assert.equal(asked.includes('iamcredentials.googleapis.com'), account);
      if ('missing' in sdks) return;
      const options = { project: 'project-1', credentials: api.federationFile(account) };
      const job = { sdk: 'gcloud', from: sdks.directory, options, zone, name } as const;
      assert.deepEqual(await sdk({ ...job, changes: [['create', 'theirs']] }, gateway), ['ours', 'theirs']);
    });
  }

  it('says why no token is given, and repeats none', async () => {
    const file = join(directory, 'gha-creds.json');
    writeFileSync(file, api.federationFile(true), { mode: 0o600 });
    const env = { GOOGLE_APPLICATION_CREDENTIALS: file, GCE_PROJECT: 'project-1' };
    gateway.interrupt = ({ url }) => (url.pathname === '/idtoken' ? { status: 403 } : undefined);
    assert.match((await fails(env)).details.hint ?? '', /id-token: write/);
    gateway.interrupt = ({ url, body }) =>
      url.hostname === 'sts.googleapis.com'
        ? { status: 400, body: { error: 'invalid_grant', error_description: `refused: ${body}` } }
        : undefined;
    const refused = await fails(env);
    assert.match(refused.message, /the credentials are refused .*refused: /);
    assert.doesNotMatch(refused.message, /id-token-of-the-job/);
    gateway.interrupt = ({ url }) =>
      url.pathname.endsWith(':generateAccessToken') ? { status: 403 } : undefined;
    assert.match((await fails(env)).details.hint ?? '', /workloadIdentityUser/);
  });
});
