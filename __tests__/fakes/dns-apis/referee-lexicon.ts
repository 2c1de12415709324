import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Gateway } from './gateway.ts';
import type { ApiCase } from './index.ts';
import { zone } from './store.ts';

export type Change = readonly ['create' | 'delete', string];

/** What Lexicon sees at a name after the changes it made there itself. */
export async function lexicon(
  { lexicon: { provider, options, quoted = false } }: ApiCase,
  { gateway, modules }: { gateway: Gateway; modules: string },
  { name, changes }: { name: string; changes: readonly Change[] },
): Promise<string[]> {
  const given = changes.map(([verb, value]) => [verb, quoted ? JSON.stringify(value) : value]);
  const directory = mkdtempSync(join(tmpdir(), 'lexicon-'));
  try {
    const ca = join(directory, 'ca.pem');
    writeFileSync(ca, gateway.caPem);
    const child = spawn('python3', [join(import.meta.dirname, 'run_lexicon.py')], {
      stdio: 'pipe',
      env: {
        PATH: process.env['PATH'],
        HOME: directory,
        PYTHONPATH: modules,
        PYTHONDONTWRITEBYTECODE: '1',
        HTTPS_PROXY: gateway.proxyUrl,
        REQUESTS_CA_BUNDLE: ca,
        AWS_CA_BUNDLE: ca,
        AWS_EC2_METADATA_DISABLED: 'true',
      },
    });
    const said = { out: '', error: '' };
    child.stdout.on('data', (chunk: Buffer) => (said.out += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (said.error += chunk.toString()));
    child.stdin.end(JSON.stringify({ provider, options, zone, name, changes: given }));
    const [exitCode] = (await once(child, 'close')) as [number | null];
    if (exitCode !== 0)
      throw new Error(`Lexicon ended with ${exitCode ?? 'a signal'}: ${said.error.slice(-2000)}`);
    return JSON.parse(said.out) as string[];
  } finally {
    rmSync(directory, { recursive: true });
  }
}
