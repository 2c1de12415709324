import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { createServer as listen, type AddressInfo } from 'node:net';
import { basename, join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { program } from './foreign-hooks.ts';
import { certificatesOf, checkIssued, failureOf } from './issued.ts';
import { startLab, zone, type Lab, type StepOptions } from './lab.ts';
import { runMain, runPost, temporaryDirectory } from './runner.ts';

const records = `
@ IN CAA 0 issue "pebble.letsencrypt.org"
web IN A 127.0.0.1
www.web IN A 127.0.0.1
`;

describe('the built action with http-01', { concurrency: 1 }, () => {
  let lab: Lab;
  let web: Server;
  /** What the web server shows, as a bucket does. */
  const bucket = temporaryDirectory();
  const hook = program(`#!/bin/sh
echo "$1 $2 $3 as $BUCKET_TOKEN"
case "$1" in
  present) printf %s "$4" > "$BUCKET/$3" ;;
  cleanup) rm -f "$BUCKET/$3" ;;
esac
`);
  before(async () => {
    lab = await startLab({ zones: [{ name: zone, records }] });
    web = createServer((request, response) => {
      const url = request.url ?? '';
      const file = join(bucket, basename(url));
      const isThere = url.startsWith('/.well-known/acme-challenge/') && existsSync(file);
      response.writeHead(isThere ? 200 : 404).end(isThere ? readFileSync(file) : '');
    });
    await new Promise<void>((resolve) => web.listen(lab.pebble.httpPort, '127.0.0.1', resolve));
  });
  after(async () => {
    web.close();
    web.closeAllConnections();
    await lab.stop();
  });

  const step = (domains: string, { inputs = {}, ...more }: StepOptions = {}) => ({
    ...lab.step(domains, {
      ...more,
      inputs: { challenge: 'http-01', 'http-hook': hook, 'dns-provider': '', ...inputs },
    }),
    env: { BUCKET: bucket, BUCKET_TOKEN: 'secret-of-the-bucket' },
  });
  const name = `web.${zone}`;

  it('by a program that puts the tokens up, for certificates side by side', async () => {
    const result = await runMain(step(`${name} www.${name}\n${name} > two`));
    assert.equal(result.exitCode, 0, result.log);
    await checkIssued(lab, result, { name, names: [name, `www.${name}`] });
    assert.deepEqual(
      certificatesOf(result).map(({ outcome }) => outcome),
      ['issued', 'issued'],
    );
    assert.match(result.log, /^\[http-hook\] present web\.example\.test [\w-]+ as \*\*\*$/m);
    assert.doesNotMatch(result.log, /secret-of-the-bucket/);
    assert.deepEqual(readdirSync(bucket), []);
  });

  it('a program that fails: its last words, and nothing asked of the CA', async () => {
    const broken = program('#!/bin/sh\n[ "$1" = cleanup ] && exit 0\necho "no such bucket" >&2\nexit 3\n');
    const asked = lab.proxy.requests.length;
    const error = failureOf(await runMain(step(name, { inputs: { 'http-hook': broken } })));
    assert.equal(error.code, 'hook');
    assert.match(error.message, /hook\.sh present web\.example\.test ended with exit code 3: no such bucket/);
    const kinds = lab.proxy.requests.slice(asked).map(({ kind }) => kind);
    assert.ok(!kinds.includes('challenge'), kinds.join(' '));
  });

  it('a program that is not there: told before anybody is contacted', async () => {
    const asked = lab.proxy.requests.length;
    const result = await runMain(step(name, { inputs: { 'http-hook': '/nope' } }));
    assert.equal(result.exitCode, 1);
    assert.match(result.log, /http-hook "\/nope": there is no such file/);
    assert.equal(lab.proxy.requests.length, asked);
  });

  it('a program that cannot be started has left nothing, and nobody is sent to look for it', async () => {
    const unstartable = step(name, { inputs: { 'http-hook': program('#!/nope/sh\n') } });
    const main = await runMain(unstartable);
    assert.match(failureOf(main).message, /can't be started: spawn .+ ENOENT/);
    assert.doesNotMatch(main.log + main.summary, /by hand: |may still be there|not taken away/);
    assert.equal((await runPost(unstartable, main)).log, '', 'nothing is left to undo');
  });

  it('SIGKILL while the CA looks: the post step has the program take the token away', async () => {
    lab.proxy.fault({ action: 'hang', kind: 'challenge' });
    const killed = step(name, {
      signal: { name: 'SIGKILL', when: (log) => log.includes('is asked to validate') },
    });
    const main = await runMain(killed);
    lab.proxy.clear();
    assert.equal(main.signal, 'SIGKILL');
    assert.equal(readdirSync(bucket).length, 1);
    const gone = await runPost({ ...killed, inputs: { ...killed.inputs, 'http-hook': '' } }, main);
    assert.match(
      gone.log,
      /The token \/\.well-known\/acme-challenge\/\S+ of web\.\S+, which `http-hook` was to put up, may still be there/,
    );
    const post = await runPost(killed, main);
    assert.equal(post.exitCode, 0);
    assert.match(post.log, /\[http-hook\] cleanup web\.example\.test/);
    assert.deepEqual(readdirSync(bucket), []);
    assert.equal((await runPost(killed, main)).log, '', 'nothing is undone twice');
  });

  it('no token where the CA looks: its reason, and what the runner saw in the log', async () => {
    const result = await runMain(step(name, { inputs: { 'http-hook': '/bin/true' } }));
    assert.equal(failureOf(result).code, 'validation-failed');
    assert.match(
      result.log,
      /From this runner, http:\/\/web\.example\.test\/\.well-known\/\S+ shows no token \(127/,
    );
    // The address is a private one: the CA may have seen another server.
    assert.doesNotMatch(result.log, /This runner found no token/);
  });

  it('a port to listen on that is taken: told before an order is spent, and in a preflight', async () => {
    const taken = listen().listen(0, '127.0.0.1');
    await new Promise((resolve) => taken.once('listening', resolve));
    const inputs = { 'http-hook': '', 'http-listen': `127.0.0.1:${(taken.address() as AddressInfo).port}` };
    const asked = lab.proxy.requests.length;
    const run = failureOf(await runMain(step(name, { inputs })));
    const preflight = await runMain(step(name, { inputs: { ...inputs, mode: 'preflight' } }));
    taken.close();
    assert.equal(run.code, 'challenge-unavailable');
    assert.match(run.message, /Nothing can listen on 127\.0\.0\.1:\d+/);
    assert.ok(!lab.proxy.requests.slice(asked).some(({ kind }) => kind === 'newOrder'));
    assert.equal(preflight.exitCode, 1, preflight.log);
    assert.match(preflight.log, /`http-listen`: Nothing can listen on 127\.0\.0\.1:\d+/);
    const free = await runMain(step(name, { inputs: { ...inputs, mode: 'preflight' } }));
    assert.equal(free.exitCode, 0, free.log);
  });
});
