import { AsyncLocalStorage } from 'node:async_hooks';
import { untilAborted } from '../base/abort.ts';
import type { Log } from '../base/ports.ts';

/** What the adapters of GitHub's service clients are made from. */
export interface ToolkitOptions {
  /** The process's environment: the clients read the same from `process.env` themselves. */
  env: Readonly<Record<string, string | undefined>>;
  log: Log;
}

/** Something that a client said while it worked. */
export interface Remark {
  level: 'debug' | 'info' | 'warning' | 'error';
  text: string;
}

/**
 * Runs a client of the toolkit, which knows no signal and talks to the runner as if it were the whole step: what it
 * prints becomes debug lines of ours, so that a conflict is no annotation on the user's page, and is handed back,
 * because much of what goes wrong is told nowhere else. What it wants masked is masked.
 * @returns what the client answers, and all that it said
 * @throws what the client throws; the signal's reason when it is aborted. The client then goes on unheard, since
 * nothing stops it, and nobody waits for it.
 */
export async function runClient<T>(
  { log, signal }: { log: Log; signal: AbortSignal },
  work: () => Promise<T>,
): Promise<{ value: T; remarks: readonly Remark[] }> {
  signal.throwIfAborted();
  const remarks: Remark[] = [];
  const client = new AsyncLocalStorage<boolean>();
  const undo = [process.stdout, process.stderr].map((stream) =>
    divert(stream, client, (remark) => {
      remarks.push(remark);
      client.run(false, () => log.debug(remark.text));
    }),
  );
  const restore = () => undo.forEach((restoreStream) => restoreStream());
  const working = client.run(true, work);
  working.then(restore, restore);
  return { value: await untilAborted(signal, () => working), remarks };
}

type Write = (chunk: string | Uint8Array, ...rest: unknown[]) => boolean;

/** Takes what is written to a stream by the client, and only by it: whoever else writes meanwhile isn't touched. */
function divert(
  stream: NodeJS.WriteStream,
  client: AsyncLocalStorage<boolean>,
  hear: (remark: Remark) => void,
): () => void {
  const before = Object.getOwnPropertyDescriptor(stream, 'write');
  const write = stream.write.bind(stream) as Write;
  const diverted: Write = (chunk, ...rest) => {
    if (client.getStore() !== true) return write(chunk, ...rest);
    if (typeof chunk === 'string' && chunk.startsWith('::add-mask::')) return write(chunk, ...rest);
    const remark = parseRemark(chunk);
    if (remark.text !== '') hear(remark);
    return true;
  };
  Object.defineProperty(stream, 'write', { value: diverted, configurable: true, writable: true });
  return () => {
    // Another client may have begun meanwhile; then this layer stays, and lets everything through.
    if (Object.getOwnPropertyDescriptor(stream, 'write')?.value !== diverted) return;
    if (before) Object.defineProperty(stream, 'write', before);
    else Reflect.deleteProperty(stream, 'write');
  };
}

/** A line as core writes it: a command or plain text. Bytes come from programs, and are never commands. */
function parseRemark(chunk: string | Uint8Array): Remark {
  const text = typeof chunk === 'string' ? chunk : new TextDecoder().decode(chunk);
  const [, level, data] =
    (typeof chunk === 'string' ? /^::(debug|warning|error)(?: [^:]*)?::(.*)$/s.exec(text) : undefined) ?? [];
  if (level === undefined || data === undefined) return { level: 'info', text: text.trim() };
  const unescaped = data.replaceAll('%0A', '\n').replaceAll('%0D', '\r').replaceAll('%25', '%');
  return { level: level as Remark['level'], text: unescaped.trim() };
}

/** Whether the job belongs to a GitHub Enterprise Server, whose services are older than github.com's. */
export function isEnterpriseServer(env: ToolkitOptions['env']): boolean {
  const { hostname } = new URL(env['GITHUB_SERVER_URL'] || 'https://github.com');
  return !/^github\.com$|\.ghe\.com$|\.localhost$/i.test(hostname);
}

/** A hint for each reason that is known, and at the end one for all others. */
export type Hints = readonly (readonly [reason: RegExp, hint: string])[];

export function hintFor(hints: Hints, reason: string): string {
  return hints.find(([pattern]) => pattern.test(reason))?.[1] ?? '';
}

/** A client's own words for an error, on one line, without what wraps them. */
export function reasonOf(text: string): string {
  return text
    .replace(/^(Error: )?(Failed to \w+: )?(Received non-retryable error: )?(Failed request: )?/, '')
    .split('\n', 1)
    .join('')
    .trim();
}
