/**
 * Ends whatever was started, however this process ends. Only SIGKILL runs none of this: children are then ended by
 * the kernel (see `child.ts`), temporary directories stay for the system to clear.
 */

const endings = new Set<() => void>();
const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * Registers a synchronous last act for the end of this process: its exit, an uncaught error, SIGINT, SIGTERM or
 * SIGHUP. The function returned takes it back.
 */
export function atEnd(ending: () => void): () => void {
  if (endings.size === 0) listen();
  endings.add(ending);
  return () => {
    endings.delete(ending);
    if (endings.size === 0) unlisten();
  };
}

function endAll(): void {
  for (const ending of [...endings].reverse()) ending();
  endings.clear();
  unlisten();
}

function onSignal(signal: NodeJS.Signals): void {
  endAll();
  // Someone else who listens decides about the exit; without them the signal must do what it does by default.
  if (process.listenerCount(signal) === 0) process.kill(process.pid, signal);
}

function listen(): void {
  process.on('exit', endAll);
  for (const signal of signals) process.on(signal, onSignal);
}

function unlisten(): void {
  process.off('exit', endAll);
  for (const signal of signals) process.off(signal, onSignal);
}
