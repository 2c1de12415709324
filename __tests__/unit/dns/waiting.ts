import assert from 'node:assert/strict';
import { sleep, startBudget } from '../../../src/base/bound.ts';
import { AppError } from '../../../src/base/errors.ts';
import type { Reply } from '../../../src/dns/exchange.ts';
import { createWaitForRecords, type PropagationOptions } from '../../../src/dns/propagation.ts';
import type { TxtRecord } from '../../../src/dns/provider.ts';
import type { Zone } from '../../../src/dns/zone.ts';
import { fakeClock } from '../../fakes/clock.ts';
import { answered, fakeNetwork, txt, type Server } from '../../fakes/dns-network.ts';

export const at = '_acme-challenge.example.com';
export const record = { name: at, value: 'one' };
export const shows =
  (...values: string[]): Server =>
  ({ name }) =>
    answered(values.map((value) => txt(name, value)));
export const shownOne: Reply = answered([txt(at, 'one')]);

export function zoneOf(...servers: (readonly string[])[]): Zone {
  return {
    name: 'example.com',
    servers: servers.map((addresses, index) => ({
      name: `ns${index + 1}.example.com`,
      addresses: addresses.map((address) => ({ address, port: 53 })),
    })),
  };
}

interface Setup extends Partial<PropagationOptions> {
  /** By address, on port 53. */
  servers: Record<string, Server>;
  /** By `address:port`. */
  others?: Record<string, Server>;
  zone?: Zone;
  records?: readonly TxtRecord[];
  budgetMs?: number;
  /** A server whose questions end without an answer, and only after this long. */
  hangs?: { address: string; forMs: number };
}

/** Starts a wait; `outcome` runs the clock until it ends. */
export function start({
  servers,
  others = {},
  zone,
  records = [record],
  budgetMs = 600_000,
  hangs,
  ...more
}: Setup) {
  const clock = fakeClock();
  const lines: string[] = [];
  const budget = startBudget(clock, budgetMs);
  const onPort53 = Object.entries(servers).map(([address, server]) => [`${address}:53`, server] as const);
  const network = fakeNetwork({ ...Object.fromEntries(onPort53), ...others });
  const options: PropagationOptions = {
    clock,
    log: {
      debug: () => undefined,
      info: (line) => lines.push(line),
      group: () => undefined,
      endGroup: () => undefined,
    },
    async ask(query, signal) {
      const address = 'url' in query.server ? query.server.url : query.server.address;
      if (address !== hangs?.address) return network.ask(query, signal);
      await sleep(clock, hangs.forMs, signal);
      return { kind: 'timeout' };
    },
    locate: (name) => Promise.resolve({ name, zone }),
    isBlocked: () => false,
    resolvers: () => [],
    standIns: () => Promise.resolve([]),
    propagation: { kind: 'authoritative' },
    timeoutMs: 120_000,
    ...more,
  };
  let settled: { warnings: readonly string[]; error?: unknown; afterMs: number } | undefined;
  createWaitForRecords(options)(records, budget.work).then(
    (warnings) => (settled = { warnings, afterMs: clock.monotonic() }),
    (error: unknown) => (settled = { warnings: [], error, afterMs: clock.monotonic() }),
  );
  return {
    ...network,
    clock,
    lines,
    budget,
    async outcome() {
      for (let stepMs = 0; !settled; stepMs = 250) await clock.advance(stepMs);
      budget.close();
      assert.equal(clock.pending, 0, 'timers are left');
      return settled;
    },
  };
}

export async function failure(wait: ReturnType<typeof start>): Promise<AppError> {
  const { error } = await wait.outcome();
  assert.ok(error instanceof AppError, String(error));
  return error;
}

/** What the error tells of each server, a line each. */
export function tableOf({ details: { servers = [] } }: AppError): string[] {
  return servers.map(({ name, of, server = '-', address = '-', answer }) =>
    [name, of, server, address, answer].join(' '),
  );
}
