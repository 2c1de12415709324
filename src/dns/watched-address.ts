import { mapLimited } from '../base/parallel.ts';
import type { Clock } from '../base/ports.ts';
import type { DnsServer } from './addresses.ts';
import { txtValues, type Answered, type Ask, type Reply } from './exchange.ts';
import { failureOf, isBeyondIpv4 } from './resolver.ts';

/** What a server is to show: each name, and every value that must be there. */
export type Wanted = ReadonlyMap<string, ReadonlySet<string>>;

export interface Watching {
  clock: Clock;
  ask: Ask;
  signal: AbortSignal;
}

/** Questions that one address gets at a time. */
const questionsAtOnce = 8;

/** Pauses between two questions about one name at one address: fast at first, slower where it takes long. */
const pauses = { firstMs: 250, longestMs: 5_000, growth: 1.5 };

/**
 * A value counts when two answers in a row show it. One address may be many servers, behind a load balancer or by
 * anycast, that get a change one after the other. Each question goes out from a port of its own, so the second may well
 * reach another of them, and it costs a quarter of a second, once.
 */
const timesInARow = 2;

interface Question {
  /** How often each value was shown in a row. */
  shown: ReadonlyMap<string, number>;
  /** Why it was answered by none that counts; undefined when it was. */
  refusal: Silence | undefined;
  /** What was lacking last; undefined when nothing was. */
  missing: string | undefined;
  dueMs: number;
  pauseMs: number;
  asked: number;
}

/** A name, and what must be there. */
type Open = readonly [name: string, values: ReadonlySet<string>];

/** Why there is no answer, and for how long there has been none. */
export interface Silence {
  reason: string;
  sinceMs: number;
  /** When the last question that got none began, and when it was over. */
  beganMs: number;
  endedMs: number;
  asked: number;
}

/** What was found so long ago may be over: it is held against nobody, and counts anew. */
export const staleMs = 15_000;

/**
 * One address of a name server, with what it has shown so far of what is wanted. Where nothing comes back from it, that
 * is so for all names; what it refuses is one name, as a resolver does whose look at that name fails.
 */
export class WatchedAddress {
  readonly server: DnsServer;
  readonly #authoritative: boolean;
  #questions = new Map<string, Question>();
  #wasHeard = false;
  #mute: Silence | undefined;
  #retryMs = 0;
  #speaksForOthers = false;
  #isBeyond = false;

  /** @param authoritative asked without recursion, and only an answer with the AA bit counts */
  constructor(server: DnsServer, authoritative: boolean) {
    this.server = server;
    this.#authoritative = authoritative;
  }

  /** Why it gave no answer about a name last; undefined when it did, or wasn't asked yet. */
  silenceAbout(name: string): Silence | undefined {
    return this.#mute ?? this.#questions.get(name)?.refusal;
  }

  /** Whether nothing at all came back last: the network may be in the way, and not the server. */
  get isMute(): boolean {
    return this.#mute !== undefined;
  }

  /** Whether what came back last was an answer without authority, as a resolver gives that takes over port 53. */
  get speaksForOthers(): boolean {
    return this.#speaksForOthers;
  }

  /** Whether it never gave an answer, and gives none now. */
  get isUnheard(): boolean {
    return this.#mute !== undefined && !this.#wasHeard;
  }

  /** Whether this machine has no route to it, as to all of IPv6 where there is none: it is never asked again. */
  get isBeyond(): boolean {
    return this.#isBeyond;
  }

