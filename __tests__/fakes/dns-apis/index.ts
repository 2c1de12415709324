import { fakeAlidns } from './alidns.ts';
import { fakeAzure } from './azuredns.ts';
import { fakeCloudflare } from './cloudflare.ts';
import { fakeDesec } from './desec.ts';
import { fakeDigitalOcean } from './digitalocean.ts';
import { fakeDnsimple } from './dnsimple.ts';
import { fakeDnspod } from './dnspod.ts';
import type { FakeApi } from './fake-api.ts';
import { fakeGandi } from './gandiv5.ts';
import { fakeGoogle } from './gcloud.ts';
import { fakeHetzner } from './hetzner.ts';
import { fakeLinode } from './linode.ts';
import { fakeOvh } from './ovh.ts';
import { fakePorkbun } from './porkbun.ts';
import { fakeRoute53 } from './route53.ts';
import { fakeScaleway } from './scaleway.ts';
import { fakeTencentCloud } from './tencentcloud.ts';
import { fakeVultr } from './vultr.ts';

/** A fake API, and how ours and Lexicon get in. */
export interface ApiCase {
  api: FakeApi;
  env: Readonly<Record<string, string>>;
  /** What is changed to be refused, and what the error must say. */
  wrong: { env: Readonly<Record<string, string>>; says: RegExp };
  /** Other credentials that it takes. */
  otherwise?: Readonly<Record<string, Pick<ApiCase, 'env' | 'wrong'>>>;
  /** Lexicon's name for the provider, and its options. */
  lexicon: { provider: string; options: Readonly<Record<string, string>>; quoted?: boolean };
  /** Options of the provider's own SDK, where one is a referee too. */
  sdk?: Readonly<Record<string, string>>;
}

const token = 'sesame-open-the-door-of-the-cave-40-letters';

