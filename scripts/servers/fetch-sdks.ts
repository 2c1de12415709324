import path from 'node:path';
import { cached } from './cache.ts';
import { command, findProgram } from './command.ts';
import type { Say } from './programs.ts';

/** The clouds' own libraries, and prism, which compares with OpenAPI descriptions: tests hold fakes of APIs to them. */
const sdks = {
  '@azure/arm-dns': '5.1.0',
  '@azure/arm-resourcegraph': '5.0.0',
  '@azure/identity': '4.14.1',
  '@google-cloud/dns': '5.3.2',
  '@stoplight/prism-http': '5.12.0',
} as const;

/**
 * Installs the clouds' SDKs with npm into the repository's cache: 175 MB that only these tests need.
 * @returns the directory to resolve them from, or why they can't be had here
 * @throws Error in CI, where they have to be
 */
export async function fetchSdks(say: Say): Promise<{ directory: string } | { missing: string }> {
  try {
    const npm = findProgram('npm');
    if (npm === undefined) throw new Error('npm is not on PATH');
    const wanted = Object.entries(sdks).map(([name, version]) => `${name}@${version}`);
    const directory = await cached(`sdks-${Object.values(sdks).join('-')}`, async (into) => {
      say(`getting ${wanted.join(', ')} with npm`);
      const flags = ['--prefix', into, '--no-audit', '--no-fund', '--ignore-scripts', '--silent'];
      await command(npm, ['install', ...flags, ...wanted], { timeoutMs: 180_000, cwd: into });
    });
    return { directory: path.join(directory, 'package.json') };
  } catch (error) {
    if (process.env['CI'] === 'true') throw error;
    const reason = error instanceof Error ? error.message : String(error);
    return { missing: `the clouds' SDKs can't be had: ${reason}` };
  }
}
