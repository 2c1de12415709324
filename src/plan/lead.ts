import type { RenewBefore } from '../settings/settings.ts';

/** A certificate's validity, ms since the epoch. */
export interface Validity {
  notBeforeMs: number;
  notAfterMs: number;
}

const dayMs = 86_400_000;

/** When a certificate was obtained, and the one before it, whose place it took. */
export interface Succession {
  obtainedAtMs: number;
  predecessorAtMs: number | undefined;
}

/**
 * When it is due by time alone: a third of the lifetime before its end; half where that is under 10 days, as Let's
 * Encrypt advises. A lead longer than the whole life counts as none: such a certificate would be due in every run.
 */
export function renewAtMs({ notBeforeMs, notAfterMs }: Validity, before: RenewBefore): number {
  const lifetimeMs = notAfterMs - notBeforeMs;
  const auto = lifetimeMs < 10 * dayMs ? 1 / 2 : 1 / 3;
  return notAfterMs - leadMs(lifetimeMs, before, auto);
}

/** When its end is so near that nothing may be put off any more: a ninth of the lifetime before it (`fail-before`). */
export function failAtMs({ notBeforeMs, notAfterMs }: Validity, before: RenewBefore): number {
  return notAfterMs - leadMs(notAfterMs - notBeforeMs, before, 1 / 9);
}

/**
 * Until when a new certificate is kept though the CA wants it renewed. One certificate may be replaced as soon as it was
 * obtained: CAs announce a revocation so. When the next one is to be replaced just as soon, the CA is mistaken or the
 * clock is wrong, and orders in every run would end at the CA's limits: then there is one a day, at most one for each
 * ninth of the lifetime.
 * @returns ms since the epoch; undefined when it needn't be kept
 */
export function restUntilMs(
  { notBeforeMs, notAfterMs, obtainedAtMs, predecessorAtMs }: Validity & Succession,
  nowMs: number,
): number | undefined {
  const restMs = Math.min(dayMs, (notAfterMs - notBeforeMs) / 9);
  if (predecessorAtMs === undefined || nowMs < obtainedAtMs) return undefined;
  return Math.abs(obtainedAtMs - predecessorAtMs) < 2 * restMs ? obtainedAtMs + restMs * leeway : undefined;
}

/** Schedules start minutes late or early. */
const leeway = 0.9;

function leadMs(lifetimeMs: number, before: RenewBefore, auto: number): number {
  const wanted = wantedLeadMs(lifetimeMs, before, auto);
  return wanted < lifetimeMs ? wanted : lifetimeMs * auto;
}

function wantedLeadMs(lifetimeMs: number, before: RenewBefore, auto: number): number {
  switch (before.kind) {
    case 'auto':
      return lifetimeMs * auto;
    case 'duration':
      return before.ms;
    case 'share':
      return lifetimeMs * before.ofLifetime;
  }
}
