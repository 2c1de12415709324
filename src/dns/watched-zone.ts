import { AppError } from '../base/errors.ts';
import { formatServer, type ServerAddress } from './addresses.ts';
import { canonicalName } from './names.ts';
import type { TxtRecord } from './provider.ts';
import { WatchedServer, type Expectation, type WatchOptions } from './watch.ts';
import type { Locate, Zone } from './zone.ts';

/** Names told in a table; a hundred that all lack the same would hide the reason. */
const namesTold = 10;

/** The servers of one zone (or the resolvers), and the records that all of them must come to show. */
export class WatchedZone {
  /** For the reader: `zone example.com`, `the resolvers`. */
  readonly title: string;
  readonly #servers: readonly WatchedServer[];
  readonly #expectation: Expectation;

  constructor(title: string, { servers }: Pick<Zone, 'servers'>, expectation: Expectation) {
    this.title = title;
    this.#servers = servers.map((server) => new WatchedServer(server, expectation));
    this.#expectation = expectation;
  }

  /** Asks every server for what it hasn't confirmed. @throws only the signal's reason */
  async ask(options: WatchOptions): Promise<void> {
    await Promise.all(this.#servers.map((server) => server.ask(options)));
  }

  /** At least one server confirms everything, and every other one does too or is given up. */
  isSettled(nowMs: number): boolean {
    const open = this.#servers.filter(({ confirmsAll }) => !confirmsAll);
    return open.length < this.#servers.length && open.every((server) => server.isGivenUp(nowMs));
  }

  /** Nobody answers, and has been given the time to. */
  isDeaf(nowMs: number): boolean {
    return this.#servers.every((server) => server.isGivenUp(nowMs));
  }

  /** A sentence for each server that was passed over. */
  get leftOut(): readonly string[] {
    return this.#servers
      .filter(({ confirmsAll }) => !confirmsAll)
      .map(
        (server) => `A server of ${this.title} gave no answer and was left out: ${server.describeSilence()}`,
      );
  }

  /** Each name that isn't confirmed everywhere, and below it what each server showed last. */
  get table(): readonly string[] {
    const missing = [...this.#expectation.values.keys()].filter(
      (name) => !this.#servers.every((server) => server.confirms(name)),
    );
    const lines = missing
      .slice(0, namesTold)
      .flatMap((name) => [
        `${name} (${this.title})`,
        ...this.#servers.flatMap((server) => server.describe(name)).map((line) => `  ${line}`),
      ]);
    const more = missing.length - namesTold;
    return more > 0 ? [...lines, `and ${more} more names (${this.title})`] : lines;
  }
}

/**
 * Groups the records by the zone that holds them.
 * @throws AppError `dns-propagation-timeout` when a zone, or its servers, can't be found
 */
export async function watchZones(
  records: readonly TxtRecord[],
  locate: Locate,
  signal: AbortSignal,
): Promise<readonly WatchedZone[]> {
  const located = await Promise.all(
    records.map(async (record) => ({ record, zone: (await locate(record.name, signal)).zone })),
  );
  const zones = new Map<string, { zone: Zone; records: TxtRecord[] }>();
  for (const { record, zone } of located) {
    if (!zone || zone.servers.length === 0) throw zoneless(record.name, zone);
    const group = zones.get(zone.name) ?? { zone, records: [] };
    group.records.push(record);
    zones.set(zone.name, group);
  }
  return [...zones.values()].map(
    ({ zone, records: own }) =>
      new WatchedZone(`zone ${zone.name}`, zone, { values: valuesByName(own), authoritative: true }),
  );
}

/** The resolvers, each a server with one address. */
export function watchResolvers(
  records: readonly TxtRecord[],
  resolvers: readonly ServerAddress[],
): WatchedZone {
  const servers = resolvers.map((address) => ({ name: formatServer(address), addresses: [address] }));
  return new WatchedZone(
    'the resolvers',
    { servers },
    { values: valuesByName(records), authoritative: false },
  );
}

function valuesByName(records: readonly TxtRecord[]): ReadonlyMap<string, ReadonlySet<string>> {
  const values = new Map<string, Set<string>>();
  for (const { name, value } of records) {
    const key = canonicalName(name);
    values.set(key, (values.get(key) ?? new Set()).add(value));
  }
  return values;
}

function zoneless(name: string, zone: Zone | undefined): AppError {
  const what = zone ? `zone ${zone.name} has no NS record` : `no zone (SOA record) was found at or above it`;
  return new AppError(
    'dns-propagation-timeout',
    `The name servers of ${name} can't be asked for its TXT record: ${what}`,
    {
      hint:
        'Check that the domain is registered and delegated. Where only the resolvers know it, ' +
        'set dns-propagation to recursive, to a duration, or to none.',
    },
  );
}
