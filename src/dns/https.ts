import { NetworkError } from '../base/errors.ts';
import type { Http } from '../base/ports.ts';
import type { Delivery } from './transport.ts';

export interface HttpsExchange {
  url: string;
  message: Uint8Array;
  /** Whether a message is the answer to ours. */
  accepts: (reply: Buffer) => boolean;
}

/** Sends one DNS message over HTTPS and waits for its answer. @throws only the signal's reason */
export type OverHttps = (exchange: HttpsExchange, signal: AbortSignal) => Promise<Delivery>;

const mediaType = 'application/dns-message';

/** The longest DNS message (RFC 8484 6). */
const maxBytes = 65_535;

/** Makes the function that sends, by POST (RFC 8484 4.1). @param timeoutMs bound on one exchange */
export function createOverHttps(http: Http, timeoutMs: number): OverHttps {
  return async ({ url, message, accepts }, signal) => {
    const headers = { accept: mediaType, 'content-type': mediaType };
    const body = Buffer.from(message).toString('latin1');
    const [outcome] = await Promise.allSettled([
      http.request({ method: 'POST', url, headers, body, binary: true, timeoutMs, maxBytes }, signal),
    ]);
    signal.throwIfAborted();
    if (outcome.status === 'rejected') {
      if (!(outcome.reason instanceof NetworkError)) throw outcome.reason;
      const { failure, message: reason } = outcome.reason;
      if (failure === 'timeout') return { kind: 'timeout' };
      // Some servers speak HTTP/2 only: their first bytes make no sense here.
      const version = failure === 'unreadable' ? ' (it has to speak HTTP/1.1)' : '';
      return { kind: 'unreachable', reason: `${reason}${version}` };
    }
    const { status, headers: told, body: answer } = outcome.value;
    const type = (told['content-type'] ?? '').split(';')[0]?.trim().toLowerCase();
    if (status !== 200) return { kind: 'unreachable', reason: `it answers with HTTP status ${status}` };
    if (type !== mediaType) return { kind: 'unreachable', reason: 'its answer over HTTPS is no DNS message' };
    const reply = Buffer.from(answer, 'latin1');
    if (!accepts(reply)) return { kind: 'unreachable', reason: 'the answer is to something else' };
    return { kind: 'reply', reply };
  };
}
