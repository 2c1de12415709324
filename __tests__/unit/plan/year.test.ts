import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { SimulatedCa } from './simulated-ca.ts';
import { dayMs, hourMs, simulateYear, type Fleet, type Member, type YearOptions } from './year.ts';

const startMs = Date.UTC(2026, 0, 1);

/** Numbers that look random and are the same in every run (Mulberry32). */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

function member(name: string, registeredDomain: string, lifetimeMs: number): Member {
  return { name: `${name}.${registeredDomain}`, registeredDomain, lifetimeMs, held: undefined, failures: [] };
}

/** 9,900 certificates, new all of them: 120 below one domain, the rest below 245; every tenth lives 45 days. */
function large(): Fleet {
  const members = Array.from({ length: 9_900 }, (_, index) => {
    const domain = index < 120 ? 'crowded.example' : `d${index % 245}.example`;
    return member(`c${index}`, domain, (index % 10 === 0 ? 45 : 90) * dayMs);
  });
  return { repository: 'octo/fleet', members };
}

/** 100 certificates of 160 hours. */
function short(): Fleet {
  const members = Array.from({ length: 100 }, (_, index) =>
    member(`s${index}`, `e${index}.example`, 160 * hourMs),
  );
  return { repository: 'octo/short', members };
}

function yearOf(more: Partial<YearOptions> = {}) {
  const outage = { fromMs: startMs + 200 * dayMs + 5 * hourMs, toMs: startMs + 201 * dayMs + 5 * hourMs };
  const ca = new SimulatedCa([outage]);
  const options = {
    startMs,
    days: 365,
    fleets: [large(), short()],
    ca,
    dropped: 0.05,
    random: seeded(7),
    parallel: 20,
  };
  const all = { ...options, ...more };
  const year = simulateYear(all);
  const members = all.fleets.flatMap((fleet) => fleet.members);
  const endMs = all.startMs + all.days * dayMs;
  return {
    year,
    ca: all.ca,
    members,
    valid: members.filter(({ held }) => held && held.notAfterMs > endMs).length,
  };
}

describe('a year of 10,000 certificates, with 5 % of the schedules dropped and a day without the CA', () => {
  const { year, ca, valid } = yearOf();

  it('sees none of them expire', (test) => {
    test.diagnostic(JSON.stringify({ ...year, orders: ca.orders, peak: ca.peak }));
    assert.deepEqual(year.expired.slice(0, 5), []);
    assert.equal(valid, 10_000);
  });
  it('passes no limit of the CA', () => assert.deepEqual(ca.refused.slice(0, 5), []));
  it('did drop schedules, and did try during the outage', () => {
    assert.ok(year.droppedPlans > 100, String(year.droppedPlans));
    assert.ok(ca.orders.failed > 50, String(ca.orders.failed));
  });
  it('renews after the window of the CA only what the outage and dropped schedules held up', () => {
    assert.ok(ca.orders.late < ca.orders.inWindow / 20, JSON.stringify(ca.orders));
  });
  it('never comes near `fail-before`, a ninth of the lifetime', () => {
    assert.ok(year.leastLeft > 2 / 9, String(year.leastLeft));
  });
});

describe('the simulation', () => {
  const few = (domains: number, lifetimeMs = 90 * dayMs): Fleet => ({
    repository: 'octo/few',
    members: Array.from({ length: 60 }, (_, index) =>
      member(`c${index}`, `d${index % domains}.example`, lifetimeMs),
    ),
  });
  it('finds certificates that expire, when schedules hardly ever start', () => {
    const { year } = yearOf({ fleets: [few(60)], dropped: 0.995 });
    assert.notDeepEqual(year.expired, []);
  });
  it('finds a limit that is passed', () => {
    const ca = new SimulatedCa([]);
    for (const { name, registeredDomain, lifetimeMs } of few(1).members) {
      ca.order({ account: 'a', name, registeredDomain, lifetimeMs, replaces: undefined }, startMs);
    }
    assert.equal(ca.refused.length, 10);
  });
  it('fills a domain that has more certificates than its limit over weeks', () => {
    // The short ones are renewed before their first order has left the limit's week.
    for (const lifetimeMs of [90 * dayMs, 160 * hourMs]) {
      const { ca, valid } = yearOf({ fleets: [few(1, lifetimeMs)], days: 20, dropped: 0 });
      assert.deepEqual([ca.refused, valid], [[], 60]);
    }
  });
});
