import assert from 'node:assert/strict';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { startBudget } from '../../../src/base/bound.ts';
import { AppError } from '../../../src/base/errors.ts';
import { createHttp01Solver } from '../../../src/challenge/http01.ts';
import { removeToken, webrootPlace } from '../../../src/challenge/http01-webroot.ts';
import { openJournal } from '../../../src/state/journal.ts';
import { fakeClock } from '../../fakes/clock.ts';
import { fakeLog } from '../../fakes/log.ts';

const root = mkdtempSync(join(tmpdir(), 'bounded-acme-http01-'));
after(() => rmSync(root, { recursive: true }));
let count = 0;
const directory = () => {
  const path = join(root, `www${(count += 1)}`);
  mkdirSync(path);
  return path;
};

function setUp(webroot = directory()) {
  const budget = startBudget(fakeClock(), 600_000);
  const journal = openJournal(join(root, `${(count += 1)}.journal`));
  const solver = createHttp01Solver({ place: webrootPlace(webroot), journal, log: fakeLog() });
  const fileOf = (token: string) => join(webroot, '.well-known', 'acme-challenge', token);
  return { solver, journal, budget, bound: budget.work, webroot, fileOf };
}

const task = (token: string) => ({ identifier: 'a.example', token, keyAuthorization: `${token}.print` });

describe('http-01 by a webroot', () => {
  it('writes the key authorization where the CA looks, and takes it away', async () => {
    const { solver, journal, bound, fileOf } = setUp();
    const tasks = [task('tok_en-1'), task('tok_en-2')];
    await solver.present(tasks, bound);
    assert.equal(readFileSync(fileOf('tok_en-1'), 'utf8'), 'tok_en-1.print');
    assert.equal(journal.open().length, 2);
    assert.deepEqual(await solver.ready(tasks, bound), []);
    assert.deepEqual(await solver.cleanUp(tasks, bound), []);
    assert.equal(existsSync(fileOf('tok_en-1')), false);
    assert.deepEqual(journal.open(), []);
  });

  it('keeps a token that two certificates share until both are through', async () => {
    const { solver, journal, bound, fileOf } = setUp();
    const [first, second] = [[task('shared')], [task('shared')]];
    await Promise.all([solver.present(first, bound), solver.present(second, bound)]);
    await solver.cleanUp(first, bound);
    assert.equal(readFileSync(fileOf('shared'), 'utf8'), 'shared.print');
    assert.equal(journal.open().length, 1);
    await solver.cleanUp(second, bound);
    assert.equal(existsSync(fileOf('shared')), false);
    assert.deepEqual(journal.open(), []);
  });

  for (const token of ['../../index.html', 'a/b', '..', '.', '', 'a\0b', 'a%2fb', '/etc/cron.d/x', 'a\n']) {
    it(`writes nothing for the token ${JSON.stringify(token)}, and removes nothing`, async () => {
      const { solver, journal, bound, webroot, fileOf } = setUp();
      const tasks = [task('good'), task(token)];
      await assert.rejects(solver.present(tasks, bound), { code: 'ca-error', message: /not base64url/ });
      assert.equal(existsSync(join(webroot, 'index.html')), false);
      assert.equal(existsSync(fileOf('good')), false);
      assert.deepEqual(await solver.cleanUp(tasks, bound), []);
      assert.deepEqual(journal.open(), []);
    });
  }

  it("names the input when the web server's root can't be written", async () => {
    const file = join(root, 'a-file');
    writeFileSync(file, '');
    const { solver, bound } = setUp(file);
    await assert.rejects(solver.present([task('token')], bound), (error: AppError) => {
      assert.equal(error.code, 'challenge-unavailable');
      assert.match(error.details.hint ?? '', /http-webroot/);
      return true;
    });
    assert.deepEqual(await solver.cleanUp([task('token')], bound), []);
  });

  it("does not make the web server's root", async () => {
    const gone = join(root, 'gone');
    const { solver, bound } = setUp(gone);
    await assert.rejects(solver.present([task('token')], bound), { code: 'challenge-unavailable' });
    assert.equal(existsSync(gone), false);
  });

  it('writes nothing for a run that is over', async () => {
    const { solver, budget, bound, fileOf } = setUp();
    budget.cancel(new AppError('cancelled', 'stop'));
    await assert.rejects(solver.present([task('token')], bound), { code: 'cancelled' });
    assert.equal(existsSync(fileOf('token')), false);
  });
});

describe('removeToken', () => {
  it('is content when the file is gone', async () => {
    const { bound } = setUp();
    assert.deepEqual(await removeToken(join(root, 'gone'), bound), []);
  });

  it('names what it could not remove', async () => {
    const { bound } = setUp();
    const [sentence] = await removeToken(root, bound);
    assert.ok(sentence?.startsWith(`The file ${root} may still be there: `), sentence);
  });
});
