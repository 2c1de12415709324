import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { HttpRequest } from '../../../../src/base/ports.ts';
import { route53 } from '../../../../src/dns/providers/route53.ts';
import { fakeClock } from '../../../fakes/clock.ts';
import { fakeHttp, providerContext } from '../../../fakes/dns-context.ts';
import { configured, failureOf, faultsOf, openBound } from '../../../fakes/dns-provider.ts';

const record = { name: '_acme-challenge.example.com', value: 'v' };
const role = 'arn:aws:iam::123456789012:role/dns';

/** AWS and GitHub's token service, as far as who one is there; what is asked of Route 53 finds no zone. */
function cloud(env: Record<string, string>, files: Record<string, string> = {}) {
  const clock = fakeClock();
  const made: string[] = [];
  const http = fakeHttp(({ url, body = '' }) => {
    const { hostname, searchParams } = new URL(url);
    if (hostname === 'token.test')
      return { body: `{"value":"jwt-for-${searchParams.get('audience') ?? ''}"}` };
    if (hostname === 'route53.amazonaws.com') return { body: '<ListHostedZonesByNameResponse/>' };
    const form = new URLSearchParams(body);
    made.push(form.get('RoleArn') ?? '');
    const expires = new Date(clock.now() + 3_600_000).toISOString();
    return {
      body:
        `<Credentials><AccessKeyId>ASIA${made.length}</AccessKeyId><SecretAccessKey>made-${made.length}</SecretAccessKey>` +
        `<SessionToken>session-${made.length}</SessionToken><Expiration>${expires}</Expiration></Credentials>`,
    };
  });
  const readText = (path: string) => {
    const text = files[path];
    if (text === undefined) throw Object.assign(new Error('no such file'), { code: 'ENOENT' });
    return text;
  };
  const context = providerContext({ HOME: '/home/me', ...env }, { ports: { clock, http, readText } });
  return { context, clock, http, made };
}

/** Asks for something, and gives the key that it was signed with. */
async function signer({ context, http }: ReturnType<typeof cloud>): Promise<string | undefined> {
  await failureOf(configured(route53, context).present(record, openBound()));
  return keyOf(http.requests.at(-1));
}

function keyOf(request?: HttpRequest): string | undefined {
  return /Credential=(\w+)\//.exec(request?.headers?.['authorization'] ?? '')?.[1];
}

const github = {
  ACTIONS_ID_TOKEN_REQUEST_URL: 'https://token.test/idtoken?api-version=2.0',
  ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'runner',
};
const keys = { AWS_ACCESS_KEY_ID: 'AKIAENV', AWS_SECRET_ACCESS_KEY: 'sesame' };

