import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { startBudget } from '../../../src/base/bound.ts';
import { AppError, type ErrorCode } from '../../../src/base/errors.ts';
import { createDnsPersist01Solver } from '../../../src/challenge/dns-persist01.ts';
import type { ChallengeTask, Solver } from '../../../src/challenge/solver.ts';
import type { CertificateRequest, ChallengeType } from '../../../src/settings/settings.ts';
import { rehearse, type RehearseContext } from '../../../src/steps/rehearse.ts';
import { fakeClock } from '../../fakes/clock.ts';
import { fakeLog } from '../../fakes/log.ts';
import { request } from './setting.ts';

const real = 'https://acme-v02.api.letsencrypt.org';
const twin = 'https://acme-staging-v02.api.letsencrypt.org';
const ours = `letsencrypt.org; accounturi=${real}/acct/1`;
const none = { howToLearn: 'Let a run make one.', isNone: true } as const;

interface Setting {
  types?: ChallengeType[];
  /** The values at the names; the right one for production where it is left out. */
  values?: Record<string, readonly string[]>;
  account?: RehearseContext['real']['account'];
}

/** A dry run's context without a network: there is no resolver to answer a preflight's questions. */
function setUp({
  types = ['dns-persist-01', 'dns-01'],
  values = {},
  account = { url: `${real}/acct/1` },
}: Setting = {}) {
  const clock = fakeClock();
  const budget = startBudget(clock, 600_000);
  const readTxt = (name: string) =>
    Promise.resolve({ name, seen: [{ server: 'ns1', values: values[name] ?? [ours] }] });
  const nothing = () => Promise.resolve([]);
  const solvers = types.map((type): Solver => {
    if (type === 'dns-persist-01')
      return createDnsPersist01Solver({ dns: { readTxt }, clock, log: fakeLog() });
    return { type, present: () => Promise.resolve(), ready: nothing, cleanUp: nothing };
  });
  const directory = { url: `${twin}/directory`, caaIdentities: ['letsencrypt.org'] };
  const context = {
    settings: {
      ca: { name: 'letsencrypt-staging', directoryUrl: directory.url },
      challenge: {
        types,
        dnsAliases: [],
        dnsProviders: [],
        dnsProviderNames: [],
        propagation: { kind: 'none' },
      },
      bounds: { requestMs: 1_000 },
    },
    world: { clock, log: fakeLog(), systemResolvers: [], createHttp: () => ({}) },
    budget,
    openSolvers: () => Promise.resolve(solvers),
    openCa: () => Promise.resolve({ session: { accountUrl: `${twin}/acct/9`, directory } }),
    real: {
      name: 'letsencrypt',
      directoryUrl: `${real}/directory`,
      identities: ['letsencrypt.org'],
      account,
    },
  } as unknown as RehearseContext;
  return {
    budget,
    rehearse: (wanted: CertificateRequest) => rehearse(wanted, context),
  };
}

function task(identifier: string): ChallengeTask {
  const persist = {
    wildcard: false,
    issuers: ['letsencrypt.org'],
    issuersAssumed: false,
    accounts: [`${twin}/acct/9`],
    directoryUrl: `${twin}/directory`,
  };
  return { identifier, persist, token: '', keyAuthorization: '' };
}

describe('rehearse', () => {
  it('keeps names to a record that can not be right: production knows no account of ours', async () => {
    const both = [ours, `letsencrypt.org; accounturi=${twin}/acct/9`];
    for (const values of [[ours], both]) {
      const own = { '_validation-persist.a.example': values };
      const { budget, rehearse } = setUp({ account: none, values: own });
      const { solvers, findings } = await rehearse(request('a.example'));
      const [solver] = solvers;
      assert.equal(solver?.takes?.('a.example'), true);
      await assert.rejects(solver.check?.([task('a.example')], budget.work) ?? Promise.resolve(), {
        code: 'challenge-unavailable',
        message: /there is no account of this `encryption-key` at letsencrypt$/,
      });
      assert.deepEqual(findings, []);
    }
  });

  it('passes on a name whose record is right for production alone', async () => {
    const { solvers, findings } = await setUp().rehearse(request('a.example'));
    assert.equal(solvers[0]?.takes?.('a.example'), false);
    assert.deepEqual(
      findings.map(({ severity }) => severity),
      ['notice'],
    );
  });
});

describe('a rehearsal whose order failed', () => {
  const refused = (code: ErrorCode = 'dns-provider', ...names: string[]) =>
    new AppError(code, 'the token has expired', {
      hint: 'Make another one.',
      identifiers: names.map((identifier) => ({ identifier, reason: 'refused' })),
    });
  /** @param offered the names for which the test CA offers dns-persist-01 */
  const failWith = async (
    error: AppError,
    {
      wanted = request('a.example'),
      offered = ['a.example'],
      ...setting
    }: Setting & {
      wanted?: CertificateRequest;
      offered?: string[];
    } = {},
  ) => {
    const { solvers, after } = await setUp(setting).rehearse(wanted);
    for (const name of offered) solvers[0]?.takes?.(name);
    return after?.(error);
  };

  it('has failed by what no renewal needs, where the test CA offers dns-persist-01', async () => {
    const left = await failWith(refused('dns-provider', '*.a.example'), {
      wanted: request('a.example', '*.a.example'),
      values: { '_validation-persist.a.example': [`${ours}; policy=wildcard`] },
    });
    assert.ok(left);
    assert.equal(left.request, undefined, 'nothing else is left to order');
    const told = left.findings.find(({ what }) => what.startsWith('The second choice'));
    assert.deepEqual([told?.severity, told?.remedy], ['warning', 'Make another one.']);
    assert.match(
      told?.what ?? '',
      /only if letsencrypt does not offer dns-persist-01, as letsencrypt-staging/,
    );
    assert.match(told?.what ?? '', /the token has expired$/);
    assert.ok(left.findings.every(({ severity }) => severity !== 'error'));
  });

  it('goes on with the names that a renewal proves in the same way', async () => {
    const values = {
      '_validation-persist.b.example': [ours, `letsencrypt.org; accounturi=${twin}/acct/9`],
    };
    const left = await failWith(refused(), { wanted: request('a.example', 'b.example'), values });
    assert.deepEqual(left?.request?.identifiers, request('b.example').identifiers);
  });

  it('fails as a renewal would where the test CA does not offer dns-persist-01', async () => {
    assert.equal(await failWith(refused(), { offered: [] }), undefined);
  });

  it('fails by anything that is no proof, by another name, and by what may be one of a CSR', async () => {
    for (const code of ['rate-limited', 'deadline', 'identifier-rejected', 'ca-unreachable'] as const)
      assert.equal(await failWith(refused(code)), undefined);
    assert.equal(await failWith(refused('validation-failed', 'a.example', 'b.example')), undefined);
    const values = {
      '_validation-persist.b.example': [ours, `letsencrypt.org; accounturi=${twin}/acct/9`],
    };
    const wanted = { ...request('a.example', 'b.example'), csr: 'PEM' };
    assert.equal(await failWith(refused(), { wanted, values }), undefined);
    assert.ok(await failWith(refused('dns-provider', 'a.example'), { wanted, values }));
  });
});
