import type { Bound } from '../base/bound.ts';
import { AppError } from '../base/errors.ts';
import type { Log } from '../base/ports.ts';
import type { DnsProvider } from '../dns/provider.ts';
import { Places } from './places.ts';
import type { ChallengeTask } from './solver.ts';

/** What is known of a record before it is set. */
export interface WantedValue {
  /** The name that it proves. */
  domain: string;
  provider: Pick<DnsProvider, 'valuesAtOnce'>;
  txt: { name: string; value: string };
}

/** Gives the places that hold few values to one certificate after another. */
export class Reservations {
  readonly #log: Log;
  readonly #places = new Places();
  readonly #releases = new Map<ChallengeTask, () => void>();

  constructor(log: Log) {
    this.#log = log;
  }

  /**
   * Takes all such places of one certificate, and waits for them where others have them. Call it before anything else
   * that certificates wait for in turn.
   * @throws AppError `dns-provider` when the certificate alone has too many values for a place; the bound's reason
   */
  async make(
    tasks: readonly ChallengeTask[],
    records: readonly WantedValue[],
    { signal }: Bound,
  ): Promise<void> {
    const places = narrowPlaces(records);
    const onWait = () =>
      this.#log.info(
        `${[...places].join(', ')}: these records wait until those of another certificate are proven`,
      );
    const release = await this.#places.reserve(places, { signal, onWait });
    for (const task of tasks) this.#releases.set(task, release);
  }

  /** Gives back the places that were taken for the tasks, if any. */
  end(tasks: readonly ChallengeTask[]): void {
    for (const task of tasks) {
      this.#releases.get(task)?.();
      this.#releases.delete(task);
    }
  }
}

function narrowPlaces(records: readonly WantedValue[]): ReadonlySet<string> {
  const narrow = new Set<string>();
  for (const [place, own] of Map.groupBy(records, ({ txt }) => txt.name)) {
    const holds = Math.min(...own.map(({ provider }) => provider.valuesAtOnce ?? Infinity));
    if (holds === Infinity) continue;
    narrow.add(place);
    const needs = new Set(own.map(({ txt }) => txt.value)).size;
    if (needs > holds) throw tooMany({ place, holds, needs }, own);
  }
  return narrow;
}

function tooMany(
  { place, holds, needs }: { place: string; holds: number; needs: number },
  records: readonly WantedValue[],
): AppError {
  const domains = [...new Set(records.map(({ domain }) => domain))];
  const reason = `its value would be one of ${needs} at ${place}, which holds ${holds}`;
  return new AppError(
    'dns-provider',
    `${place} holds ${holds} values, and would need ${needs} at once, for ${domains.join(', ')}`,
    {
      identifiers: domains.map((identifier) => ({ identifier, reason })),
      hint:
        'Let each name lead to a place of its own (at acme-dns: an account of its own), or get certificates for fewer ' +
        'of these names at a time.',
    },
  );
}
