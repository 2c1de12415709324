import {
  entries,
  inEachModule,
  violation,
  type Check,
  type Import,
  type Module,
  type Violation,
} from './tree.ts';

/** Which rooms a room may use, and which it may only name in types. Its own files and `base/` are always open. */
const doors: Readonly<Record<string, { uses: readonly string[]; names: readonly string[] }>> = {
  base: { uses: [], names: [] },
  settings: { uses: ['plan'], names: ['dns'] },
  plan: { uses: [], names: ['settings', 'report'] },
  report: { uses: [], names: ['settings', 'plan'] },
  acme: { uses: [], names: ['settings'] },
  dns: { uses: [], names: ['settings'] },
  certificate: { uses: [], names: ['settings', 'report'] },
  // The CA and the DNS meet here, and only as interfaces.
  challenge: { uses: ['state'], names: ['settings', 'acme', 'dns'] },
  // It looks through the DNS, and judges; what the CA says comes to it as a value.
  preflight: { uses: ['challenge', 'dns', 'report'], names: ['settings', 'acme'] },
  state: { uses: ['certificate'], names: ['settings', 'report'] },
  deliver: { uses: ['certificate', 'report'], names: ['settings'] },
  // The steps of the story are where everything meets, the outside world excepted.
  steps: {
    uses: [
      ...['settings', 'plan', 'acme', 'challenge', 'dns', 'certificate', 'preflight', 'state', 'deliver'],
      'report',
    ],
    names: [],
  },
  // The table of inputs tells it what to read.
  platform: { uses: ['settings'], names: ['report'] },
};

const pureRooms = ['plan', 'report', 'settings'];

/** Parts of Node that compute and do nothing else. */
const pureNode = ['node:buffer', 'node:crypto', 'node:net', 'node:path', 'node:url', 'node:util'];

/** Who may import a package whose use is confined to one place. */
const confined: readonly { packages: RegExp; where: RegExp; only: string }[] = [
  {
    packages: /^@actions\//,
    where: /^platform\/(github|cache|artifacts)\.ts$/,
    only: 'platform/github.ts, cache.ts and artifacts.ts',
  },
  {
    packages: /^acme-client(\/|$)/,
    where: /^(acme\/client\.ts|certificate\/)/,
    only: 'acme/client.ts and certificate/',
  },
  { packages: /^axios$/, where: /^$/, only: 'nobody' },
  {
    packages: /^node:(timers(\/promises)?|process)$/,
    where: /^(platform\/|(main|post|cli)\.ts$)/,
    only: 'platform/',
  },
];

function roomOf(path: string): string {
  return path.split('/')[0]?.replace(/\.ts$/, '') ?? path;
}

function closedDoor(from: Module, { target, typeOnly }: Import): string | undefined {
  if (target === undefined) return undefined;
  const to = roomOf(target);
  if (entries.includes(to)) return `imports the entry ${target}`;
  if (to === 'platform' && from.room !== 'platform' && !entries.includes(from.room)) {
    return `imports ${target}: only the entries do`;
  }
  const door = doors[from.room];
  if (!door || to === 'base' || to === from.room || door.uses.includes(to)) return undefined;
  if (!door.names.includes(to)) return `${from.room}/ must not know ${target}`;
  return typeOnly ? undefined : `${from.room}/ may name types of ${to}/, not use ${target}`;
}

function eachImport(find: (module: Module, one: Import) => string | undefined): Check['find'] {
  return inEachModule((module) =>
    module.imports.flatMap((one) => {
      const what = find(module, one);
      return what === undefined ? [] : [violation(module, one.node, what)];
    }),
  );
}

/** Each module that can be reached from itself, told once, at its smallest path. */
function findCycles(modules: readonly Module[]): readonly Violation[] {
  const byPath = new Map(modules.map((module) => [module.path, module]));
  const valuesOf = (path: string) =>
    (byPath.get(path)?.imports ?? []).flatMap(({ target, typeOnly }) =>
      target && !typeOnly ? [target] : [],
    );
  const reach = (path: string, seen = new Set<string>()): Set<string> => {
    for (const next of valuesOf(path)) {
      if (seen.has(next)) continue;
      seen.add(next);
      reach(next, seen);
    }
    return seen;
  };
  return modules
    .filter(({ path }) => reach(path).has(path))
    .map((module) => violation(module, module.source, 'is imported by what it imports'));
}

