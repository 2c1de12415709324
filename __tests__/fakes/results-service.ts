import { randomUUID } from 'node:crypto';
import http, { type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ArtifactModel, type StoredArtifact } from './results-artifacts.ts';
import { Blobs, type Answer } from './results-blobs.ts';
import { CacheModel, type CacheEntry } from './results-cache.ts';
import { json, ResultsFaults, type ResultsFault } from './results-faults.ts';
import { Tokens, type Claims, type Job } from './results-token.ts';
import { Refusal, type Methods } from './results-twirp.ts';

/** GitHub's service for caches and artifacts, on loopback, for the unmodified @actions/cache and @actions/artifact. */
export interface ResultsService {
  /** What the runner puts into the environment of such a job's steps. */
  environment(job?: Job): Record<string, string>;
  /** Oldest first. */
  readonly cacheEntries: readonly CacheEntry[];
  readonly artifacts: readonly StoredArtifact[];
  /** Every byte that anyone has uploaded and that is still there, finished or not. */
  readonly stored: readonly Buffer[];
  /** What was asked, in order: `CreateArtifact`, `PUT blob`, `GET blob`. */
  readonly requests: readonly string[];
  /** Removes cache entries, as the service does after 7 days without a read; all of them when left out. */
  evict(which?: (entry: Pick<CacheEntry, 'key' | 'scope'>) => boolean): void;
  /** Changes a cache entry's archive behind everyone's back. */
  tamper(key: string, change: (bytes: Buffer) => Buffer): void;
  /** Switches a fault on; of several at one point, the one switched on first strikes. */
  fault(fault: ResultsFault): void;
  /** Switches all faults off, and lets go of whoever hangs in one. */
  clear(): void;
  stop(): Promise<void>;
}

export interface ResultsServiceOptions {
  /**
   * Gives blobs URLs at Azure's host, as GitHub does, and serves them as the environment's HTTP proxy: the cache's
   * client reads such URLs in ranges by Azure's library, others in one piece by its own.
   */
  azure?: boolean;
}

const azureHost = 'http://productionresults.blob.core.windows.net';

/** Starts the service in this process, on a free port. */
export async function startResultsService({
  azure = false,
}: ResultsServiceOptions = {}): Promise<ResultsService> {
  const key = randomUUID();
  const tokens = new Tokens(key);
  const server = http.createServer();
  const origin = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const blobs = new Blobs(key, () => (azure ? azureHost : origin()));
  const [cache, artifacts, faults] = [new CacheModel(blobs), new ArtifactModel(blobs), new ResultsFaults()];
  const methods = { ...cache.methods, ...artifacts.methods } as Methods<unknown>;
  const requests: string[] = [];
  server.on('request', (message, response) => {
    void readBody(message).then(async (body) => {
      // A proxy is asked for whole URLs.
      const url = new URL(message.url ?? '', origin());
      const { method = '', headers } = message;
      const procedure = /^\/twirp\/github\.actions\.results\.api\.v1\.\w+Service\/(\w+)$/.exec(
        url.pathname,
      )?.[1];
      requests.push(procedure ?? `${method} blob`);
      const fault = faults.meet(procedure ?? (method === 'PUT' ? 'upload' : 'download'));
      await faults.respond(response, fault, () =>
        procedure === undefined
          ? blobs.answer({ method, url, headers, body })
          : call(methods[procedure], { body, claims: tokens.read(headers.authorization) }),
      );
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  // A test that failed before its end doesn't keep its process.
  server.unref();
  return {
    environment: (job = {}) => ({
      ACTIONS_RESULTS_URL: `${origin()}/`,
      ACTIONS_CACHE_SERVICE_V2: 'True',
      ACTIONS_RUNTIME_TOKEN: tokens.issue(job),
      ...(azure ? { http_proxy: origin(), no_proxy: '127.0.0.1,localhost' } : {}),
    }),
    get cacheEntries() {
      return cache.entries;
    },
    get artifacts() {
      return artifacts.stored;
    },
    get stored() {
      return blobs.all.flatMap(({ bytes, blocks }) => [...blocks.values(), ...(bytes ? [bytes] : [])]);
    },
    requests,
    evict: (which = () => true) => cache.evict(which),
    tamper: (entry, change) => cache.tamper(entry, change),
    fault: (fault) => faults.add(fault),
    clear: () => faults.clear(),
    async stop() {
      faults.clear();
      server.closeIdleConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function call(
  method: Methods<unknown>[string] | undefined,
  { body, claims }: { body: Buffer; claims: Claims | undefined },
): Answer {
  try {
    if (!method) throw new Refusal(404, 'no such method');
    if (!claims) throw new Refusal(401, 'the token is not valid');
    return json(200, method(JSON.parse(body.toString()), claims));
  } catch (thrown) {
    const refusal = thrown instanceof Refusal ? thrown : new Refusal(400, String(thrown));
    return json(refusal.status, refusal);
  }
}

async function readBody(message: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
