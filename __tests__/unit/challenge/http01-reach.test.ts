import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { startBudget } from '../../../src/base/bound.ts';
import { AppError, NetworkError } from '../../../src/base/errors.ts';
import type { HttpRequest, HttpResponse } from '../../../src/base/ports.ts';
import { lookAtPort80, watchingPort80 } from '../../../src/challenge/http01-reach.ts';
import type { Solver } from '../../../src/challenge/solver.ts';
import { drive } from '../../fakes/ca-client.ts';
import { fakeClock } from '../../fakes/clock.ts';
import { fakeHttp } from '../../fakes/http.ts';
import { fakeLog } from '../../fakes/log.ts';

type Answer = Partial<HttpResponse> | NetworkError;

const path = '/.well-known/acme-challenge/tok';
const task = { identifier: 'a.test', token: 'tok', keyAuthorization: 'tok.print' };
const right = { body: 'tok.print\n' };
const refused = (url = '') =>
  new NetworkError('unreachable', url, 'refused', Object.assign(new Error(), { code: 'ECONNREFUSED' }));
const redirect = (location: string) => ({ status: 302, headers: { location } });

/** @param answers by address and path, the last of several again and again */
function setUp(answers: Record<string, Answer | Answer[]>, dns: Record<string, string[]> = {}) {
  const clock = fakeClock();
  const { work } = startBudget(clock, 600_000);
  const lines: string[] = [];
  const http = fakeHttp(clock, ({ url }: HttpRequest) => {
    const found = answers[url] ?? new NetworkError('timeout', url, `${url} gave no answer`);
    const answer = Array.isArray(found) ? (found.length > 1 ? found.shift() : found[0]) : found;
    if (answer instanceof NetworkError) return Promise.reject(answer);
    return Promise.resolve({ status: 200, headers: {}, body: '', ...answer });
  });
  const addressesOf = (name: string) => {
    const found = dns[name];
    return found
      ? Promise.resolve(found)
      : Promise.reject(new AppError('dns-provider', `No DNS resolver could tell ${name}`));
  };
  const tools = { http, addressesOf };
  const inner: Solver = {
    type: 'http-01',
    present: () => Promise.resolve(),
    ready: () => Promise.resolve(['a warning of its own']),
    cleanUp: () => Promise.resolve([]),
  };
  const log = { ...fakeLog(), info: (line: string) => lines.push(line) };
  const solver = watchingPort80(inner, { ...tools, clock, log });
  const watch = async () => {
    const warnings = await drive(clock, solver.ready([task], work));
    assert.deepEqual(warnings, ['a warning of its own']);
    return solver.doubts?.([task]) ?? [];
  };
  const look = (host: string) => drive(clock, lookAtPort80({ host, path }, tools, work));
  return { look, watch, http, lines, clock, work, solver };
}

