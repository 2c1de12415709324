import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Secret } from '../../../../src/base/secret.ts';
import { signAcs3 } from '../../../../src/dns/providers/alidns.ts';
import { signTc3 } from '../../../../src/dns/providers/tencentcloud.ts';
import { fakeAlidns } from '../../../fakes/dns-apis/alidns.ts';

describe('the signatures that providers publish as examples', () => {
  it('Alibaba Cloud, "V3 request structure and signature", fixed parameters', () => {
    const keys = {
      keyId: new Secret('YourAccessKeyId'),
      secret: new Secret('YourAccessKeySecret'),
      token: undefined,
    };
    const url = new URL('https://ecs.cn-shanghai.aliyuncs.com/');
    url.searchParams.set('ImageId', 'win2019_1809_x64_dtc_zh-cn_40G_alibase_20230811.vhd');
    url.searchParams.set('RegionId', 'cn-shanghai');
    const headers = { 'x-acs-action': 'RunInstances', 'x-acs-version': '2014-05-26' };
    const at = { nonce: '3156853299f313e23d1673dc12e1703d', nowMs: Date.parse('2023-10-26T10:22:32Z') };
    const signed = signAcs3(keys, { method: 'POST', url, body: undefined, headers }, at);
    assert.equal(
      revealed(signed['authorization']),
      'ACS3-HMAC-SHA256 Credential=YourAccessKeyId,SignedHeaders=host;x-acs-action;x-acs-content-sha256;x-acs-date;' +
        'x-acs-signature-nonce;x-acs-version,Signature=06563a9e1b43f5dfe96b81484da74bceab24a1d853912eee15083a6f0f3283c0',
    );
  });

  it('Alibaba Cloud, with the token of temporary credentials, and characters that URLs leave as they are', () => {
    const keys = { keyId: new Secret('id'), secret: new Secret('secret'), token: new Secret('sesame') };
    const url = new URL('https://alidns.aliyuncs.com/');
    url.searchParams.set('DomainName', "none (of) *ours*! it's ~fine");
    const request = {
      method: 'POST' as const,
      url,
      body: undefined,
      headers: { 'x-acs-action': 'DescribeDomainInfo', 'x-acs-version': '2015-01-09' },
    };
    const added = signAcs3(keys, request, { nonce: '1', nowMs: 0 });
    const headers = {
      host: url.host,
      ...request.headers,
      ...Object.fromEntries(Object.entries(added).map(([name, value]) => [name, revealed(value)])),
    };
    const api = fakeAlidns({ keyId: 'id', secret: 'secret' });
    const { body } = api.answer({ ...request, body: '', headers });
    assert.match(JSON.stringify(body), /IncorrectDomainUser/);
    const other = api.answer({
      ...request,
      body: '',
      headers: { ...headers, 'x-acs-security-token': 'barley' },
    });
    assert.match(JSON.stringify(other.body), /SignatureDoesNotMatch/);
  });

  it('Tencent Cloud, "Signature Algorithm v3"', () => {
    const keys = {
      id: new Secret('AKIDz8krbsJ5yKBZQpn74WFkmLPx3EXAMPLE'),
      key: new Secret('Gu5t9xGARNpq86cd98joQYCN3EXAMPLE'),
    };
    const body = '{"Limit": 1, "Filters": [{"Values": ["\\u672a\\u547d\\u540d"], "Name": "instance-name"}]}';
    const signed = signTc3(
      keys,
      {
        method: 'POST',
        url: new URL('https://cvm.tencentcloudapi.com/'),
        body,
        headers: { 'content-type': 'application/json; charset=utf-8' },
      },
      { service: 'cvm', timestamp: 1551113065 },
    );
    assert.match(
      signed.reveal(),
      /Signature=72e494ea809ad7a8c8f7a4507b9bddcbaa8e581f516e8da2f66e2c5a96525168$/,
    );
  });
});

function revealed(value: Secret | string | undefined): string {
  return value instanceof Secret ? value.reveal() : (value ?? '');
}
