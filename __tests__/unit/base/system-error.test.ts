import assert from 'node:assert/strict';
import { lookup } from 'node:dns/promises';
import { describe, it } from 'node:test';
import { networkWords } from '../../../src/base/system-error.ts';

describe('what Node says of the network', () => {
  it('is told in words, with the code to look up', async () => {
    const error: unknown = await lookup('no-such-name.invalid').catch((thrown: unknown) => thrown);
    assert.match(
      networkWords(error),
      /^the DNS (has no address for|gave no answer about) no-such-name\.invalid \(E/,
    );
    const refused = Object.assign(new Error('connect ECONNREFUSED ::1:80'), {
      code: 'ECONNREFUSED',
      address: '::1',
      port: 80,
    });
    assert.equal(networkWords(refused), 'nothing listens at ::1 port 80 (ECONNREFUSED)');
    const unreachable = Object.assign(new Error(), { code: 'ENETUNREACH' });
    assert.equal(networkWords(unreachable), 'no route leads to it (ENETUNREACH)');
  });

  it('stays as it is where it is no code of these', () => {
    assert.equal(networkWords(new Error('socket hang up')), 'socket hang up');
    assert.equal(networkWords('thrown text'), 'thrown text');
  });
});