/** Made anew for each test: what is in an API stays there. */
export const apiCases: Readonly<Record<string, () => ApiCase>> = {
  alidns() {
    const keys = { keyId: 'LTAI5tExample', secret: token };
    return {
      api: fakeAlidns(keys),
      env: { ALICLOUD_ACCESS_KEY: keys.keyId, ALICLOUD_SECRET_KEY: keys.secret },
      wrong: { env: { ALICLOUD_SECRET_KEY: 'barley' }, says: /credentials are wrong/ },
      lexicon: { provider: 'aliyun', options: { auth_key_id: keys.keyId, auth_secret: keys.secret } },
    };
  },
  azuredns() {
    const keys = {
      tenant: '00000000-0000-0000-0000-0000000000aa',
      client: '00000000-0000-0000-0000-0000000000bb',
      secret: token,
      subscription: '00000000-0000-0000-0000-0000000000cc',
      group: 'dns',
    };
    const ids = { AZURE_TENANT_ID: keys.tenant, AZURE_CLIENT_ID: keys.client };
    return {
      api: fakeAzure(keys),
      env: { ...ids, AZURE_CLIENT_SECRET: keys.secret },
      wrong: { env: { AZURE_CLIENT_SECRET: 'barley' }, says: /client secret is wrong/ },
      lexicon: {
        provider: 'azure',
        options: {
          auth_tenant_id: keys.tenant,
          auth_client_id: keys.client,
          auth_client_secret: keys.secret,
          auth_subscription_id: keys.subscription,
          resource_group: keys.group,
        },
      },
      sdk: { ...keys },
    };
  },
  cloudflare: () => byToken(fakeCloudflare(token), 'CF_DNS_API_TOKEN', { provider: 'cloudflare' }),
  desec: () => byToken(fakeDesec(token), 'DESEC_TOKEN', { provider: 'desec' }),
  digitalocean: () => byToken(fakeDigitalOcean(token), 'DO_AUTH_TOKEN', { provider: 'digitalocean' }),
  dnsimple() {
    const made = byToken(fakeDnsimple(token), 'DNSIMPLE_OAUTH_TOKEN', { provider: 'dnsimple' });
    // It gives every TXT value in quotes since December 2023, and Lexicon compares it as it is.
    return { ...made, lexicon: { ...made.lexicon, quoted: true } };
  },
  dnspod: () => ({
    api: fakeDnspod(`4711,${token}`),
    env: { DNSPOD_API_KEY: `4711,${token}` },
    wrong: { env: { DNSPOD_API_KEY: '4711,barley' }, says: /token is wrong/ },
    lexicon: { provider: 'dnspod', options: { auth_username: '4711', auth_token: token } },
  }),
  gandiv5: () =>
    byToken(fakeGandi(token), 'GANDIV5_PERSONAL_ACCESS_TOKEN', {
      provider: 'gandi',
      options: { auth_token: token, api_protocol: 'rest' },
    }),
  gcloud() {
    const api = fakeGoogle('project-1');
    const encoded = Buffer.from(api.keyFile).toString('base64');
    return {
      api,
      env: { GCE_SERVICE_ACCOUNT: api.keyFile },
      wrong: { env: { GCE_SERVICE_ACCOUNT: api.wrongKeyFile }, says: /key is wrong, or has been deleted/ },
      lexicon: {
        provider: 'googleclouddns',
        options: { auth_service_account_info: `base64::${encoded}` },
        quoted: false,
      },
      sdk: { project: 'project-1', credentials: api.keyFile },
    };
  },
  hetzner() {
    const made = byToken(fakeHetzner(token), 'HETZNER_API_TOKEN', { provider: 'hetzner' });
    // A set has one TTL, and this is the one that Lexicon is told.
    return { ...made, env: { ...made.env, HETZNER_TTL: '3600' } };
  },
  linode: () => byToken(fakeLinode(token), 'LINODE_TOKEN', { provider: 'linode' }),
  ovh() {
    const client = { id: 'EU.1234', secret: token };
    const keys = { key: 'application', secret: token, consumer: 'consumer', client };
    return {
      api: fakeOvh(keys),
      env: {
        OVH_ENDPOINT: 'ovh-eu',
        OVH_APPLICATION_KEY: keys.key,
        OVH_APPLICATION_SECRET: keys.secret,
        OVH_CONSUMER_KEY: keys.consumer,
      },
      wrong: { env: { OVH_APPLICATION_SECRET: 'barley' }, says: /signature is wrong/ },
      otherwise: {
        'as a service account': {
          env: { OVH_ENDPOINT: 'ovh-eu', OVH_CLIENT_ID: client.id, OVH_CLIENT_SECRET: client.secret },
          wrong: {
            env: { OVH_CLIENT_SECRET: 'barley' },
            says: /service account is unknown, or its secret wrong/,
          },
        },
      },
      lexicon: {
        provider: 'ovh',
        options: {
          auth_entrypoint: 'ovh-eu',
          auth_application_key: keys.key,
          auth_application_secret: keys.secret,
          auth_consumer_key: keys.consumer,
        },
      },
    };
  },
  porkbun: () => ({
    api: fakePorkbun({ key: 'pk1', secret: token }),
    env: { PORKBUN_API_KEY: 'pk1', PORKBUN_SECRET_API_KEY: token },
    wrong: { env: { PORKBUN_SECRET_API_KEY: 'barley' }, says: /keys are wrong/ },
    lexicon: { provider: 'porkbun', options: { auth_key: 'pk1', auth_secret: token } },
  }),
  route53() {
    const keys = { keyId: 'AKIDEXAMPLE', secret: token };
    return {
      api: fakeRoute53(keys),
      env: { AWS_ACCESS_KEY_ID: keys.keyId, AWS_SECRET_ACCESS_KEY: keys.secret },
      wrong: { env: { AWS_SECRET_ACCESS_KEY: 'barley' }, says: /credentials are wrong/ },
      lexicon: {
        provider: 'route53',
        options: { auth_access_key: keys.keyId, auth_access_secret: keys.secret },
        quoted: false,
      },
    };
  },
  scaleway: () =>
    byToken(fakeScaleway(token), 'SCW_SECRET_KEY', {
      provider: 'scaleway',
      options: { auth_secret_key: token },
    }),
  tencentcloud() {
    const keys = { id: 'AKIDz8krbsJ5', key: token };
    return {
      api: fakeTencentCloud(keys),
      env: { TENCENTCLOUD_SECRET_ID: keys.id, TENCENTCLOUD_SECRET_KEY: keys.key },
      wrong: { env: { TENCENTCLOUD_SECRET_KEY: 'barley' }, says: /credentials are wrong/ },
      lexicon: { provider: 'qcloud', options: { secret_id: keys.id, secret_key: keys.key } },
    };
  },
  vultr: () => byToken(fakeVultr(token), 'VULTR_API_KEY', { provider: 'vultr' }),
};

/** An API that wants one token. */
function byToken(
  api: FakeApi,
  variable: string,
  {
    provider,
    options = { auth_token: token },
  }: { provider: string; options?: Readonly<Record<string, string>> },
): ApiCase {
  return {
    api,
    env: { [variable]: token },
    wrong: { env: { [variable]: 'barley' }, says: /(token|key) is wrong/ },
    lexicon: { provider, options },
  };
}
