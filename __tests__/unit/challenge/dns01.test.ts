import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { describe, it } from 'node:test';
import { startBudget, type Bound } from '../../../src/base/bound.ts';
import { AppError } from '../../../src/base/errors.ts';
import { challengeName, type Delegation } from '../../../src/challenge/delegation.ts';
import { createDns01Solver, undoRecord } from '../../../src/challenge/dns01.ts';
import type { DnsProvider, TxtRecord } from '../../../src/dns/provider.ts';
import type { DnsView } from '../../../src/dns/view.ts';
import type { Deed, Journal } from '../../../src/state/journal.ts';
import { fakeClock } from '../../fakes/clock.ts';
import { fakeLog } from '../../fakes/log.ts';

interface Faults {
  present?: (record: TxtRecord, bound: Bound) => Promise<void>;
  remove?: (record: TxtRecord, bound: Bound) => Promise<void>;
  follow?: (name: string) => Promise<string>;
}

/** A solver on a zone in memory, and everything that happened, in order. */
function setUp(faults: Faults = {}) {
  const events: string[] = [];
  const zone = new Map<string, string[]>();
  const say = (what: string, { name, value }: TxtRecord) => void events.push(`${what} ${name} ${value}`);
  const provider: DnsProvider = {
    async present(record, bound) {
      say('present', record);
      await faults.present?.(record, bound);
      zone.set(record.name, [...(zone.get(record.name) ?? []), record.value]);
    },
    async remove(record, bound) {
      say('remove', record);
      await faults.remove?.(record, bound);
      zone.set(
        record.name,
        (zone.get(record.name) ?? []).filter((value) => value !== record.value),
      );
    },
  };
  const open = new Set<string>();
  const note = (event: string, deed: Deed) => {
    if (deed.kind === 'txt') say(event, deed);
    if (event === 'intend') open.add(JSON.stringify(deed));
    else open.delete(JSON.stringify(deed));
  };
  const journal: Journal = {
    intend: (deed) => note('intend', deed),
    settle: (deed) => note('settle', deed),
    open: () => [...open].map((deed) => JSON.parse(deed) as Deed),
    remove: () => open.clear(),
  };
  const waited: TxtRecord[] = [];
  const dns: Pick<DnsView, 'zoneOf' | 'waitForRecords'> = {
    zoneOf: () => undefined,
    waitForRecords(records) {
      waited.push(...records);
      return Promise.resolve(['ns2 was left out']);
    },
  };
  const clock = fakeClock();
  const budget = startBudget(clock, 600_000);
  const delegation: Delegation = {
    placeOf: (domain) => faults.follow?.(challengeName(domain)) ?? Promise.resolve(challengeName(domain)),
    demandHome: (domain) => {
      if (domain.startsWith('homeless')) throw new AppError('dns-provider', 'no account');
    },
    missing: () => Promise.resolve([]),
  };
  const solver = createDns01Solver({
    providers: [provider],
    choose: ({ domain }) => {
      if (domain.startsWith('unheld')) throw new AppError('dns-provider', 'names no provider');
      return provider;
    },
    holds: (domain) => !domain.startsWith('unheld'),
    delegation,
    dns,
    journal,
    log: fakeLog(),
  });
  return { solver, provider, events, zone, journal, waited, budget, bound: budget.work };
}

const task = (identifier: string, token = identifier) => ({
  identifier,
  token,
  keyAuthorization: `${token}.thumbprint`,
});
const valueOf = (token: string) => createHash('sha256').update(`${token}.thumbprint`).digest('base64url');

