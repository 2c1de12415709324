import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { AppError } from '../../../../src/base/errors.ts';
import { alidns } from '../../../../src/dns/providers/alidns.ts';
import { dnspod } from '../../../../src/dns/providers/dnspod.ts';
import { tencentcloud } from '../../../../src/dns/providers/tencentcloud.ts';
import { systemClock } from '../../../../src/platform/system.ts';
import { apiCases } from '../../../fakes/dns-apis/index.ts';
import { fakeHttp, providerContext } from '../../../fakes/dns-context.ts';
import { configured, failureOf, openBound } from '../../../fakes/dns-provider.ts';

// APIs that say what went wrong by a code of their own, whatever the status.
const alidnsApi = {
  spec: alidns,
  env: { ALICLOUD_ACCESS_KEY: 'id', ALICLOUD_SECRET_KEY: 'sesame' },
  answer: (Code: string) => ({ status: 400, body: JSON.stringify({ RequestId: '1', Code, Message: 'No.' }) }),
};
const dnspodApi = {
  spec: dnspod,
  env: { DNSPOD_API_KEY: '1,sesame' },
  answer: (code: string) => ({ status: 200, body: JSON.stringify({ status: { code, message: 'No.' } }) }),
};
const tencentcloudApi = {
  spec: tencentcloud,
  env: { TENCENTCLOUD_SECRET_ID: 'id', TENCENTCLOUD_SECRET_KEY: 'sesame' },
  answer: (Code: string) => ({
    status: 200,
    body: JSON.stringify({ Response: { Error: { Code, Message: 'No.' }, RequestId: '1' } }),
  }),
};
const apis = { alidns: alidnsApi, dnspod: dnspodApi, tencentcloud: tencentcloudApi };

async function refusalOf(
  name: keyof typeof apis,
  code: string,
): Promise<{ error: AppError; attempts: number }> {
  const http = fakeHttp(() => apis[name].answer(code));
  const { spec } = apis[name];
  const retry = { retries: 1, intervalMs: 0 };
  const context = providerContext(apis[name].env, { retry, ports: { http, clock: systemClock } });
  const record = { name: '_acme-challenge.example.com', value: 'x' };
  const error = await failureOf(configured(spec, context).present(record, openBound()));
  return { error, attempts: http.requests.length };
}

describe('what the codes of APIs mean', () => {
  const cases: readonly [keyof typeof apis, string, RegExp, { hint?: RegExp; retryable?: boolean }][] = [
    ['alidns', 'Throttling.User', /too many requests/, { retryable: true }],
    ['alidns', 'Forbidden.RAM', /may not do this/, { hint: /alidns:AddDomainRecord/ }],
    ['alidns', 'InvalidAccessKeyId.NotFound', /credentials are wrong/, { hint: /ALICLOUD_ACCESS_KEY/ }],
    ['alidns', 'InvalidSecurityToken.Expired', /have expired/, { hint: /ALICLOUD_SECURITY_TOKEN/ }],
    ['alidns', 'DomainForbidden', /refused/, {}],
    ['dnspod', '-1', /token is wrong/, { hint: /DNSPOD_API_KEY/ }],
    ['dnspod', '-2', /too many requests/, { retryable: true }],
    ['dnspod', '-8', /closed for an hour/, { hint: /30 wrong logins/ }],
    ['dnspod', '-99', /server failed/, { retryable: true }],
    ['dnspod', '85', /does not let this runner in/, { hint: /region/ }],
    ['dnspod', '21', /refused/, { hint: /names the reason/ }],
    ['tencentcloud', 'RequestLimitExceeded', /too many requests/, { retryable: true }],
    ['tencentcloud', 'RequestLimitExceeded.UinLimitExceeded', /too many requests/, { retryable: true }],
    ['tencentcloud', 'LimitExceeded.RecordTtlLimit', /refused/, { hint: /names the reason/ }],
    ['tencentcloud', 'AuthFailure.UnauthorizedOperation', /may not do this/, { hint: /dnspod:CreateRecord/ }],
    ['tencentcloud', 'AuthFailure.TokenFailure', /have expired/, { hint: /TENCENTCLOUD_SESSION_TOKEN/ }],
    ['tencentcloud', 'InternalError', /server failed/, { retryable: true }],
    ['tencentcloud', 'FailedOperation.DomainIsLocked', /refused/, {}],
  ];
  for (const [name, code, says, { hint = /./, retryable = false }] of cases) {
    it(`${name}: ${code}`, async () => {
      const { error, attempts } = await refusalOf(name, code);
      assert.match(error.message, says);
      assert.match(error.message, /No\./, 'what the server said is told');
      assert.match(error.details.hint ?? '', hint);
      assert.equal(attempts, retryable ? 2 : 1);
    });
  }

  it('a DNSPod token without its ID is refused before anything is contacted', () => {
    const made = dnspod.configure(providerContext({ DNSPOD_API_KEY: 'sesame' }));
    assert.ok('faults' in made);
    assert.deepEqual(
      made.faults.map(({ input, value }) => [input, value]),
      [['DNSPOD_API_KEY', undefined]],
    );
  });

  const changes: readonly [keyof typeof apis, string, RegExp][] = [
    ['alidns', 'DomainRecordDuplicate', /^AddDomainRecord$/],
    ['alidns', 'DomainRecordNotBelongToUser', /^DeleteDomainRecord$/],
    ['dnspod', '104', /Record\.Create$/],
    ['dnspod', '8', /Record\.Remove$/],
    ['tencentcloud', 'InvalidParameter.DomainRecordExist', /^CreateRecord$/],
    ['tencentcloud', 'InvalidParameter.RecordIdInvalid', /^DeleteRecord$/],
  ];
  for (const [name, code, action] of changes) {
    it(`${name}: ${code} says that it is so already`, async () => {
      const apiCase = apiCases[name]?.() ?? assert.fail();
      const { records } = apiCase.api;
      if (/Remove|Delete/.test(action.source)) {
        records.add({ zone: 'example.test', label: 'x', type: 'TXT', value: 'mine', ttl: 600 });
      }
      let met = 0;
      const http = fakeHttp(({ method, url, headers = {}, body = '' }) => {
        const called = headers['x-acs-action'] ?? headers['x-tc-action'] ?? new URL(url).pathname;
        if (action.test(called)) {
          met += 1;
          return apis[name].answer(code);
        }
        const host = new URL(url).host;
        const reply = apiCase.api.answer({ method, url: new URL(url), headers: { host, ...headers }, body });
        return { status: reply.status, body: JSON.stringify(reply.body) };
      });
      const provider = configured(apis[name].spec, providerContext({ ...apiCase.env }, { ports: { http } }));
      const record = { name: 'x.example.test', value: 'mine' };
      const isThere = records.txt(record.name).length > 0;
      await (isThere ? provider.remove(record, openBound()) : provider.present(record, openBound()));
      assert.equal(met, 1);
    });
  }
});
