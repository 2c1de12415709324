import fs from 'node:fs';
import path from 'node:path';
import { unpackDebs } from './apt.ts';
import { cached, cachedBefore } from './cache.ts';
import { command, findProgram } from './command.ts';
import { temporaryDirectory } from './directory.ts';
import type { Program, Say } from './programs.ts';
import { firstThatWorks } from './ways.ts';

export interface PowerDnsProgram extends Program {
  /** Where its backends are. */
  readonly moduleDirectory: string;
  /** SQL that makes an empty database of the sqlite3 backend. */
  readonly schemaFile: string;
}

/**
 * Finds BIND's `named` on PATH or gets it: unpacked from the machine's own package sources into the repository's
 * cache, else installed with root's rights.
 * @throws Error that lists what was tried and what to install.
 */
export function fetchBind(say: Say): Promise<Program> {
  return fetchServer({
    name: 'BIND',
    packages: ['bind9'],
    say,
    installed: async () => {
      const named = findProgram('named');
      return named === undefined ? undefined : { file: await unconfined(named), env: {} };
    },
    unpacked: async (root) => {
      const named = { file: path.join(root, 'usr/sbin/named'), env: libraries(root) };
      await command(named.file, ['-V'], { timeoutMs: 10_000, env: named.env });
      return named;
    },
  });
}

/**
 * Finds PowerDNS's authoritative server with its sqlite3 backend on PATH or gets it, as `fetchBind` does.
 * @throws Error that lists what was tried and what to install.
 */
export function fetchPowerDns(say: Say): Promise<PowerDnsProgram> {
  return fetchServer({
    name: 'PowerDNS',
    packages: ['pdns-server', 'pdns-backend-sqlite3'],
    say,
    installed: () => {
      const file = findProgram('pdns_server');
      const backend = sqliteBackend('/');
      const found = file !== undefined && backend !== undefined;
      return Promise.resolve(found ? { file, env: {}, ...backend } : undefined);
    },
    unpacked: async (root) => {
      const backend = sqliteBackend(root);
      if (backend === undefined) throw new Error('the packages hold no sqlite3 backend');
      const server = { file: path.join(root, 'usr/sbin/pdns_server'), env: libraries(root), ...backend };
      // --version ends with exit code 99.
      await command(server.file, ['--help'], { timeoutMs: 10_000, env: server.env });
      return server;
    },
  });
}

interface Server<T extends Program> {
  name: string;
  packages: readonly string[];
  say: Say;
  installed: () => Promise<T | undefined>;
  /** @throws Error when what is below `root` can't run here. */
  unpacked: (root: string) => Promise<T>;
}

async function fetchServer<T extends Program>(server: Server<T>): Promise<T> {
  const { name, packages, say } = server;
  const there = await server.installed();
  if (there !== undefined) return there;
  const before = cachedBefore(name);
  if (before !== undefined) return server.unpacked(before);
  return firstThatWorks({
    what: name,
    ways: [
      ['packages, unpacked', async () => server.unpacked(await cached(name, (into) => unpack(server, into)))],
      ['packages, installed', () => install(server)],
    ],
    remedy: `install ${packages.join(' and ')} (Debian's names)`,
    say,
  });
}

async function unpack<T extends Program>(
  { packages, say, unpacked }: Server<T>,
  into: string,
): Promise<void> {
  const scratch = temporaryDirectory('apt');
  try {
    await unpackDebs({ packages, into, scratch: scratch.path, say });
    await unpacked(into);
  } finally {
    scratch.remove();
  }
}

async function install<T extends Program>({ name, packages, say, installed }: Server<T>): Promise<T> {
  const asRoot = process.getuid?.() === 0 ? [] : ['sudo', '-n'];
  say(`installing ${packages.join(', ')}`);
  const env = { DEBIAN_FRONTEND: 'noninteractive' };
  for (const words of [['update'], ['install', '-y', '--no-install-recommends', ...packages]]) {
    const [file = '', ...args] = [...asRoot, 'apt-get', ...words];
    await command(file, args, { timeoutMs: 300_000, env });
  }
  const found = await installed();
  if (found === undefined) throw new Error(`${name} isn't there although its packages are installed`);
  return found;
}

/** Where AppArmor binds /usr/sbin/named to its own directories (Ubuntu does), a copy elsewhere is free. */
async function unconfined(file: string): Promise<string> {
  if (!fs.existsSync('/etc/apparmor.d/usr.sbin.named')) return file;
  const directory = await cached('named', (into) => {
    fs.copyFileSync(file, path.join(into, 'named'));
    return Promise.resolve();
  });
  return path.join(directory, 'named');
}

/** The loader's path to every directory below `root` that holds shared libraries. */
export function libraries(root: string): Record<string, string> {
  const files = fs.globSync(['usr/lib/**/*.so*', 'lib/**/*.so*'], { cwd: root });
  const directories = new Set(files.map((file) => path.join(root, path.dirname(file))));
  return { LD_LIBRARY_PATH: [...directories].join(':') };
}

function sqliteBackend(root: string): Omit<PowerDnsProgram, keyof Program> | undefined {
  const [module] = fs.globSync(
    ['usr/lib/*/pdns/libgsqlite3backend.so', 'usr/lib*/pdns/libgsqlite3backend.so'],
    {
      cwd: root,
    },
  );
  const [schema] = fs.globSync(
    ['usr/share/pdns-backend-sqlite3/schema/schema.sqlite3.sql', 'usr/share/doc/pdns*/schema.sqlite3.sql'],
    { cwd: root },
  );
  if (module === undefined || schema === undefined) return undefined;
  return { moduleDirectory: path.join(root, path.dirname(module)), schemaFile: path.join(root, schema) };
}
