import type { Bound } from '../base/bound.ts';
import { AppError, type IdentifierFault, type WantedRecord } from '../base/errors.ts';
import { mapLimited } from '../base/parallel.ts';
import type { Clock, Log } from '../base/ports.ts';
import type { DnsView } from '../dns/view.ts';
import {
  warnOfEnd,
  judgeSeen,
  persistDraft,
  persistName,
  persistValue,
  type PersistWanted,
  type SeenVerdict,
} from './persist-record.ts';
import type { ChallengeTask, Solver } from './solver.ts';

export interface DnsPersist01Options {
  dns: Pick<DnsView, 'readTxt'>;
  clock: Clock;
  log: Log;
}

const namesAtOnce = 8;

/**
 * Proves control by TXT records at `_validation-persist` that a person wrote once (draft-ietf-acme-dns-persist). It
 * writes nothing; it looks whether they are right before the CA does, at the servers that the CA will ask.
 */
export function createDnsPersist01Solver({ dns, clock, log }: DnsPersist01Options): Solver {
  const lookAt = async (name: string, tasks: readonly ChallengeTask[], bound: Bound): Promise<NameLook> => {
    const wanted = wantedOf(tasks, clock.now());
    const { name: at, seen } = await dns.readTxt(persistName(name), bound);
    return { name, at, wanted, ...judgeSeen(seen, wanted) };
  };
  const lookAtAll = (tasks: readonly ChallengeTask[], bound: Bound): Promise<readonly NameLook[]> => {
    const ordered = tasks.toSorted((a, b) => (a.identifier < b.identifier ? -1 : 1));
    const byName = Map.groupBy(ordered, ({ identifier }) => identifier);
    return mapLimited([...byName], namesAtOnce, ([name, own]) => lookAt(name, own, bound));
  };
  return {
    type: 'dns-persist-01',

    async look(tasks, bound) {
      const looks = await lookAtAll(tasks, bound);
      return looks.map((look) => ({ base: look.name, faults: look.faults, record: recordOf(look) }));
    },

    async check(tasks, bound) {
      const looks = await lookAtAll(tasks, bound);
      const wrong = looks.filter(({ faults }) => faults.length > 0);
      if (wrong.length > 0) throw recordsError(wrong);
      for (const { at, isSeen } of looks) {
        if (isSeen) log.info(`TXT at ${at} is right`);
        else log.info(`TXT at ${at}: no DNS server could be asked, so the CA looks unchecked`);
      }
      return looks.flatMap(({ at, untilMs }) => warnOfEnd(at, untilMs, clock.now()));
    },

    present: () => Promise.resolve(),
    ready: () => Promise.resolve([]),
    cleanUp: () => Promise.resolve([]),
  };
}

interface NameLook extends SeenVerdict {
  name: string;
  /** Where the record stands, CNAMEs followed. */
  at: string;
  wanted: PersistWanted;
}

/** Of one name; with its wildcard when any task has it. */
function wantedOf(tasks: readonly ChallengeTask[], nowMs: number): PersistWanted {
  const each = tasks.flatMap((task) => task.persist ?? []);
  const [persist] = each;
  if (!persist) throw new TypeError('A task for dns-persist-01 without what its record must say');
  return { ...persist, wildcard: each.some(({ wildcard }) => wildcard), nowMs };
}

function recordOf({ at, wanted }: NameLook): WantedRecord {
  return { name: at, type: 'TXT', value: persistValue(wanted) };
}

function recordsError(wrong: readonly NameLook[]): AppError {
  const identifiers = wrong.map(({ name, faults, wanted }): IdentifierFault => ({
    identifier: wanted.wildcard ? `*.${name}` : name,
    reason: faults.join('; '),
  }));
  // With something else in the account's place it is nothing to copy.
  const records = wrong.filter(({ wanted }) => wanted.accounts.length > 0).map(recordOf);
  const count = wrong.length === 1 ? 'One record' : `${wrong.length} records`;
  const names = identifiers.map(({ identifier, reason }) => `${identifier} (${reason})`);
  return new AppError(
    'challenge-unavailable',
    `${count} for dns-persist-01 missing or wrong, so the CA was not asked: ${names.join('; ')}`,
    {
      identifiers,
      records,
      hint:
        records.length === 0
          ? 'A run in the mode `renew` tells the records to create; it orders nothing while they are missing.'
          : 'Create the records below, once; keep other values that stand there for other CAs. Renewals then need no ' +
            'DNS credentials. To bound one in time, add `; persistUntil=` and the seconds since 1970.',
      link: persistDraft,
    },
  );
}
