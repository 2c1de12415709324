import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { chmodSync, existsSync, globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import type { Bound } from '../../../../src/base/bound.ts';
import type {
  ProcessRequest,
  Processes,
  TlsServerRequest,
  TlsServerAnswer,
} from '../../../../src/base/ports.ts';
import { Secret } from '../../../../src/base/secret.ts';
import { findProvider } from '../../../../src/dns/registry.ts';
import { providerContext } from '../../../fakes/dns-context.ts';
import { configured, failureOf, openBound } from '../../../fakes/dns-provider.ts';

const directory = mkdtempSync(join(tmpdir(), 'bounded-acme-lego-'));
after(() => rmSync(directory, { recursive: true }));
writeFileSync(join(directory, 'lego'), '');
chmodSync(join(directory, 'lego'), 0o755);

const key = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
const accountKey = new Secret(key.export({ type: 'pkcs8', format: 'pem' }) as string);
const identifier = 'www.example.com';
const record = {
  name: `_acme-challenge.${identifier}`,
  value: 'value',
  proof: { identifier, token: 'the-token', accountKey, together: [identifier] },
};

type Answer = (request: TlsServerRequest) => TlsServerAnswer;
type Ask = (path: string) => Promise<Record<string, unknown>>;

/** A lego that is a function; what it asks goes to the relay directly. */
function setUp(lego: (ask: Ask, request: ProcessRequest, signal: AbortSignal) => Promise<number>) {
  let answer: Answer = () => assert.fail('the relay is not open');
  let closed = false;
  const ask: Ask = async (url) => {
    const { status, body } = answer({ method: 'POST', path: new URL(url).pathname, body: '' });
    assert.ok(status < 300, `${url}: ${status}`);
    return JSON.parse(await body) as Record<string, unknown>;
  };
  const processes: Processes = {
    run: async (request, signal) => ({ exitCode: await lego(ask, request, signal), output: '' }),
  };
  const spec = findProvider('lego:demo');
  assert.ok(spec);
  const serveLoopback = (given: Answer) => {
    answer = given;
    return Promise.resolve({
      url: 'https://127.0.0.1:9',
      rootPem: 'ROOT',
      close: () => void (closed = true),
    });
  };
  const ports = { processes, serveLoopback, tempDirectory: directory };
  const resolvers = [{ host: '::1', port: 5353 }];
  const provider = configured(spec, providerContext({ PATH: directory }, { ports, resolvers }));
  return {
    provider,
    isClosed: () => closed,
    ask: (path: string) => answer({ method: 'GET', path, body: '' }),
  };
}

const option = ({ args }: ProcessRequest, name: string) => args[args.indexOf(name) + 1] ?? '';
const keyFiles = () => globSync('bounded-acme-home-*/**/*.key', { cwd: directory });

describe('lego', () => {
  it("is handed the CA's token and the account's key, waits, and is refused when the record may go", async () => {
    const seen: string[] = [];
    const { provider, isClosed } = setUp(async (ask, request) => {
      const { newOrder } = (await ask(option(request, '--server'))) as { newOrder: string };
      const [file = ''] = keyFiles();
      seen.push(readFileSync(join(directory, file), 'utf8').split('\n')[0] ?? '');
      const order = (await ask(newOrder)) as { authorizations: [string]; identifiers: [{ value: string }] };
      const authorization = (await ask(order.authorizations[0])) as {
        challenges: [{ url: string; token: string; type: string }];
      };
      const [{ url, token, type }] = authorization.challenges;
      seen.push(`${order.identifiers[0].value} ${type} ${token}`);
      seen.push(String((await ask(url))['status']));
      seen.push(String((await ask(order.authorizations[0]))['status']));
      return 1;
    });
    await provider.present(record, openBound());
    assert.deepEqual(keyFiles(), [], "the account's key is gone as soon as it was read");
    await provider.remove(record, openBound());
    assert.deepEqual(seen, [
      '-----BEGIN EC PRIVATE KEY-----',
      'www.example.com dns-01 the-token',
      'processing',
      'invalid',
    ]);
    assert.ok(isClosed());
    assert.deepEqual(globSync('bounded-acme-home-*', { cwd: directory }), []);
  });

  it('asks the resolvers that the action asks, and gives nothing secret as an argument', async () => {
    let args: readonly string[] = [];
    const { provider } = setUp((_ask, request) => {
      args = request.args;
      return Promise.resolve(1);
    });
    await failureOf(provider.present(record, openBound()));
    assert.ok(args.join(' ').includes('--dns demo --dns.disable-cp --dns.resolvers [::1]:5353'));
    assert.ok(!args.join(' ').includes('PRIVATE'));
  });

  it('tells what lego failed with, and has nothing to remove then', async () => {
    const { provider } = setUp((_ask, { onLine }) => {
      onLine?.('error presenting token: wrong key');
      return Promise.resolve(1);
    });
    const error = await failureOf(provider.present(record, openBound()));
    assert.match(error.message, /provider demo .* exit code 1: error presenting token: wrong key/);
    await provider.remove(record, openBound());
  });

  it('tells what lego could not take away, but not what was gone', async () => {
    const saying = (line: string) =>
      setUp(async (ask, request) => {
        const { newOrder } = (await ask(option(request, '--server'))) as { newOrder: string };
        const authorization = newOrder.replace('new-order', 'authorization');
        await ask(newOrder.replace('new-order', 'challenge'));
        await ask(authorization);
        request.onLine?.(line);
        return 1;
      }).provider;
    const stuck = saying('acme: cleaning up failed: 403 from the API');
    await stuck.present(record, openBound());
    assert.match((await failureOf(stuck.remove(record, openBound()))).message, /403 from the API/);
    const gone = saying('acme: cleaning up failed: no existing record found');
    await gone.present(record, openBound());
    await gone.remove(record, openBound());
  });

  it('is killed when the time for cleaning up is over', async () => {
    let killed = false;
    const { provider } = setUp(async (ask, request, signal) => {
      const { newOrder } = (await ask(option(request, '--server'))) as { newOrder: string };
      await ask(newOrder.replace('new-order', 'challenge'));
      return new Promise((_resolve, reject) =>
        signal.addEventListener('abort', () => {
          killed = true;
          reject(signal.reason as Error);
        }),
      );
    });
    await provider.present(record, openBound());
    const controller = new AbortController();
    const bound: Bound = { signal: controller.signal, remainingMs: () => 0 };
    const removal = assert.rejects(provider.remove(record, bound), /time is up/);
    controller.abort(new Error('time is up'));
    await removal;
    assert.ok(killed);
  });

  it('can be asked by nobody who does not know the secret path', async () => {
    const { provider, ask } = setUp(() => Promise.resolve(1));
    await failureOf(provider.present(record, openBound()));
    assert.equal(ask('/directory').status, 404);
    assert.ok(!existsSync(join(directory, 'accounts')));
  });
});
