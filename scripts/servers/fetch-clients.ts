import path from 'node:path';
import { unpackDebs } from './apt.ts';
import { cached } from './cache.ts';
import { command, findProgram } from './command.ts';
import { temporaryDirectory } from './directory.ts';
import { libraries } from './fetch-dns.ts';
import type { Say } from './programs.ts';
import { firstThatWorks } from './ways.ts';

/** Other ACME clients, and what their hooks use. */
export interface Clients {
  /** For PATH: these first. */
  readonly directories: readonly string[];
  /** What they need to find their libraries. */
  readonly env: Readonly<Record<string, string>>;
}

/** Programs by Debian's packages. */
const packages = {
  lego: 'lego',
  dehydrated: 'dehydrated',
  nsupdate: 'bind9-dnsutils',
  curl: 'curl',
} as const;

/**
 * Finds lego, dehydrated, nsupdate, curl and acme.sh on PATH or gets them: unpacked from the machine's own package
 * sources, acme.sh from a newer suite where the machine's has none.
 * @throws Error that lists what was tried and what to install.
 */
export async function fetchClients(say: Say): Promise<Clients> {
  const own = await fetchOwn(say);
  const acmeSh = await fetchAcmeSh(say);
  return { directories: [...own.directories, ...(acmeSh === undefined ? [] : [acmeSh])], env: own.env };
}

async function fetchOwn(say: Say): Promise<Clients> {
  const missing = Object.entries(packages).filter(([name]) => findProgram(name) === undefined);
  if (missing.length === 0) return { directories: [], env: {} };
  const wanted = missing.map(([, name]) => name);
  const root = await cached(`clients-${wanted.join('-')}`, (into) =>
    firstThatWorks({
      what: wanted.join(', '),
      ways: [['packages, unpacked', () => unpack({ wanted, into, say })]],
      remedy: `install ${wanted.join(' and ')} (Debian's names)`,
      say,
    }),
  );
  return { directories: [path.join(root, 'usr/bin')], env: libraries(root) };
}

const acmeShHome = 'usr/share/acme.sh';

/** @returns the directory that it is in; undefined when it is on PATH */
async function fetchAcmeSh(say: Say): Promise<string | undefined> {
  if (findProgram('acme.sh') !== undefined) return undefined;
  const attempt = (into: string, suite?: string) => async () => {
    await unpack({ wanted: ['acme.sh'], into, say, ...(suite === undefined ? {} : { suite }) });
    // Newer packages have a starter in /usr/bin, which knows where they are installed.
    await command(path.join(into, acmeShHome, 'acme.sh'), ['--version'], { timeoutMs: 10_000 });
  };
  const root = await cached('acme.sh', (into) =>
    firstThatWorks({
      what: 'acme.sh',
      ways: [
        ['packages, unpacked', attempt(into)],
        ['Debian suite sid', attempt(into, 'sid')],
        ['Debian suite forky', attempt(into, 'forky')],
      ],
      remedy: 'install acme.sh (https://github.com/acmesh-official/acme.sh) so that it is on PATH',
      say,
    }),
  );
  return path.join(root, acmeShHome);
}

interface Wanted {
  wanted: readonly string[];
  suite?: string;
  into: string;
  say: Say;
}

async function unpack({ wanted, suite, into, say }: Wanted): Promise<void> {
  const scratch = temporaryDirectory('apt');
  const options = suite === undefined ? {} : { suite };
  try {
    await unpackDebs({ ...options, packages: wanted, into, scratch: scratch.path, say });
  } finally {
    scratch.remove();
  }
}
