import { isIPv6 } from 'node:net';
import type { ServerAnswer } from '../base/errors.ts';
import { formatServer, type DnsServer } from './addresses.ts';
import { staleMs, WatchedAddress } from './watched-address.ts';

/** An address is given up when it was asked so often, over so long, and never gave an answer. */
const patience = { asked: 3, forMs: 5_000 };

/** What is asked about a server that gives no answer. */
export interface Doubt {
  nowMs: number;
  /** Whether the network lets nothing through to name servers: then once is enough. */
  isBlocked: boolean;
  /** Only a question that began since then counts; left out: whatever isn't stale. */
  fromMs?: number;
}

/** A server to watch; a resolver has no name. */
export interface ServerToWatch {
  name: string;
  addresses: readonly DnsServer[];
}

/**
 * One name server: it has confirmed a name when an address of it has, and every other one has too, can't be reached from
 * here, or is given up.
 */
export class WatchedServer {
  readonly name: string;
  readonly addresses: readonly WatchedAddress[];

  constructor({ name, addresses }: ServerToWatch, authoritative: boolean) {
    this.name = name;
    this.addresses = addresses.map((server) => new WatchedAddress(server, authoritative));
  }

  confirms(name: string, values: ReadonlySet<string>, doubt: Doubt): boolean {
    const open = this.addresses.filter((address) => !address.confirms(name, values));
    return (
      open.length < this.addresses.length &&
      open.every((address) => address.isUnheard || isGivenUp(address, name, doubt))
    );
  }

  /** None of its addresses has answered about a name for so long that waiting on is pointless. */
  isGivenUp(name: string, doubt: Doubt): boolean {
    return this.addresses.every((address) => isGivenUp(address, name, doubt));
  }

  /** What each address showed last for a name; one that IPv6 doesn't lead to is told only where there is no other. */
  answersAbout(name: string, values: ReadonlySet<string>): readonly Omit<ServerAnswer, 'of'>[] {
    const known = { name, server: this.name === '' ? undefined : this.name };
    if (this.addresses.length === 0) {
      return [{ ...known, address: undefined, answer: 'its name has no address', isThere: false }];
    }
    return this.#toldAddresses.map((address) => ({
      ...known,
      address: formatServer(address.server),
      answer: address.describe(name, values),
      isThere: address.confirms(name, values),
    }));
  }

  /** Why it can't be counted on, for a warning. */
  describeSilence(name: string): string {
    const title = this.name === '' ? '' : `${this.name} `;
    if (this.addresses.length === 0) return `${title}has no address`;
    return this.#toldAddresses
      .map(
        (address) => `${title}${formatServer(address.server)}: ${address.silenceAbout(name)?.reason ?? ''}`,
      )
      .join(', ');
  }

  /** Its addresses that give no answer while another one does. */
  get silentBeside(): readonly WatchedAddress[] {
    const silent = this.addresses.filter(({ isMute }) => isMute);
    return silent.length < this.addresses.length ? silent : [];
  }

  get #toldAddresses(): readonly WatchedAddress[] {
    const isDumb6 = ({ server, isMute }: WatchedAddress) =>
      'address' in server && isIPv6(server.address) && isMute;
    return this.addresses.every(isDumb6) ? this.addresses : this.addresses.filter((one) => !isDumb6(one));
  }
}

function isGivenUp(address: WatchedAddress, name: string, { nowMs, isBlocked, fromMs }: Doubt): boolean {
  if (address.isBeyond) return true;
  const silence = address.silenceAbout(name);
  if (!silence || nowMs - silence.endedMs >= staleMs) return false;
  if (isBlocked) return true;
  if (fromMs !== undefined && silence.beganMs < fromMs) return false;
  return silence.asked >= patience.asked && nowMs - silence.sinceMs >= patience.forMs;
}