describe('createDns01Solver', () => {
  it('writes the journal before it sets a record, and settles after it has removed it', async () => {
    const { solver, events, journal, bound } = setUp();
    const tasks = [task('a.example')];
    await solver.present(tasks, bound);
    assert.equal(journal.open().length, 1);
    assert.deepEqual(await solver.cleanUp(tasks, bound), []);
    const record = `_acme-challenge.a.example ${valueOf('a.example')}`;
    assert.deepEqual(
      events,
      ['intend', 'present', 'remove', 'settle'].map((event) => `${event} ${record}`),
    );
    assert.deepEqual(journal.open(), []);
  });

  it('sets two values on one name for a wildcard and its apex, and removes each', async () => {
    const { solver, zone, waited, bound } = setUp();
    const tasks = [task('a.example', 'one'), task('a.example', 'two')];
    await solver.present(tasks, bound);
    assert.deepEqual(zone.get('_acme-challenge.a.example'), [valueOf('one'), valueOf('two')]);
    assert.deepEqual(await solver.ready(tasks, bound), ['ns2 was left out']);
    assert.deepEqual(
      waited.map(({ value }) => value),
      [valueOf('one'), valueOf('two')],
    );
    await solver.cleanUp(tasks, bound);
    assert.deepEqual(zone.get('_acme-challenge.a.example'), []);
  });

  it('keeps a value that two certificates share until both are through', async () => {
    const { solver, zone, events, journal, waited, bound } = setUp();
    const [first, second] = [[task('a.example')], [task('a.example')]];
    await Promise.all([solver.present(first, bound), solver.present(second, bound)]);
    await solver.cleanUp(first, bound);
    assert.deepEqual(zone.get('_acme-challenge.a.example'), [valueOf('a.example')]);
    assert.equal(journal.open().length, 1);
    await solver.ready(second, bound);
    assert.equal(waited.length, 1);
    await solver.cleanUp(second, bound);
    assert.deepEqual(zone.get('_acme-challenge.a.example'), []);
    assert.deepEqual(journal.open(), []);
    assert.deepEqual(
      events.map((event) => event.split(' ')[0]),
      ['intend', 'present', 'remove', 'settle'],
    );
  });

  it('sets a shared value anew for one that comes while it is being removed, and tries what failed for another', async () => {
    const removing = Promise.withResolvers<undefined>();
    let refusals = 1;
    const { solver, zone, bound } = setUp({
      remove: () => removing.promise,
      present: () => ((refusals -= 1) === 0 ? Promise.reject(new Error('no')) : Promise.resolve()),
    });
    const [first, second, third] = [[task('a.example')], [task('a.example')], [task('a.example')]];
    await assert.rejects(solver.present(first, bound), /no/);
    await solver.present(second, bound);
    await solver.cleanUp(first, bound);
    const cleaned = solver.cleanUp(second, bound);
    const presented = solver.present(third, bound);
    removing.resolve(undefined);
    await Promise.all([cleaned, presented]);
    assert.deepEqual(zone.get('_acme-challenge.a.example'), [valueOf('a.example')]);
    await solver.cleanUp(third, bound);
    assert.deepEqual(zone.get('_acme-challenge.a.example'), []);
  });

  it("sets the record where the name's CNAME leads", async () => {
    const { solver, zone, bound } = setUp({ follow: () => Promise.resolve('a.delegated.example') });
    await solver.present([task('a.example')], bound);
    assert.deepEqual([...zone.keys()], ['a.delegated.example']);
  });

  it('removes what a failed present may have set, and what others set', async () => {
    const refusal = new AppError('dns-provider', 'the provider refused');
    const { solver, zone, journal, events, bound } = setUp({
      present: ({ name }) => (name.includes('bad') ? Promise.reject(refusal) : Promise.resolve()),
    });
    const tasks = [task('bad.example'), task('good.example')];
    await assert.rejects(solver.present(tasks, bound), (error) => error === refusal);
    assert.deepEqual(zone.get('_acme-challenge.good.example'), [valueOf('good.example')]);
    assert.deepEqual(await solver.cleanUp(tasks, bound), []);
    assert.deepEqual(zone.get('_acme-challenge.good.example'), []);
    assert.ok(events.includes(`remove _acme-challenge.bad.example ${valueOf('bad.example')}`));
    assert.deepEqual(journal.open(), []);
  });

  it('has ended every present when it fails, so that cleaning up meets none', async () => {
    const slow = Promise.withResolvers<undefined>();
    const { solver, zone, bound } = setUp({
      present: ({ name }) =>
        name.includes('bad') ? Promise.reject(new Error('no')) : slow.promise.then(() => undefined),
    });
    let failed = false;
    const presenting = solver.present([task('bad.example'), task('slow.example')], bound).catch(() => {
      failed = true;
    });
    await new Promise((resolve) => setImmediate(resolve));
    assert.equal(failed, false);
    slow.resolve(undefined);
    await presenting;
    assert.equal(failed, true);
    assert.ok(zone.has('_acme-challenge.slow.example'));
  });

  it("notes nothing for a name that can't be followed, and sets nothing for a run that is over", async () => {
    const { solver, journal, bound } = setUp({
      follow: () => Promise.reject(new AppError('dns-provider', 'SERVFAIL')),
    });
    await assert.rejects(solver.present([task('a.example')], bound), /SERVFAIL/);
    assert.deepEqual(journal.open(), []);

    const over = setUp();
    over.budget.cancel(new AppError('cancelled', 'stop'));
    await assert.rejects(over.solver.present([task('a.example')], over.bound), { code: 'cancelled' });
    assert.deepEqual(over.events, []);
  });

  it('names the exact record that it could not remove, keeps it in the journal, and removes the rest', async () => {
    const { solver, zone, journal, bound } = setUp({
      remove: ({ name }) =>
        name.includes('stuck')
          ? Promise.reject(new AppError('dns-provider', 'API is down'))
          : Promise.resolve(),
    });
    const tasks = [task('stuck.example'), task('fine.example')];
    await solver.present(tasks, bound);
    const left = await solver.cleanUp(tasks, bound);
    assert.equal(left.length, 1);
    assert.match(
      left[0] ?? '',
      /^The record _acme-challenge\.stuck\.example\. TXT ".+" was not taken away, and .+ post step tries again: API is down$/,
    );
    assert.ok(left[0]?.includes(valueOf('stuck.example')));
    assert.deepEqual(zone.get('_acme-challenge.fine.example'), []);
    assert.deepEqual(journal.open(), [
      {
        kind: 'txt',
        name: '_acme-challenge.stuck.example',
        value: valueOf('stuck.example'),
        token: 'stuck.example',
      },
    ]);
  });

  const unstarted = () =>
    new AppError('hook', "/nope can't be started: spawn ENOENT", { program: { name: 'nope', ran: false } });

  it('takes nothing away, and leaves nothing to, where the program could not be started', async () => {
    const { solver, events, journal, bound } = setUp({
      present: () => Promise.reject(unstarted()),
      remove: () => Promise.reject(unstarted()),
    });
    const tasks = [task('a.example'), task('b.example')];
    await assert.rejects(solver.present(tasks, bound), { code: 'hook' });
    assert.deepEqual(journal.open(), []);
    assert.deepEqual(await solver.cleanUp(tasks, bound), []);
    assert.equal(events.filter((event) => event.startsWith('remove')).length, 0);
  });

  it('takes away what another certificate has set where the first could not begin', async () => {
    let starts = 0;
    const present = () => ((starts += 1) === 1 ? Promise.reject(unstarted()) : Promise.resolve());
    const { solver, zone, journal, bound } = setUp({ present });
    const [first, second] = [task('a.example'), task('a.example')];
    await assert.rejects(solver.present([first], bound), { code: 'hook' });
    await solver.present([second], bound);
    assert.equal(journal.open().length, 1);
    await solver.cleanUp([second], bound);
    await solver.cleanUp([first], bound);
    assert.deepEqual([zone.get('_acme-challenge.a.example'), journal.open()], [[], []]);
  });

  it('tells before an order what the settings lack for a name, without a question where they have it', async () => {
    const { solver, bound, events } = setUp({ follow: (name) => (events.push(name), Promise.resolve(name)) });
    await solver.foresee?.(['a.example'], bound);
    assert.deepEqual(events, []);
    for (const domain of ['unheld.example', 'homeless.example'])
      await assert.rejects(async () => solver.foresee?.(['a.example', domain], bound), {
        code: 'dns-provider',
      });
    assert.deepEqual(events, ['_acme-challenge.unheld.example']);
  });

  it('cleans up nothing that it never set', async () => {
    const { solver, events, bound } = setUp();
    assert.deepEqual(await solver.cleanUp([task('a.example')], bound), []);
    assert.deepEqual(events, []);
  });
});

describe('undoRecord', () => {
  it('removes a record of an earlier process, or says what to remove', async () => {
    const record = { name: '_acme-challenge.a.example', value: 'v' };
    const { provider, bound } = setUp();
    assert.deepEqual(await undoRecord(provider, record, bound), []);
    const broken = setUp({ remove: () => Promise.reject(new Error('denied')) });
    const [sentence] = await undoRecord(broken.provider, record, bound);
    assert.match(sentence ?? '', /_acme-challenge\.a\.example\. TXT "v" may still be there.+: denied$/);
  });
});
