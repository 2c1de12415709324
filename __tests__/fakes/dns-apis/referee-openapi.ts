import { createRequire } from 'node:module';
import type { FakeRequest, HostedApi, Reply } from './fake-api.ts';

/** What the tests use of @stoplight/prism-http. */
interface Prism {
  getHttpOperationsFromSpec(file: string): Promise<readonly object[]>;
  createInstance(
    config: object,
    components: object,
  ): { request(request: object, operations: readonly object[]): () => Promise<Outcome> };
}
type Outcome =
  | { _tag: 'Left'; left: { message: string; detail?: string } }
  | { _tag: 'Right'; right: { validations: Record<'input' | 'output', readonly Violation[]> } };
interface Violation {
  message: string;
}

/** An API whose requests and answers have to be as its published description says. */
export interface HeldApi extends HostedApi {
  /** What wasn't, with the request. */
  violations: readonly string[];
}

/**
 * Lets prism compare every request to an API, and every answer of it, with an OpenAPI description.
 * @param from a file in whose directory prism is
 */
export async function heldToOpenapi(
  api: HostedApi,
  { description, from }: { description: string; from: string },
): Promise<HeldApi> {
  const prism = createRequire(from)('@stoplight/prism-http') as Prism;
  const operations = await prism.getHttpOperationsFromSpec(description);
  const violations: string[] = [];
  const silent: Record<string, unknown> = { child: () => silent };
  for (const level of ['trace', 'debug', 'info', 'warn', 'error', 'success']) silent[level] = () => undefined;

  const compare = async (request: FakeRequest, reply: Reply) => {
    const config = { isProxy: true, upstream: request.url, errors: true, mock: { dynamic: false } };
    const checks = { checkSecurity: true, validateRequest: true, validateResponse: true };
    const output = {
      statusCode: reply.status,
      headers: {
        ...(reply.body === undefined ? {} : { 'content-type': 'application/json' }),
        ...reply.headers,
      },
      body: reply.body,
    };
    // It would ask the real API; the answer is here already.
    const forward = () => () => () => Promise.resolve({ _tag: 'Right', right: output });
    const instance = prism.createInstance({ ...config, ...checks }, { logger: silent, forward });
    const outcome = await instance.request(seenByPrism(request), operations)();
    return outcome._tag === 'Left'
      ? [outcome.left.detail ?? outcome.left.message]
      : [...outcome.right.validations.input, ...outcome.right.validations.output].map(
          ({ message }) => message,
        );
  };
  return {
    hosts: api.hosts,
    violations,
    async answer(request) {
      const reply = await api.answer(request);
      for (const problem of await compare(request, reply)) {
        violations.push(`${request.method} ${request.url.href}: ${problem}`);
      }
      return reply;
    },
  };
}

function seenByPrism({ method, url, headers, body }: FakeRequest): object {
  return {
    method: method.toLowerCase(),
    url: { baseUrl: url.origin, path: url.pathname, query: Object.fromEntries(url.searchParams) },
    headers,
    ...(body === '' ? {} : { body: JSON.parse(body) as unknown }),
  };
}
