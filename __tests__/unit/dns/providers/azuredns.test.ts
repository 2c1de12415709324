import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { startBudget } from '../../../../src/base/bound.ts';
import { AppError } from '../../../../src/base/errors.ts';
import type { HttpRequest } from '../../../../src/base/ports.ts';
import { azuredns } from '../../../../src/dns/providers/azuredns.ts';
import { fakeClock } from '../../../fakes/clock.ts';
import { fakeHttp, fakeProcesses, providerContext } from '../../../fakes/dns-context.ts';

const ids = { AZURE_TENANT_ID: 'the-tenant', AZURE_CLIENT_ID: 'the-client' };
const place = { AZURE_SUBSCRIPTION_ID: 's', AZURE_RESOURCE_GROUP: 'g', AZURE_ZONE_NAME: 'example.com' };
const token = 'access-token-of-an-hour';
const idToken = 'id-token-of-the-job';

const faultsOf = (env: Record<string, string>) => {
  const made = azuredns.configure(providerContext(env));
  return 'faults' in made ? made.faults.map(({ input, problem }) => `${input} ${problem}`) : [];
};

type Programs = Parameters<typeof fakeProcesses>[0];

/** Sets a record and gives what was asked for, and what went wrong. */
async function present(
  env: Record<string, string>,
  { program = () => new Error('no program'), refuse }: { program?: Programs; refuse?: object } = {},
) {
  const processes = fakeProcesses(program);
  const clock = fakeClock();
  const http = fakeHttp(({ url, method }) => {
    if (url.includes('idtoken')) return { body: JSON.stringify({ value: idToken }) };
    if (/oauth2|identity/.test(url))
      return refuse
        ? { status: 401, body: JSON.stringify(refuse) }
        : { body: JSON.stringify({ access_token: token, expires_in: '3600' }) };
    return method === 'GET' ? { status: 404 } : { status: 201 };
  });
  const readText = (path: string) => (path === 'token-file' ? `${idToken}\n` : assert.fail(path));
  const context = providerContext({ ...place, ...env }, { ports: { clock, http, processes, readText } });
  const provider = azuredns.configure(context);
  assert.ok(!('faults' in provider), JSON.stringify(provider));
  const budget = startBudget(clock, 60_000);
  const [outcome] = await Promise.allSettled([
    provider.present({ name: '_acme-challenge.example.com', value: 'value' }, budget.work),
  ]);
  const error = outcome.status === 'rejected' ? (outcome.reason as AppError) : undefined;
  return { error, context, runs: processes.runs, requests: http.requests };
}

const formOf = ({ body = '' }: HttpRequest) => Object.fromEntries(new URLSearchParams(body));

