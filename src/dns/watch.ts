import { Slots } from '../base/parallel.ts';
import type { Clock } from '../base/ports.ts';
import { formatServer, type ServerAddress } from './addresses.ts';
import { txtValues, type Answered, type Ask } from './exchange.ts';
import { failureOf } from './resolver.ts';
import type { NameServer } from './zone.ts';

/** What servers must come to show. */
export interface Expectation {
  /** Name -> every value that must be there. */
  values: ReadonlyMap<string, ReadonlySet<string>>;
  /** Authoritative servers are asked without recursion, and only an answer with the AA bit counts. */
  authoritative: boolean;
}

export interface WatchOptions {
  clock: Clock;
  ask: Ask;
  signal: AbortSignal;
}

/** Questions that one address gets at a time. */
const questionsAtOnce = 8;
/** A server is given up when it was asked this often, over this long, and never gave an answer. */
const patience = { asked: 3, forMs: 5_000 };

interface WatchedAddress {
  server: ServerAddress;
  slots: Slots;
  confirmed: Set<string>;
  /** What a name that isn't confirmed showed last. */
  seen: Map<string, string>;
  silence: { reason: string; sinceMs: number; asked: number } | undefined;
}

/** One name server: it has confirmed a name when an address of it has, and every other one has or can't be reached. */
export class WatchedServer {
  readonly name: string;
  readonly #addresses: readonly WatchedAddress[];
  readonly #expectation: Expectation;

  constructor({ name, addresses }: NameServer, expectation: Expectation) {
    this.name = name;
    this.#expectation = expectation;
    this.#addresses = addresses.map((server) => ({
      server,
      slots: new Slots(questionsAtOnce),
      confirmed: new Set(),
      seen: new Map(),
      silence: undefined,
    }));
  }

  confirms(name: string): boolean {
    const heard = this.#addresses.filter(({ silence }) => silence === undefined);
    const confirmed = this.#addresses.some((address) => address.confirmed.has(name));
    return confirmed && heard.every((address) => address.confirmed.has(name));
  }

  get confirmsAll(): boolean {
    return [...this.#expectation.values.keys()].every((name) => this.confirms(name));
  }

  /** No address of it has answered for so long that waiting on is pointless. */
  isGivenUp(nowMs: number): boolean {
    return this.#addresses.every(
      ({ silence }) =>
        silence && silence.asked >= patience.asked && nowMs - silence.sinceMs >= patience.forMs,
    );
  }

  /** Asks each address for the names that this server hasn't confirmed. @throws only the signal's reason */
  async ask(options: WatchOptions): Promise<void> {
    const names = [...this.#expectation.values.keys()].filter((name) => !this.confirms(name));
    await Promise.all(this.#addresses.map((address) => this.#askAddress(address, names, options)));
  }

  /** What each address showed last for a name, one line each. */
  describe(name: string): readonly string[] {
    if (this.#addresses.length === 0) return [`${this.name}: its name has no address`];
    return this.#addresses.map((address) => {
      const state = address.silence?.reason ?? address.seen.get(name) ?? 'not asked';
      return `${this.#label(address)}: ${address.confirmed.has(name) ? 'has it' : state}`;
    });
  }

  /** Why it can't be counted on, for a warning. */
  describeSilence(): string {
    if (this.#addresses.length === 0) return `${this.name} has no address`;
    return this.#addresses
      .map((address) => `${this.#label(address)}: ${address.silence?.reason ?? ''}`)
      .join(', ');
  }

  #label({ server }: WatchedAddress): string {
    const address = formatServer(server);
    return this.name === address ? address : `${this.name} ${address}`;
  }

  /** The first name shows whether the address answers at all; a silent one isn't asked for the others in this round. */
  async #askAddress(address: WatchedAddress, names: readonly string[], options: WatchOptions): Promise<void> {
    const [first, ...rest] = names.filter((name) => !address.confirmed.has(name));
    if (first === undefined) return;
    await this.#askName(address, first, options);
    if (address.silence) return;
    await Promise.all(
      rest.map((name) => address.slots.hold(options.signal, () => this.#askName(address, name, options))),
    );
  }

  async #askName(address: WatchedAddress, name: string, { ask, clock, signal }: WatchOptions): Promise<void> {
    const { authoritative, values } = this.#expectation;
    const reply = await ask({ server: address.server, name, type: 'TXT', recursive: !authoritative }, signal);
    if (reply.kind !== 'answered' || (authoritative && !reply.authoritative)) {
      const reason = reply.kind === 'answered' ? 'answers without authority' : failureOf(reply);
      const { sinceMs, asked } = address.silence ?? { sinceMs: clock.monotonic(), asked: 0 };
      address.silence = { reason, sinceMs, asked: asked + 1 };
      return;
    }
    address.silence = undefined;
    const missing = missingFrom(reply, { name, values: values.get(name) ?? new Set() });
    if (missing === undefined) address.confirmed.add(name);
    else address.seen.set(name, missing);
  }
}

/** What is lacking in an answer; undefined when every value is there. */
function missingFrom(
  reply: Answered,
  { name, values }: { name: string; values: ReadonlySet<string> },
): string | undefined {
  if (reply.rcode === 'NXDOMAIN') return 'NXDOMAIN';
  const present = new Set(txtValues(reply, name));
  const found = [...values].filter((value) => present.has(value)).length;
  if (found === values.size) return undefined;
  if (present.size === 0) return 'no TXT record';
  return found === 0 ? 'other values only' : `${found} of ${values.size} values`;
}
