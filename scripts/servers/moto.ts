import path from 'node:path';
import { startChild } from './child.ts';
import { temporaryDirectory } from './directory.ts';
import { fetchPython } from './fetch-python.ts';
import { freePort } from './ports.ts';
import type { Say } from './programs.ts';

/** moto, which others wrote as AWS in memory. */
export interface Moto {
  readonly url: string;
  /**
   * From here on it checks signatures, trust policies, and that an action is allowed: all but the next so many
   * requests.
   */
  enforce(exceptNext: number): Promise<void>;
  stop(): Promise<void>;
}

/**
 * Starts moto on loopback.
 * @returns undefined where there is no Python with pip
 */
export async function startMoto({ say = () => undefined }: { say?: Say } = {}): Promise<Moto | undefined> {
  const python = await fetchPython('moto', say);
  if (python === undefined) return undefined;
  const directory = temporaryDirectory('moto');
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const child = await startChild({
    name: 'moto',
    program: { file: path.join(python.directory, 'moto_server'), env: {} },
    args: ['-H', '127.0.0.1', '-p', String(port)],
    directory,
    ready: async () => (await fetch(`${url}/moto-api/`)).ok,
    readyMs: 30_000,
  });
  return {
    url,
    enforce: async (exceptNext) => {
      await fetch(`${url}/moto-api/reset-auth`, { method: 'POST', body: String(exceptNext) });
    },
    stop: async () => {
      await child.stop();
      directory.remove();
    },
  };
}