describe('a look at port 80', () => {
  it('asks each address for the name, with the Host of the name', async () => {
    const dns = { 'a.test': ['8.8.8.8', '2606:4700::1'] };
    const { look, http } = setUp(
      { [`http://8.8.8.8${path}`]: right, [`http://[2606:4700::1]${path}`]: refused() },
      dns,
    );
    assert.deepEqual(
      (await look('a.test')).map(({ address, kind, isPublic }) => [address, kind, isPublic]),
      [
        ['8.8.8.8', 'answer', true],
        ['2606:4700::1', 'refused', true],
      ],
    );
    assert.deepEqual(
      http.sent.map(({ headers }) => headers?.['host']),
      ['a.test', 'a.test'],
    );
  });

  it('knows the addresses that the CA does not see', async () => {
    const addresses = ['127.0.0.1', '10.1.2.3', '192.168.0.1', '100.64.0.1', 'fd00::1', '::ffff:10.0.0.1'];
    for (const address of addresses) {
      const [sighting] = await setUp({}, { 'a.test': [address] }).look('a.test');
      assert.equal(sighting?.isPublic, false, address);
    }
  });

  it('asks an IP address without the DNS', async () => {
    const [sighting] = await setUp({ [`http://[2606:4700::1]${path}`]: right }).look('2606:4700::1');
    assert.equal(sighting?.kind, 'answer');
  });

  it('follows redirects as a CA does, each to the address that was looked up', async () => {
    const { look, http } = setUp(
      {
        [`http://8.8.8.8${path}`]: redirect('http://b.test/x?y=1'),
        'http://9.9.9.9/x?y=1': redirect('https://c.test/z'),
        'https://1.1.1.1/z': right,
      },
      { 'a.test': ['8.8.8.8'], 'b.test': ['9.9.9.9'], 'c.test': ['1.1.1.1'] },
    );
    const [sighting] = await look('a.test');
    assert.equal(sighting?.response?.body, right.body);
    assert.deepEqual(
      http.sent.map(({ url }) => url),
      [`http://8.8.8.8${path}`, 'http://9.9.9.9/x?y=1', 'https://1.1.1.1/z'],
    );
    assert.deepEqual(
      http.sent.map(({ headers }) => headers?.['host']),
      ['a.test', 'b.test', 'c.test'],
    );
  });

  it('keeps the port of a redirect that is not its scheme’s', async () => {
    const { look, http } = setUp(
      { [`http://8.8.8.8${path}`]: redirect('http://b.test:443/x'), 'http://9.9.9.9:443/x': right },
      { 'a.test': ['8.8.8.8'], 'b.test': ['9.9.9.9'] },
    );
    assert.equal((await look('a.test'))[0]?.kind, 'answer');
    assert.equal(http.sent[1]?.headers?.['host'], 'b.test:443');
  });

  const inside = [
    '169.254.169.254',
    '127.0.0.1',
    '10.0.0.5',
    '::1',
    'fe80::1',
    'fd00::1',
    '::ffff:127.0.0.1',
  ];
  for (const address of inside) {
    it(`is led by no redirect to ${address}`, async () => {
      for (const scheme of ['http', 'https']) {
        const { look, http } = setUp(
          { [`http://8.8.8.8${path}`]: redirect(`${scheme}://inside.test/latest/user-data`) },
          { 'a.test': ['8.8.8.8'], 'inside.test': [address] },
        );
        const [sighting] = await look('a.test');
        assert.equal(sighting?.kind, 'nothing');
        assert.match(sighting.words, /inside\.test, which has no public address here$/);
        assert.equal(http.sent.length, 1);
      }
    });
  }

  it('is led past the private addresses of a name to its public one', async () => {
    const { look, http } = setUp(
      { [`http://8.8.8.8${path}`]: redirect('http://b.test/x'), 'http://9.9.9.9/x': right },
      { 'a.test': ['8.8.8.8'], 'b.test': ['10.0.0.5', '9.9.9.9'] },
    );
    assert.equal((await look('a.test'))[0]?.kind, 'answer');
    assert.equal(http.sent[1]?.url, 'http://9.9.9.9/x');
  });

  const astray: [string, RegExp][] = [
    [
      'http://b.test:8080/x',
      /redirect to http:\/\/b\.test:8080\/x, and CAs follow to ports 80 and 443 alone/,
    ],
    ['https://9.9.9.9/x', /to names alone/],
    ['http://[::1]/x', /to names alone/],
    ['ftp://b.test/', /no address of HTTP/],
    ['http://[', /no address of HTTP/],
    [path, /^more than 10 redirects$/],
  ];
  for (const [location, words] of astray) {
    it(`goes no way that a CA doesn't: ${location}`, async () => {
      const answers = { [`http://8.8.8.8${path}`]: redirect(location) };
      const { look, http } = setUp(answers, { 'a.test': ['8.8.8.8'] });
      const [sighting] = await look('a.test');
      assert.equal(sighting?.kind, 'astray');
      assert.match(sighting.words, words);
      assert.ok(http.sent.length <= 11);
    });
  }

  it('tells nothing where this runner gets no answer, or HTTPS fails', async () => {
    const tls = new NetworkError('tls', '', 'self-signed certificate');
    const answers = { [`http://8.8.8.8${path}`]: redirect('https://a.test/'), 'https://8.8.8.8/': tls };
    const dns = { 'a.test': ['8.8.8.8', '8.8.4.4'] };
    assert.deepEqual(
      (await setUp(answers, dns).look('a.test')).map(({ kind }) => kind),
      ['nothing', 'nothing'],
    );
  });
});

