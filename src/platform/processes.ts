import { spawn, type ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Processes, ProcessRequest, ProcessResult } from '../base/ports.ts';

/** How long an ended program may take to end by itself before it is killed. */
const graceMs = 1_000;
const outputLimit = 64 * 1024;

/** Runs programs for real, each leading a process group of its own, so that what it starts ends with it. */
export const systemProcesses: Processes = {
  run(request, signal) {
    signal.throwIfAborted();
    return new Promise((resolve, reject) => {
      const child = spawn(request.file, [...request.args], {
        env: request.env,
        ...(request.cwd === undefined ? {} : { cwd: request.cwd }),
        detached: true,
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      const output = collectOutput(child, request);
      const stop = () => endGroup(child);
      signal.addEventListener('abort', stop, { once: true });
      child.on('error', (error) => {
        signal.removeEventListener('abort', stop);
        reject(error);
      });
      child.on('close', (exitCode) => {
        signal.removeEventListener('abort', stop);
        if (signal.aborted) reject(signal.reason as Error);
        else resolve({ exitCode, output: output() } satisfies ProcessResult);
      });
    });
  },
};

function collectOutput(child: ChildProcess, { onLine }: ProcessRequest): () => string {
  let kept = '';
  for (const stream of [child.stdout, child.stderr]) {
    if (!stream) continue;
    createInterface({ input: stream }).on('line', (line) => {
      kept = `${kept}${line}\n`.slice(-outputLimit);
      onLine?.(line);
    });
  }
  return () => kept;
}

function endGroup(child: ChildProcess): void {
  killGroup(child, 'SIGTERM');
  const kill = setTimeout(() => {
    killGroup(child, 'SIGKILL');
    // A grandchild that left the group may hold the pipes; the run doesn't wait for it.
    child.stdout?.destroy();
    child.stderr?.destroy();
  }, graceMs);
  child.on('close', () => clearTimeout(kill));
}

function killGroup(child: ChildProcess, name: NodeJS.Signals): void {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