describe('how azuredns shows who it is', () => {
  it('by a client secret', async () => {
    const { error, requests, context } = await present({ ...ids, AZURE_CLIENT_SECRET: 'hunter2' });
    assert.equal(error, undefined);
    const [login, read, write] = requests;
    assert.ok(login && read && write);
    assert.equal(login.url, 'https://login.microsoftonline.com/the-tenant/oauth2/v2.0/token');
    assert.deepEqual(formOf(login), {
      grant_type: 'client_credentials',
      client_id: 'the-client',
      client_secret: 'hunter2',
      scope: 'https://management.azure.com/.default',
    });
    assert.equal(read.headers?.['authorization'], `Bearer ${token}`);
    assert.equal(write.headers?.['if-none-match'], '*');
    assert.equal(requests.length, 3, 'one token for all requests');
    assert.deepEqual(context.masks, [token]);
  });

  it('in a sovereign cloud', async () => {
    const env = { ...ids, AZURE_CLIENT_SECRET: 'hunter2', AZURE_ENVIRONMENT: 'usgovernment' };
    const { requests } = await present(env);
    assert.match(requests[0]?.url ?? '', /^https:\/\/login\.microsoftonline\.us\//);
    assert.match(requests[1]?.url ?? '', /^https:\/\/management\.usgovcloudapi\.net\/subscriptions\/s\//);
  });

  for (const [title, env, asked] of [
    [
      'that the runner gives',
      {
        ACTIONS_ID_TOKEN_REQUEST_URL: 'https://issuer.example/idtoken?api-version=2.0',
        ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'request-token',
      },
      'https://issuer.example/idtoken?api-version=2.0&audience=api%3A%2F%2FAzureADTokenExchange',
    ],
    [
      'for an audience of its own',
      {
        AZURE_OIDC_REQUEST_URL: 'https://issuer.example/idtoken?audience=own',
        AZURE_OIDC_REQUEST_TOKEN: 'request-token',
      },
      'https://issuer.example/idtoken?audience=own',
    ],
    ['in a variable', { AZURE_OIDC_TOKEN: idToken }, undefined],
    ['in a file', { AZURE_FEDERATED_TOKEN_FILE: 'token-file' }, undefined],
  ] as const) {
    it(`by an ID token ${title}`, async () => {
      const { error, requests, context } = await present({ ...ids, ...env });
      assert.equal(error, undefined);
      const own = requests.slice(asked === undefined ? 0 : 1);
      if (asked !== undefined) {
        assert.equal(requests[0]?.url, asked);
        assert.equal(requests[0].headers?.['authorization'], 'Bearer request-token');
      }
      const form = formOf(own[0] ?? assert.fail());
      assert.equal(form['client_assertion'], idToken);
      assert.equal(form['client_assertion_type'], 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer');
      assert.ok(context.masks.includes(token));
      if (!('AZURE_OIDC_TOKEN' in env)) assert.ok(context.masks.includes(idToken));
    });
  }

  for (const [environment, audience] of [
    ['usgovernment', 'api://AzureADTokenExchangeUSGov'],
    ['china', 'api://AzureADTokenExchangeChina'],
  ] as const) {
    it(`by an ID token made for ${environment}`, async () => {
      const pair = { AZURE_OIDC_REQUEST_URL: 'https://x.example/idtoken', AZURE_OIDC_REQUEST_TOKEN: 'y' };
      const { requests } = await present({ ...ids, ...pair, AZURE_ENVIRONMENT: environment });
      assert.equal(new URL(requests[0]?.url ?? '').searchParams.get('audience'), audience);
    });
  }

  it('by the pair of one prefix, never by parts of two', async () => {
    const ownPair = { ARM_OIDC_REQUEST_URL: 'https://arm.example/idtoken', ARM_OIDC_REQUEST_TOKEN: 'arm' };
    const { requests } = await present({ ...ids, ...ownPair });
    assert.equal(new URL(requests[0]?.url ?? '').host, 'arm.example');
    assert.equal(requests[0]?.headers?.['authorization'], 'Bearer arm');
  });

  it('by a machine that has its endpoint at a link-local address', async () => {
    const { requests } = await present({
      IDENTITY_ENDPOINT: 'http://169.254.129.2:8081/msi/token',
      IDENTITY_HEADER: 'key',
    });
    assert.equal(new URL(requests[0]?.url ?? '').host, '169.254.129.2:8081');
  });

  it('by the machine', async () => {
    const { requests } = await present({ AZURE_AUTH_METHOD: 'msi', AZURE_CLIENT_ID: 'the-client' });
    assert.equal(
      requests[0]?.url,
      'http://169.254.169.254/metadata/identity/oauth2/token?api-version=2018-02-01&' +
        'resource=https%3A%2F%2Fmanagement.azure.com&client_id=the-client',
    );
    assert.equal(requests[0].headers?.['metadata'], 'true');
    assert.equal(requests[0].timeoutMs, 2_000);
    const app = await present({
      IDENTITY_ENDPOINT: 'http://127.0.0.1:42356/identity',
      IDENTITY_HEADER: 'key',
    });
    assert.match(
      app.requests[0]?.url ?? '',
      /^http:\/\/127\.0\.0\.1:42356\/identity\?api-version=2019-08-01&/,
    );
    assert.equal(app.requests[0]?.headers?.['x-identity-header'], 'key');
  });

  it('by `az`, which gets no credential and whose token nobody sees', async () => {
    const lines = [
      'WARNING: be careful',
      '{',
      `  "accessToken": "${token}",`,
      '  "expires_on": 1800000000',
      '}',
    ];
    const env = { AZURE_TENANT_ID: 'the-tenant', PATH: '/bin', 'INPUT_ENCRYPTION-KEY': 'hunter2' };
    const { error, runs, requests, context } = await present(env, {
      program: () => ({ exitCode: 0, lines }),
    });
    assert.equal(error, undefined);
    assert.equal(requests[0]?.headers?.['authorization'], `Bearer ${token}`);
    const [run] = runs;
    assert.deepEqual(run?.args, [
      ...['account', 'get-access-token', '--output', 'json'],
      ...['--resource', 'https://management.azure.com', '--tenant', 'the-tenant'],
    ]);
    assert.equal(run.env['PATH'], '/bin');
    assert.doesNotMatch(JSON.stringify(run), /hunter2/);
    assert.doesNotMatch(context.lines.join('\n'), new RegExp(token));
    assert.deepEqual(context.masks, [token]);
  });

  it('by `az` of before, which says no end: one start does for minutes', async () => {
    const lines = ['{', `  "accessToken": "${token}",`, '  "expiresOn": "2026-01-01 02:00:00.000000"', '}'];
    const { error, runs } = await present({}, { program: () => ({ exitCode: 0, lines }) });
    assert.equal(error, undefined);
    assert.equal(runs.length, 1);
  });

  it('says what would do where `az` is missing, or nobody is logged in', async () => {
    const missing = await present(
      {},
      { program: () => Object.assign(new Error('spawn az ENOENT'), { code: 'ENOENT' }) },
    );
    assert.match(missing.error?.message ?? '', /can't be started: spawn az ENOENT/);
    assert.match(missing.error?.details.hint ?? '', /^Install the Azure CLI, or set AZURE_CLIENT_ID/);
    assert.match(
      missing.error?.details.hint ?? '',
      /AZURE_CLIENT_ID.*id-token: write.*AZURE_CLIENT_SECRET.*msi/,
    );
    const lines = ["ERROR: Please run 'az login' to setup account."];
    const out = await present({}, { program: () => ({ exitCode: 1, lines }) });
    assert.match(out.error?.message ?? '', /exit code 1 \(ERROR: Please run 'az login'/);
    assert.match(out.error?.details.hint ?? '', /azure\/login/);
  });

  for (const [code, wanted] of [
    ['AADSTS7000222', /client secret is wrong or has expired/],
    ['AADSTS700213', /no federated credential of the application fits/],
    ['AADSTS700016', /no such application/],
  ] as const) {
    it(`explains ${code}, and repeats no secret`, async () => {
      const refuse = { error: 'invalid_client', error_description: `${code}: about hunter2 it is` };
      const { error } = await present({ ...ids, AZURE_CLIENT_SECRET: 'hunter2' }, { refuse });
      assert.match(error?.message ?? '', wanted);
      assert.match(error?.message ?? '', new RegExp(`${code}: about \\*\\*\\* it is`));
    });
  }
});

describe('the settings of azuredns', () => {
  const runner = {
    ACTIONS_ID_TOKEN_REQUEST_URL: 'https://runner.example/',
    ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'runner-token',
  };
  const neither =
    'AZURE_CLIENT_ID needs something that proves it, and there is neither an ID token nor a client secret';
  for (const [title, env, wanted] of [
    ['a client ID alone', ids, [neither]],
    [
      'a client secret alone',
      { AZURE_CLIENT_SECRET: 'x' },
      ['AZURE_TENANT_ID is not set', 'AZURE_CLIENT_ID is not set'],
    ],
    ['env without its secret', { ...ids, AZURE_AUTH_METHOD: 'env' }, ['AZURE_CLIENT_SECRET is not set']],
    [
      "a URL of its own with the runner's token",
      { ...ids, ...runner, AZURE_OIDC_REQUEST_URL: 'https://collector.example/' },
      ['AZURE_OIDC_REQUEST_TOKEN is not set, but AZURE_OIDC_REQUEST_URL is'],
    ],
    [
      'an issuer without TLS',
      { ...ids, AZURE_OIDC_REQUEST_URL: 'http://collector.example/', AZURE_OIDC_REQUEST_TOKEN: 'x' },
      ['AZURE_OIDC_REQUEST_URL is no https URL'],
    ],
    [
      'a managed identity at another machine, without TLS',
      {
        AZURE_AUTH_METHOD: 'msi',
        IDENTITY_ENDPOINT: 'http://169.254.collector.example/',
        IDENTITY_HEADER: 'x',
      },
      ['AZURE_AUTH_METHOD would send IDENTITY_HEADER to another machine without TLS'],
    ],
    [
      'an unknown method',
      { AZURE_AUTH_METHOD: 'pipeline' },
      ['AZURE_AUTH_METHOD is no method that is supported'],
    ],
    ['an unknown cloud', { AZURE_ENVIRONMENT: 'german' }, ['AZURE_ENVIRONMENT is no cloud']],
    [
      'what lego has and this has not',
      { AZURE_PRIVATE_ZONE: 'true', AZURE_CLIENT_CERTIFICATE_PATH: 'x' },
      ["AZURE_CLIENT_CERTIFICATE_PATH isn't supported", "AZURE_PRIVATE_ZONE isn't supported"],
    ],
  ] as const) {
    it(`refuses ${title}`, () => assert.deepEqual(faultsOf(env), wanted));
  }
});
