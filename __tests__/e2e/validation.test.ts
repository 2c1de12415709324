import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { certificatesOf, checkIssued, failureOf } from './issued.ts';
import { challengeRecords, startLab, zone, type Lab } from './lab.ts';
import { runMain } from './runner.ts';

interface AuthorizationBody {
  identifier: { value: string };
  challenges: { token: string }[];
}

/** An authorization's JSON with tokens that aren't the CA's, when it is the one of `name`. */
function otherToken(json: unknown, name: string): unknown {
  const authorization = json as AuthorizationBody;
  if (authorization.identifier.value !== name) return json;
  const challenges = authorization.challenges.map((one) => ({ ...one, token: `${one.token}x` }));
  return { ...authorization, challenges };
}

describe('the built action when the CA refuses names', () => {
  let lab: Lab;
  before(async () => {
    lab = await startLab({
      pebble: { blockedDomains: [`blocked.${zone}`] },
    });
  });
  after(() => lab.stop());

  /** A program that says it has set the record, and has not. */
  const lyingProvider = { 'dns-provider': 'exec', hook: '/bin/true', 'dns-propagation': 'none' };

  it('a record that is not there: the reason of the CA for the name', async () => {
    const name = `www.${zone}`;
    const result = await runMain(lab.step(name, { inputs: lyingProvider }));
    const error = failureOf(result);
    assert.equal(error.code, 'validation-failed');
    assert.equal(error.phase, 'validation');
    assert.equal(error.identifier, name);
    assert.match(error.message, /www\.example\.test \((unauthorized|dns): .+\)/);
  });

  it('one of three names with a wrong record: the reason for it, and none for the others', async () => {
    const names = [`a.${zone}`, `b.${zone}`, `c.${zone}`];
    lab.proxy.fault({ action: 'rewrite', kind: 'authz', body: (json) => otherToken(json, `b.${zone}`) });
    const result = await runMain(lab.step(names.join(' ')));
    lab.proxy.clear();
    const error = failureOf(result);
    assert.equal(error.code, 'validation-failed');
    assert.match(error.message, /^The CA could not validate b\.example\.test \(unauthorized: [^;]+\)$/);
    assert.deepEqual(await challengeRecords(lab.dns, ...names), []);
  });

  it('a blocked name: refused with its order, no record set', async () => {
    const name = `www.blocked.${zone}`;
    const result = await runMain(lab.step(`ok.${zone} ${name}`));
    const error = failureOf(result);
    assert.equal(error.code, 'identifier-rejected');
    assert.match(result.log, /www\.blocked\.example\.test/);
    assert.doesNotMatch(result.log, /^TXT set/m);
  });

  it('the failure of one certificate leaves the other its own', async () => {
    const good = `good.${zone}`;
    const result = await runMain(lab.step(`${good}\nwww.blocked.${zone} > bad`));
    assert.equal(result.exitCode, 1);
    assert.equal(result.outputs['outcome'], 'failed');
    assert.equal(result.outputs['renewed'], 'true');
    assert.deepEqual(
      certificatesOf(result).map(({ name, outcome, error }) => [name, outcome, error?.code]),
      [
        [good, 'issued', undefined],
        ['bad', 'failed', 'identifier-rejected'],
      ],
    );
    await checkIssued(lab, result, { name: good, names: [good] });
    assert.match(result.summary, /good\.example\.test/);
    assert.deepEqual(await challengeRecords(lab.dns, good), []);
  });
});
