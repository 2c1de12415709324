import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Http } from '../../src/base/ports.ts';
import { startBind, type TsigKey } from '../../scripts/servers/bind.ts';
import { askDns } from '../../scripts/servers/dns-question.ts';
import { startPowerDns } from '../../scripts/servers/powerdns.ts';

/** Something that a provider sets records in, and how to look into it. */
export interface Target {
  /** The provider's variables with which it works. */
  env: Record<string, string>;
  /** The way there, when it isn't a direct one. */
  http?: Http;
  /** The TXT values at a name, sorted. */
  values(name: string): Promise<string[]>;
  /** Variables with a wrong credential, and what the error must say. */
  wrongCredentials: { env: Record<string, string>; says: RegExp };
  /** What the error must say for a name that lies in no zone of the target. */
  missingZone: RegExp;
  stop(): Promise<void>;
}

/** The zone that every target serves. */
export const zone = 'example.test';

/** BIND, changed by TSIG-signed updates. */
export async function bindTarget(algorithm: TsigKey['algorithm']): Promise<Target> {
  const secret = Buffer.alloc(32, 7).toString('base64');
  const server = await startBind({
    zones: [{ name: zone }],
    tsigKeys: [{ name: 'update-key', algorithm, secret }],
  });
  const env = {
    RFC2136_NAMESERVER: server.dnsServer,
    RFC2136_TSIG_KEY: 'update-key',
    RFC2136_TSIG_ALGORITHM: `${algorithm}.`,
    RFC2136_TSIG_SECRET: secret,
  };
  return {
    env,
    values: (name) => txtValues(server, name),
    wrongCredentials: {
      env: { ...env, RFC2136_TSIG_SECRET: Buffer.alloc(32, 8).toString('base64') },
      says: /signature of the key update-key is wrong \(BADSIG\)/,
    },
    missingZone: /serves no zone that holds _acme-challenge\.elsewhere\.test/,
    stop: () => server.stop(),
  };
}

/** PowerDNS, changed through its API. */
export async function powerDnsTarget(): Promise<Target> {
  const server = await startPowerDns({ zones: [{ name: zone }], apiKey: 'sesame' });
  const env = { PDNS_API_URL: server.apiUrl, PDNS_API_KEY: 'sesame' };
  return {
    env,
    values: (name) => txtValues(server, name),
    wrongCredentials: { env: { ...env, PDNS_API_KEY: 'barley' }, says: /API key is wrong/ },
    missingZone: /no zone that holds _acme-challenge\.elsewhere\.test; it has example\.test/,
    stop: () => server.stop(),
  };
}

/** A user's server that keeps values in memory, behind basic authentication. */
export async function httpreqTarget(): Promise<Target> {
  const records = new Map<string, Set<string>>();
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const status = act(request.url ?? '', {
        authorization: request.headers.authorization,
        body: Buffer.concat(chunks).toString(),
      });
      response.writeHead(status).end(status === 422 ? '{"error":"no such zone"}' : 'OK');
    });
  });
  const act = (
    url: string,
    { authorization, body }: { authorization: string | undefined; body: string },
  ): number => {
    if (authorization !== `Basic ${Buffer.from('me:sesame').toString('base64')}`) return 401;
    const { fqdn, value } = JSON.parse(body) as { fqdn: string; value: string };
    if (!fqdn.endsWith(`.${zone}.`)) return 422;
    const values = records.get(fqdn) ?? new Set();
    records.set(fqdn, values);
    if (url === '/dns/present') values.add(value);
    else if (url === '/dns/cleanup') values.delete(value);
    else return 404;
    return 200;
  };
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const env = {
    HTTPREQ_ENDPOINT: `http://127.0.0.1:${port}/dns/`,
    HTTPREQ_USERNAME: 'me',
    HTTPREQ_PASSWORD: 'sesame',
  };
  return {
    env,
    values: (name) => Promise.resolve([...(records.get(`${name}.`) ?? [])].sort()),
    wrongCredentials: { env: { ...env, HTTPREQ_PASSWORD: 'barley' }, says: /refuses the credentials/ },
    missingZone: /no such zone/,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** A user's program that keeps one file for each value. */
export function execTarget(): Promise<Target> {
  const directory = mkdtempSync(join(tmpdir(), 'exec-'));
  const file = join(directory, 'program.sh');
  writeFileSync(
    file,
    `#!/bin/sh
[ "$DNS_TOKEN" = sesame ] || { echo "the token is wrong"; exit 3; }
case "$2" in *.${zone}.) ;; *) echo "no zone holds $2"; exit 4 ;; esac
list="${directory}/$2"
touch "$list"
case "$1" in
  present) grep -qxe "$3" "$list" || printf '%s\\n' "$3" >> "$list" ;;
  cleanup) grep -vxe "$3" "$list" > "$list.new"; mv "$list.new" "$list" ;;
esac
`,
  );
  chmodSync(file, 0o755);
  const env = { EXEC_PATH: file, DNS_TOKEN: 'sesame', PATH: '/usr/bin:/bin' };
  return Promise.resolve({
    env,
    values(name) {
      const list = join(directory, `${name}.`);
      const lines = existsSync(list) ? readFileSync(list, 'utf8').split('\n').filter(Boolean) : [];
      return Promise.resolve(lines.sort());
    },
    wrongCredentials: { env: { ...env, DNS_TOKEN: 'barley' }, says: /exit code 3: the token is wrong/ },
    missingZone: /exit code 4: no zone holds/,
    stop() {
      rmSync(directory, { recursive: true });
      return Promise.resolve();
    },
  });
}

async function txtValues(server: { address: string; port: number }, name: string): Promise<string[]> {
  const { answers } = await askDns(server, { type: 'TXT', name });
  return answers.flatMap((answer) => (answer.type === 'TXT' ? [[answer.data].flat().join('')] : [])).sort();
}
