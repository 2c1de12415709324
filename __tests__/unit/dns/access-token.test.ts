import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { startBudget } from '../../../src/base/bound.ts';
import { createTokenSource } from '../../../src/dns/access-token.ts';
import { fakeClock } from '../../fakes/clock.ts';

/** @param livesS how long each token is good for */
function source(livesS: number) {
  const clock = fakeClock();
  const masks: string[] = [];
  let given = 0;
  const tokens = createTokenSource({ clock, mask: (value) => masks.push(value) }, () => {
    given += 1;
    return Promise.resolve({ token: `token-${given}`, expiresInS: livesS });
  });
  const { work } = startBudget(clock, 86_400_000);
  return { clock, masks, take: async () => (await tokens(work)).reveal() };
}

describe('a source of tokens', () => {
  it('asks once for all who need one, and hides it', async () => {
    const { take, masks } = source(3600);
    assert.deepEqual(await Promise.all([take(), take(), take()]), ['token-1', 'token-1', 'token-1']);
    assert.deepEqual(masks, ['token-1']);
  });

  it('gets the next one two minutes before it ends, once', async () => {
    const { take, clock } = source(3600);
    await take();
    await clock.advance(3_479_000);
    assert.equal(await take(), 'token-1');
    await clock.advance(2_000);
    assert.deepEqual(await Promise.all([take(), take()]), ['token-2', 'token-2']);
  });

  it('uses one that is short-lived from the start, rather than none', async () => {
    const { take } = source(0);
    assert.deepEqual([await take(), await take()], ['token-2', 'token-3']);
  });
});
