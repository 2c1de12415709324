import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Gateway } from './gateway.ts';
import type { ApiCase } from './index.ts';
import { zone } from './store.ts';

export type Change = readonly ['create' | 'delete', string];

/** Where a referee gets in, and what Python it has. */
export interface Way {
  gateway: Gateway;
  /** For PYTHONPATH. */
  modules: string;
}

/** What Lexicon sees at a name after the changes it made there itself. */
export function lexicon(
  { lexicon: { provider, options, quoted = false } }: ApiCase,
  way: Way,
  { name, changes }: { name: string; changes: readonly Change[] },
): Promise<string[]> {
  const given = changes.map(([verb, value]) => [verb, quoted ? JSON.stringify(value) : value]);
  return runPython('run_lexicon.py', { provider, options, zone, name, changes: given }, way);
}

/** What a provider's own SDK sees at a name after the changes it made there itself. */
export function official(
  { sdk, env }: { sdk: string; env: Readonly<Record<string, string>> },
  way: Way,
  { name, changes }: { name: string; changes: readonly Change[] },
): Promise<string[]> {
  return runPython('run_official.py', { sdk, env, zone, name, changes }, way);
}

async function runPython(script: string, job: object, { gateway, modules }: Way): Promise<string[]> {
  const directory = mkdtempSync(join(tmpdir(), 'python-'));
  try {
    const ca = join(directory, 'ca.pem');
    writeFileSync(ca, gateway.caPem);
    const child = spawn('python3', [join(import.meta.dirname, script)], {
      stdio: 'pipe',
      env: {
        PATH: process.env['PATH'],
        HOME: directory,
        PYTHONPATH: modules,
        PYTHONDONTWRITEBYTECODE: '1',
        HTTPS_PROXY: gateway.proxyUrl,
        REQUESTS_CA_BUNDLE: ca,
        SSL_CERT_FILE: ca,
        AWS_CA_BUNDLE: ca,
        AWS_EC2_METADATA_DISABLED: 'true',
      },
    });
    const said = { out: '', error: '' };
    child.stdout.on('data', (chunk: Buffer) => (said.out += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (said.error += chunk.toString()));
    child.stdin.end(JSON.stringify(job));
    const [exitCode] = (await once(child, 'close')) as [number | null];
    if (exitCode !== 0)
      throw new Error(`${script} ended with ${exitCode ?? 'a signal'}: ${said.error.slice(-2000)}`);
    return JSON.parse(said.out) as string[];
  } finally {
    rmSync(directory, { recursive: true });
  }
}
