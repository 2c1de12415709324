import { isIPv6 } from 'node:net';
import type { ServerAnswer } from '../base/errors.ts';
import { formatServer, type DnsServer } from './addresses.ts';
import { WatchedAddress, type Wanted } from './watched-address.ts';

/**
 * A server is given up when it was asked this often, over this long, and never gave an answer; what was found so long
 * ago that it may have come back isn't held against it.
 */
const patience = { asked: 3, forMs: 5_000, staleMs: 15_000 };

/** A server to watch; a resolver has no name. */
export interface ServerToWatch {
  name: string;
  addresses: readonly DnsServer[];
}

/** One name server: it has confirmed a name when an address of it has, and every other one has or can't be reached. */
export class WatchedServer {
  readonly name: string;
  readonly addresses: readonly WatchedAddress[];

  constructor({ name, addresses }: ServerToWatch, authoritative: boolean) {
    this.name = name;
    this.addresses = addresses.map((server) => new WatchedAddress(server, authoritative));
  }

  confirms(name: string, values: ReadonlySet<string>): boolean {
    const heard = this.addresses.filter(({ silence }) => silence === undefined);
    return heard.length > 0 && heard.every((address) => address.confirms(name, values));
  }

  confirmsAll(wanted: Wanted): boolean {
    return [...wanted].every(([name, values]) => this.confirms(name, values));
  }

  /**
   * No address of it has answered for so long that waiting on is pointless.
   * @param isBlocked whether the network lets nothing through: then once is enough
   */
  isGivenUp(nowMs: number, isBlocked: boolean): boolean {
    return this.addresses.every(
      ({ silence, isBeyond }) =>
        isBeyond ||
        (silence &&
          nowMs - silence.lastMs < patience.staleMs &&
          (isBlocked || (silence.asked >= patience.asked && nowMs - silence.sinceMs >= patience.forMs))),
    );
  }

  /** Whether nothing comes back from any address of it: what is in the way may be the network. */
  get isMute(): boolean {
    return this.addresses.every(({ silence }) => silence?.isMute === true);
  }

  /** What each address showed last for a name; one that IPv6 doesn't lead to is told only where there is no other. */
  answersAbout(name: string, values: ReadonlySet<string>): readonly Omit<ServerAnswer, 'of'>[] {
    const isThere = this.confirms(name, values);
    const known = { name, server: this.name === '' ? undefined : this.name };
    if (this.addresses.length === 0) {
      return [{ ...known, address: undefined, answer: 'its name has no address', isThere }];
    }
    return this.#toldAddresses.map((address) => ({
      ...known,
      address: formatServer(address.server),
      answer: address.describe(name, values),
      isThere: address.confirms(name, values),
    }));
  }

  /** Why it can't be counted on, for a warning. */
  describeSilence(): string {
    const title = this.name === '' ? '' : `${this.name} `;
    if (this.addresses.length === 0) return `${title}has no address`;
    return this.#toldAddresses
      .map(({ server, silence }) => `${title}${formatServer(server)}: ${silence?.reason ?? ''}`)
      .join(', ');
  }

  /** Its addresses that give no answer while another one does. */
  get silentBeside(): readonly WatchedAddress[] {
    const silent = this.addresses.filter(({ silence }) => silence !== undefined);
    return silent.length < this.addresses.length ? silent : [];
  }

  get #toldAddresses(): readonly WatchedAddress[] {
    const isDumb6 = ({ server, silence }: WatchedAddress) =>
      'address' in server && isIPv6(server.address) && silence !== undefined;
    return this.addresses.every(isDumb6) ? this.addresses : this.addresses.filter((one) => !isDumb6(one));
  }
}
