import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { asShownByRunner } from '../../../scripts/demo/runner-log.ts';

describe('a log as the runner shows it', () => {
  it('shows lines that are no commands as they are', () => {
    for (const line of ['', 'Files in /tmp/a', '  ::not a command::', 'a::b::c']) {
      assert.deepEqual(asShownByRunner(line), [line]);
    }
  });
  it('shows no mask, which is a part of a private key', () => {
    assert.deepEqual(asShownByRunner('::add-mask::MHcCAQEEIIyq'), []);
  });
  it('shows the titles of groups, and not their ends', () => {
    assert.deepEqual(asShownByRunner('::group::100%25 of it'), ['100% of it']);
    assert.deepEqual(asShownByRunner('::endgroup::'), []);
  });
  it('shows annotations as text', () => {
    assert.deepEqual(asShownByRunner('::error title=It failed%3A twice::first%0Asecond: x::y'), [
      'error: It failed: twice',
      'first',
      'second: x::y',
    ]);
    assert.deepEqual(asShownByRunner('::notice::text'), ['notice: ', 'text']);
  });
});
