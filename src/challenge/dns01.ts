import { createHash } from 'node:crypto';
import type { Bound } from '../base/bound.ts';
import { messageOf } from '../base/errors.ts';
import { eachSettled } from '../base/parallel.ts';
import type { Log } from '../base/ports.ts';
import type { DnsProvider, TxtRecord } from '../dns/provider.ts';
import type { DnsView } from '../dns/view.ts';
import type { Deed, Journal } from '../state/journal.ts';
import { Shares } from './shares.ts';
import type { ChallengeTask, Solver } from './solver.ts';

export interface Dns01Options {
  provider: DnsProvider;
  dns: Pick<DnsView, 'follow' | 'zoneOf' | 'waitForRecords'>;
  journal: Journal;
  log: Log;
}

/** Records set at once; providers count requests, and a zone's lock lets only one through anyway. */
const recordsAtOnce = 8;

/** Proves control by TXT records at `_acme-challenge` (RFC 8555 8.4). */
export function createDns01Solver({ provider, dns, journal, log }: Dns01Options): Solver {
  const records = new Map<ChallengeTask, TxtRecord>();
  const shares = new Shares();

  const recordOf = async (
    { identifier, token, keyAuthorization, accountKey }: ChallengeTask,
    { together, bound }: { together: readonly string[]; bound: Bound },
  ): Promise<TxtRecord> => {
    const name = await dns.follow(`_acme-challenge.${identifier}`, bound);
    return {
      name,
      value: createHash('sha256').update(keyAuthorization).digest('base64url'),
      zone: dns.zoneOf(name),
      proof: { identifier, token, accountKey, together },
    };
  };

  return {
    type: 'dns-01',

    async present(tasks, bound) {
      const together = tasks.map(({ identifier }) => identifier);
      const settled = await eachSettled(tasks, recordsAtOnce, async (task) => {
        const record = await recordOf(task, { together, bound });
        bound.signal.throwIfAborted();
        records.set(task, record);
        await shares.take(keyOf(record), bound.signal, async () => {
          journal.intend(deedOf(record));
          await provider.present(record, bound);
          log.info(`TXT set at ${record.name}`);
        });
      });
      throwFirst(settled);
    },

    prepare: (bound) => provider.prepare?.(bound) ?? Promise.resolve(),

    ready: (tasks, bound) =>
      dns.waitForRecords(
        tasks.flatMap((task) => records.get(task) ?? []),
        bound,
      ),

    async cleanUp(tasks, bound) {
      const made = tasks.flatMap((task) => records.get(task) ?? []);
      const removed = await eachSettled(made, recordsAtOnce, async (record) => {
        await shares.giveBack(keyOf(record), bound.signal, async () => {
          await provider.remove(record, bound);
          journal.settle(deedOf(record));
          log.info(`TXT removed from ${record.name}`);
        });
      });
      return removed.flatMap((result, index) => {
        const record = made[index];
        return result.status === 'rejected' && record ? [leftover(record, result.reason)] : [];
      });
    },
  };
}

/** Undoes a deed of an earlier process. @returns a sentence when it couldn't */
export async function undoRecord(provider: DnsProvider, record: TxtRecord, bound: Bound): Promise<string[]> {
  try {
    await provider.remove(record, bound);
    return [];
  } catch (error) {
    return [leftover(record, error)];
  }
}

function deedOf({ name, value }: TxtRecord): Deed {
  return { kind: 'txt', name, value };
}

function keyOf({ name, value }: TxtRecord): string {
  return `${name} ${value}`;
}

function leftover({ name, value }: TxtRecord, reason: unknown): string {
  return `Remove the record ${name}. TXT "${value}" by hand: ${messageOf(reason)}`;
}

/** All have ended by now, so that cleaning up meets no record that is still being set. */
function throwFirst(settled: readonly PromiseSettledResult<unknown>[]): void {
  for (const result of settled) if (result.status === 'rejected') throw result.reason;
}
