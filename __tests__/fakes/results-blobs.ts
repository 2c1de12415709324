import { createHash, createHmac, randomUUID } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';

/** A block blob: what its client has staged, and what it has committed. */
export interface Blob {
  readonly id: string;
  readonly blocks: Map<string, Buffer>;
  bytes: Buffer | undefined;
  /** As its client set it. */
  contentType: string;
}

export interface BlobRequest {
  method: string;
  url: URL;
  headers: IncomingHttpHeaders;
  body: Buffer;
}

export interface Answer {
  status: number;
  headers: Readonly<Record<string, string>>;
  body: Buffer;
}

const octets = 'application/octet-stream';

/** Storage for block blobs as Azure's client knows it: signed URLs, blocks and block lists, ranges. */
export class Blobs {
  readonly all: Blob[] = [];
  readonly #key: string;
  readonly #origin: () => string;

  constructor(key: string, origin: () => string) {
    this.#key = key;
    this.#origin = origin;
  }

  create(): Blob {
    const blob: Blob = { id: randomUUID(), blocks: new Map(), bytes: undefined, contentType: octets };
    this.all.push(blob);
    return blob;
  }

  remove(blob: Blob): void {
    this.all.splice(this.all.indexOf(blob), 1);
  }

  /** A URL that lets its holder write the blob, or read it; not both. */
  urlOf(blob: Blob, may: 'cw' | 'r'): string {
    const url = new URL(`/results/blobs/${blob.id}`, this.#origin());
    url.search = new URLSearchParams({ sp: may, sv: '2025-11-05', sig: this.#sign(blob.id, may) }).toString();
    return url.href;
  }

  answer(request: BlobRequest): Answer {
    const { url, method } = request;
    const id = url.pathname.split('/').at(-1) ?? '';
    const may = url.searchParams.get('sp') ?? '';
    if (url.searchParams.get('sig') !== this.#sign(id, may)) return refuse(403, 'AuthenticationFailed');
    if (may !== (method === 'PUT' ? 'cw' : 'r')) return refuse(403, 'AuthorizationPermissionMismatch');
    const blob = this.all.find((one) => one.id === id);
    if (!blob) return refuse(404, 'BlobNotFound');
    return method === 'PUT' ? write(blob, request) : read(blob, request);
  }

  #sign(id: string, may: string): string {
    return createHmac('sha256', this.#key).update(`${may} ${id}`).digest('base64');
  }
}

function write(blob: Blob, { url, headers, body }: BlobRequest): Answer {
  if (headers['content-length'] === undefined) return refuse(411, 'MissingContentLengthHeader');
  const comp = url.searchParams.get('comp');
  blob.contentType = String(headers['x-ms-blob-content-type'] ?? blob.contentType);
  if (comp === 'block') return stage(blob, url.searchParams.get('blockid') ?? '', body);
  if (comp === 'blocklist') return commit(blob, body.toString());
  if (comp !== null) return refuse(400, 'InvalidQueryParameterValue');
  if (headers['x-ms-blob-type'] !== 'BlockBlob') return refuse(400, 'MissingRequiredHeader');
  blob.bytes = body;
  return answer(201, { etag: etagOf(body) });
}

function stage(blob: Blob, blockId: string, body: Buffer): Answer {
  const isBase64 = blockId !== '' && Buffer.from(blockId, 'base64').toString('base64') === blockId;
  if (!isBase64 || blockId.length > 88) return refuse(400, 'InvalidQueryParameterValue');
  if ([...blob.blocks.keys()].some(({ length }) => length !== blockId.length)) {
    return refuse(400, 'InvalidBlobOrBlock');
  }
  blob.blocks.set(blockId, body);
  return answer(201);
}

function commit(blob: Blob, list: string): Answer {
  const ids = [...list.matchAll(/<(?:Latest|Uncommitted)>([^<]+)</g)].map(([, id = '']) => id);
  const blocks = ids.flatMap((id) => blob.blocks.get(id) ?? []);
  if (blocks.length !== ids.length) return refuse(400, 'InvalidBlockList');
  blob.bytes = Buffer.concat(blocks);
  blob.blocks.clear();
  return answer(201, { etag: etagOf(blob.bytes) });
}

function read({ bytes, contentType }: Blob, { method, headers }: BlobRequest): Answer {
  if (bytes === undefined) return refuse(404, 'BlobNotFound');
  const etag = etagOf(bytes);
  const { 'if-match': wanted = etag } = headers;
  if (wanted !== etag) return refuse(412, 'ConditionNotMet');
  const common = {
    etag,
    'content-type': contentType,
    'accept-ranges': 'bytes',
    'x-ms-blob-type': 'BlockBlob',
  };
  if (method === 'HEAD') return { ...answer(200, { ...common, 'content-length': String(bytes.length) }) };
  const [, from, to] = /^bytes=(\d+)-(\d*)$/.exec(String(headers['x-ms-range'] ?? headers.range)) ?? [];
  if (from === undefined) return answer(200, common, bytes);
  const [start, end] = [Number(from), Math.min(to ? Number(to) : Infinity, bytes.length - 1)];
  if (start > end) return refuse(416, 'InvalidRange');
  const range = { ...common, 'content-range': `bytes ${start}-${end}/${bytes.length}` };
  return answer(206, range, bytes.subarray(start, end + 1));
}

function etagOf(bytes: Buffer): string {
  return `"0x${createHash('sha256').update(bytes).digest('hex').slice(0, 15).toUpperCase()}"`;
}

function answer(
  status: number,
  headers: Readonly<Record<string, string>> = {},
  body: Buffer = Buffer.alloc(0),
): Answer {
  const common = {
    'content-length': String(body.length),
    'last-modified': 'Thu, 01 Jan 2026 00:00:00 GMT',
    'x-ms-request-id': randomUUID(),
    'x-ms-version': '2025-11-05',
  };
  return { status, headers: { ...common, ...headers }, body };
}

function refuse(status: number, code: string): Answer {
  const body = `<?xml version="1.0" encoding="utf-8"?><Error><Code>${code}</Code><Message>${code}.</Message></Error>`;
  const headers = { 'content-type': 'application/xml', 'x-ms-error-code': code };
  return answer(status, headers, Buffer.from(body));
}
