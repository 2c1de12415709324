import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import type { AppError } from '../../../src/base/errors.ts';
import { systemRandom } from '../../../src/platform/system.ts';
import { registerAcmeDns } from '../../../src/steps/register-acme-dns.ts';
import { fakeClock, type FakeClock } from '../../fakes/clock.ts';
import { fakeHttp } from '../../fakes/dns-context.ts';
import { fakeLog } from '../../fakes/log.ts';

const directory = mkdtempSync(join(tmpdir(), 'register-'));
after(() => rmSync(directory, { recursive: true }));

let files = 0;

/** A terminal with an acme-dns server. */
function setUp() {
  const clock = fakeClock();
  const log = fakeLog();
  let accounts = 0;
  const http = fakeHttp(() => {
    accounts += 1;
    const subdomain = `s${accounts}`;
    const account = { fulldomain: `${subdomain}.auth.example`, subdomain, username: 'u', password: 'p' };
    return { status: 201, body: JSON.stringify(account) };
  });
  files += 1;
  const storage = join(directory, `${files}.json`);
  const readText = (path: string) => readFileSync(path, 'utf8');
  const world = { clock, log, random: systemRandom, env: {}, createHttp: () => http, readText };
  const register = (name: string, { server = 'https://auth.example', to = storage } = {}) =>
    registerAcmeDns(['register', name, '--server', server, '--storage', to], {
      ...world,
      cancelled: new AbortController().signal,
    });
  const call = (...args: string[]) =>
    registerAcmeDns(args, { ...world, cancelled: new AbortController().signal });
  return { register, call, storage, clock, log, http };
}

/** Moves time on until the work is over; slowly, since files are read and written in real time. */
async function ended<T>(work: Promise<T>, clock: FakeClock, stepMs = 1): Promise<T> {
  const state = { isOver: false };
  const mark = () => void (state.isOver = true);
  work.then(mark, mark);
  while (!state.isOver) await clock.advance(stepMs);
  return work;
}

describe('acme-dns register', () => {
  it('keeps the accounts of two commands at once', async () => {
    const { register, storage, clock, log } = setUp();
    await ended(Promise.all(['a.example', 'b.example', 'a.example'].map((name) => register(name))), clock);
    const stored = JSON.parse(readFileSync(storage, 'utf8')) as Record<string, unknown>;
    assert.deepEqual(Object.keys(stored).sort(), ['a.example', 'b.example']);
    assert.ok(log.lines.some((line) => line.startsWith('Waiting for another command')));
    assert.deepEqual(
      readdirSync(directory).filter((name) => name.includes('.json.')),
      [],
    );
  });

  it('says which file to remove when another command was killed', async () => {
    const { register, storage, clock, http } = setUp();
    writeFileSync(`${storage}.lock`, '');
    await assert.rejects(ended(register('a.example'), clock, 250), (error: AppError) => {
      assert.equal(error.code, 'delivery');
      assert.match(error.details.hint ?? '', /remove .*\.json\.lock/);
      return true;
    });
    assert.equal(http.requests.length, 0);
  });

  it('makes no account that could not be stored', async () => {
    const { register, http, clock } = setUp();
    const to = join(directory, 'nowhere', 'accounts.json');
    await assert.rejects(ended(register('a.example', { to }), clock), /can't be written: ENOENT/);
    writeFileSync(join(directory, 'other.json'), '[]');
    await assert.rejects(ended(register('a.example', { to: join(directory, 'other.json') }), clock), {
      code: 'delivery',
      message: /holds no JSON object/,
    });
    assert.ok(!existsSync(join(directory, 'other.json.lock')));
    assert.equal(http.requests.length, 0);
  });

  it('refuses credentials in the URL, and shows none', async () => {
    const { register, storage, log, http } = setUp();
    for (const server of ['https://admin:hunter2@auth.example', 'https://hunter2@auth.example'])
      await assert.rejects(register('a.example', { server }), (error: AppError) => {
        assert.match(error.message, /--server: holds credentials/);
        assert.ok(!JSON.stringify([error.message, error.details, log.lines]).includes('hunter2'));
        return error.code === 'config';
      });
    assert.ok(!existsSync(storage));
    assert.equal(http.requests.length, 0);
  });

  it('says what was meant by a server without a scheme', async () => {
    const { register } = setUp();
    for (const server of ['auth.example.net', 'auth.example.net:8053/x'])
      await assert.rejects(register('a.example', { server }), new RegExp(`Give it as https://${server}$`));
    await assert.rejects(register('a.example', { server: 'ftp://auth.example.net' }), /Give the URL/);
  });

  it('tells flags that it does not know, and those without a value, in its own words', async () => {
    const { call, http } = setUp();
    await assert.rejects(call('register', 'a.example', '--servre', 'https://auth.example'), {
      message: /^--servre: no such flag\. Did you mean --server\? Usage: npx node dist/,
    });
    await assert.rejects(call('register', 'a.example', '-s', 'x'), /^ConfigError: -s: no such flag\. Usage:/);
    for (const args of [['--server'], ['--server', '--storage', 'x']])
      await assert.rejects(
        call('register', 'a.example', ...args),
        /--server: no value\. Give one: --server VALUE/,
      );
    assert.equal(http.requests.length, 0);
  });
});
