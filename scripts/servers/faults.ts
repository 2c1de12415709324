import type { RequestKind } from './kinds.ts';

/** A request as the proxy saw it, and what became of it. */
export interface SeenRequest {
  readonly method: string;
  readonly path: string;
  readonly kind: RequestKind;
  /** RFC 8555 6.3: a signed request with an empty payload. */
  readonly postAsGet: boolean;
  /** The signed payload as JSON; undefined when there is none. */
  readonly payload: unknown;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  /** Since the proxy started. */
  readonly atMs: number;
  /** What the client was answered; undefined while, or when, it got no answer. */
  status: number | undefined;
  /** The fault that it met. */
  fault: FaultAction['action'] | undefined;
}

/** Which requests a fault meets: those that fit everything given. */
export interface FaultMatch {
  /**
   * Any kind when left out. For the faults of states it is needed only to narrow them, and `order` includes the
   * answers to newOrder and finalize: they are orders too.
   */
  kind?: RequestKind | readonly RequestKind[];
  method?: string;
  when?: (request: SeenRequest) => boolean;
  /** Lets this many fitting requests pass first. */
  skip?: number;
  /** Meets this many, then no more; all when left out. */
  times?: number;
}

export type FaultAction =
  /** Answers without asking the CA. An object as body is sent as a problem document (RFC 7807). */
  | {
      action: 'status';
      status: number;
      headers?: Readonly<Record<string, string>>;
      body?: string | Readonly<Record<string, unknown>>;
    }
  /** Never answers. With `forward` the CA gets the request first: only its answer is lost. */
  | { action: 'hang'; forward?: boolean }
  /** Cuts the connection; `forward` as above. */
  | { action: 'reset'; forward?: boolean }
  /** Orders never leave `processing` once they are finalized. `retryAfter`: seconds or an HTTP-date. */
  | { action: 'order-processing'; retryAfter?: string }
  /** Authorizations never leave `pending`, nor do their orders and challenges. */
  | { action: 'authz-pending'; retryAfter?: string }
  /** Refuses the nonce of a POST: every nth, or with a probability from a seeded generator; all when neither is given. */
  | { action: 'bad-nonce'; every?: number; probability?: number; seed?: number }
  /** Starts a JSON body that never ends. */
  | { action: 'endless-body' }
  /** Answers 200 with an HTML page. */
  | { action: 'not-json' }
  /** The CA's answer, cut off in the middle of its body. */
  | { action: 'truncated' }
  /** A JSON body of this many bytes, 64 MiB when left out. */
  | { action: 'huge'; bytes?: number }
  /** The CA's answer, this much later. */
  | { action: 'slow'; delayMs: number }
  /** The CA's answer with another JSON body. */
  | { action: 'rewrite'; body: (json: unknown, request: SeenRequest) => unknown };

export type Fault = FaultMatch & FaultAction;

/** The faults that are switched on, each with its own count. The first that meets a request is the one it gets. */
export class Faults {
  readonly #faults: { fault: Fault; fitting: number; random: () => number }[] = [];

  add(fault: Fault): void {
    const seed = fault.action === 'bad-nonce' ? (fault.seed ?? 1) : 1;
    this.#faults.push({ fault, fitting: 0, random: seededRandom(seed) });
  }

  clear(): void {
    this.#faults.length = 0;
  }

  /** The fault that meets this request, if any; counts it for `skip` and `times`. */
  meet(request: SeenRequest): Fault | undefined {
    for (const entry of this.#faults) {
      const { fault } = entry;
      if (!fits(fault, request)) continue;
      entry.fitting += 1;
      const nth = entry.fitting - (fault.skip ?? 0);
      if (nth < 1) continue;
      if (fault.action === 'bad-nonce' && !refuses(fault, { nth, random: entry.random })) continue;
      if (fault.times !== undefined && nth > fault.times) continue;
      return fault;
    }
    return undefined;
  }
}

function kindsOf({ action, kind }: Fault): readonly RequestKind[] | undefined {
  const state = action === 'order-processing' || action === 'authz-pending';
  const kinds = kind === undefined ? undefined : [kind].flat();
  if (!state) return kinds;
  const asked = kinds ?? (action === 'order-processing' ? ['order'] : ['order', 'authz', 'challenge']);
  return asked.includes('order') ? [...asked, 'newOrder', 'finalize'] : asked;
}

function fits(fault: Fault, request: SeenRequest): boolean {
  if (fault.method !== undefined && fault.method !== request.method) return false;
  if (fault.action === 'bad-nonce' && request.method !== 'POST') return false;
  if (kindsOf(fault)?.includes(request.kind) === false) return false;
  return fault.when?.(request) ?? true;
}

function refuses(
  { every, probability }: Extract<FaultAction, { action: 'bad-nonce' }>,
  { nth, random }: { nth: number; random: () => number },
): boolean {
  if (every !== undefined) return nth % every === 0;
  return probability === undefined || random() < probability;
}

/** Uniform in [0, 1), the same row for the same seed (mulberry32). */
export function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