  /** The most questions that it got about one of the names. */
  askedAbout(wanted: Wanted): number {
    return Math.max(0, ...[...wanted.keys()].map((name) => this.#questions.get(name)?.asked ?? 0));
  }

  confirms(name: string, values: ReadonlySet<string>): boolean {
    const shown = this.#questions.get(name)?.shown;
    return [...values].every((value) => (shown?.get(value) ?? 0) >= timesInARow);
  }

  /** What it showed last of a name, in a few words. */
  describe(name: string, values: ReadonlySet<string>): string {
    if (this.confirms(name, values)) return 'has it';
    const question = this.#questions.get(name);
    const silence = this.silenceAbout(name);
    if (silence || !question || question.asked === 0) return silence?.reason ?? 'not asked yet';
    return question.missing ?? 'has it, seen once';
  }

  /** Forgets what nobody waits for: when it is wanted again, it has been set anew. */
  forgetAllBut(wanted: Wanted): void {
    const kept = [...this.#questions].flatMap(([name, question]) => {
      const values = wanted.get(name);
      const shown = new Map([...question.shown].filter(([value]) => values?.has(value)));
      return values ? [[name, { ...question, shown }] as const] : [];
    });
    this.#questions = new Map(kept);
  }

  /** When it is to be asked next, on the monotonic clock; Infinity when there is nothing to ask. */
  dueMs(wanted: Wanted): number {
    return Math.min(...this.#open(wanted).map((open) => this.#dueMs(open)), Infinity);
  }

  /**
   * Asks for the names that are due. One that may be dead is asked for a single name first: as long as it gives no
   * answer, it gets no other question.
   * @throws only the signal's reason
   */
  async ask(wanted: Wanted, watching: Watching): Promise<void> {
    const nowMs = watching.clock.monotonic();
    const due = this.#open(wanted).filter((open) => this.#dueMs(open) <= nowMs);
    const first = this.#wasHeard && !this.#mute ? [] : due.slice(0, 1);
    for (const open of first) await this.#askName(open, watching);
    await mapLimited(due.slice(first.length), questionsAtOnce, async (open) => {
      if (this.#mute) this.#put(open, { dueMs: this.#retryMs });
      else await this.#askName(open, watching);
    });
  }

  #open(wanted: Wanted): Open[] {
    return this.#isBeyond ? [] : [...wanted].filter(([name, values]) => !this.confirms(name, values));
  }

  /** A value that nobody looked for before is looked for at once. */
  #dueMs([name, values]: Open): number {
    const question = this.#questions.get(name);
    return question && [...values].every((value) => question.shown.has(value)) ? question.dueMs : 0;
  }

  async #askName(open: Open, { ask, clock, signal }: Watching): Promise<void> {
    const [name] = open;
    const query = { server: this.server, name, type: 'TXT', recursive: !this.#authoritative } as const;
    const beganMs = clock.monotonic();
    const reply = await ask(query, signal);
    const nowMs = clock.monotonic();
    const { pauseMs, asked, refusal } = this.#questions.get(name) ?? { pauseMs: pauses.firstMs, asked: 0 };
    const dueMs = nowMs + pauseMs;
    const next = { asked: asked + 1, pauseMs: Math.min(pauseMs * pauses.growth, pauses.longestMs), dueMs };
    const failure = { reason: reasonIn(reply), beganMs, nowMs };
    if (reply.kind === 'timeout' || reply.kind === 'unreachable') {
      this.#speaksForOthers = false;
      this.#mute = again(this.#mute, failure);
      this.#retryMs = dueMs;
      this.#isBeyond = !this.#wasHeard && isBeyondIpv4(this.server, reply);
      this.#put(open, next);
      return;
    }
    this.#mute = undefined;
    this.#wasHeard = true;
    this.#speaksForOthers = this.#authoritative && reply.kind === 'answered' && !reply.authoritative;
    if (reply.kind === 'answered' && (reply.authoritative || !this.#authoritative)) {
      this.#hear(reply, { open, next, nowMs });
    } else {
      this.#put(open, { ...next, refusal: again(refusal, failure) });
    }
  }

  #hear(
    reply: Answered,
    { open, next, nowMs }: { open: Open; next: Partial<Question>; nowMs: number },
  ): void {
    const [name, values] = open;
    const present = new Set(txtValues(reply, name));
    const before = this.#questions.get(name)?.shown;
    const shown = new Map(
      [...values].map((value) => [value, present.has(value) ? (before?.get(value) ?? 0) + 1 : 0]),
    );
    const missing = missingFrom(reply, { present, values });
    const soon = missing === undefined ? { dueMs: nowMs + pauses.firstMs } : {};
    this.#put(open, { ...next, ...soon, shown, missing, refusal: undefined });
  }

  #put([name, values]: Open, change: Partial<Question>): void {
    const before = this.#questions.get(name);
    const shown = new Map([...values].map((value) => [value, before?.shown.get(value) ?? 0]));
    const blank = { missing: undefined, refusal: undefined, dueMs: 0, pauseMs: pauses.firstMs, asked: 0 };
    this.#questions.set(name, { ...blank, ...before, shown, ...change });
  }
}

function again(
  before: Silence | undefined,
  { reason, beganMs, nowMs }: { reason: string; beganMs: number; nowMs: number },
): Silence {
  const { sinceMs, asked } =
    before && beganMs - before.endedMs < staleMs ? before : { sinceMs: nowMs, asked: 0 };
  return { reason, sinceMs, beganMs, endedMs: nowMs, asked: asked + 1 };
}

function reasonIn(reply: Reply): string {
  return reply.kind === 'answered' ? 'answers without authority' : failureOf(reply);
}

/** What is lacking in an answer; undefined when every value is there. */
function missingFrom(
  { rcode }: Answered,
  { present, values }: { present: ReadonlySet<string>; values: ReadonlySet<string> },
): string | undefined {
  if (rcode === 'NXDOMAIN') return rcode;
  const found = [...values].filter((value) => present.has(value)).length;
  if (found === values.size) return undefined;
  if (present.size === 0) return 'no TXT record';
  return found === 0 ? 'other values only' : `${found} of ${values.size} values`;
}
