import fs from 'node:fs';
import path from 'node:path';
import { command, findProgram } from './command.ts';
import type { Say } from './programs.ts';

export interface UnpackOptions {
  packages: readonly string[];
  /** Another suite of the distribution than the machine's own; only the packages named are taken from it. */
  suite?: string;
  /** An empty directory that becomes the root of what is unpacked. */
  into: string;
  /** An empty directory for lists and archives; the caller removes it. */
  scratch: string;
  say: Say;
}

/**
 * Gets Debian packages through the machine's own apt sources and unpacks them, with neither root nor a change to the
 * machine: lists and archives live in `scratch`, and apt checks signatures as it always does. From the machine's own
 * suite also comes everything the packages need and the machine lacks.
 * @throws Error when apt isn't there, has no source, or doesn't find, verify or get a package in time.
 */
export async function unpackDebs(options: UnpackOptions): Promise<void> {
  const { packages, suite, into, scratch, say } = options;
  if (findProgram('apt-get') === undefined || findProgram('dpkg-deb') === undefined) {
    throw new Error('apt-get and dpkg-deb are not on this machine');
  }
  const apt = await privateApt(scratch, suite);
  say(`reading the package lists of ${suite === undefined ? 'this system' : `the suite ${suite}`}`);
  await apt(['update'], 120_000);
  const wanted = suite === undefined ? await withMissing(apt, packages) : packages;
  say(`downloading ${wanted.join(', ')}`);
  await apt(['download', ...wanted], 180_000);
  for (const deb of fs.readdirSync(scratch).filter((name) => name.endsWith('.deb'))) {
    await command('dpkg-deb', ['-x', path.join(scratch, deb), into], { timeoutMs: 60_000 });
  }
}

type Apt = (args: readonly string[], timeoutMs: number) => Promise<string>;

async function privateApt(scratch: string, suite: string | undefined): Promise<Apt> {
  for (const directory of ['state/lists/partial', 'cache/archives/partial']) {
    fs.mkdirSync(path.join(scratch, directory), { recursive: true });
  }
  const settings = {
    'Dir::State': path.join(scratch, 'state'),
    'Dir::State::status': '/var/lib/dpkg/status',
    'Dir::Cache': path.join(scratch, 'cache'),
    // As root apt would download as another user, who can't enter our directory.
    'APT::Sandbox::User': process.getuid?.() === 0 ? 'root' : '',
    'Acquire::Languages': 'none',
    'Acquire::Retries': '2',
    'Acquire::http::Timeout': '20',
    'Acquire::https::Timeout': '20',
    'Acquire::IndexTargets::deb::DEP-11::DefaultEnabled': 'false',
    ...(suite === undefined ? {} : await sourcesOf(scratch, suite)),
  };
  const flags = Object.entries(settings).flatMap(([name, value]) => ['-o', `${name}=${value}`]);
  const env = { DEBIAN_FRONTEND: 'noninteractive', LC_ALL: 'C' };
  return (args, timeoutMs) => command('apt-get', ['-q', ...flags, ...args], { timeoutMs, env, cwd: scratch });
}

async function sourcesOf(scratch: string, suite: string): Promise<Record<string, string>> {
  const targets = await command(
    'apt-get',
    ['indextargets', '--format', '$(REPO_URI) $(COMPONENT)', 'Created-By: Packages'],
    { timeoutMs: 30_000 },
  );
  const mirror = targets
    .split('\n')
    .filter((line) => line.endsWith(' main') && !line.includes('security'))
    .map((line) => line.split(' ')[0])[0];
  if (mirror === undefined) throw new Error('apt has no source with a component "main"');
  const keyring = '/usr/share/keyrings/debian-archive-keyring';
  const signedBy = [`${keyring}.pgp`, `${keyring}.gpg`].find((file) => fs.existsSync(file));
  const list = path.join(scratch, 'sources.list');
  fs.writeFileSync(
    list,
    `deb ${signedBy === undefined ? '' : `[signed-by=${signedBy}] `}${mirror} ${suite} main\n`,
  );
  return { 'Dir::Etc::SourceList': list, 'Dir::Etc::SourceParts': '/dev/null' };
}

/** The packages and all that installing them would bring, by apt's own reckoning. */
async function withMissing(apt: Apt, packages: readonly string[]): Promise<string[]> {
  const plan = await apt(['-s', '--no-install-recommends', 'install', ...packages], 60_000);
  const brought = [...plan.matchAll(/^Inst (\S+)/gm)].map((match) => match[1] ?? '');
  // The C library can't be exchanged under a program that the machine's own loader starts.
  return [...new Set([...packages, ...brought])].filter((name) => !/^libc(6|-bin)$/.test(name));
}
