const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

export interface Issued {
  notBeforeMs: number;
  notAfterMs: number;
  windowStartMs: number;
  windowEndMs: number;
}

export interface SimulatedOrder {
  account: string;
  name: string;
  registeredDomain: string;
  lifetimeMs: number;
  /** The certificate that it renews. */
  replaces: Issued | undefined;
}

/** A span in which the CA answers nothing. */
export interface Outage {
  fromMs: number;
  toMs: number;
}

/**
 * Let's Encrypt as far as its limits and renewal windows go. It counts for itself, so that a planner that counts wrong
 * is found out; an order above a limit is remembered, and refused as the real one does.
 */
export class SimulatedCa {
  readonly refused: string[] = [];
  /** Most orders that came in one minute and in one hour. */
  readonly peak = { minute: 0, hour: 0 };
  readonly orders = { new: 0, early: 0, inWindow: 0, late: 0, failed: 0 };
  readonly #outages: readonly Outage[];
  readonly #counts = new Map<string, number[]>();

  constructor(outages: readonly Outage[]) {
    this.#outages = outages;
  }

  /** @returns undefined when the CA is down, or refuses */
  order(
    { account, name, registeredDomain, lifetimeMs, replaces }: SimulatedOrder,
    nowMs: number,
  ): Issued | undefined {
    const minute = this.#count('minute', 60_000, nowMs);
    const hour = this.#count('hour', hourMs, nowMs);
    this.peak.minute = Math.max(this.peak.minute, minute);
    this.peak.hour = Math.max(this.peak.hour, hour);
    if (this.#outages.some(({ fromMs, toMs }) => nowMs >= fromMs && nowMs < toMs)) {
      this.orders.failed += 1;
      return undefined;
    }
    const kind = kindOf(replaces, nowMs);
    this.orders[kind] += 1;
    const full = [
      ...(replaces ? [] : this.#over(`account ${account}`, { most: 300, withinMs: 3 * hourMs }, nowMs)),
      ...(replaces ? [] : this.#over(`domain ${registeredDomain}`, { most: 50, withinMs: 7 * dayMs }, nowMs)),
      ...(kind === 'inWindow' ? [] : this.#over(`names ${name}`, { most: 5, withinMs: 7 * dayMs }, nowMs)),
    ];
    this.refused.push(...full);
    return full.length > 0 ? undefined : issue(nowMs, lifetimeMs);
  }

  #over(key: string, { most, withinMs }: { most: number; withinMs: number }, nowMs: number): string[] {
    return this.#count(key, withinMs, nowMs) > most ? [`${key} at ${new Date(nowMs).toISOString()}`] : [];
  }

  #count(key: string, withinMs: number, nowMs: number): number {
    const moments = this.#counts.get(key) ?? [];
    moments.push(nowMs);
    while ((moments[0] ?? nowMs) <= nowMs - withinMs) moments.shift();
    this.#counts.set(key, moments);
    return moments.length;
  }
}

/** Where an order stands to the window of the certificate that it renews; one inside it is exempt from all limits. */
function kindOf(replaces: Issued | undefined, nowMs: number): 'new' | 'early' | 'inWindow' | 'late' {
  if (!replaces) return 'new';
  if (nowMs < replaces.windowStartMs) return 'early';
  return nowMs < replaces.windowEndMs ? 'inWindow' : 'late';
}

/** Its window is a fiftieth of the lifetime wide, around two thirds of it; around half of one under 10 days. */
function issue(nowMs: number, lifetimeMs: number): Issued {
  const middle = nowMs + lifetimeMs * (lifetimeMs < 10 * dayMs ? 1 / 2 : 2 / 3);
  const half = lifetimeMs / 100;
  return {
    notBeforeMs: nowMs,
    notAfterMs: nowMs + lifetimeMs,
    windowStartMs: middle - half,
    windowEndMs: middle + half,
  };
}
