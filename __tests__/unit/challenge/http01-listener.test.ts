import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { describe, it, type TestContext } from 'node:test';
import { startBudget } from '../../../src/base/bound.ts';
import { createHttp01Listener } from '../../../src/challenge/http01-listener.ts';
import type { ChallengeTask } from '../../../src/challenge/solver.ts';
import { listenHttp } from '../../../src/platform/http-listener.ts';
import { fakeClock } from '../../fakes/clock.ts';
import { fakeLog } from '../../fakes/log.ts';

const host = '127.0.0.1';

/** A port that nobody uses, or the server that uses it. */
async function takePort() {
  const server = createServer().listen(0, host);
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return { port, free: () => new Promise<void>((resolve) => server.close(() => resolve())) };
}

async function setUp() {
  const { port, free } = await takePort();
  await free();
  const solver = createHttp01Listener({ address: { host, port }, listen: listenHttp, log: fakeLog() });
  const get = async (path: string, method = 'GET') => {
    const response = await fetch(`http://${host}:${port}${path}`, { method });
    return { status: response.status, body: await response.text() };
  };
  const isOpen = () => get('/').then(...([() => true, () => false] as const));
  return { solver, get, isOpen, bound: startBudget(fakeClock(), 600_000).work };
}

const task = (token: string): ChallengeTask => ({
  identifier: 'a.example',
  token,
  keyAuthorization: `${token}.print`,
});
const path = (token: string) => `/.well-known/acme-challenge/${token}`;

describe('createHttp01Listener', () => {
  it('answers for its tokens and for nothing else, while it is needed', async () => {
    const { solver, get, isOpen, bound } = await setUp();
    assert.equal(await isOpen(), false);
    const tasks = [task('one'), task('two')];
    await solver.present(tasks, bound);
    assert.deepEqual(await get(path('one')), { status: 200, body: 'one.print' });
    assert.deepEqual(await get(path('two'), 'HEAD'), { status: 200, body: '' });
    for (const wrong of [path('three'), '/', path(''), `${path('one')}?x`, path('../one')])
      assert.equal((await get(wrong)).status, 404, wrong);
    assert.equal((await get(path('one'), 'POST')).status, 404);
    assert.deepEqual(await solver.cleanUp(tasks, bound), []);
    assert.equal(await isOpen(), false);
  });

  it('listens until the last certificate is through, and again for a later one', async () => {
    const { solver, get, isOpen, bound } = await setUp();
    const [first, second] = [[task('shared')], [task('shared')]];
    await Promise.all([solver.present(first, bound), solver.present(second, bound)]);
    await solver.cleanUp(first, bound);
    assert.equal((await get(path('shared'))).body, 'shared.print');
    await solver.cleanUp(second, bound);
    assert.equal(await isOpen(), false);
    await solver.present(first, bound);
    assert.equal((await get(path('shared'))).body, 'shared.print');
    await solver.cleanUp(first, bound);
  });

  it('cuts off who is still connected when it ends', async () => {
    const { solver, get, bound } = await setUp();
    const tasks = [task('one')];
    await solver.present(tasks, bound);
    await get(path('one'));
    await solver.cleanUp(tasks, bound);
    await assert.rejects(get(path('one')));
  });

  it('says what uses the port, and leaves nothing to clean up', async (test: TestContext) => {
    const { port, free } = await takePort();
    test.after(free);
    const solver = createHttp01Listener({ address: { host, port }, listen: listenHttp, log: fakeLog() });
    const { work } = startBudget(fakeClock(), 600_000);
    const tasks = [task('one')];
    await assert.rejects(solver.present(tasks, work), {
      code: 'challenge-unavailable',
      message: new RegExp(`Nothing can listen on 127\\.0\\.0\\.1:${port}: .*EADDRINUSE`),
    });
    assert.deepEqual(await solver.cleanUp(tasks, work), []);
  });

  it('listens for no token that leads elsewhere', async () => {
    const { solver, isOpen, bound } = await setUp();
    await assert.rejects(solver.present([task('../x')], bound), { code: 'ca-error' });
    assert.equal(await isOpen(), false);
  });

  it('gives up with the signal that ends the attempt, and goes on listening when that ends later', async () => {
    const { port, free } = await takePort();
    await free();
    const early = new AbortController();
    const attempt = listenHttp({ host, port }, () => undefined, early.signal);
    early.abort(new Error('time is up'));
    await assert.rejects(attempt, /time is up/);

    const late = new AbortController();
    const listener = await listenHttp({ host, port }, () => 'here', late.signal);
    late.abort();
    assert.equal(await (await fetch(`http://${host}:${port}/`)).text(), 'here');
    listener.close();
    await assert.rejects(fetch(`http://${host}:${port}/`));
  });
});