describe('who one is at AWS', () => {
  it('keys come first, and nobody else is asked', async () => {
    const one = cloud({ ...keys, ...github, AWS_ROLE_ARN: role });
    assert.equal(await signer(one), 'AKIAENV');
    assert.deepEqual(one.made, []);
  });

  it("a role by GitHub's token, made for AWS; what comes of it is masked", async () => {
    const one = cloud({ ...github, AWS_ROLE_ARN: role, AWS_REGION: 'eu-central-1' });
    assert.equal(await signer(one), 'ASIA1');
    const [token, sts, zones] = one.http.requests;
    assert.equal(token?.url, 'https://token.test/idtoken?api-version=2.0&audience=sts.amazonaws.com');
    assert.equal(token.headers?.['authorization'], 'Bearer runner');
    assert.equal(sts?.url, 'https://sts.eu-central-1.amazonaws.com/');
    assert.deepEqual(Object.fromEntries(new URLSearchParams(sts.body)), {
      Action: 'AssumeRoleWithWebIdentity',
      Version: '2011-06-15',
      RoleArn: role,
      RoleSessionName: 'bounded-acme',
      WebIdentityToken: 'jwt-for-sts.amazonaws.com',
    });
    assert.equal(zones?.headers?.['x-amz-security-token'], 'session-1');
    assert.deepEqual(one.context.masks, ['jwt-for-sts.amazonaws.com', 'made-1', 'session-1']);
  });

  for (const [region, partition, sts, dns, signedFor] of [
    ['cn-north-1', 'aws-cn', 'sts.cn-north-1.amazonaws.com.cn', 'route53.amazonaws.com.cn', 'cn-northwest-1'],
    [
      'us-gov-east-1',
      'aws-us-gov',
      'sts.us-gov-east-1.amazonaws.com',
      'route53.us-gov.amazonaws.com',
      'us-gov-west-1',
    ],
  ] as const) {
    it(`in ${region}, whose services are its own`, async () => {
      const arn = role.replace('aws', partition);
      const one = cloud({ ...github, AWS_ROLE_ARN: arn, AWS_REGION: region });
      await signer(one);
      const [token, keysFor, zones] = one.http.requests;
      const audience = partition === 'aws-cn' ? 'sts.amazonaws.com.cn' : 'sts.amazonaws.com';
      assert.equal(new URL(token?.url ?? '').searchParams.get('audience'), audience);
      assert.equal(keysFor?.url, `https://${sts}/`);
      assert.equal(new URL(zones?.url ?? '').host, dns);
      assert.match(zones?.headers?.['authorization'] ?? '', new RegExp(`/${signedFor}/route53/aws4_request`));
    });
  }

  it('credentials are made once for all who ask at once, and anew before they end', async () => {
    const files = { '/run/token': 'from a file\n' };
    const one = cloud({ AWS_ROLE_ARN: role, AWS_WEB_IDENTITY_TOKEN_FILE: '/run/token' }, files);
    const provider = configured(route53, one.context);
    const ask = (name: string) => failureOf(provider.present({ ...record, name }, openBound()));
    await Promise.all([ask('a.example.com'), ask('b.example.org'), ask('c.example.net')]);
    assert.equal(one.made.length, 1);
    assert.match(one.http.requests[0]?.body ?? '', /WebIdentityToken=from\+a\+file$/);
    await one.clock.advance(54 * 60_000);
    await ask('d.example.com');
    assert.equal(one.made.length, 1);
    files['/run/token'] = 'the next';
    await one.clock.advance(2 * 60_000);
    await Promise.all([ask('e.example.com'), ask('f.example.org')]);
    assert.equal(one.made.length, 2);
    assert.equal(keyOf(one.http.requests.at(-1)), 'ASIA2');
    assert.match(one.http.requests.findLast(({ url }) => url.includes('sts'))?.body ?? '', /the\+next/);
  });

  it('another role on top, with its external ID', async () => {
    const one = cloud({ ...keys, AWS_ASSUME_ROLE_ARN: role, AWS_EXTERNAL_ID: 'theirs' });
    assert.equal(await signer(one), 'ASIA1');
    const [sts] = one.http.requests;
    assert.equal(keyOf(sts), 'AKIAENV');
    assert.match(sts?.body ?? '', /^Action=AssumeRole&.*&ExternalId=theirs$/);
  });

  it('profiles of both files, roles by other profiles included', async () => {
    const files = {
      '/home/me/.aws/credentials':
        '[base]\naws_access_key_id = AKIAFILE # comment\naws_secret_access_key=s\n',
      '/home/me/.aws/config':
        `[default]\nregion = x\n[profile site]\nrole_arn = ${role}/site\nsource_profile = between\n` +
        `[profile between]\nrole_arn=${role}/between\nsource_profile=base\n`,
    };
    const one = cloud({ AWS_PROFILE: 'site' }, files);
    assert.equal(await signer(one), 'ASIA2');
    assert.deepEqual(one.made, [`${role}/between`, `${role}/site`]);
    assert.deepEqual(one.http.requests.slice(0, 3).map(keyOf), ['AKIAFILE', 'ASIA1', 'ASIA2']);
    assert.equal(await signer(cloud({ AWS_PROFILE: 'base' }, files)), 'AKIAFILE');
  });

  it('a profile that is its own source', async () => {
    const text = `[site]\naws_access_key_id=AKIAOWN\naws_secret_access_key=s\nrole_arn=${role}\nsource_profile=site\n`;
    const one = cloud({ AWS_PROFILE: 'site', AWS_SHARED_CREDENTIALS_FILE: '/c' }, { '/c': text });
    assert.equal(await signer(one), 'ASIA1');
    assert.equal(keyOf(one.http.requests[0]), 'AKIAOWN');
  });
});

