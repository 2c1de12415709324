import assert from 'node:assert/strict';
import { ConfigError, type Fault } from '../../../src/base/errors.ts';
import type { ProviderPorts, ProviderSpec } from '../../../src/dns/provider.ts';
import type { SettingsContext } from '../../../src/settings/context.ts';
import { Misfit } from '../../../src/settings/misfit.ts';
import { parseSettings } from '../../../src/settings/parse.ts';

/** A DNS provider that wants one credential. */
export const demo: ProviderSpec = {
  name: 'demo',
  title: 'Demo',
  documentation: 'https://example.com/',
  variables: [{ name: 'DEMO_TOKEN', description: 'Token', required: true, secret: true }],
  permissions: 'None',
  verified: 'Nothing',
  configure({ env }) {
    if (env['DEMO_TOKEN']) return { present: () => Promise.resolve(), remove: () => Promise.resolve() };
    return { faults: [{ input: 'DEMO_TOKEN', problem: 'is not set', remedy: 'Set it.' }] };
  },
};

/** Files by their paths; every other path doesn't exist. */
export function readFrom(files: Readonly<Record<string, string>>): (path: string) => string {
  return (path) => {
    const text = files[path];
    if (text === undefined) throw Object.assign(new Error('no such file'), { code: 'ENOENT' });
    return text;
  };
}

/** A push on a runner with a working DNS provider. */
export function contextWith(more: Partial<SettingsContext> = {}): SettingsContext {
  return {
    event: { name: 'push' },
    env: { DEMO_TOKEN: 'token' },
    readText: readFrom({}),
    lookAt: (path) => (path.endsWith('.sh') ? 'program' : 'directory'),
    providers: { names: ['demo'], find: (name) => (name === 'demo' ? demo : undefined) },
    // Nothing here may be called: parsing contacts nothing.
    providerPorts: {} as ProviderPorts,
    ...more,
  };
}

/** The least that parses. */
export const least = { domains: 'example.com', 'dns-provider': 'demo' };

/** The faults of settings that don't parse. */
export function faultsOf(raw: Record<string, string>, more: Partial<SettingsContext> = {}): readonly Fault[] {
  try {
    parseSettings(raw, contextWith(more));
  } catch (error) {
    assert.ok(error instanceof ConfigError, String(error));
    return error.faults;
  }
  return [];
}

/** The problems that a grammar finds in a text. */
export function problemsOf(parse: () => unknown): string[] {
  try {
    parse();
  } catch (error) {
    assert.ok(error instanceof Misfit, String(error));
    for (const { problem, remedy } of error.complaints) {
      assert.match(remedy, /[.?`]$/, `the remedy of "${problem}" is a sentence`);
      assert.doesNotMatch(problem, /\.$/, 'a problem is a clause');
    }
    return error.complaints.map(({ problem }) => problem);
  }
  return [];
}
