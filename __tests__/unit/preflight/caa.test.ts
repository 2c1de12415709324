import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Answer } from 'dns-packet';
import { AppError } from '../../../src/base/errors.ts';
import { createResolve } from '../../../src/dns/resolver.ts';
import { createFindCaa, judgeCaa, type CaaCase, type CaaProperty } from '../../../src/preflight/caa.ts';
import { answered, cname, fakeNetwork, resolverOf, soa } from '../../fakes/dns-network.ts';

const { signal } = new AbortController();

function caa(name: string, tag: 'issue' | 'issuewild', value: string, flags = 0): Answer {
  return { type: 'CAA', name, data: { tag, value, flags } };
}

function finder(records: readonly Answer[]) {
  const network = fakeNetwork({ '192.0.2.53:53': resolverOf(records) });
  const resolve = createResolve(network.ask, [{ address: '192.0.2.53', port: 53 }]);
  return { ...network, find: createFindCaa(resolve) };
}

describe('the CAA records that count', () => {
  it('are those of the closest name that has any', async () => {
    const { find } = finder([
      soa('example.com'),
      caa('example.com', 'issue', 'far.example'),
      caa('b.example.com', 'issue', 'near.example', 128),
    ]);
    assert.deepEqual(await find('a.b.example.com', signal), {
      at: 'b.example.com',
      properties: [{ tag: 'issue', value: 'near.example', critical: true }],
    });
    assert.equal((await find('www.example.com', signal))?.at, 'example.com');
  });

  it('are those of the alias where the name is one, and none further up', async () => {
    const at = caa('elsewhere.net', 'issue', 'alias.example');
    const { ask } = fakeNetwork({
      '192.0.2.53:53': ({ name }) =>
        name === 'www.example.com' ? answered([cname(name, 'elsewhere.net'), at]) : answered(),
    });
    const find = createFindCaa(createResolve(ask, [{ address: '192.0.2.53', port: 53 }]));
    assert.deepEqual((await find('www.example.com', signal))?.properties, [
      { tag: 'issue', value: 'alias.example', critical: false },
    ]);
  });

  it('may be none, and each name above is asked for once for all names', async () => {
    const { find, queries } = finder([soa('example.com')]);
    assert.equal(await find('a.example.com', signal), undefined);
    assert.equal(await find('b.example.com', signal), undefined);
    assert.deepEqual(
      queries.map(({ name }) => name),
      ['a.example.com', 'example.com', 'com', 'b.example.com'],
    );
  });

  it('are unknown when the zone fails', async () => {
    const { ask } = fakeNetwork({ '192.0.2.53:53': () => ({ kind: 'refused', rcode: 'SERVFAIL' }) });
    const find = createFindCaa(createResolve(ask, [{ address: '192.0.2.53', port: 53 }]));
    const failed = await find('example.com', signal).catch((error: unknown) => error);
    assert.ok(failed instanceof AppError);
    assert.match(failed.message, /CAA record of example\.com.*SERVFAIL/);
    assert.equal(failed.details.lastStatus, 'SERVFAIL');
  });
});

