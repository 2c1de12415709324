/** So many in so long a time. */
export interface Limit {
  most: number;
  withinMs: number;
}

/** A CA's limits on orders for new sets of names; a renewal of the same names is exempt from them. */
export interface CaLimits {
  perAccount: Limit;
  perRegisteredDomain: Limit;
}

const hourMs = 3_600_000;

/** @returns undefined for a CA that publishes none; one of your own may have any name */
export function limitsOf({ name, isKnown }: { name: string; isKnown: boolean }): CaLimits | undefined {
  if (!isKnown || name !== 'letsencrypt') return undefined;
  return {
    perAccount: { most: 300, withinMs: 3 * hourMs },
    perRegisteredDomain: { most: 50, withinMs: 7 * 24 * hourMs },
  };
}

/** An order that counted against the limits, or will. */
export interface Spending {
  atMs: number;
  /** Of all its names, each once. */
  registeredDomains: readonly string[];
}

/** What is left of a CA's limits at one moment, counted down as orders are promised. */
export class Allowance {
  readonly #limits: CaLimits | undefined;
  /** Moments of what still counts, the oldest first. */
  readonly #account: number[] = [];
  readonly #domains = new Map<string, number[]>();
  readonly #nowMs: number;

  constructor(limits: CaLimits | undefined, spent: readonly Spending[], nowMs: number) {
    this.#limits = limits;
    this.#nowMs = nowMs;
    for (const one of spent.toSorted((a, b) => a.atMs - b.atMs)) this.#count(one);
  }

  /**
   * Takes room for one order now, if all limits have it.
   * @returns undefined when it was taken, else the limit that has none and when it has again
   */
  take(registeredDomains: readonly string[]): { what: string; untilMs: number } | undefined {
    const full = this.#limits && this.#fullest(this.#limits, registeredDomains);
    if (!full) this.#count({ atMs: this.#nowMs, registeredDomains });
    return full;
  }

  #fullest({ perAccount, perRegisteredDomain }: CaLimits, registeredDomains: readonly string[]) {
    const full = (what: string, moments: readonly number[] | undefined, { most, withinMs }: Limit) => {
      const freedBy = moments?.[moments.length - most];
      return freedBy === undefined ? [] : [{ what, untilMs: freedBy + withinMs }];
    };
    const all = [
      ...full('orders of an account', this.#account, perAccount),
      ...registeredDomains.flatMap((domain) =>
        full(`new certificates of ${domain}`, this.#domains.get(domain), perRegisteredDomain),
      ),
    ];
    return all.toSorted((a, b) => b.untilMs - a.untilMs)[0];
  }

  #count({ atMs, registeredDomains }: Spending): void {
    if (!this.#limits) return;
    const { perAccount, perRegisteredDomain } = this.#limits;
    if (atMs > this.#nowMs - perAccount.withinMs) this.#account.push(atMs);
    if (atMs <= this.#nowMs - perRegisteredDomain.withinMs) return;
    for (const domain of registeredDomains) {
      const moments = this.#domains.get(domain);
      if (moments) moments.push(atMs);
      else this.#domains.set(domain, [atMs]);
    }
  }
}
