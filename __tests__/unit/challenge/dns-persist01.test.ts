import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { startBudget } from '../../../src/base/bound.ts';
import type { AppError } from '../../../src/base/errors.ts';
import { createDnsPersist01Solver } from '../../../src/challenge/dns-persist01.ts';
import type { ChallengeTask } from '../../../src/challenge/solver.ts';
import type { SeenValues } from '../../../src/dns/read-txt.ts';
import { fakeClock } from '../../fakes/clock.ts';
import { fakeLog } from '../../fakes/log.ts';

const account = 'https://ca.example/acct/1';
const right = `ca.example; accounturi=${account}`;

function task(identifier: string, more: { wildcard?: boolean; accounts?: string[] } = {}): ChallengeTask {
  const persist = {
    wildcard: false,
    issuers: ['ca.example'],
    issuersAssumed: false,
    accounts: [account],
    directoryUrl: 'https://ca.example/directory',
    ...more,
  };
  return { identifier, persist, token: '', keyAuthorization: '' };
}

/** @param shown name -> the values that each server shows; CNAMEs lead nowhere else */
function setUp(shown: Record<string, readonly string[][]>) {
  const clock = fakeClock();
  const { work } = startBudget(clock, 60_000);
  const lines: string[] = [];
  const asked: string[] = [];
  const readTxt = (name: string) => {
    asked.push(name);
    const seen = (shown[name] ?? [[], []]).map((values, index): SeenValues => ({
      server: `ns${index + 1}.test`,
      values,
    }));
    return Promise.resolve({ name, seen });
  };
  const log = { ...fakeLog(), info: (line: string) => lines.push(line) };
  const solver = createDnsPersist01Solver({ dns: { readTxt }, clock, log });
  const check = (...tasks: ChallengeTask[]) => solver.check?.(tasks, work);
  return { solver, check, work, lines, asked };
}

describe('the solver for dns-persist-01', () => {
  it('is content when every server of the zone shows a right record, and asks once for a name and its wildcard', async () => {
    const wild = `${right}; policy=wildcard`;
    const { check, asked, lines } = setUp({ '_validation-persist.a.test': [[wild], ['junk', wild]] });
    assert.deepEqual(await check(task('a.test'), task('a.test', { wildcard: true })), []);
    assert.deepEqual(asked, ['_validation-persist.a.test']);
    assert.deepEqual(lines, ['TXT at _validation-persist.a.test is right']);
  });

  it('fails when one of the servers still shows an old value, and says which', async () => {
    const old = `ca.example; accounturi=${account}-of-before`;
    const { check } = setUp({ '_validation-persist.a.test': [[right], [old]] });
    await assert.rejects(check(task('a.test')) ?? Promise.resolve(), (error: AppError) => {
      assert.match(error.message, /accounturi: it is \S+-of-before, and .* \(at ns2\.test\)/);
      return true;
    });
  });

  it('tells all names that are wrong at once, each with its record', async () => {
    const { check } = setUp({ '_validation-persist.b.test': [[right]] });
    const tasks = [task('c.test', { wildcard: true }), task('b.test'), task('a.test')];
    await assert.rejects(check(...tasks) ?? Promise.resolve(), (error: AppError) => {
      assert.deepEqual(
        error.details.identifiers?.map(({ identifier }) => identifier),
        ['a.test', '*.c.test'],
      );
      assert.deepEqual(
        error.details.records?.map(({ value }) => value),
        [right, `${right}; policy=wildcard`],
      );
      return true;
    });
  });

  it('gives no record to copy where the account is unknown', async () => {
    const { check } = setUp({});
    await assert.rejects(check(task('a.test', { accounts: [] })) ?? Promise.resolve(), (error: AppError) => {
      assert.deepEqual(error.details.records, []);
      return true;
    });
  });

  it('lets the CA look where no server could be asked', async () => {
    const { check, lines } = setUp({ '_validation-persist.a.test': [] });
    assert.deepEqual(await check(task('a.test')), []);
    assert.match(lines[0] ?? '', /no DNS server could be asked, so the CA looks unchecked/);
  });

  it('warns of a record that ends soon', async () => {
    const soon = `${right}; persistUntil=${Math.floor(fakeClock().now() / 1_000) + 86_400}`;
    const { check } = setUp({ '_validation-persist.a.test': [[soon], [right]] });
    assert.match(
      (await check(task('a.test')))?.[0] ?? '',
      /^The record at _validation-persist\.a\.test ends at/,
    );
  });

  it('looks without failing, for whoever decides by it', async () => {
    const { solver, work } = setUp({ '_validation-persist.b.test': [[right]] });
    const looks = await solver.look?.([task('a.test'), task('b.test')], work);
    assert.deepEqual(
      looks?.map(({ base, faults, record }) => [base, faults, record.name]),
      [
        ['a.test', ['there is no TXT record'], '_validation-persist.a.test'],
        ['b.test', [], '_validation-persist.b.test'],
      ],
    );
  });
});
