import type { ServerAnswer } from '../base/errors.ts';
import type { WatchedAddress, Wanted } from './watched-address.ts';
import { WatchedServer, type Doubt, type ServerToWatch } from './watched-server.ts';

export interface WatchedZoneOptions {
  /** undefined: those that are watched are resolvers. */
  zone: string | undefined;
  /** For the reader: `zone example.com`, `the resolvers`. */
  title: string;
  servers: readonly ServerToWatch[];
  /** Content with more than half of those that answer. */
  quorum: boolean;
  /** Whether the network seems to let nothing through to them. */
  isBlocked: () => boolean;
}

/** The servers of one zone (or the resolvers), for all who wait for records there. */
export class WatchedZone {
  readonly title: string;
  readonly zone: string | undefined;
  readonly #servers: readonly WatchedServer[];
  readonly #quorum: boolean;
  readonly #isBlocked: () => boolean;

  constructor({ title, zone, servers, quorum, isBlocked }: WatchedZoneOptions) {
    this.title = title;
    this.zone = zone;
    // A zone's own servers are asked for what they have themselves, resolvers to find out.
    const authoritative = zone !== undefined;
    this.#servers = servers.map((server) => new WatchedServer(server, authoritative));
    this.#quorum = quorum;
    this.#isBlocked = isBlocked;
  }

  get addresses(): readonly WatchedAddress[] {
    return this.#servers.flatMap(({ addresses }) => addresses);
  }

  /** Addresses that give no answer while another one of the same server does, so that it counts without them. */
  get silentBeside(): readonly WatchedAddress[] {
    return this.#servers.flatMap(({ silentBeside }) => silentBeside);
  }

  /** Of every name: at least one server confirms it, and enough of the others: all but those that are given up, or most. */
  isSettled(wanted: Wanted, nowMs: number): boolean {
    const doubt = this.#doubt(nowMs);
    return [...wanted].every(([name, values]) => {
      const confirming = this.#servers.filter((server) => server.confirms(name, values, doubt));
      const open = this.#servers.filter((server) => !confirming.includes(server));
      const counting = confirming.length + open.filter((server) => !server.isGivenUp(name, doubt)).length;
      return this.#quorum
        ? confirming.length * 2 > counting
        : confirming.length > 0 && confirming.length === counting;
    });
  }

  /**
   * Nobody answers about one of the names, and has been given the time to.
   * @param fromMs when the waiting began: servers may have come back since they were found silent
   */
  isDeaf(wanted: Wanted, { nowMs, fromMs }: { nowMs: number; fromMs: number }): boolean {
    const doubt = { ...this.#doubt(nowMs), fromMs };
    return [...wanted.keys()].some((name) => this.#servers.every((server) => server.isGivenUp(name, doubt)));
  }

  /** Whether no server gives an answer of its own, as where port 53 is blocked, or another server answers in their place. */
  get isOutOfReach(): boolean {
    const { addresses } = this;
    const isOne = addresses.every(({ isMute }) => isMute) || addresses.every((one) => one.speaksForOthers);
    return addresses.length > 0 && isOne;
  }

  /** The most questions about one of the names that an address got. */
  roundsFor(wanted: Wanted): number {
    return Math.max(0, ...this.addresses.map((address) => address.askedAbout(wanted)));
  }

  /** A sentence for each server that was passed over because it gave no answer. */
  leftOut(wanted: Wanted, nowMs: number): readonly string[] {
    const doubt = this.#doubt(nowMs);
    return this.#servers.flatMap((server) => {
      const [open] = [...wanted].find(
        ([name, values]) => !server.confirms(name, values, doubt) && server.isGivenUp(name, doubt),
      ) ?? [undefined];
      if (open === undefined) return [];
      return [`A server of ${this.title} gave no answer and was left out: ${server.describeSilence(open)}`];
    });
  }

  /** The part of it that isn't confirmed everywhere. */
  missing(wanted: Wanted, nowMs: number): Wanted {
    const doubt = this.#doubt(nowMs);
    const isEverywhere = ([name, values]: [string, ReadonlySet<string>]) =>
      this.#servers.every((server) => server.confirms(name, values, doubt));
    return new Map([...wanted].filter((open) => !isEverywhere(open)));
  }

  /** What the servers showed last, name by name. */
  answersAbout(wanted: Wanted): readonly ServerAnswer[] {
    return [...wanted]
      .flatMap(([name, values]) => this.#servers.flatMap((server) => server.answersAbout(name, values)))
      .map((answer) => ({ ...answer, of: this.title }));
  }

  #doubt(nowMs: number): Doubt {
    return { nowMs, isBlocked: this.#isBlocked() };
  }
}
