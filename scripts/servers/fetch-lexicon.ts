import { cached } from './cache.ts';
import { command, findProgram } from './command.ts';
import type { Say } from './programs.ts';

const version = '3.25.2';

/**
 * Gets Lexicon, a Python program that speaks many providers' APIs, into the repository's cache.
 * @returns the directory for PYTHONPATH; undefined where there is no Python with pip
 * @throws Error when pip can't get it.
 */
export async function fetchLexiconModules(say: Say): Promise<string | undefined> {
  const python = findProgram('python3');
  if (python === undefined || !(await hasPip(python))) return undefined;
  return cached(`lexicon-route53-${version}`, async (into) => {
    say(`getting Lexicon ${version} with pip`);
    const pip = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--no-compile'];
    await command(python, [...pip, '--target', into, `dns-lexicon[route53]==${version}`], {
      timeoutMs: 180_000,
    });
  });
}

function hasPip(python: string): Promise<boolean> {
  return command(python, ['-m', 'pip', '--version'], { timeoutMs: 20_000 }).then(
    () => true,
    () => false,
  );
}
