import { NetworkError } from '../../src/base/errors.ts';
import type { Clock, Http, HttpRequest, HttpResponse } from '../../src/base/ports.ts';

export interface FakeHttp extends Http {
  /** Every request that was sent, in order. */
  readonly sent: readonly HttpRequest[];
}

/**
 * The HTTP port without a network: `answer` plays the servers; what it throws (a NetworkError) is what the network
 * did. A request's time and size limits hold, on the given clock; an answer that never comes costs the time limit.
 */
export function fakeHttp(clock: Clock, answer: (request: HttpRequest) => Promise<HttpResponse>): FakeHttp {
  const sent: HttpRequest[] = [];
  return {
    sent,
    async request(request, signal) {
      signal.throwIfAborted();
      sent.push(request);
      const { url, timeoutMs, maxBytes } = request;
      const response = await new Promise<HttpResponse>((resolve, reject) => {
        const stop = () => reject(signal.reason as Error);
        signal.addEventListener('abort', stop, { once: true });
        const late = () => reject(new NetworkError('timeout', url, `no answer in ${timeoutMs / 1000} s`));
        const unschedule = clock.schedule(timeoutMs, late);
        const done = () => {
          unschedule();
          signal.removeEventListener('abort', stop);
        };
        answer(request).then(resolve, reject).finally(done);
      });
      if (Buffer.byteLength(response.body) > maxBytes) throw new NetworkError('too-large', url, 'too long');
      return response;
    },
  };
}

/** An answer that never comes. */
export function never(): Promise<never> {
  return new Promise(() => undefined);
}
