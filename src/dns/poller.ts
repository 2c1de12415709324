import { untilAborted } from '../base/abort.ts';
import type { Bound } from '../base/bound.ts';
import type { Clock, Log } from '../base/ports.ts';
import { formatServer } from './addresses.ts';
import type { Ask } from './exchange.ts';
import type { WatchedAddress, Wanted } from './watched-address.ts';
import type { WatchedZone } from './watched-zone.ts';

/** What somebody waits for in a zone. */
export interface Watch {
  zone: WatchedZone;
  wanted: Wanted;
}

interface Waiter {
  watches: readonly Watch[];
  sinceMs: number;
  settle: (deaf: readonly Watch[]) => void;
  fail: (reason: unknown) => void;
}

/** From when somebody waits until nobody does. */
interface Run {
  controller: AbortController;
  /** The addresses that are being asked. */
  asking: Map<WatchedAddress, Promise<void>>;
  questions: number;
  rounds: number;
}

/**
 * Asks name servers on behalf of all who wait, so that the questions grow with the servers and the names, and not with
 * the certificates: a name that many wait for is asked for once, and an address is asked on its own, so that a dead one
 * holds up nobody. It runs while somebody waits, and what it knows of dead servers stays for the next.
 *
 * A round is one question about each open name to each address. Every question has its time: the first is asked when
 * somebody comes to wait for it, whoever else waits, and an answer decides when the next one is.
 */
export class Poller {
  readonly #clock: Clock;
  readonly #log: Log;
  readonly #ask: Ask;
  readonly #waiters = new Set<Waiter>();
  readonly #silentTold = new Set<string>();
  #running: { run: Run; ended: Promise<void> } | undefined;
  #wake: () => void = () => undefined;

  constructor({ clock, log, ask }: { clock: Clock; log: Log; ask: Ask }) {
    this.#clock = clock;
    this.#log = log;
    this.#ask = ask;
  }

  /**
   * Waits until every zone shows what is wanted of it. When it returns and nobody else waits, nothing goes on.
   * @returns nothing, or as soon as there are any those zones of which no server answers
   * @throws the bound's reason
   */
  async wait(watches: readonly Watch[], { signal }: Bound): Promise<readonly Watch[]> {
    signal.throwIfAborted();
    const { promise, resolve, reject } = Promise.withResolvers<readonly Watch[]>();
    const sinceMs = this.#clock.monotonic();
    const waiter = { watches, sinceMs, settle: resolve, fail: reject };
    this.#forgetOthers(watches);
    this.#waiters.add(waiter);
    this.#running ??= this.#start();
    this.#wake();
    try {
      return await untilAborted(signal, () => promise);
    } finally {
      await this.#leave(waiter);
    }
  }

  /** Those who waited have read what was shown to them. */
  #forgetOthers(watches: readonly Watch[]): void {
    const wanted = this.#wanted();
    for (const { zone } of watches) {
      for (const address of zone.addresses) address.forgetAllBut(wanted.get(zone) ?? new Map());
    }
  }

  async #leave(waiter: Waiter): Promise<void> {
    this.#waiters.delete(waiter);
    if (this.#waiters.size > 0 || !this.#running) return;
    const { run, ended } = this.#running;
    this.#running = undefined;
    run.controller.abort();
    this.#wake();
    await ended;
    this.#log.debug(
      `DNS: ${run.questions} questions about TXT records in ${run.rounds} rounds; nobody waits now`,
    );
  }

  #start(): { run: Run; ended: Promise<void> } {
    const run = { controller: new AbortController(), asking: new Map(), questions: 0, rounds: 0 };
    return { run, ended: this.#poll(run).catch((reason: unknown) => this.#failAll(reason)) };
  }

  async #poll(run: Run): Promise<void> {
    const { asking, controller } = run;
    while (!controller.signal.aborted) {
      const woken = this.#nextWake();
      const nowMs = this.#clock.monotonic();
      let nextMs = Infinity;
      for (const { address, wanted } of this.#addresses().filter((one) => !asking.has(one.address))) {
        const dueMs = address.dueMs(wanted);
        if (dueMs > nowMs) nextMs = Math.min(nextMs, dueMs);
        else asking.set(address, this.#askAddress(address, wanted, run));
      }
      this.#judge(nowMs);
      await this.#pause(nextMs - nowMs, woken);
    }
    await Promise.all(asking.values());
  }

  async #askAddress(address: WatchedAddress, wanted: Wanted, run: Run): Promise<void> {
    const { signal } = run.controller;
    const ask: Ask = (query, inner) => {
      run.questions += 1;
      return this.#ask(query, inner);
    };
    const [outcome] = await Promise.allSettled([address.ask(wanted, { clock: this.#clock, ask, signal })]);
    run.rounds = Math.max(run.rounds, address.askedAbout(wanted));
    run.asking.delete(address);
    if (outcome.status === 'rejected' && !signal.aborted) this.#failAll(outcome.reason);
    this.#wake();
  }

  /** What is no abort is our bug, and everybody's. */
  #failAll(reason: unknown): void {
    for (const waiter of this.#waiters) waiter.fail(reason);
  }

  #nextWake(): Promise<unknown> {
    const { promise, resolve } = Promise.withResolvers<undefined>();
    this.#wake = () => resolve(undefined);
    return promise;
  }

  async #pause(pauseMs: number, woken: Promise<unknown>): Promise<void> {
    // With nothing due, an answer or a newcomer wakes it.
    const unschedule = pauseMs === Infinity ? undefined : this.#clock.schedule(pauseMs, this.#wake);
    await woken;
    unschedule?.();
  }

  #judge(nowMs: number): void {
    for (const waiter of this.#waiters) {
      const { sinceMs: fromMs } = waiter;
      const deaf = waiter.watches.filter(({ zone, wanted }) => zone.isDeaf(wanted, { nowMs, fromMs }));
      const isSettled = waiter.watches.every(({ zone, wanted }) => zone.isSettled(wanted, nowMs));
      if (deaf.length === 0 && !isSettled) continue;
      this.#tellSilent(waiter);
      waiter.settle(deaf);
    }
  }

  #addresses(): { address: WatchedAddress; wanted: Wanted }[] {
    return [...this.#wanted()].flatMap(([zone, wanted]) =>
      zone.addresses.map((address) => ({ address, wanted })),
    );
  }

  /** What everybody wants of each zone. */
  #wanted(): ReadonlyMap<WatchedZone, Wanted> {
    const zones = new Map<WatchedZone, Map<string, Set<string>>>();
    for (const { zone, wanted } of [...this.#waiters].flatMap(({ watches }) => watches)) {
      const all = zones.get(zone) ?? new Map<string, Set<string>>();
      for (const [name, values] of wanted) all.set(name, new Set([...(all.get(name) ?? []), ...values]));
      zones.set(zone, all);
    }
    return zones;
  }

  /** Says of each address once that its server counts without it. */
  #tellSilent({ watches }: Waiter): void {
    const silent = watches
      .flatMap(({ zone }) => zone.silentBeside)
      .map((one) => ({ address: formatServer(one.server), reason: one.silenceAbout('')?.reason ?? '' }))
      .filter(({ address }) => !this.#silentTold.has(address));
    if (silent.length === 0) return;
    for (const { address } of silent) this.#silentTold.add(address);
    const told = silent.map(({ address, reason }) => `${address} (${reason})`).join(', ');
    this.#log.info(
      `DNS: addresses that give no answer here are left out, their servers have others: ${told}`,
    );
  }
}
