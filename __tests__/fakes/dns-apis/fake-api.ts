import type { Records } from './store.ts';

/** What a client sent to a fake API. */
export interface FakeRequest {
  method: string;
  url: URL;
  headers: Readonly<Record<string, string | undefined>>;
  body: string;
}

export interface Reply {
  status: number;
  /** Sent as JSON; a string as it is. */
  body?: unknown;
  headers?: Readonly<Record<string, string>>;
}

/**
 * A provider's API as its documentation describes it, in memory. It takes no path, field or credential that the real
 * one doesn't: whoever misreads the documentation in the same way twice is caught by the referees, which are programs
 * that others wrote for the real API.
 */
export interface FakeApi extends HostedApi {
  records: Records;
  answer(request: FakeRequest): Reply;
}

/** Whatever answers for some hosts. */
export interface HostedApi {
  hosts: readonly string[];
  answer(request: FakeRequest): Reply | Promise<Reply>;
}

export type Parameters = Readonly<Record<string, string>>;
export type Handler = (parameters: Parameters, request: FakeRequest) => Reply;

/** Finds the handler for `METHOD /path/:parameter`; undefined when the API has no such path. */
export function route(request: FakeRequest, handlers: Readonly<Record<string, Handler>>): Reply | undefined {
  const asked = [request.method, ...request.url.pathname.replace(/\/{2,}/g, '/').split('/')];
  for (const [pattern, handle] of Object.entries(handlers)) {
    const [method = '', path = ''] = pattern.split(' ');
    const parts = [method, ...path.split('/')];
    const fits =
      parts.length === asked.length &&
      parts.every((part, index) => part === asked[index] || (part.startsWith(':') && asked[index] !== ''));
    if (!fits) continue;
    const parameters = parts.flatMap((part, index) =>
      part.startsWith(':') ? [[part.slice(1), decodeURIComponent(asked[index] ?? '')] as const] : [],
    );
    return handle(Object.fromEntries(parameters), request);
  }
  return undefined;
}

export type FieldType = 'string' | 'number' | 'boolean' | 'array' | 'object' | 'null';

/**
 * Reads a JSON body that may have these fields and no other; `?` marks those that may be missing.
 * @returns the fields, or what is wrong
 */
export function readFields(
  body: string,
  fields: Readonly<Record<string, FieldType | `${FieldType}?`>>,
): { fields: Readonly<Record<string, never>>; problem?: undefined } | { problem: string } {
  const given = parse(body);
  if (typeof given !== 'object' || given === null) return { problem: 'the body is no JSON object' };
  const unknown = Object.keys(given).find((name) => !Object.hasOwn(fields, name));
  if (unknown !== undefined) return { problem: `${unknown} is unknown` };
  for (const [name, type] of Object.entries(fields)) {
    const value = (given as Record<string, unknown>)[name];
    const kind = Array.isArray(value) ? 'array' : value === null ? 'null' : typeof value;
    if (value === undefined && type.endsWith('?')) continue;
    if (kind !== type.replace('?', '')) return { problem: `${name} is a ${kind} instead of ${type}` };
  }
  return { fields: given as Readonly<Record<string, never>> };
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
