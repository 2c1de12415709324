import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { startBudget } from '../../../../src/base/bound.ts';
import { AppError, NetworkError } from '../../../../src/base/errors.ts';
import type { HttpRequest } from '../../../../src/base/ports.ts';
import { gcloud } from '../../../../src/dns/providers/gcloud.ts';
import { fakeClock } from '../../../fakes/clock.ts';
import { fakeHttp, providerContext } from '../../../fakes/dns-context.ts';

const user = {
  type: 'authorized_user',
  client_id: 'id',
  client_secret: 'client-hunter2',
  refresh_token: 'hunter2',
};
const key = { type: 'service_account', client_email: 'a@b', private_key: 'hunter2', project_id: 'p' };
const own = '/home/me/.config/gcloud/application_default_credentials.json';

/** @param files path -> content */
function configured(
  env: Record<string, string>,
  files: Record<string, object> = {},
  answer?: (request: HttpRequest) => string | object,
) {
  const readText = (path: string) => {
    const content = files[path];
    if (content) return 'empty' in content ? '\n' : JSON.stringify(content);
    throw Object.assign(new Error(`ENOENT: ${path}`), { code: 'ENOENT' });
  };
  const clock = fakeClock();
  const http = fakeHttp((request) => {
    const given = answer?.(request) ?? {};
    if (given instanceof Error) return given;
    return { body: typeof given === 'string' ? given : JSON.stringify(given) };
  });
  const context = providerContext(env, { ports: { readText, clock, http } });
  return { made: gcloud.configure(context), context, http, clock };
}

async function present(...given: Parameters<typeof configured>) {
  const { made, context, http, clock } = configured(...given);
  assert.ok(!('faults' in made), JSON.stringify(made));
  const record = { name: '_acme-challenge.example.com', value: 'value' };
  const [outcome] = await Promise.allSettled([made.present(record, startBudget(clock, 60_000).work)]);
  const error = outcome.status === 'rejected' ? (outcome.reason as AppError) : undefined;
  return { error, context, requests: http.requests };
}

const zones = { managedZones: [{ id: '1', dnsName: 'example.com.', visibility: 'public' }] };
const answers = ({ url }: HttpRequest): string | object =>
  /token/.test(url)
    ? { access_token: 'access-token', expires_in: 3599 }
    : url.includes('project-id')
      ? 'machine-project'
      : url.includes('/managedZones?')
        ? zones
        : {};

