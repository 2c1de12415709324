import assert from 'node:assert/strict';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import type { Processes, ProcessRequest } from '../../../../src/base/ports.ts';
import { findProvider } from '../../../../src/dns/registry.ts';
import { systemProcesses } from '../../../../src/platform/processes.ts';
import { fakeProcesses, providerContext } from '../../../fakes/dns-context.ts';
import { configured, failureOf, openBound } from '../../../fakes/dns-provider.ts';

const directory = mkdtempSync(join(tmpdir(), 'bounded-acme-foreign-'));
after(() => rmSync(directory, { recursive: true }));

function place(path: string, content: string): string {
  const file = join(directory, path);
  mkdirSync(join(file, '..'), { recursive: true });
  writeFileSync(file, content);
  chmodSync(file, 0o755);
  return file;
}

function provider(name: string, env: Record<string, string>, processes: Processes) {
  const spec = findProvider(name);
  assert.ok(spec, name);
  const context = providerContext(env, { ports: { processes, tempDirectory: directory } });
  return { provider: configured(spec, context), context };
}

const record = { name: '_acme-challenge.www.example.com', value: '-value', zone: 'example.com' };
const leftHomes = () => readdirSync(directory).filter((name) => name.startsWith('bounded-acme-home-'));

describe('the names of foreign providers', () => {
  it('are a program and a word, in any case', () => {
    assert.equal(findProvider('ACME.sh:dns_cf')?.name, 'acme.sh:dns_cf');
    assert.equal(findProvider('lego:cloudflare')?.name, 'lego:cloudflare');
    for (const wrong of ['lego', 'lego:', 'lego:-x', 'lego:a/b', 'lego:../x', 'acme.sh:a;b', 'other:x']) {
      assert.equal(findProvider(wrong), undefined, wrong);
    }
  });
});

describe('acme.sh', () => {
  const acmeSh = place('acme/acme.sh', '_initpath() { :; }\nmain() { echo help; }\nmain "$@"\n');
  place(
    'acme/dnsapi/dns_demo.sh',
    `dns_demo_add() { echo "add $* $Demo_Token"; echo "$Demo_Token" > "$LE_CONFIG_HOME/account.conf"; }
dns_demo_rm() { echo "rm $*"; return 3; }
`,
  );
  const env = { PATH: `${join(acmeSh, '..')}:/usr/bin:/bin`, Demo_Token: 'a-secret-of-mine' };

  it('calls the script in a home that ends with it, hides what is secret, and tells its failure', async () => {
    const { provider: made, context } = provider('acme.sh:demo', env, systemProcesses);
    await made.prepare?.(openBound());
    await made.present(record, openBound());
    assert.deepEqual(context.lines, ['[acme.sh] add _acme-challenge.www.example.com -value ***']);
    const error = await failureOf(made.remove(record, openBound()));
    assert.match(error.message, /dns_demo_rm .* ended with exit code 3: rm _acme-challenge/);
    assert.deepEqual(leftHomes(), []);
  });

  it('knows before anything is ordered which scripts there are', async () => {
    const { provider: made } = provider(
      'acme.sh:dns_dema',
      env,
      fakeProcesses(() => ({ exitCode: 0 })),
    );
    const error = await failureOf(made.prepare?.(openBound()) ?? Promise.resolve());
    assert.match(error.message, /no script dns_dema\.sh/);
    assert.match(error.details.hint ?? '', /Did you mean acme\.sh:dns_demo\?/);
  });
});

describe('lexicon', () => {
  const file = place('bin/lexicon', '#!/bin/sh\n');
  const env = { PATH: join(file, '..'), HOME: '/home/me' };

  it('names zone, name and value, in words that no value can be taken for an option', async () => {
    const processes = fakeProcesses(() => ({ exitCode: 0, lines: ['RESULT', '------', 'True'] }));
    const { provider: made } = provider('lexicon:demo', env, processes);
    await made.present(record, openBound());
    await made.remove({ ...record, zone: undefined }, openBound());
    const calls = processes.runs.map(({ args }) => args.slice(2).join(' '));
    const tail = 'TXT --name=_acme-challenge.www.example.com --content=-value';
    assert.deepEqual(calls, [
      `--delegated example.com demo create example.com ${tail}`,
      `demo delete _acme-challenge.www.example.com ${tail}`,
    ]);
    const [{ env: given }] = processes.runs as [ProcessRequest];
    assert.equal(given['PYTHONUSERBASE'], '/home/me/.local');
    assert.ok(given['HOME']?.startsWith(directory) && !existsSync(given['HOME']));
  });

  it('believes its result more than its exit code', async () => {
    const processes = fakeProcesses(() => ({ exitCode: 0, lines: ['RESULT', '------', 'False'] }));
    const error = await failureOf(
      provider('lexicon:demo', env, processes).provider.present(record, openBound()),
    );
    assert.match(error.message, /lexicon demo create .* did nothing/);
  });

  it('says how to install what is missing', async () => {
    const { provider: made } = provider('lexicon:demo', { PATH: '/nowhere' }, systemProcesses);
    const error = await failureOf(made.prepare?.(openBound()) ?? Promise.resolve());
    assert.match(error.details.hint ?? '', /pip install dns-lexicon/);
    assert.ok(readFileSync(file));
  });
});
