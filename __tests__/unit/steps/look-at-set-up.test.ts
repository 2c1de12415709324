import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { exec } from '../../../src/dns/providers/exec.ts';
import { parseSettings } from '../../../src/settings/parse.ts';
import { lookAtSetUp } from '../../../src/steps/look-at-set-up.ts';
import { providerContext } from '../../fakes/dns-context.ts';
import { contextWith } from '../settings/setting.ts';

/** What a preflight tells of these inputs on a machine where nothing is. */
function told(raw: Record<string, string>, env: Record<string, string> = {}): string[] {
  const lookAt = () => 'nothing' as const;
  const { ports: providerPorts } = providerContext({}, { ports: { lookAt } });
  const providers = { names: ['exec'], find: () => exec };
  const context = contextWith({ env, lookAt, providers, providerPorts });
  const settings = parseSettings({ domains: 'a.example', mode: 'preflight', ...raw }, context);
  const findings = lookAtSetUp({ settings, world: { lookAt, env } });
  return findings.map(({ severity, subject, what }) => `${severity} ${subject} ${what}`);
}

describe('a preflight of what a renewal starts and writes to', () => {
  const http = { challenge: 'http-01' };
  const table: [string, Record<string, string>, Record<string, string>, string[]][] = [
    [
      'a hook',
      { 'dns-provider': 'exec', hook: '/nope' },
      {},
      ['error `hook` "/nope": there is no such file'],
    ],
    [
      'a hook by variable',
      { 'dns-provider': 'exec' },
      { EXEC_PATH: '/nope' },
      ['error `EXEC_PATH` "/nope": there is no such file'],
    ],
    ['a hook that another job may have', { 'dns-provider': 'exec' }, {}, []],
    [
      'a program for tokens',
      { ...http, 'http-hook': '/nope' },
      {},
      ['error `http-hook` "/nope": there is no such file'],
    ],
    [
      'a directory for tokens',
      { ...http, 'http-webroot': '/nope' },
      {},
      ['error `http-webroot` "/nope": there is no such directory'],
    ],
    ['a program that nothing uses', { 'dns-provider': 'exec', 'http-hook': '/nope' }, {}, []],
  ];
  for (const [name, raw, env, expected] of table)
    it(`${name}: ${expected.join(', ') || 'none'}`, () => assert.deepEqual(told(raw, env), expected));
});
