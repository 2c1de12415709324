import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { decideByTime, decideDue, type Held } from '../../../src/plan/due.ts';
import type { RenewBefore } from '../../../src/settings/settings.ts';

const day = 86_400_000;
const start = Date.UTC(2026, 0, 1);

const held = (changes: Partial<Held> = {}): Held => ({
  domains: ['a.example', 'b.example'],
  profile: undefined,
  notBeforeMs: start,
  notAfterMs: start + 90 * day,
  hasKey: true,
  isOfCsr: undefined,
  ...changes,
});

const request = {
  name: 'a.example',
  identifiers: ['b.example', 'a.example'].map((value) => ({ type: 'dns' as const, value })),
};

function codeOf(changes: {
  held?: Held | undefined;
  mode?: 'renew' | 'dry-run';
  force?: boolean;
  profile?: string;
  csr?: string;
  atDay?: number;
}): string {
  const { mode = 'renew', force = false, profile, csr, atDay = 1 } = changes;
  return decideDue({
    request: csr === undefined ? request : { ...request, csr },
    settings: { mode: { name: mode, because: '' }, force, profile, renewBefore: { kind: 'auto' } },
    held: 'held' in changes ? changes.held : held(),
    nowMs: start + atDay * day,
  }).code;
}

describe('decideDue', () => {
  it('leaves a fresh certificate of the same names, in whatever order', () => {
    assert.equal(codeOf({}), 'fresh');
  });

  it('tells why one is ordered, the first reason first', () => {
    assert.equal(codeOf({ mode: 'dry-run', force: true }), 'dry-run');
    assert.equal(codeOf({ force: true, held: undefined }), 'forced');
    assert.equal(codeOf({ held: undefined }), 'missing');
    assert.equal(codeOf({ held: held({ domains: ['a.example'] }) }), 'names-changed');
    assert.equal(
      codeOf({ held: held({ domains: ['a.example', 'b.example', 'c.example'] }) }),
      'names-changed',
    );
    assert.equal(codeOf({ held: held({ hasKey: false }) }), 'key-missing');
    assert.equal(codeOf({ csr: 'pem', held: held({ isOfCsr: false, hasKey: false }) }), 'csr-changed');
    assert.equal(codeOf({ csr: 'pem', held: held({ isOfCsr: true, hasKey: false }) }), 'fresh');
    assert.equal(codeOf({ profile: 'shortlived' }), 'profile-changed');
    assert.equal(codeOf({ atDay: 61 }), 'renew-before');
    assert.equal(codeOf({ atDay: 91 }), 'renew-before');
  });
});

describe('decideByTime', () => {
  const dueFrom = (lifetimeDays: number, before: RenewBefore) => {
    const times = { notBeforeMs: start, notAfterMs: start + lifetimeDays * day };
    for (let hours = 0; hours <= lifetimeDays * 24; hours += 1) {
      if (decideByTime(times, before, start + (hours * day) / 24).due) return hours / 24;
    }
    return undefined;
  };

  for (const [title, lifetimeDays, before, expected] of [
    ['a third of the lifetime', 90, { kind: 'auto' }, 60],
    ['half of a short one', 6, { kind: 'auto' }, 3],
    ['a duration', 90, { kind: 'duration', ms: 20 * day }, 70],
    ['a share', 40, { kind: 'share', ofLifetime: 0.25 }, 30],
    ['half when the user wants more than there is', 6, { kind: 'duration', ms: 30 * day }, 3],
  ] as const) {
    it(`begins with ${title}`, () => assert.equal(dueFrom(lifetimeDays, before), expected));
  }
});
