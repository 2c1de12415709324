import type { Bound } from '../base/bound.ts';
import { AppError, type IdentifierFault, type WantedRecord } from '../base/errors.ts';
import { mapLimited } from '../base/parallel.ts';
import type { Clock, Log } from '../base/ports.ts';
import type { SeenValues } from '../dns/read-txt.ts';
import type { DnsView } from '../dns/view.ts';
import { judgePersistValues, persistName, persistValue, type PersistWanted } from './persist-record.ts';
import type { ChallengeTask, Solver } from './solver.ts';

export interface DnsPersist01Options {
  dns: Pick<DnsView, 'readTxt'>;
  clock: Clock;
  log: Log;
}

const namesAtOnce = 8;

/** A record that ends sooner is warned of: somebody has to write a new one by then. */
const warnBeforeMs = 30 * 86_400_000;

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
  return {
    type: 'dns-persist-01',

    async check(tasks, bound) {
      const ordered = tasks.toSorted((a, b) => (a.identifier < b.identifier ? -1 : 1));
      const byName = Map.groupBy(ordered, ({ identifier }) => identifier);
      const looks = await mapLimited([...byName], namesAtOnce, ([name, own]) => lookAt(name, own, bound));
      const wrong = looks.filter(({ faults }) => faults.length > 0);
      if (wrong.length > 0) throw recordsError(wrong);
      for (const { at, isSeen } of looks) {
        if (isSeen) log.info(`TXT at ${at} is right`);
        else log.info(`TXT at ${at}: no DNS server could be asked, so the CA looks unchecked`);
      }
      return looks.flatMap(({ at, untilMs }) => endingSoon(at, untilMs, clock.now()));
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

interface SeenVerdict {
  isSeen: boolean;
  faults: readonly string[];
  untilMs: number | undefined;
}

/** Of one name; with its wildcard when any task has it. */
function wantedOf(tasks: readonly ChallengeTask[], nowMs: number): PersistWanted {
  const each = tasks.flatMap((task) => task.persist ?? []);
  const [persist] = each;
  if (!persist) throw new TypeError('A task for dns-persist-01 without what its record must say');
  return { ...persist, wildcard: each.some(({ wildcard }) => wildcard), nowMs };
}

/** Every server that answers must show a right value: the CA may ask any of them. */
function judgeSeen(seen: readonly SeenValues[], wanted: PersistWanted): SeenVerdict {
  const verdicts = seen.map(({ server, values }) => ({
    server,
    verdict: judgePersistValues(values, wanted),
  }));
  const byFault = new Map<string, string[]>();
  for (const { server, verdict } of verdicts) {
    if (!('faults' in verdict)) continue;
    for (const fault of verdict.faults) byFault.set(fault, [...(byFault.get(fault) ?? []), server]);
  }
  const ends = verdicts.flatMap(({ verdict }) => ('untilMs' in verdict ? (verdict.untilMs ?? []) : []));
  return {
    isSeen: seen.length > 0,
    faults: [...byFault].map(([fault, servers]) =>
      servers.length === seen.length ? fault : `${fault} (at ${servers.join(', ')})`,
    ),
    untilMs: ends.length > 0 ? Math.min(...ends) : undefined,
  };
}

function recordsError(wrong: readonly NameLook[]): AppError {
  const identifiers = wrong.map(({ name, faults, wanted }): IdentifierFault => ({
    identifier: wanted.wildcard ? `*.${name}` : name,
    reason: faults.join('; '),
  }));
  const records = wrong.map(({ at, wanted }): WantedRecord => {
    const value = persistValue(wanted);
    return { name: at, type: 'TXT', value };
  });
  const count = wrong.length === 1 ? 'One record' : `${wrong.length} records`;
  const names = identifiers.map(({ identifier, reason }) => `${identifier} (${reason})`);
  return new AppError(
    'challenge-unavailable',
    `${count} for dns-persist-01 missing or wrong, so the CA was not asked: ${names.join('; ')}`,
    {
      identifiers,
      records,
      hint:
        'Create the records below, once; keep other values that stand there for other CAs. Renewals then need no ' +
        'DNS credentials. To bound one in time, add `; persistUntil=` and the seconds since 1970.',
      link: 'https://datatracker.ietf.org/doc/draft-ietf-acme-dns-persist/',
    },
  );
}

function endingSoon(at: string, untilMs: number | undefined, nowMs: number): string[] {
  if (untilMs === undefined || untilMs - nowMs >= warnBeforeMs) return [];
  const end = new Date(untilMs).toISOString();
  return [`The record at ${at} ends at ${end} (persistUntil): give it a later one before, or renewals fail.`];
}