describe('the judgement on CAA', () => {
  const judge = (values: string | readonly CaaProperty[], more: Partial<CaaCase> = {}) => {
    const properties =
      typeof values === 'string' ? [{ tag: 'issue', value: values, critical: false }] : values;
    return judgeCaa({
      name: 'www.example.com',
      caa: { found: { at: 'example.com', properties } },
      identities: ['letsencrypt.org'],
      methods: ['dns-01'],
      directoryUrl: 'https://acme-v02.api.letsencrypt.org/directory',
      ...more,
    });
  };
  const issue = (value: string) => ({ tag: 'issue', value, critical: false });
  const wild = (value: string) => ({ tag: 'issuewild', value, critical: false });

  it('has nothing against a name without records, or a CA that is listed', () => {
    assert.deepEqual(judge('', { caa: { found: undefined } }), []);
    assert.deepEqual(judge('letsencrypt.org'), []);
    assert.deepEqual(judge('LetsEncrypt.ORG; validationmethods=http-01,dns-01'), []);
    assert.deepEqual(judge([issue('other.example'), issue('letsencrypt.org')]), []);
    assert.deepEqual(judge([{ tag: 'iodef', value: 'mailto:a@b.example', critical: true }]), []);
  });

  const forbidding: [string, RegExp][] = [
    ['other.example', /"other\.example" is another CA/],
    [';', /";" lets nobody issue/],
    ['letsencrypt.org; a', /can't be read/],
    ['letsencrypt.org; validationmethods=http-01', /allows no proof by dns-01/],
  ];
  for (const [value, reason] of forbidding) {
    it(`${value} forbids`, () => {
      const [finding, ...more] = judge(value);
      assert.deepEqual(more, []);
      assert.equal(finding?.severity, 'error');
      assert.equal(finding.subject, 'CAA of example.com');
      assert.match(finding.what, reason);
      assert.match(finding.remedy, /`example\.com\. CAA 0 issue "letsencrypt\.org"`/);
    });
  }

  it('takes issuewild for wildcards alone, and issue for them where there is no issuewild', () => {
    const both = [issue('letsencrypt.org'), wild(';')];
    assert.deepEqual(judge(both), []);
    assert.match(judge(both, { name: '*.example.com' })[0]?.what ?? '', /`issuewild` does not let/);
    assert.deepEqual(judge('letsencrypt.org', { name: '*.example.com' }), []);
    assert.equal(judge('other.example', { name: '*.example.com' })[0]?.severity, 'error');
    assert.deepEqual(judge([wild(';')]), []);
  });

  it('knows that wildcards are proven by dns-01 alone', () => {
    const methods = ['http-01', 'dns-01'] as const;
    const value = 'letsencrypt.org; validationmethods=http-01';
    assert.deepEqual(judge(value, { methods }), []);
    assert.equal(judge(value, { methods, name: '*.example.com' })[0]?.severity, 'error');
  });

  it('tells of an account that may be the wrong one, louder when it is another server', () => {
    const of = (host: string) => `letsencrypt.org; accounturi=https://${host}/acme/acct/1`;
    assert.equal(judge(of('acme-v02.api.letsencrypt.org'))[0]?.severity, 'notice');
    const [other] = judge(of('acme-staging-v02.api.letsencrypt.org'));
    assert.equal(other?.severity, 'warning');
    assert.match(other.what, /none of this CA server/);
    assert.deepEqual(judge([issue(of('acme-v02.api.letsencrypt.org')), issue('letsencrypt.org')]), []);
  });

  it('is that nothing may be issued when the records cannot be learnt, unless only nobody answered', () => {
    const failed = new AppError('dns-provider', 'SERVFAIL', { lastStatus: 'SERVFAIL' });
    const [finding] = judge('', { caa: { failed } });
    assert.equal(finding?.severity, 'error');
    assert.match(finding.remedy, /CAs do not issue then/);
    const silent = new AppError('dns-provider', 'no answer');
    assert.equal(judge('', { caa: { failed: silent } })[0]?.severity, 'warning');
    // A CA of one's own may not look at all.
    assert.equal(judge('', { caa: { failed }, identities: [] })[0]?.severity, 'warning');
  });

  it('refuses what is critical and unknown', () => {
    const [finding] = judge([issue('letsencrypt.org'), { tag: 'tbs', value: 'x', critical: true }]);
    assert.equal(finding?.severity, 'error');
    assert.match(finding.what, /"tbs"/);
    assert.deepEqual(judge([issue('letsencrypt.org'), { tag: 'tbs', value: 'x', critical: false }]), []);
  });

  it('only tells whom it lets issue when the CA does not say its name', () => {
    const [finding] = judge('other.example', { identities: [] });
    assert.equal(finding?.severity, 'notice');
    assert.match(finding.what, /"other\.example"/);
  });

  it('warns when nobody answers', () => {
    const [finding] = judge('', { caa: { failed: new AppError('dns-provider', 'SERVFAIL') } });
    assert.equal(finding?.severity, 'warning');
    assert.match(finding.remedy, /dig CAA www\.example\.com/);
  });
});