export const importChecks: readonly Check[] = [
  {
    rule: 'rooms know only the rooms whose doors are open to them',
    find: eachImport(closedDoor),
    breaches: [
      { 'base/bound.ts': "import type { Settings } from '../settings/settings.ts';" },
      { 'acme/order.ts': "import { zoneOf } from '../dns/zone.ts';" },
      { 'acme/order.ts': "import type { DnsProvider } from '../dns/provider.ts';" },
      { 'dns/zone.ts': "export { toOrder } from '../acme/order.ts';" },
      { 'challenge/dns01.ts': "import { findZone } from '../dns/zone.ts';" },
      { 'dns/zone.ts': "const { a } = await import('../acme/order.ts');" },
      { 'plan/due.ts': "import { x509 } from '../certificate/x509.ts';" },
      { 'run.ts': "import { systemClock } from './platform/system.ts';" },
      { 'run.ts': "import './main.ts';" },
      { 'steps/prove.ts': "type A = import('../platform/http.ts').HttpOptions;" },
    ],
    allowed: [
      { 'challenge/dns01.ts': "import type { DnsProvider } from '../dns/provider.ts';" },
      { 'challenge/dns01.ts': "import { type DnsProvider } from '../dns/provider.ts';" },
      { 'main.ts': "import { systemClock } from './platform/system.ts'; import { run } from './run.ts';" },
      { 'acme/order.ts': "import { retry } from '../base/retry.ts';" },
    ],
  },
  {
    rule: 'every folder of src/ has its doors written down',
    find: inEachModule((module) =>
      module.path.includes('/') && !Object.hasOwn(doors, module.room)
        ? [violation(module, module.source, `${module.room}/ is missing in the test's table of doors`)]
        : [],
    ),
    breaches: [{ 'attic/box.ts': 'export const box = 1;' }],
  },
  {
    rule: 'packages that are confined to one place stay there',
    find: eachImport((module, { specifier }) => {
      const rule = confined.find(({ packages }) => packages.test(specifier));
      return rule && !rule.where.test(module.path)
        ? `imports ${specifier}: only ${rule.only} may`
        : undefined;
    }),
    breaches: [
      { 'deliver/outputs.ts': "import * as core from '@actions/core';" },
      { 'main.ts': "import { setFailed } from '@actions/core';" },
      { 'platform/console.ts': "const { saveCache } = await import('@actions/cache');" },
      { 'acme/order.ts': "const { default: Http } = await import('acme-client/src/http.js');" },
      { 'acme/transport.ts': "import axios from 'axios';" },
      { 'dns/exchange.ts': "import { setTimeout } from 'node:timers/promises';" },
      { 'state/journal.ts': "import { env } from 'node:process';" },
    ],
    allowed: [
      { 'platform/github.ts': "import * as core from '@actions/core';" },
      { 'platform/cache.ts': "export const load = async () => (await import('@actions/cache')).saveCache;" },
      { 'certificate/csr.ts': "import { crypto } from 'acme-client';" },
    ],
  },
  {
    rule: 'plan/, report/ and settings/ import only what is pure',
    find: eachImport((module, { specifier, target, typeOnly, names }) => {
      if (!pureRooms.includes(module.room)) return undefined;
      if (names.includes('Clock')) return 'takes a clock: the time is an argument here';
      if (specifier.startsWith('node:') && !pureNode.includes(specifier)) return `imports ${specifier}`;
      const impure = target !== undefined && !typeOnly && ![...pureRooms, 'base'].includes(roomOf(target));
      return impure ? `uses ${target}` : undefined;
    }),
    breaches: [
      { 'settings/parse.ts': "import { readFileSync } from 'node:fs';" },
      { 'plan/due.ts': "import type { Clock } from '../base/ports.ts';" },
      { 'report/summary.ts': "import { zoneOf } from '../dns/zone.ts';" },
    ],
    allowed: [
      { 'settings/parse.ts': "import { isIP } from 'node:net'; import { inputs } from './inputs.ts';" },
    ],
  },
  {
    rule: 'no module is imported by what it imports',
    find: ({ modules }) => findCycles(modules),
    breaches: [
      {
        'acme/order.ts': "import { b } from './session.ts'; export const a = 1;",
        'acme/session.ts': "export { a } from './order.ts'; export const b = 1;",
      },
    ],
    allowed: [
      {
        'acme/order.ts': "import { b } from './session.ts'; export type A = 1;",
        'acme/session.ts': "import type { A } from './order.ts'; export const b: A = 1;",
      },
    ],
  },
];
