import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { planOutputs } from '../../../src/deliver/plan-outputs.ts';
import { limitsOf, type Spending } from '../../../src/plan/limits.ts';
import { planShards, type Candidate, type ShardQuestion } from '../../../src/plan/shards.ts';
import type { CertificateResult } from '../../../src/report/outcome.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const nowMs = Date.UTC(2026, 2, 1);
const limits = limitsOf({ name: 'letsencrypt', isKnown: true });

function candidate(name: string, more: Partial<Candidate> = {}): Candidate {
  return { name, registeredDomains: ['example.com'], isRenewal: false, notAfterMs: undefined, ...more };
}

function many(count: number, more: Partial<Candidate> = {}): Candidate[] {
  return Array.from({ length: count }, (_, index) => candidate(`c${index}`, more));
}

function plan(due: readonly Candidate[], more: Partial<ShardQuestion> = {}) {
  return planShards({ due, spent: [], limits, mostInJob: 40, nowMs, ...more });
}

describe('the jobs of a plan', () => {
  it('are none for nothing', () => assert.deepEqual(plan([]), { jobs: [], heldBack: [] }));

  it('take a certificate each while 256 are enough', () => {
    const { jobs } = plan(many(256, { isRenewal: true }));
    assert.equal(jobs.length, 256);
    assert.ok(jobs.every((names) => names.length === 1));
  });

  it('share more as evenly as can be, each certificate once', () => {
    const { jobs } = plan(many(3_000, { isRenewal: true }));
    assert.equal(jobs.length, 256);
    assert.deepEqual([...new Set(jobs.map((names) => names.length))].sort(), [11, 12]);
    assert.equal(new Set(jobs.flat()).size, 3_000);
  });

  it('take no more than they get through in their time', () => {
    const { jobs, heldBack } = plan(many(600, { isRenewal: true }), { mostInJob: 2 });
    assert.equal(jobs.flat().length, 512);
    assert.equal(heldBack.length, 88);
  });

  it('begin with what ends first, renewals before the new', () => {
    const due = [
      candidate('new'),
      candidate('late', { isRenewal: true, notAfterMs: nowMs + 9 * dayMs }),
      candidate('soon', { isRenewal: true, notAfterMs: nowMs + dayMs }),
    ];
    assert.deepEqual(plan(due).jobs, [['soon'], ['late'], ['new']]);
  });
});

describe("the CA's limits in a plan", () => {
  const spent = (count: number, agoMs: number, domain = 'example.com'): Spending[] =>
    Array.from({ length: count }, () => ({ atMs: nowMs - agoMs, registeredDomains: [domain] }));

  it('hold back new certificates of a registered domain, until the oldest one counts no more', () => {
    const { jobs, heldBack } = plan(many(5), { spent: spent(48, 6 * dayMs) });
    assert.equal(jobs.length, 2);
    assert.deepEqual(heldBack[0], {
      name: 'c2',
      what: 'new certificates of example.com',
      untilMs: nowMs + dayMs,
    });
  });

  it('count no order that is older, and no other domain', () => {
    assert.equal(plan(many(5), { spent: spent(50, 7 * dayMs) }).jobs.length, 5);
    assert.equal(plan(many(5), { spent: spent(50, dayMs, 'example.org') }).jobs.length, 5);
  });

  it('count a certificate for each domain of its names', () => {
    const both = { registeredDomains: ['example.com', 'example.org'] };
    assert.equal(plan(many(1, both), { spent: spent(50, dayMs, 'example.org') }).jobs.length, 0);
  });

  it('hold back orders of an account, whatever their domains', () => {
    const due = Array.from({ length: 400 }, (_, index) =>
      candidate(`c${index}`, { registeredDomains: [`d${index}.example`] }),
    );
    const { jobs, heldBack } = plan(due, { spent: spent(20, 2 * hourMs) });
    assert.equal(jobs.flat().length, 280);
    assert.equal(heldBack[0]?.what, 'orders of an account');
    assert.equal(heldBack[0].untilMs, nowMs + hourMs);
  });

  it('never hold back a renewal', () => {
    const { jobs } = plan(many(400, { isRenewal: true }), { spent: spent(300, hourMs) });
    assert.equal(jobs.flat().length, 400);
  });

  it('are not guessed for CAs that publish none', () => {
    assert.equal(limitsOf({ name: 'google', isKnown: true }), undefined);
    assert.equal(limitsOf({ name: 'letsencrypt', isKnown: false }), undefined, 'a host of that name');
    assert.equal(plan(many(999), { limits: undefined }).jobs.flat().length, 999);
  });
});

describe('the outputs of a plan', () => {
  const result = (name: string, job?: number) =>
    ({ name, ...(job === undefined ? {} : { job }) }) as CertificateResult;

  it('hold nothing when nothing is due', () => {
    assert.deepEqual(planOutputs([result('a')]), { due: '[]', matrix: '{"include":[]}' });
  });
  it('name the certificates of a job as `only` takes them, in the order of the jobs', () => {
    const { due, matrix } = planOutputs([result('a', 1), result('b', 0), result('c'), result('d', 1)]);
    assert.deepEqual(JSON.parse(due), ['a', 'b', 'd']);
    assert.deepEqual(JSON.parse(matrix), { include: [{ name: 'b' }, { name: 'a d' }] });
  });
});
