import type { ServerResponse } from 'node:http';
import type { Answer } from './results-blobs.ts';

/** Where a fault strikes: a remote procedure, or the transfer of a blob. */
export type Point =
  | 'CreateCacheEntry'
  | 'FinalizeCacheEntryUpload'
  | 'GetCacheEntryDownloadURL'
  | 'CreateArtifact'
  | 'FinalizeArtifact'
  | 'upload'
  | 'download';

export type ResultsFault = { at: Point; /** How often; always when left out. */ times?: number } & (
  | { action: 'status'; status: number; headers?: Readonly<Record<string, string>>; body?: object }
  | { action: 'slow'; delayMs: number }
  /** No answer until the faults are cleared or the service stops; then a refusal that no client retries. */
  | { action: 'hang' }
  /** The answer's header, half of its body, and the connection's end. */
  | { action: 'truncate' }
  | { action: 'reset' }
);

/** The faults that are switched on, and whoever hangs in one. */
export class ResultsFaults {
  readonly #on: { fault: ResultsFault; left: number }[] = [];
  readonly #hanging: (() => void)[] = [];

  add(fault: ResultsFault): void {
    this.#on.push({ fault, left: fault.times ?? Infinity });
  }

  clear(): void {
    this.#on.length = 0;
    for (const release of this.#hanging.splice(0)) release();
  }

  /** Takes the first fault that strikes at `point`; counts it. */
  meet(point: string): ResultsFault | undefined {
    const met = this.#on.find(({ fault, left }) => fault.at === point && left > 0);
    if (met) met.left -= 1;
    return met?.fault;
  }

  /** Answers as the fault wants it; `answer` does the work, and so isn't called where the request must not arrive. */
  async respond(
    response: ServerResponse,
    fault: ResultsFault | undefined,
    answer: () => Answer,
  ): Promise<void> {
    if (fault?.action === 'reset') return void response.destroy();
    if (fault?.action === 'status') {
      const { status, headers = {}, body = { code: 'unknown', msg: 'switched on by a test' } } = fault;
      return send(response, json(status, body, headers));
    }
    if (fault?.action === 'hang') {
      await new Promise<void>((resolve) => this.#hanging.push(resolve));
      return send(response, json(400, { code: 'canceled', msg: 'it hung' }));
    }
    if (fault?.action === 'slow') await new Promise((resolve) => setTimeout(resolve, fault.delayMs));
    const full = answer();
    if (fault?.action !== 'truncate' || full.body.length === 0) return send(response, full);
    response.writeHead(full.status, full.headers);
    response.write(full.body.subarray(0, full.body.length / 2), () => response.destroy());
  }
}

/** An answer in JSON. */
export function json(
  status: number,
  content: object,
  headers: Readonly<Record<string, string>> = {},
): Answer {
  const body = Buffer.from(JSON.stringify(content));
  const common = { 'content-type': 'application/json', 'content-length': String(body.length) };
  return { status, headers: { ...common, ...headers }, body };
}

function send(response: ServerResponse, { status, headers, body }: Answer): void {
  response.writeHead(status, headers).end(body);
}
