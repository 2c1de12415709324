import fs from 'node:fs';
import path from 'node:path';
import { unpackDebs } from './apt.ts';
import { cached } from './cache.ts';
import { command, findProgram } from './command.ts';
import { temporaryDirectory } from './directory.ts';
import type { Program, Say } from './programs.ts';
import { firstThatWorks } from './ways.ts';

const version = '1.2.1';
const names = ['age', 'age-keygen'] as const;

export interface AgePrograms {
  age: Program;
  keygen: Program;
}

/**
 * Finds age and age-keygen on PATH or gets them: unpacked from the machine's own package sources into the
 * repository's cache, or built with Go.
 * @throws Error that lists what was tried and what to install.
 */
export async function fetchAge(say: Say): Promise<AgePrograms> {
  const [age, keygen] = names.map(findProgram);
  if (age !== undefined && keygen !== undefined) return { age: program(age), keygen: program(keygen) };
  const directory = await cached('age', async (into) => {
    await firstThatWorks({
      what: 'age',
      ways: [
        ['packages, unpacked', () => fromPackages({ into, say })],
        ['Go', () => fromGo(into)],
      ],
      remedy: 'install age (https://github.com/FiloSottile/age)',
      say,
    });
  });
  return { age: program(path.join(directory, 'age')), keygen: program(path.join(directory, 'age-keygen')) };
}

function program(file: string): Program {
  return { file, env: {} };
}

async function fromPackages({ into, say }: { into: string; say: Say }): Promise<void> {
  const scratch = temporaryDirectory('apt');
  try {
    const unpacked = path.join(scratch.path, 'unpacked');
    fs.mkdirSync(unpacked);
    await unpackDebs({ packages: ['age'], into: unpacked, scratch: scratch.path, say });
    for (const name of names) {
      const file = path.join(unpacked, 'usr/bin', name);
      await command(file, ['-version'], { timeoutMs: 10_000 });
      fs.copyFileSync(file, path.join(into, name));
    }
  } finally {
    scratch.remove();
  }
}

async function fromGo(into: string): Promise<void> {
  const go = findProgram('go');
  if (go === undefined) throw new Error('go is not on PATH');
  for (const name of names) {
    const env = { GOBIN: into, CGO_ENABLED: '0' };
    await command(go, ['install', `filippo.io/age/cmd/${name}@v${version}`], { timeoutMs: 300_000, env });
  }
}
