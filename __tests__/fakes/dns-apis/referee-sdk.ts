import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Gateway } from './gateway.ts';
import type { SdkJob } from './run-sdk.ts';

/** What a cloud's SDK sees at a name after the changes it made there itself. */
export async function sdk(job: SdkJob, { proxyUrl, caPem }: Gateway): Promise<string[]> {
  const directory = mkdtempSync(join(tmpdir(), 'sdk-'));
  try {
    const ca = join(directory, 'ca.pem');
    writeFileSync(ca, caPem);
    const child = spawn(process.execPath, [join(import.meta.dirname, 'run-sdk.ts')], {
      stdio: 'pipe',
      timeout: 60_000,
      env: {
        PATH: process.env['PATH'],
        HOME: directory,
        HTTPS_PROXY: proxyUrl,
        https_proxy: proxyUrl,
        NODE_EXTRA_CA_CERTS: ca,
      },
    });
    const said = { out: '', error: '' };
    child.stdout.on('data', (chunk: Buffer) => (said.out += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (said.error += chunk.toString()));
    child.stdin.end(JSON.stringify(job));
    const [exitCode] = (await once(child, 'close')) as [number | null];
    if (exitCode !== 0)
      throw new Error(`${job.sdk} ended with ${exitCode ?? 'a signal'}: ${said.error.slice(-2000)}`);
    return JSON.parse(said.out) as string[];
  } finally {
    rmSync(directory, { recursive: true });
  }
}
