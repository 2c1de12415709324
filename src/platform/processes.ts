import { spawn, type ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Processes, ProcessRequest, ProcessResult } from '../base/ports.ts';

/** How long an ended program may take to end by itself before it is killed. */
const graceMs = 1_000;
const outputLimit = 64 * 1024;

/** Runs programs for real, each leading a process group of its own, so that what it starts ends with it. */
export const systemProcesses: Processes = {
  run(request, signal) {
    return new Promise((resolve, reject) => {
      if (signal.aborted) return reject(signal.reason as Error);
      const child = spawn(request.file, [...request.args], {
        env: request.env,
        ...(request.cwd === undefined ? {} : { cwd: request.cwd }),
        detached: true,
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      const output = collectOutput(child, request);
      const stop = () => endGroup(child, () => reject(signal.reason as Error));
      signal.addEventListener('abort', stop, { once: true });
      child.on('error', (error) => {
        signal.removeEventListener('abort', stop);
        reject(error);
      });
      child.on('exit', () => stopReading(child));
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

/** What a program leaves running in the background may hold its pipes for ever; nobody waits for it. */
function stopReading(child: ChildProcess): void {
  const drained = setTimeout(() => closePipes(child), graceMs);
  child.on('close', () => clearTimeout(drained));
}

/** @param giveUp called when the group had its time: the run doesn't wait for what can't be killed */
function endGroup(child: ChildProcess, giveUp: () => void): void {
  killGroup(child, 'SIGTERM');
  const kill = setTimeout(() => {
    killGroup(child, 'SIGKILL');
    closePipes(child);
    child.unref();
    giveUp();
  }, graceMs);
  child.on('close', () => {
    clearTimeout(kill);
    // The program ended in time; what it started may not have.
    killGroup(child, 'SIGKILL');
  });
}

function closePipes(child: ChildProcess): void {
  child.stdout?.destroy();
  child.stderr?.destroy();
}

function killGroup(child: ChildProcess, name: NodeJS.Signals): void {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, name);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    // ESRCH: it is gone already. EPERM: it runs as another user, by sudo, and isn't ours to end.
    if (code !== 'ESRCH' && code !== 'EPERM') throw error;
  }
}