describe('a solver that looks at port 80', () => {
  const at = `http://8.8.8.8${path}`;
  const dns = { 'a.test': ['8.8.8.8'] };

  it('is content with the token, which may take a moment', async () => {
    const late = setUp({ [at]: [{ status: 404 }, right] }, dns);
    assert.deepEqual(await late.watch(), []);
    assert.deepEqual(late.lines, []);
    assert.equal(late.http.sent.length, 2);
  });

  const wrong: [string, Answer, RegExp][] = [
    ['a page that is not there', { status: 404 }, /\(8\.8\.8\.8: HTTP 404\)$/],
    ['another page', { body: '<!doctype html>' }, /other content, "<!doctype html>"/],
    ['a port that refuses', refused(), /the connection was refused/],
  ];
  for (const [title, answer, says] of wrong) {
    it(`doubts ${title}, and says so in the log`, async () => {
      const { watch, lines } = setUp({ [at]: answer }, dns);
      const [doubt, ...more] = await watch();
      assert.deepEqual(more, []);
      assert.match(
        doubt ?? '',
        /^This runner found no token at http:\/\/a\.test\/\.well-known\/acme-challenge\/tok either/,
      );
      assert.match(doubt ?? '', says);
      assert.equal(lines.length, 1);
    });
  }

  it('raises no alarm about a private address: the CA sees another', async () => {
    const { watch, lines, http } = setUp(
      { [`http://10.0.0.1${path}`]: { status: 404 } },
      { 'a.test': ['10.0.0.1'] },
    );
    assert.deepEqual(await watch(), []);
    assert.match(lines[0] ?? '', /From this runner, .* shows no token \(10\.0\.0\.1: HTTP 404\)/);
    assert.equal(http.sent.length, 1, 'nothing is waited for');
  });

  it('quotes nothing that it was redirected to, or that a private address shows', async () => {
    const secret = { body: 'export DB_PASSWORD=hunter2' };
    const led = setUp(
      { [at]: redirect('http://b.test/x'), 'http://9.9.9.9/x': secret },
      { ...dns, 'b.test': ['9.9.9.9'] },
    );
    const [doubt = ''] = await led.watch();
    assert.match(doubt, /\(8\.8\.8\.8: other content\)$/);
    const inside = setUp({ [`http://10.0.0.1${path}`]: secret }, { 'a.test': ['10.0.0.1'] });
    await inside.watch();
    assert.match(inside.lines.join(), /\(10\.0\.0\.1: other content\)$/);
    assert.doesNotMatch([doubt, ...led.lines, ...inside.lines].join(), /hunter2/);
  });

  it('loses no look because another name can not be looked up, and leaves none behind', async () => {
    const { clock, solver, work, lines, http } = setUp({ [at]: { status: 404 } }, dns);
    const tasks = ['unknown.test', 'a.test'].map((identifier) => ({ ...task, identifier }));
    await drive(clock, solver.ready(tasks, work));
    assert.equal(solver.doubts?.(tasks).length, 1);
    const before = [lines.length, http.sent.length];
    await clock.runAll(60_000);
    assert.deepEqual([lines.length, http.sent.length], before);
  });

  it('says nothing where nobody answers, or the name is not known here', async () => {
    for (const names of [dns, {}]) {
      const { watch, lines } = setUp({}, names);
      assert.deepEqual(await watch(), []);
      assert.deepEqual(lines, []);
    }
  });

  it('ends after a few seconds, and with the run', async () => {
    const { clock, solver, work } = setUp({ [at]: { status: 404 } }, dns);
    const tasks = Array.from({ length: 100 }, (_, i) => ({ ...task, token: `t${i}` }));
    const startedAt = clock.monotonic();
    await drive(clock, solver.ready(tasks, work));
    assert.ok(clock.monotonic() - startedAt <= 8_000);
    const cancelled = startBudget(clock, 60_000);
    cancelled.cancel(new AppError('cancelled', 'stop'));
    await assert.rejects(solver.ready([task], cancelled.work), { code: 'cancelled' });
  });
});
