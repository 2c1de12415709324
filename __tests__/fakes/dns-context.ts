import { tmpdir } from 'node:os';
import { systemRandom } from '../../src/platform/system.ts';
import type { Http, HttpRequest, HttpResponse, Processes, ProcessRequest } from '../../src/base/ports.ts';
import type { ProviderContext, ProviderPorts } from '../../src/dns/provider.ts';
import { fakeClock } from './clock.ts';

/** What a provider is configured with, and what it logged. */
export interface TestContext extends ProviderContext {
  lines: string[];
  /** What was to be hidden. */
  masks: string[];
}

/** A context whose clock stands still and whose outside fails when it is used; `ports` replaces parts of it. */
export function providerContext(
  env: Record<string, string>,
  {
    ports = {},
    ...more
  }: Partial<Omit<ProviderContext, 'ports' | 'env'>> & { ports?: Partial<ProviderPorts> } = {},
): TestContext {
  const lines: string[] = [];
  const masks: string[] = [];
  const unused = () => {
    throw new Error('This test was not meant to get here');
  };
  return {
    lines,
    masks,
    env,
    hook: undefined,
    requestTimeoutMs: 3_000,
    retry: { retries: 0, intervalMs: 100 },
    ...more,
    ports: {
      clock: fakeClock(),
      random: systemRandom,
      http: { request: unused },
      processes: { run: unused },
      log: { debug: () => undefined, info: (line) => lines.push(line), group: unused, endGroup: unused },
      tempDirectory: tmpdir(),
      serveLoopback: unused,
      readText: unused,
      lookAt: () => 'program',
      mask: (value) => masks.push(value),
      ...ports,
    },
  };
}

type Answer = Partial<HttpResponse> | Error;

/** An HTTP server by a function; what was asked is kept. */
export function fakeHttp(answer: (request: HttpRequest) => Answer): Http & { requests: HttpRequest[] } {
  const requests: HttpRequest[] = [];
  return {
    requests,
    request(request) {
      requests.push(request);
      const given = answer(request);
      if (given instanceof Error) return Promise.reject(given);
      return Promise.resolve({ status: 200, headers: {}, body: '', ...given });
    },
  };
}

/** Programs by a function that gives exit code and output lines; what was run is kept. */
export function fakeProcesses(
  program: (request: ProcessRequest) => { exitCode: number | null; lines?: string[] } | Error,
): Processes & { runs: ProcessRequest[] } {
  const runs: ProcessRequest[] = [];
  return {
    runs,
    run(request) {
      runs.push(request);
      const end = program(request);
      if (end instanceof Error) return Promise.reject(end);
      for (const line of end.lines ?? []) request.onLine?.(line);
      return Promise.resolve({ exitCode: end.exitCode, output: (end.lines ?? []).join('\n') });
    },
  };
}
