import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Bind } from '../../scripts/servers/bind.ts';
import type { Pebble } from '../../scripts/servers/pebble.ts';
import { temporaryDirectory } from './runner.ts';

/** Writes a file that ends with the test process. */
export function write(name: string, content: string): string {
  const path = join(temporaryDirectory(), name);
  writeFileSync(path, content);
  return path;
}

/** Writes a program. */
export function program(content: string): string {
  const path = write('hook.sh', content);
  chmodSync(path, 0o755);
  return path;
}

/** A directory for PYTHONPATH, with which dnspython asks this server in the place of those of /etc/resolv.conf. */
export function systemResolverAt({ address, port }: Bind): string {
  const directory = temporaryDirectory();
  writeFileSync(
    join(directory, 'sitecustomize.py'),
    `import sys
class Finder:
    def find_spec(self, name, path=None, target=None):
        if name != 'dns.resolver': return None
        sys.meta_path.remove(self)
        import importlib.util
        spec = importlib.util.find_spec(name)
        load = spec.loader.exec_module
        def exec_module(module):
            load(module)
            module.default_resolver = module.Resolver(configure=False)
            module.default_resolver.nameservers = ['${address}']
            module.default_resolver.port = ${port}
        spec.loader.exec_module = exec_module
        return spec
sys.meta_path.insert(0, Finder())
`,
  );
  return directory;
}

const nsupdate = `printf 'server %s %s\\nupdate %s _acme-challenge.%s. 60 IN TXT "%s"\\nsend\\n' "$NS_SERVER" "$NS_PORT"`;

/** A hook as certbot's documentation shows it, for both of its moments; it notes what it was told. */
export function certbotHook(told: string): string {
  return `#!/bin/sh
verb=add; [ -z "$CERTBOT_AUTH_OUTPUT" ] || verb=delete
echo "$verb $CERTBOT_DOMAIN $CERTBOT_VALIDATION $CERTBOT_ALL_DOMAINS $CERTBOT_REMAINING_CHALLENGES \${CERTBOT_AUTH_OUTPUT:--}" >> ${told}
${nsupdate} "$verb" "$CERTBOT_DOMAIN" "$CERTBOT_VALIDATION" | nsupdate -k "$NS_KEY" && echo done
`;
}

/** The hook of dehydrated's documentation, with its nsupdate in; it notes what it was told. */
export function dehydratedHook(calls: string): string {
  return `#!/usr/bin/env bash
echo "$*" >> ${calls}
deploy_challenge() {
  local DOMAIN="\${1}" TOKEN_FILENAME="\${2}" TOKEN_VALUE="\${3}"
  ${nsupdate} add "\${DOMAIN}" "\${TOKEN_VALUE}" | nsupdate -k "$NS_KEY"
}
clean_challenge() {
  local DOMAIN="\${1}" TOKEN_FILENAME="\${2}" TOKEN_VALUE="\${3}"
  ${nsupdate} delete "\${DOMAIN}" "\${TOKEN_VALUE}" | nsupdate -k "$NS_KEY"
}
deploy_cert() {
  local DOMAIN="\${1}" KEYFILE="\${2}" CERTFILE="\${3}" FULLCHAINFILE="\${4}" CHAINFILE="\${5}" TIMESTAMP="\${6}"
  cat "\${FULLCHAINFILE}" "\${KEYFILE}" | grep -c BEGIN
}
HANDLER="$1"; shift
if [[ "\${HANDLER}" =~ ^(deploy_challenge|clean_challenge|deploy_cert)$ ]]; then
  "$HANDLER" "$@"
fi
`;
}

/** Words of a hook that are dehydrated's own affair, and no part of what it tells about a certificate. */
const theirAffair = /^(this_hookscript_is_broken\S*|generate_csr|sync_cert)/;

/** Each word that the hook was called with, and how many arguments it had, the first being the name. */
export function wordsIn(calls: string, name: string): string[] {
  const lines = readFileSync(calls, 'utf8').trim().split('\n');
  return lines
    .filter((line) => !theirAffair.test(line))
    .map((line) => {
      const [word = '', ...args] = line.split(' ');
      if (args[0] !== undefined) assert.equal(args[0], name, line);
      return args.length > 0 ? `${word} ${args.length}` : word;
    });
}

/** Lets dehydrated itself get a certificate. */
export async function runDehydrated(
  name: string,
  { hook, pebble, env }: { hook: string; pebble: Pebble; env: Record<string, string> },
): Promise<void> {
  const base = temporaryDirectory();
  const config = write(
    'config',
    `BASEDIR=${base}
CA=${pebble.directoryUrl}
CURL_OPTS="--cacert ${pebble.caFile}"
CHALLENGETYPE=dns-01
HOOK=${hook}
`,
  );
  const options = { env: { ...env, HOME: base, CERTS: base }, timeout: 60_000 };
  const start = (...args: string[]) =>
    promisify(execFile)('dehydrated', [...args, '--config', config], options);
  await start('--register', '--accept-terms');
  await start('--cron', '--domain', `${name} *.${name}`);
}

/** What the hook of `certbotHook` was told each time, without the value; removals in no order. */
export function callsIn(told: string, name: string): string[] {
  const lines = readFileSync(told, 'utf8').trim().replaceAll(name, 'NAME').split('\n');
  const calls = lines.map((line) => line.split(' ').filter((_, index) => index !== 2));
  return [
    ...calls.filter(([verb]) => verb === 'add'),
    ...calls.filter(([verb]) => verb !== 'add').sort(),
  ].map((call) => call.join(' '));
}

/** Lets certbot itself get a certificate. */
export async function runCertbot(
  name: string,
  { hook, pebble, env }: { hook: string; pebble: Pebble; env: Record<string, string> },
): Promise<void> {
  const base = temporaryDirectory();
  const directories = ['config', 'work', 'logs'].flatMap((kind) => [`--${kind}-dir`, join(base, kind)]);
  const manual = ['--manual', '--manual-auth-hook', hook, '--manual-cleanup-hook', hook];
  const names = [name, `*.${name}`].flatMap((one) => ['-d', one]);
  const account = ['--agree-tos', '--register-unsafely-without-email', '--server', pebble.directoryUrl];
  const args = ['certonly', '-n', ...manual, '--preferred-challenges', 'dns', ...names, ...account];
  await promisify(execFile)('certbot', [...args, ...directories], {
    env: { ...env, HOME: base, REQUESTS_CA_BUNDLE: pebble.caFile },
    timeout: 60_000,
  });
}
