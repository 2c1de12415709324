import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { decideByTime, decideDue, type DueQuestion, type Held, type Renewal } from '../../../src/plan/due.ts';
import type { RenewBefore } from '../../../src/settings/settings.ts';

const dayMs = 86_400_000;
const held: Held = {
  domains: ['a.example'],
  profile: undefined,
  notBeforeMs: 0,
  notAfterMs: 90 * dayMs,
  obtainedAtMs: 0,
  predecessorAtMs: undefined,
  hasKey: true,
  isOfCsr: undefined,
};
const request = { name: 'a', identifiers: [{ type: 'dns', value: 'a.example' } as const] };
const settings = {
  mode: { name: 'renew', because: '' },
  force: false,
  profile: undefined,
  renewBefore: { kind: 'auto' },
  failBefore: { kind: 'auto' },
} as const;

interface Case extends Partial<Omit<DueQuestion, 'settings' | 'nowMs'>> {
  day?: number;
  settings?: Partial<DueQuestion['settings']>;
}

const decide = ({ day = 10, settings: changes = {}, ...more }: Case) =>
  decideDue({ request, held, nowMs: day * dayMs, settings: { ...settings, ...changes }, ...more });

/** A window from day 50 to 52, this certificate's moment on day 51, runs twice a day. */
const renewal = (day: number, changes: Partial<Renewal> = {}): Renewal => ({
  windowStartMs: 50 * dayMs,
  windowEndMs: 52 * dayMs,
  selectedMs: 51 * dayMs,
  nextRunMs: (day + 0.5) * dayMs,
  explanationUrl: undefined,
  ...changes,
});

describe('decideDue', () => {
  const table: [string, Case, string][] = [
    ['nothing stored', { held: undefined }, 'missing'],
    ['a dry run, forced', { settings: { mode: { name: 'dry-run', because: '' }, force: true } }, 'dry-run'],
    ['forced', { settings: { force: true } }, 'forced'],
    ['another name', { held: { ...held, domains: ['b.example'] } }, 'names-changed'],
    ['no key', { held: { ...held, hasKey: false } }, 'key-missing'],
    [
      "another CSR's key",
      { request: { ...request, csr: '' }, held: { ...held, isOfCsr: false } },
      'csr-changed',
    ],
    ['another profile', { settings: { profile: 'short' } }, 'profile-changed'],
    ['two thirds not over', { day: 59 }, 'fresh'],
    ['two thirds over', { day: 60 }, 'renew-before'],
    ['half of a short life over', { day: 3, held: { ...held, notAfterMs: 6 * dayMs } }, 'renew-before'],
    ['before the window', { day: 49, renewal: renewal(49) }, 'fresh'],
    ['before the moment and the next run', { day: 50.4, renewal: renewal(50.4) }, 'fresh'],
    ['the next run comes after the moment', { day: 50.6, renewal: renewal(50.6) }, 'renewal-window'],
    ['after the moment', { day: 51.5, renewal: renewal(51.5) }, 'renewal-window'],
    ['after the window', { day: 53, renewal: renewal(53) }, 'window-passed'],
    [
      'the CA wants it later than its lifetime says',
      {
        day: 62,
        renewal: renewal(62, { windowStartMs: 70 * dayMs, selectedMs: 71 * dayMs, windowEndMs: 72 * dayMs }),
      },
      'fresh',
    ],
    [
      'no window that comes too late for `fail-before`',
      {
        day: 79.6,
        renewal: renewal(79.6, {
          windowStartMs: 50 * dayMs,
          selectedMs: 900 * dayMs,
          windowEndMs: 999 * dayMs,
        }),
      },
      'renew-before',
    ],
    [
      'no window once it has ended',
      {
        day: 91,
        renewal: renewal(91, {
          windowStartMs: 50 * dayMs,
          selectedMs: 900 * dayMs,
          windowEndMs: 999 * dayMs,
        }),
      },
      'renew-before',
    ],
    [
      'a window, and `fail-before` longer than what is left by time',
      {
        day: 49,
        settings: { failBefore: { kind: 'duration', ms: 80 * dayMs } },
        renewal: renewal(49),
      },
      'fresh',
    ],
    ['a name more, forced', { settings: { force: true }, held: { ...held, domains: [] } }, 'names-changed'],
    ['forced, and nothing stored', { settings: { force: true }, held: undefined }, 'forced'],
    [
      'a window, and renew-before set',
      { day: 53, settings: { renewBefore: { kind: 'duration', ms: dayMs } }, renewal: renewal(53) },
      'fresh',
    ],
    [
      'names changed, before any window',
      { held: { ...held, domains: [] }, renewal: renewal(10) },
      'names-changed',
    ],
  ];
  for (const [what, given, code] of table) {
    it(`${what}: ${code}`, () => {
      const decision = decide(given);
      assert.equal(decision.code, code);
      assert.equal(decision.due, code !== 'fresh');
    });
  }

  it('replaces a new certificate when the CA asks, but not the one after it just as soon', () => {
    const hour = dayMs / 24;
    const orders: number[] = [];
    let has: Held = { ...held, obtainedAtMs: 0 };
    for (let nowMs = hour; nowMs < 10 * dayMs; nowMs += hour) {
      const windowEndMs = nowMs - hour;
      const [windowStartMs, nextRunMs] = [windowEndMs - hour, nowMs + hour];
      const asked = renewal(0, { windowStartMs, windowEndMs, selectedMs: windowStartMs, nextRunMs });
      if (!decideDue({ request, settings, held: has, nowMs, renewal: asked }).due) continue;
      orders.push(nowMs / hour);
      const times = { notBeforeMs: nowMs, notAfterMs: nowMs + 90 * dayMs, obtainedAtMs: nowMs };
      has = { ...has, ...times, predecessorAtMs: has.obtainedAtMs };
    }
    assert.deepEqual(orders.slice(0, 3), [1, 23, 45]);
    assert.equal(orders.length, 11);
  });

  it("passes the CA's explanation on", () => {
    const explained = renewal(53, { explanationUrl: 'https://ca.test/why' });
    assert.match(
      decide({ day: 53, renewal: explained }).because,
      /revocation; the CA explains: https:\/\/ca\.test\/why$/,
    );
  });
});

describe('decideByTime', () => {
  const dueFrom = (lifetimeDays: number, before: RenewBefore) => {
    const times = { notBeforeMs: 0, notAfterMs: lifetimeDays * dayMs };
    for (let hours = 0; hours <= lifetimeDays * 24; hours += 1) {
      if (decideByTime(times, before, (hours * dayMs) / 24).due) return hours / 24;
    }
    return undefined;
  };

  for (const [title, lifetimeDays, before, expected] of [
    ['a third of the lifetime', 90, { kind: 'auto' }, 60],
    ['half of a short one', 6, { kind: 'auto' }, 3],
    ['a duration', 90, { kind: 'duration', ms: 20 * dayMs }, 70],
    ['a share', 40, { kind: 'share', ofLifetime: 0.25 }, 30],
    ['half when the user wants more than there is', 6, { kind: 'duration', ms: 30 * dayMs }, 3],
  ] as const) {
    it(`begins with ${title}`, () => assert.equal(dueFrom(lifetimeDays, before), expected));
  }
});
