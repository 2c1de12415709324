import { nextAttemptMs } from '../../../src/plan/backoff.ts';
import { readSchedule } from '../../../src/plan/cron.ts';
import { decideDue, type Decision } from '../../../src/plan/due.ts';
import { limitsOf } from '../../../src/plan/limits.ts';
import { selectMoment } from '../../../src/plan/renewal-window.ts';
import { planShards } from '../../../src/plan/shards.ts';
import { lifetimesOf, suggestCron } from '../../../src/plan/suggested-cron.ts';
import type { RenewBefore } from '../../../src/settings/settings.ts';
import { SimulatedCa, type Issued } from './simulated-ca.ts';

export const minuteMs = 60_000;
export const hourMs = 60 * minuteMs;
export const dayMs = 24 * hourMs;

/** One certificate of a fleet, with what its state would hold. */
export interface Member {
  name: string;
  registeredDomain: string;
  lifetimeMs: number;
  held: (Issued & { newAtMs: number; selectedMs: number; predecessorAtMs: number | undefined }) | undefined;
  failures: { atMs: number; code: string }[];
}

/** Certificates that one workflow plans and renews. */
export interface Fleet {
  repository: string;
  members: readonly Member[];
}

export interface YearOptions {
  startMs: number;
  days: number;
  fleets: readonly Fleet[];
  ca: SimulatedCa;
  /** Share of the schedules that GitHub doesn't start. */
  dropped: number;
  /** From 0 to less than 1; a seeded one, so that every year is the same. */
  random: () => number;
  /** Jobs of a matrix that run side by side, a certificate a minute each. */
  parallel: number;
}

/** What a year came to. */
export interface Year {
  plans: number;
  droppedPlans: number;
  /** Least time that a certificate had left when it was replaced, as a share of its lifetime. */
  leastLeft: number;
  /** Moments at which a certificate in use had ended. */
  expired: string[];
  /** Most certificates that one plan found due. */
  largestPlan: number;
}

const auto: RenewBefore = { kind: 'auto' };
const mode = { name: 'renew', because: '' } as const;
const settings = { mode, force: false, profile: undefined, renewBefore: auto, failBefore: auto } as const;

/** Lets a year pass, a minute at a time, with the decisions of the real planner. */
export function simulateYear(options: YearOptions): Year {
  const { startMs, days, fleets } = options;
  const year: Year = { plans: 0, droppedPlans: 0, leastLeft: 1, expired: [], largestPlan: 0 };
  const runners = fleets.map((fleet) => new Runner(fleet, options, year));
  const endMs = startMs + days * dayMs;
  for (let nowMs = startMs; nowMs < endMs; nowMs += minuteMs) {
    for (const runner of runners) runner.tick(nowMs);
  }
  return year;
}

/** One repository: its schedule, and the jobs that its last plan asked for. */
class Runner {
  readonly #fleet: Fleet;
  readonly #options: YearOptions;
  readonly #year: Year;
  readonly #schedule;
  readonly #byName: ReadonlyMap<string, Member>;
  #startsAtMs: number;
  #jobs: string[][] = [];

  constructor(fleet: Fleet, options: YearOptions, year: Year) {
    this.#fleet = fleet;
    this.#options = options;
    this.#year = year;
    const lives = fleet.members.map(({ lifetimeMs }) => ({
      certificate: { notBeforeMs: 0, notAfterMs: lifetimeMs },
    }));
    const schedule = readSchedule([{ cron: suggestCron(fleet.repository, lifetimesOf(lives)) }]);
    if (!schedule) throw new Error('The suggested line is none');
    this.#schedule = schedule;
    this.#byName = new Map(fleet.members.map((member) => [member.name, member]));
    this.#startsAtMs = this.#after(options.startMs);
  }

  tick(nowMs: number): void {
    if (nowMs >= this.#startsAtMs) {
      this.#startsAtMs = this.#after(nowMs);
      if (this.#options.random() < this.#options.dropped) this.#year.droppedPlans += 1;
      else this.#plan(nowMs);
    }
    if (this.#jobs.length > 0) this.#work(nowMs);
  }

  #after(nowMs: number): number {
    return this.#schedule.after(nowMs) ?? Infinity;
  }

  #plan(nowMs: number): void {
    const { members } = this.#fleet;
    this.#year.plans += 1;
    const due = members.flatMap((member, index) => {
      this.#look(member, nowMs);
      // Nothing can be due so early, and asking each one each time takes a minute; every 50th is asked all the same.
      const early = member.held && nowMs < member.held.windowStartMs - dayMs;
      if (early && index % 50 !== 0) return [];
      const decision = this.#decide(member, nowMs);
      if (early && decision.due) throw new Error(`${member.name} is due early: ${decision.because}`);
      const { failures, held } = member;
      const past = { failures, hasOrder: false, endsAtMs: held?.notAfterMs, nowMs };
      return decision.due && (nextAttemptMs(past) ?? 0) <= nowMs ? [member] : [];
    });
    this.#year.largestPlan = Math.max(this.#year.largestPlan, due.length);
    const { jobs } = planShards({
      due: due.map(({ name, registeredDomain, held }) => ({
        name,
        registeredDomains: [registeredDomain],
        isRenewal: held !== undefined,
        notAfterMs: held?.notAfterMs,
      })),
      spent: members.flatMap(({ held, registeredDomain }) =>
        held ? [{ atMs: held.newAtMs, registeredDomains: [registeredDomain] }] : [],
      ),
      limits: limitsOf({ name: 'letsencrypt', isKnown: true }),
      mostInJob: 40,
      nowMs,
    });
    this.#jobs = jobs.map((names) => [...names]);
  }

  #look({ name, held }: Member, nowMs: number): void {
    if (held && held.notAfterMs <= nowMs)
      this.#year.expired.push(`${name} at ${new Date(nowMs).toISOString()}`);
  }

  /** One minute of the jobs that run side by side. */
  #work(nowMs: number): void {
    for (const job of this.#jobs.slice(0, this.#options.parallel)) {
      const member = this.#byName.get(job.shift() ?? '');
      if (member && this.#decide(member, nowMs).due) this.#order(member, nowMs);
    }
    this.#jobs = this.#jobs.filter((job) => job.length > 0);
  }

  #decide({ name, held }: Member, nowMs: number): Decision {
    const nextRunMs = this.#startsAtMs;
    return decideDue({
      request: { name, identifiers: [{ type: 'dns', value: name }] },
      settings,
      held: held && {
        ...held,
        domains: [name],
        obtainedAtMs: held.notBeforeMs,
        predecessorAtMs: held.predecessorAtMs,
        profile: undefined,
        hasKey: true,
        isOfCsr: undefined,
      },
      renewal: held && { ...held, explanationUrl: undefined, nextRunMs },
      nowMs,
    });
  }

  #order(member: Member, nowMs: number): void {
    const { held } = member;
    const { ca } = this.#options;
    this.#look(member, nowMs);
    const issued = ca.order({ ...member, account: this.#fleet.repository, replaces: held }, nowMs);
    if (!issued) {
      member.failures.push({ atMs: nowMs, code: 'ca-unreachable' });
      return;
    }
    if (held) {
      this.#year.leastLeft = Math.min(this.#year.leastLeft, (held.notAfterMs - nowMs) / member.lifetimeMs);
    }
    const chosen = { fingerprint: `${member.name}/${nowMs}`, domains: [member.name] };
    member.failures = [];
    member.held = {
      ...issued,
      newAtMs: held?.newAtMs ?? nowMs,
      predecessorAtMs: held?.notBeforeMs,
      selectedMs: selectMoment(issued, chosen),
    };
  }
}
