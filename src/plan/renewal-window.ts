import { createHash } from 'node:crypto';

/** When the CA wants a certificate renewed (RFC 9773 4.2), ms since the epoch. */
export interface RenewalWindow {
  windowStartMs: number;
  windowEndMs: number;
  explanationUrl: string | undefined;
}

/** Whose moment is chosen. */
export interface Chosen {
  /** The certificate's fingerprint. */
  fingerprint: string;
  domains: readonly string[];
}

/**
 * The second of the window at which this certificate is renewed: spread evenly over all certificates, and the same in
 * every run (RFC 9773 4.2 asks for a random time; one drawn anew in each run would favour the window's start).
 * @returns ms since the epoch, whole seconds, from the window's start to before its end
 */
export function selectMoment(
  { windowStartMs, windowEndMs }: Pick<RenewalWindow, 'windowStartMs' | 'windowEndMs'>,
  { fingerprint, domains }: Chosen,
): number {
  const hash = createHash('sha256')
    .update(JSON.stringify([fingerprint, domains.toSorted()]))
    .digest();
  const share = hash.readUIntBE(0, 6) / 2 ** 48;
  const atMs = windowStartMs + share * (windowEndMs - windowStartMs);
  return Math.max(windowStartMs, Math.floor(atMs / 1000) * 1000);
}
