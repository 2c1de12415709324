import path from 'node:path';
import { cached, cachedBefore } from './cache.ts';
import { command, findProgram } from './command.ts';
import type { Program, Say } from './programs.ts';

/** The commit of the release 1.1, whose tag Go doesn't take for a version. */
const version = 'v0.0.0-20241215111923-b7a0a8a7bcef';

/**
 * Finds the server acme-dns on PATH, or builds it with Go and a C compiler into the repository's cache.
 * @returns the program, or why it can't be had here
 * @throws Error when it can't be built in a GitHub workflow, where everything for it is there
 */
export async function fetchAcmeDns(say: Say): Promise<Program | { missing: string }> {
  const there = findProgram('acme-dns');
  if (there !== undefined) return { file: there, env: {} };
  const go = findProgram('go');
  if (go === undefined && cachedBefore('acme-dns') === undefined)
    return { missing: 'Go is not on this machine' };
  try {
    const directory = await cached('acme-dns', async (into) => {
      say(`building acme-dns ${version} with Go`);
      const env = { GOBIN: into, CGO_ENABLED: '1' };
      await command(go ?? '', ['install', `github.com/joohoi/acme-dns@${version}`], {
        timeoutMs: 300_000,
        env,
      });
    });
    return { file: path.join(directory, 'acme-dns'), env: {} };
  } catch (error) {
    if (process.env['GITHUB_ACTIONS'] === 'true') throw error;
    const reason = error instanceof Error ? error.message : String(error);
    return { missing: `Go can't build it here (${reason}); put an \`acme-dns\` on PATH` };
  }
}
