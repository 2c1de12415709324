import fs from 'node:fs';
import path from 'node:path';
import { unpackDebs } from './apt.ts';
import { cached } from './cache.ts';
import { command, findProgram } from './command.ts';
import { temporaryDirectory } from './directory.ts';
import type { Program, Say } from './programs.ts';
import { firstThatWorks } from './ways.ts';

/** The release that is fetched, and the oldest that is taken when it is already there. */
const version = '2.10.0';
const names = ['pebble', 'pebble-challtestsrv'] as const;

export interface PebblePrograms {
  pebble: Program;
  challtestsrv: Program;
}

/**
 * Finds Pebble, Let's Encrypt's test CA, and its DNS server, or gets them: from PATH, a newer Debian suite, Go, or
 * Docker, in this order. What was fetched is kept in the repository's cache.
 * @throws Error that lists what was tried and what to install.
 */
export async function fetchPebble(say: Say): Promise<PebblePrograms> {
  const there = await onPath();
  if (there !== undefined) return there;
  const directory = await cached('pebble', async (into) => {
    await firstThatWorks({
      what: `Pebble ${version} (pebble and pebble-challtestsrv)`,
      ways: [
        ['Debian suite sid', () => fromDebian('sid', { into, say })],
        ['Debian suite forky', () => fromDebian('forky', { into, say })],
        ['Go', () => fromGo({ into, say })],
        ['Docker', () => fromDocker({ into, say })],
      ],
      remedy: `install Go or Docker, or put pebble and pebble-challtestsrv ${version} on PATH`,
      say,
    });
  });
  return {
    pebble: program(path.join(directory, names[0])),
    challtestsrv: program(path.join(directory, names[1])),
  };
}

function program(file: string): Program {
  return { file, env: {} };
}

async function onPath(): Promise<PebblePrograms | undefined> {
  const pebble = findProgram(names[0]);
  const challtestsrv = findProgram(names[1]);
  if (pebble === undefined || challtestsrv === undefined) return undefined;
  // The oldest have no such flag, and fail.
  const told = await command(pebble, ['-version'], { timeoutMs: 5_000 }).catch(() => '');
  const recent = isRecent(told) ?? knowsPersistentRecords(pebble);
  return recent ? { pebble: program(pebble), challtestsrv: program(challtestsrv) } : undefined;
}

/** Whether `pebble -version` names a release that will do; undefined when it names none, as distributions' builds. */
export function isRecent(told: string): boolean | undefined {
  const [major, minor] = /(\d+)\.(\d+)\.\d+/.exec(told)?.slice(1).map(Number) ?? [];
  if (major === undefined || minor === undefined) return undefined;
  return major > 2 || (major === 2 && minor >= 10);
}

/** dns-persist-01 came with 2.10. */
function knowsPersistentRecords(file: string): boolean {
  return fs.readFileSync(file).includes('dns-persist-01');
}

interface Target {
  into: string;
  say: Say;
}

async function fromDebian(suite: string, { into, say }: Target): Promise<void> {
  if (!/^ID=debian$/m.test(fs.readFileSync('/etc/os-release', 'utf8'))) throw new Error('this is not Debian');
  const scratch = temporaryDirectory('apt');
  try {
    const unpacked = path.join(scratch.path, 'unpacked');
    fs.mkdirSync(unpacked);
    await unpackDebs({ packages: ['pebble'], suite, into: unpacked, scratch: scratch.path, say });
    for (const name of names) fs.copyFileSync(path.join(unpacked, 'usr/bin', name), path.join(into, name));
    if (!knowsPersistentRecords(path.join(into, names[0]))) throw new Error('its Pebble is older than 2.10');
  } finally {
    scratch.remove();
  }
}

async function fromGo({ into, say }: Target): Promise<void> {
  const go = findProgram('go');
  if (go === undefined) throw new Error('go is not on PATH');
  say('building it with Go; this takes a minute or two');
  const packages = names.map((name) => `github.com/letsencrypt/pebble/v2/cmd/${name}@v${version}`);
  for (const name of packages) {
    await command(go, ['install', name], {
      timeoutMs: 300_000,
      env: { GOBIN: into, CGO_ENABLED: '0' },
    });
  }
}

async function fromDocker({ into, say }: Target): Promise<void> {
  const docker = findProgram('docker');
  if (docker === undefined) throw new Error('docker is not on PATH');
  for (const name of names) {
    const image = `ghcr.io/letsencrypt/${name}:${version}`;
    say(`taking it from the image ${image}`);
    const container = (await command(docker, ['create', image], { timeoutMs: 180_000 })).trim();
    try {
      await command(docker, ['cp', `${container}:/app`, path.join(into, name)], { timeoutMs: 60_000 });
    } finally {
      await command(docker, ['rm', container], { timeoutMs: 30_000 });
    }
  }
}
