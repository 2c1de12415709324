import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { standingOf, type Standing } from '../../../src/challenge/standing.ts';
import type { ChallengeType, Identifier } from '../../../src/settings/settings.ts';

const [plain, wild, ip] = [
  { type: 'dns', value: 'a.test' },
  { type: 'dns', value: '*.a.test' },
  { type: 'ip', value: '::1' },
] as const satisfies Identifier[];

describe('how a challenge type stands for an identifier', () => {
  const cases: [ChallengeType[], ChallengeType, Identifier, Standing][] = [
    [['dns-01'], 'dns-01', plain, 'taken'],
    [['dns-01', 'http-01'], 'http-01', plain, 'spare'],
    [['http-01', 'dns-01'], 'dns-01', plain, 'spare'],
    [['http-01', 'dns-01'], 'dns-01', wild, 'taken'],
    [['dns-01', 'http-01'], 'http-01', ip, 'taken'],
    [['dns-01', 'http-01'], 'dns-01', ip, 'spare'],
    [['dns-persist-01'], 'dns-persist-01', plain, 'taken'],
    [['dns-persist-01', 'dns-01', 'http-01'], 'dns-persist-01', plain, 'perhaps'],
    [['dns-persist-01', 'dns-01', 'http-01'], 'dns-01', plain, 'perhaps'],
    [['dns-persist-01', 'dns-01', 'http-01'], 'http-01', plain, 'spare'],
    [['dns-01', 'dns-persist-01'], 'dns-persist-01', plain, 'spare'],
    [['http-01', 'dns-persist-01'], 'dns-persist-01', wild, 'taken'],
    [['dns-01'], 'http-01', plain, 'spare'],
  ];
  for (const [types, type, identifier, standing] of cases) {
    it(`${types.join(', ')}: ${type} is ${standing} for ${identifier.value}`, () =>
      assert.equal(standingOf(type, identifier, types), standing));
  }
});