describe('what is wrong with who one is at AWS', () => {
  const config = (text: string) => ({ '/home/me/.aws/config': text });
  const cases: readonly [string, Record<string, string>, Record<string, string>, string, RegExp][] = [
    ['nothing at all', {}, {}, 'AWS_ROLE_ARN', /no other credentials .*id-token: write/],
    ['half of the keys', { AWS_ACCESS_KEY_ID: 'AKIA' }, {}, 'AWS_SECRET_ACCESS_KEY', /is not set/],
    ['a role, and no token', { AWS_ROLE_ARN: role }, {}, 'AWS_ROLE_ARN', /there is none .*id-token: write/],
    ['a token, and no role', { AWS_WEB_IDENTITY_TOKEN_FILE: '/t' }, {}, 'AWS_ROLE_ARN', /is not set/],
    ['no such region', { ...keys, AWS_REGION: 'evil.test/' }, {}, 'AWS_REGION', /is no region/],
    ['a secret region', { ...keys, AWS_REGION: 'us-iso-east-1' }, {}, 'AWS_REGION', /isn't supported/],
    [
      'a role of China without its region',
      { ...github, AWS_ROLE_ARN: 'arn:aws-cn:iam::1:role/x' },
      {},
      'AWS_ROLE_ARN',
      /another part of AWS than AWS_REGION Set AWS_REGION to a region of aws-cn/,
    ],
    [
      'no such profile',
      { AWS_PROFILE: 'x' },
      config('[default]\na=b'),
      'AWS_PROFILE',
      /no such profile There are: default/,
    ],
    [
      'a circle',
      { AWS_PROFILE: 'a' },
      config('[profile a]\nrole_arn=1\nsource_profile=b\n[profile b]\nrole_arn=2\nsource_profile=a'),
      'AWS_PROFILE',
      /a -> b: it leads back to a/,
    ],
    [
      'single sign-on',
      { AWS_PROFILE: 'sso' },
      config('[profile sso]\nsso_session=x'),
      'AWS_PROFILE',
      /holds no keys .*aws configure export-credentials/,
    ],
  ];
  for (const [title, env, files, input, says] of cases) {
    it(title, () => {
      const fault = faultsOf(route53, cloud(env, files).context)[input];
      assert.match(`${fault?.problem} ${fault?.remedy}`, says);
    });
  }

  it('an issuer of tokens without TLS is not told what the runner asks it with', async () => {
    const plain = { ...github, ACTIONS_ID_TOKEN_REQUEST_URL: 'http://token.test/idtoken' };
    const one = cloud({ ...plain, AWS_ROLE_ARN: role });
    const error = await failureOf(configured(route53, one.context).present(record, openBound()));
    assert.match(error.message, /http:\/\/token\.test, which is no https URL/);
    assert.deepEqual(one.http.requests, []);
  });

  it('a token file that is gone is told when it is needed', async () => {
    const one = cloud({ AWS_ROLE_ARN: role, AWS_WEB_IDENTITY_TOKEN_FILE: '/gone' });
    const error = await failureOf(configured(route53, one.context).present(record, openBound()));
    assert.match(error.message, /\/gone can't be read/);
  });

  const refusals: readonly [string, number, RegExp][] = [
    ['Not authorized to perform sts:AssumeRoleWithWebIdentity', 403, /trust policy .*repo:owner\/name/],
    ['No OpenIDConnect provider found in your account for https://token', 400, /identity provider .* in IAM/],
    ['Token expired: current date/time must be before', 400, /new ones/],
  ];
  for (const [message, status, says] of refusals) {
    it(`STS: ${message}`, async () => {
      const body = `<ErrorResponse><Error><Message>${message} jwt-secret</Message></Error></ErrorResponse>`;
      const http = fakeHttp(({ url }) =>
        url.startsWith('https://token.test') ? { body: '{"value":"jwt-secret"}' } : { status, body },
      );
      const context = providerContext({ ...github, AWS_ROLE_ARN: role }, { ports: { http } });
      const error = await failureOf(configured(route53, context).present(record, openBound()));
      assert.match(error.details.hint ?? '', says);
      assert.doesNotMatch(`${error.message} ${error.details.hint}`, /jwt-secret/);
    });
  }
});
