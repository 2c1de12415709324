import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { startBudget } from '../../../src/base/bound.ts';
import { AppError } from '../../../src/base/errors.ts';
import { createDelegation, demandCnames } from '../../../src/challenge/delegation.ts';
import type { DnsAlias } from '../../../src/settings/settings.ts';
import { fakeClock } from '../../fakes/clock.ts';

/** A DNS with these CNAMEs and zones. */
function delegationOf(
  aliases: readonly DnsAlias[],
  {
    cnames = {},
    zones = [],
    homes = {},
  }: Partial<Record<'cnames' | 'homes', Record<string, string>>> & { zones?: string[] } = {},
) {
  const follow = (name: string): string => (cnames[name] === undefined ? name : follow(cnames[name]));
  const { work: bound } = startBudget(fakeClock(), 60_000);
  const delegation = createDelegation({
    aliases,
    homeOf: (domain) => homes[domain],
    dns: {
      follow: (name) => Promise.resolve(follow(name)),
      isZone: (name) => Promise.resolve(zones.includes(name)),
      leadsTo: (from, to) => Promise.resolve(follow(from) === follow(to)),
    },
  });
  return { delegation, bound };
}

describe('delegation', () => {
  it('follows CNAMEs where the user says nothing, and asks for none', async () => {
    const { delegation, bound } = delegationOf([], { cnames: { '_acme-challenge.a.test': 'x.acme.test' } });
    assert.equal(await delegation.placeOf('a.test', bound), 'x.acme.test');
    assert.equal(await delegation.placeOf('b.test', bound), '_acme-challenge.b.test');
    assert.deepEqual(await delegation.missing(['a.test', 'b.test'], bound), []);
  });

  it('goes where the user says: a name as it is, in a zone a place for each', async () => {
    const aliases = [
      { name: 'a.test', target: 'x.acme.test' },
      { name: '*', target: 'acme.test' },
    ];
    const { delegation, bound } = delegationOf(aliases, { zones: ['acme.test'] });
    assert.equal(await delegation.placeOf('a.test', bound), 'x.acme.test');
    assert.equal(await delegation.placeOf('b.test', bound), '_acme-challenge.b.test.acme.test');
  });

  it('tells every CNAME that is missing or leads elsewhere, once', async () => {
    const cnames = {
      '_acme-challenge.good.test': 'hop.test',
      'hop.test': 'x.acme.test',
      '_acme-challenge.astray.test': 'y.acme.test',
    };
    const { delegation, bound } = delegationOf([{ name: '*', target: 'x.acme.test' }], { cnames });
    const missing = await delegation.missing(['none.test', 'good.test', 'astray.test', 'none.test'], bound);
    assert.throws(
      () => demandCnames(missing),
      (error: AppError) => {
        assert.equal(error.code, 'challenge-unavailable');
        assert.deepEqual(
          error.details.records,
          ['astray', 'none'].map((name) => ({
            name: `_acme-challenge.${name}.test`,
            type: 'CNAME',
            value: 'x.acme.test',
          })),
        );
        return true;
      },
    );
  });

  it("wants a CNAME to the provider's own place; what the user says comes first", async () => {
    const homes = { 'a.test': 'uuid.auth.test', 'b.test': 'other.auth.test' };
    const { delegation, bound } = delegationOf([{ name: 'b.test', target: 'x.acme.test' }], { homes });
    assert.equal(await delegation.placeOf('a.test', bound), 'uuid.auth.test');
    assert.equal(await delegation.placeOf('b.test', bound), 'x.acme.test');
    const missing = await delegation.missing(['a.test', 'b.test'], bound);
    assert.throws(
      () => demandCnames(missing.filter(({ domain }) => domain === 'a.test')),
      /_acme-challenge\.a\.test does not lead to uuid/,
    );
  });
});
