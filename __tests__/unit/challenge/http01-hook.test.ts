import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { startBudget } from '../../../src/base/bound.ts';
import { AppError, type ErrorDetails } from '../../../src/base/errors.ts';
import { createHttp01Solver, undoToken } from '../../../src/challenge/http01.ts';
import { hookPlace, type RunHook } from '../../../src/challenge/http01-hook.ts';
import type { Deed } from '../../../src/state/journal.ts';
import { fakeClock } from '../../fakes/clock.ts';
import { fakeLog } from '../../fakes/log.ts';

const task = (token: string, identifier = 'a.test') => ({
  identifier,
  token,
  keyAuthorization: `${token}.print`,
});

function setUp(
  fail: (args: readonly string[]) => string | undefined = () => undefined,
  details: ErrorDetails = {},
) {
  const { work } = startBudget(fakeClock(), 60_000);
  const events: string[] = [];
  let running = 0;
  const run: RunHook = async (args) => {
    running += 1;
    assert.equal(running, 1, 'one at a time');
    events.push(args.join(' '));
    await Promise.resolve();
    running -= 1;
    const why = fail(args);
    if (why !== undefined) throw new AppError('hook', why, details);
  };
  const journal = {
    intend: (deed: Deed) => events.push(`intend ${deed.kind}`),
    settle: (deed: Deed) => events.push(`settle ${deed.kind}`),
    open: () => [],
    remove: () => undefined,
  };
  const place = hookPlace(run);
  return { solver: createHttp01Solver({ place, journal, log: fakeLog() }), place, events, work };
}

describe('http-01 by a program of the user', () => {
  it('tells it what to put up and what to take away, and notes it before', async () => {
    const { solver, events, work } = setUp();
    const tasks = [task('tok-1'), task('tok_2', 'b.test')];
    await solver.present(tasks, work);
    assert.deepEqual(await solver.cleanUp(tasks, work), []);
    assert.deepEqual(events.slice(0, 4), [
      'intend token',
      'present a.test tok-1 tok-1.print',
      'intend token',
      'present b.test tok_2 tok_2.print',
    ]);
    assert.deepEqual(events.slice(4).sort(), [
      'cleanup a.test tok-1 tok-1.print',
      'cleanup b.test tok_2 tok_2.print',
      'settle token',
      'settle token',
    ]);
  });

  it('calls it once for what certificates side by side share, one call at a time', async () => {
    const { solver, events, work } = setUp();
    const each = [[task('one'), task('two')], [task('one')], [task('three')]];
    await Promise.all(each.map((tasks) => solver.present(tasks, work)));
    assert.equal(events.filter((event) => event.startsWith('present')).length, 3);
    await Promise.all(each.map((tasks) => solver.cleanUp(tasks, work)));
    assert.equal(events.filter((event) => event.startsWith('cleanup')).length, 3);
  });

  it('fails by its failure, and still takes away what may be there', async () => {
    const { solver, events, work } = setUp(([verb]) => (verb === 'present' ? 'exit code 3' : undefined));
    await assert.rejects(solver.present([task('tok'), task('not-tried')], work), { code: 'hook' });
    assert.deepEqual(events, ['intend token', 'present a.test tok tok.print']);
    const tasks = [task('tok')];
    await solver.present(tasks, work).catch(() => undefined);
    assert.deepEqual(await solver.cleanUp(tasks, work), []);
  });

  it('does not call it again where it could not be started, and leaves nothing to undo', async () => {
    const { solver, events, work } = setUp(() => "can't be started", {
      program: { name: 'nope', ran: false },
    });
    const tasks = [task('tok')];
    await assert.rejects(solver.present(tasks, work), { code: 'hook' });
    assert.deepEqual(await solver.cleanUp(tasks, work), []);
    assert.deepEqual(events, ['intend token', 'present a.test tok tok.print', 'settle token']);
  });

  it('says what is left when it does not take it away, and keeps it in the journal', async () => {
    const { solver, events, work } = setUp(([verb]) =>
      verb === 'cleanup' ? 'no route to the bucket' : undefined,
    );
    const tasks = [task('tok')];
    await solver.present(tasks, work);
    assert.deepEqual(await solver.cleanUp(tasks, work), [
      "The token /.well-known/acme-challenge/tok of a.test, which `http-hook` was to put up, was not taken away, and the action's post step tries again: no route to the bucket",
    ]);
    assert.ok(!events.includes('settle token'));
  });

  it('is told no token that would lead elsewhere', async () => {
    const { solver, events, work } = setUp();
    await assert.rejects(solver.present([task('good'), task('../x')], work), { code: 'ca-error' });
    assert.deepEqual(events, []);
  });

  it('undoes what an earlier process has left, or says what', async () => {
    const { place, events, work } = setUp();
    assert.deepEqual(await undoToken(place, task('tok'), work), []);
    assert.deepEqual(events, ['cleanup a.test tok tok.print']);
    const broken = setUp(() => 'gone');
    assert.match((await undoToken(broken.place, task('tok'), work))[0] ?? '', /may still be there.+: gone$/);
  });
});
