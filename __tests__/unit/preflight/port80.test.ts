import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Sighting } from '../../../src/challenge/http01-reach.ts';
import { judgePort80 } from '../../../src/preflight/port80.ts';

const seen = (kind: Sighting['kind'], more: Partial<Sighting> = {}): Sighting => ({
  address: '8.8.8.8',
  isPublic: true,
  kind,
  words: `${kind} in words`,
  ...more,
});
const severities = (...sightings: Sighting[]) =>
  judgePort80('a.test', sightings).map(({ severity }) => severity);

describe('port 80 of a name', () => {
  it('is well when it answers anything', () => {
    assert.deepEqual(severities(seen('answer')), []);
    assert.deepEqual(severities(seen('answer'), seen('nothing')), []);
  });

  it('is warned of where it refuses, or leads where no CA follows, at any address', () => {
    const [finding] = judgePort80('a.test', [seen('answer'), seen('refused', { address: '2606:4700::1' })]);
    assert.equal(finding?.severity, 'warning');
    assert.match(finding.what, /2606:4700::1: refused in words/);
    assert.deepEqual(severities(seen('astray')), ['warning']);
  });

  it('is only told of where it is silent, and not at all inside a private network', () => {
    assert.deepEqual(severities(seen('nothing')), ['notice']);
    assert.deepEqual(severities(seen('refused', { isPublic: false })), []);
    assert.deepEqual(severities(seen('nothing', { isPublic: false })), []);
  });

  it('is warned of when the name has no address', () => {
    assert.deepEqual(severities(), ['warning']);
  });
});
