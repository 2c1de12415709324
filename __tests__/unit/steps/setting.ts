import type { ObtainContext } from '../../../src/steps/obtain.ts';
import { Phases, startBudget } from '../../../src/base/bound.ts';
import type { ChallengeTask, Solver } from '../../../src/challenge/solver.ts';
import { generateKey } from '../../../src/certificate/keys.ts';
import type { Settings } from '../../../src/settings/settings.ts';
import { openClient } from '../../fakes/ca-client.ts';
import { FakeCa, type FakeCaOptions } from '../../fakes/ca.ts';
import { fakeClock } from '../../fakes/clock.ts';
import { fakeLog } from '../../fakes/log.ts';

export interface Setting extends Partial<FakeCaOptions> {
  totalMs?: number;
  settings?: Partial<Settings>;
  solver?: Partial<Solver>;
}

/** A solver whose proofs are a set that the CA looks into, and what was asked of it, in order. */
function recordingSolver(changes: Partial<Solver>) {
  const shown = new Set<string>();
  const calls: string[] = [];
  const names = (tasks: readonly ChallengeTask[]) => tasks.map(({ identifier }) => identifier).join(' ');
  const solver: Solver = {
    type: 'dns-01',
    async present(tasks, bound) {
      calls.push(`present ${names(tasks)}`);
      for (const { keyAuthorization } of tasks) shown.add(keyAuthorization);
      await changes.present?.(tasks, bound);
    },
    async ready(tasks, bound) {
      calls.push(`ready ${names(tasks)}`);
      return (await changes.ready?.(tasks, bound)) ?? [];
    },
    async cleanUp(tasks, bound) {
      calls.push(`cleanUp ${names(tasks)}`);
      for (const { keyAuthorization } of tasks) shown.delete(keyAuthorization);
      return (await changes.cleanUp?.(tasks, bound)) ?? [];
    },
  };
  return { solver, shown, calls };
}

const nothing = () => Promise.resolve();

/** A fake CA that validates what the solver shows, and all that a certificate's work needs, on a fake clock. */
export async function setUp({
  totalMs = 600_000,
  settings = {},
  solver: changes = {},
  ...options
}: Setting = {}) {
  const clock = fakeClock();
  const { solver, shown, calls } = recordingSolver(changes);
  const ca = await FakeCa.open({
    clock,
    validate: ({ keyAuthorization }) =>
      shown.has(keyAuthorization)
        ? undefined
        : { type: 'urn:ietf:params:acme:error:dns', detail: 'no TXT record found' },
    ...options,
  });
  const budget = startBudget(clock, totalMs);
  const bound = budget.work;
  const key = await generateKey('ec256', bound.signal);
  const policy = { retries: 1, intervalMs: 1_000 };
  const session = await openClient({
    clock,
    http: ca.http,
    directoryUrl: ca.directoryUrl,
    bound,
    key,
    policy,
  });
  const bounds = { validationMs: 60_000, orderMs: 3_000, requestMs: 15_000, totalMs, retry: policy };
  const context: ObtainContext = {
    settings: { keyType: 'ec256', bounds, certificates: [], ...settings } as unknown as Settings,
    session,
    solvers: [solver],
    budget,
    phases: new Phases(clock),
    log: fakeLog(),
    pending: undefined,
    replaces: undefined,
    keeper: {
      pending: nothing,
      certificate: nothing,
      delivered: nothing,
      failure: () => Promise.resolve(false),
    },
  };
  return { clock, ca, budget, session, context, calls, shown };
}

export function request(...names: string[]) {
  const identifiers = names.map((value) => ({ type: 'dns' as const, value }));
  return { name: names[0] ?? '', identifiers };
}
