import { createHash } from 'node:crypto';
import type { Bound } from '../base/bound.ts';
import { eachSettled, mapLimited } from '../base/parallel.ts';
import type { Log } from '../base/ports.ts';
import type { DnsProvider, TxtRecord } from '../dns/provider.ts';
import type { DnsView } from '../dns/view.ts';
import type { Deed, Journal } from '../state/journal.ts';
import type { Place } from './choose-provider.ts';
import { challengeName, demandCnames, type Delegation } from './delegation.ts';
import { leftoverSentence, recordLeft, retrySentence } from './leftover.ts';
import { Reservations } from './reservations.ts';
import { Shares } from './shares.ts';
import type { ChallengeTask, Solver } from './solver.ts';

export interface Dns01Options {
  providers: readonly DnsProvider[];
  /** @throws AppError when there is none for the place */
  choose: (place: Place) => DnsProvider;
  /** Whether there is one for a name, wherever its record goes. */
  holds: (domain: string) => boolean;
  delegation: Delegation;
  dns: Pick<DnsView, 'zoneOf' | 'waitForRecords'>;
  journal: Journal;
  log: Log;
}

/** Records set at once; providers count requests, and a zone's lock lets only one through anyway. */
const recordsAtOnce = 8;

/** Proves control by TXT records at `_acme-challenge` (RFC 8555 8.4). */
export function createDns01Solver(options: Dns01Options): Solver {
  const { providers, delegation, dns, journal, log } = options;
  const records = new Map<ChallengeTask, PlacedRecord>();
  const shares = new Shares(journal);
  const reservations = new Reservations(log);

  return {
    type: 'dns-01',

    async prepare(bound) {
      for (const provider of new Set(providers)) await provider.prepare?.(bound);
    },

    foresee: (domains, bound) => foresee(domains, options, bound),

    async check(tasks, bound) {
      const domains = tasks.map(({ identifier }) => identifier);
      demandCnames(await delegation.missing(domains, bound));
      return [];
    },

    async present(tasks, bound) {
      const placed = await placeRecords(tasks, options, bound);
      const planned = placed.map(({ record }) => record);
      await reservations.make(tasks, planned, bound);
      const settled = await eachSettled(placed, recordsAtOnce, async ({ task, record }) => {
        bound.signal.throwIfAborted();
        records.set(task, record);
        await shares.take(deedOf(record), bound.signal, async () => {
          await record.provider.present(record.txt, bound);
          log.info(`TXT set at ${record.txt.name}`);
        });
      });
      throwFirst(settled);
    },

    ready: (tasks, bound) =>
      dns.waitForRecords(
        tasks.flatMap((task) => records.get(task)?.txt ?? []),
        bound,
      ),

    async cleanUp(tasks, bound) {
      const made = tasks.flatMap((task) => records.get(task) ?? []);
      const removed = await eachSettled(made, recordsAtOnce, async (record) => {
        await shares.giveBack(deedOf(record), bound.signal, async () => {
          await record.provider.remove(record.txt, bound);
          log.info(`TXT removed from ${record.txt.name}`);
        });
      });
      reservations.end(tasks);
      return removed.flatMap((result, index) => {
        const record = made[index];
        return result.status === 'rejected' && record
          ? [retrySentence(recordLeft(record.txt), result.reason)]
          : [];
      });
    },
  };
}

/** A provider for all places needs no question; where one may be only for where a CNAME leads, the DNS tells. */
async function foresee(
  domains: readonly string[],
  { delegation, holds, choose }: Dns01Options,
  bound: Bound,
): Promise<void> {
  await mapLimited(domains, recordsAtOnce, async (domain) => {
    delegation.demandHome(domain);
    if (!holds(domain)) choose({ domain, name: await delegation.placeOf(domain, bound) });
  });
}

/** Finds the place and the provider of every record, before any is written. */
async function placeRecords(
  tasks: readonly ChallengeTask[],
  { choose, delegation, dns }: Dns01Options,
  bound: Bound,
): Promise<{ task: ChallengeTask; record: PlacedRecord }[]> {
  const places = await mapLimited(tasks, recordsAtOnce, async (task) => {
    const { identifier: domain } = task;
    const name = await delegation.placeOf(domain, bound);
    return { task, domain, name, provider: choose({ domain, name }) };
  });
  const groups = Map.groupBy(places, ({ provider }) => provider);
  return [...groups].flatMap(([provider, own]) => {
    const together = own.map(({ domain }) => domain);
    return own.map(({ task, domain, name }) => {
      const { identifier, token, keyAuthorization, accountKey } = task;
      const value = createHash('sha256').update(keyAuthorization).digest('base64url');
      const proof = { identifier, token, accountKey, together };
      return { task, record: { domain, provider, txt: { name, value, zone: dns.zoneOf(name), proof } } };
    });
  });
}

/** Undoes a deed of an earlier process. @returns a sentence when it couldn't */
export async function undoRecord(provider: DnsProvider, record: TxtRecord, bound: Bound): Promise<string[]> {
  try {
    await provider.remove(record, bound);
    return [];
  } catch (error) {
    return [leftoverSentence(recordLeft(record), error)];
  }
}

/** A record, whom it is for, and who holds it. */
interface PlacedRecord {
  domain: string;
  provider: DnsProvider;
  txt: TxtRecord;
}

function deedOf({ domain, txt: { name, value, proof } }: PlacedRecord): Deed {
  const token = proof && { token: proof.token };
  return { kind: 'txt', name, value, ...token, ...(name === challengeName(domain) ? {} : { domain }) };
}

/** All have ended by now, so that cleaning up meets no record that is still being set. */
function throwFirst(settled: readonly PromiseSettledResult<unknown>[]): void {
  for (const result of settled) if (result.status === 'rejected') throw result.reason;
}