describe('how gcloud shows who it is', () => {
  it('by what `gcloud auth application-default login` left', async () => {
    const env = { HOME: '/home/me', GCE_PROJECT: 'p' };
    const { error, requests, context } = await present(env, { [own]: user }, answers);
    assert.equal(error, undefined);
    assert.equal(requests[0]?.url, 'https://oauth2.googleapis.com/token');
    assert.deepEqual(Object.fromEntries(new URLSearchParams(requests[0].body)), {
      grant_type: 'refresh_token',
      client_id: 'id',
      client_secret: 'client-hunter2',
      refresh_token: 'hunter2',
    });
    assert.deepEqual(context.masks, ['access-token']);
  });

  it('by the machine, which knows the project too', async () => {
    const { error, requests } = await present({ HOME: '/home/me' }, {}, answers);
    assert.equal(error, undefined);
    const urls = requests.map(({ url }) => url);
    assert.match(urls.at(-1) ?? '', /\/projects\/machine-project\/managedZones\/1\/changes$/);
    assert.ok(
      urls.some((url) =>
        url.startsWith(
          'http://metadata.google.internal/computeMetadata/v1/instance/service-accounts/default/token?scopes=',
        ),
      ),
      urls.join('\n'),
    );
    assert.ok(
      requests.every(
        ({ url, headers }) => !url.startsWith('http:') || headers?.['metadata-flavor'] === 'Google',
      ),
    );
  });

  it('says what would do where there are no credentials at all', async () => {
    const dead = ({ url }: HttpRequest) =>
      new NetworkError('name', url, 'metadata.google.internal: ENOTFOUND');
    const { error } = await present({ GCE_PROJECT: 'p' }, {}, dead);
    assert.match(error?.message ?? '', /metadata server of this machine can't be reached/);
    assert.match(
      error?.details.hint ?? '',
      /no credentials for Google Cloud.*google-github-actions\/auth.*GCE_SERVICE_ACCOUNT/,
    );
  });

  it('as another account, by what it is itself', async () => {
    const env = {
      HOME: '/home/me',
      GCE_PROJECT: 'p',
      GCE_IMPERSONATE_SERVICE_ACCOUNT: 'sa@p.iam.gserviceaccount.com',
    };
    const { requests } = await present(env, { [own]: user }, (request) =>
      request.url.includes(':generateAccessToken')
        ? { accessToken: 'token-of-sa', expireTime: '2099-01-01T00:00:00Z' }
        : answers(request),
    );
    assert.equal(
      requests[1]?.url,
      'https://iamcredentials.googleapis.com/v1/projects/-/serviceAccounts/sa%40p.iam.gserviceaccount.com:generateAccessToken',
    );
    assert.equal(requests[1].headers?.['authorization'], 'Bearer access-token');
    assert.equal(requests[2]?.headers?.['authorization'], 'Bearer token-of-sa');
  });

  it('says that a key is no key, without any of it', async () => {
    const { error } = await present({ GCE_SERVICE_ACCOUNT: JSON.stringify(key) });
    assert.match(error?.message ?? '', /private_key can't be read/);
    assert.doesNotMatch(`${error?.message ?? ''}${error?.details.hint ?? ''}`, /hunter2/);
  });
});

describe('the settings of gcloud', () => {
  const external = {
    type: 'external_account',
    audience: '//iam.googleapis.com/x',
    token_url: 'https://sts.googleapis.com/v1/token',
    credential_source: { file: '/token' },
  };
  const cases: [string, Record<string, string>, object | undefined, string[]][] = [
    ['no project', {}, external, ['GCE_PROJECT is not set, and the credentials name none']],
    [
      'a type it does not know',
      { GCE_PROJECT: 'p' },
      { type: 'gdch_service_account' },
      ["GOOGLE_APPLICATION_CREDENTIALS is of a type that isn't supported (gdch_service_account)"],
    ],
    [
      'a key without its parts',
      {},
      { ...key, private_key: '' },
      ['GOOGLE_APPLICATION_CREDENTIALS lacks client_email, private_key and token_uri'],
    ],
    [
      'a token service without TLS',
      { GCE_PROJECT: 'p' },
      { ...external, token_url: 'http://sts.example' },
      ['GOOGLE_APPLICATION_CREDENTIALS lacks audience and token_url, or has a URL that is not https'],
    ],
    [
      'a program for the token',
      { GCE_PROJECT: 'p' },
      { ...external, credential_source: { executable: {} } },
      ['GOOGLE_APPLICATION_CREDENTIALS has a credential_source that is neither a file nor an https URL'],
    ],
    [
      'an issuer of tokens without TLS',
      { GCE_PROJECT: 'p' },
      { ...external, credential_source: { url: 'http://plain.example/x', headers: { Authorization: 'x' } } },
      ['GOOGLE_APPLICATION_CREDENTIALS has a credential_source that is neither a file nor an https URL'],
    ],
    [
      'an empty file, which would make it the machine',
      { GCE_PROJECT: 'p' },
      { empty: true },
      ['GOOGLE_APPLICATION_CREDENTIALS names /file, which is empty'],
    ],
    [
      'a file that is not there',
      { GCE_PROJECT: 'p' },
      undefined,
      ["GOOGLE_APPLICATION_CREDENTIALS names /file, which can't be read: ENOENT: /file"],
    ],
  ];
  for (const [title, env, file, wanted] of cases) {
    it(`refuses ${title}`, () => {
      const { made } = configured(
        { GOOGLE_APPLICATION_CREDENTIALS: '/file', ...env },
        file ? { '/file': file } : {},
      );
      assert.ok('faults' in made);
      assert.deepEqual(
        made.faults.map(({ input, problem }) => `${input} ${problem}`),
        wanted,
      );
    });
  }

  it('refuses what is no JSON, without any of it, and private zones', () => {
    const { made } = configured({ GCE_SERVICE_ACCOUNT: 'hunter2', GCE_ALLOW_PRIVATE_ZONE: 'true' });
    assert.ok('faults' in made);
    assert.doesNotMatch(JSON.stringify(made.faults), /hunter2/);
    assert.deepEqual(
      made.faults.map(({ input }) => input),
      ['GCE_SERVICE_ACCOUNT', 'GCE_ALLOW_PRIVATE_ZONE'],
    );
  });
});
