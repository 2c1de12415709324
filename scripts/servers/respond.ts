import type http from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import type { Fault, SeenRequest } from './faults.ts';
import { stillPending, stillProcessing } from './states.ts';
import type { Answer, Upstream } from './upstream.ts';

/** One request of a client, with all that is needed to answer it. */
export interface Exchange {
  request: SeenRequest;
  message: http.IncomingMessage;
  response: http.ServerResponse;
  body: Buffer;
  upstream: Upstream;
}

/**
 * Answers as the fault says, or as the CA does. Resolves when nothing more is to be done, which for some faults is
 * before the client has an answer.
 * @throws Error when the CA can't be asked.
 */
export async function respond(exchange: Exchange, fault: Fault | undefined): Promise<void> {
  switch (fault?.action) {
    case undefined:
      return send(exchange, await ask(exchange));
    case 'status':
      return send(exchange, made(fault.status, fault));
    case 'hang':
      if (fault.forward === true) await ask(exchange);
      return;
    case 'reset':
      if (fault.forward === true) await ask(exchange);
      exchange.response.destroy();
      return;
    case 'order-processing':
      return send(exchange, changed(await ask(exchange), { ...fault, body: stillProcessing }));
    case 'authz-pending':
      return send(exchange, changed(await ask(exchange), { ...fault, body: stillPending }));
    case 'rewrite':
      return send(
        exchange,
        rewritten(await ask(exchange), (json) => fault.body(json, exchange.request)),
      );
    case 'bad-nonce':
      return send(exchange, badNonce(await exchange.upstream.freshNonce()));
    case 'endless-body':
      return sendEndless(exchange);
    case 'not-json':
      return send(
        exchange,
        made(200, { headers: { 'content-type': 'text/html' }, body: '<html>Hello</html>' }),
      );
    case 'truncated':
      return sendHalf(exchange, await ask(exchange));
    case 'huge':
      return send(exchange, made(200, { body: JSON.stringify('a'.repeat((fault.bytes ?? 2 ** 26) - 2)) }));
    case 'slow':
      await pause(fault.delayMs, undefined, { ref: false });
      return send(exchange, await ask(exchange));
  }
}

function ask({ request, message, body, upstream }: Exchange): Promise<Answer> {
  return upstream.pass({ method: request.method, path: request.path, headers: message.headers, body });
}

function send({ request, response }: Exchange, { status, headers, body }: Answer): void {
  request.status = status;
  // A body's length is left out where there is no body by definition (RFC 9110 8.6).
  const length = status === 204 || request.method === 'HEAD' ? {} : { 'content-length': body.length };
  response.writeHead(status, { ...headers, ...length }).end(body);
}

interface Made {
  headers?: Readonly<Record<string, string>>;
  body?: string | Readonly<Record<string, unknown>>;
}

function made(status: number, { headers = {}, body = '' }: Made): Answer {
  const problem = typeof body === 'object' ? { 'content-type': 'application/problem+json' } : {};
  const text = typeof body === 'object' ? JSON.stringify({ status, ...body }) : body;
  return { status, headers: { ...problem, ...headers }, body: Buffer.from(text) };
}

function badNonce(nonce: string): Answer {
  return made(400, {
    headers: { 'replay-nonce': nonce },
    body: { type: 'urn:ietf:params:acme:error:badNonce', detail: 'The proxy refuses this nonce' },
  });
}

/** The answer with its JSON changed; any other answer, or JSON left as it was, goes on byte for byte. */
function rewritten(answer: Answer, body: (json: unknown) => unknown): Answer {
  if (!String(answer.headers['content-type']).includes('json')) return answer;
  const json: unknown = JSON.parse(answer.body.toString('utf8'));
  const other = body(json);
  return other === json ? answer : { ...answer, body: Buffer.from(JSON.stringify(other)) };
}

/** A state that is held back, with its own Retry-After in place of the CA's. */
function changed(
  answer: Answer,
  { body, retryAfter }: { body: (json: unknown) => unknown; retryAfter?: string },
): Answer {
  const other = rewritten(answer, body);
  const headers = { ...other.headers };
  delete headers['retry-after'];
  return {
    ...other,
    headers: retryAfter === undefined ? headers : { ...headers, 'retry-after': retryAfter },
  };
}

function sendHalf({ request, response }: Exchange, { status, headers, body }: Answer): void {
  request.status = status;
  response.writeHead(status, { ...headers, 'content-length': body.length });
  response.write(body.subarray(0, body.length / 2), () => response.destroy());
}

async function sendEndless({ request, response }: Exchange): Promise<void> {
  request.status = 200;
  response.writeHead(200, { 'content-type': 'application/json' }).write('["');
  while (!response.destroyed) {
    response.write('a'.repeat(1024));
    await pause(20, undefined, { ref: false });
  }
}
