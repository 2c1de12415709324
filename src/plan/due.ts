import { seconds } from '../base/bound.ts';
import type { CertificateRequest, RenewBefore, Settings } from '../settings/settings.ts';
import { failAtMs, renewAtMs, restUntilMs, type Validity } from './lead.ts';
import type { RenewalWindow } from './renewal-window.ts';

/** A certificate that a run before this one obtained, as far as deciding needs it. */
export interface Held {
  domains: readonly string[];
  profile: string | undefined;
  notBeforeMs: number;
  notAfterMs: number;
  obtainedAtMs: number;
  /** When the one before it was obtained, whose place it took. */
  predecessorAtMs: number | undefined;
  hasKey: boolean;
  /** Whether its key is the one of the CSR that is asked for; undefined without a CSR. */
  isOfCsr: boolean | undefined;
}

/** Why a certificate is ordered, or isn't. */
export type ReasonCode =
  | 'missing'
  | 'forced'
  | 'dry-run'
  | 'names-changed'
  | 'key-missing'
  | 'csr-changed'
  | 'profile-changed'
  | 'renewal-window'
  | 'window-passed'
  | 'renew-before'
  | 'fresh';

export interface Decision {
  due: boolean;
  code: ReasonCode;
  /** The reason as a sentence without its full stop. */
  because: string;
}

export interface DueQuestion {
  request: CertificateRequest;
  settings: Pick<Settings, 'mode' | 'force' | 'profile' | 'renewBefore' | 'failBefore'>;
  held: Held | undefined;
  nowMs: number;
  /** What the CA says of renewing it; undefined when it says nothing, or wasn't asked. */
  renewal?: Renewal | undefined;
}

/** The CA's window for a certificate (RFC 9773 4.2), and what is needed to act on it. */
export interface Renewal extends RenewalWindow {
  /** This certificate's moment in the window. */
  selectedMs: number;
  /** When a run comes next: a moment before that can only be kept now. */
  nextRunMs: number;
}

/** Decides whether a certificate is to be ordered. The first reason that applies is the one that is told. */
export function decideDue({ request, settings, held, nowMs, renewal }: DueQuestion): Decision {
  if (settings.mode.name === 'dry-run') return due('dry-run', 'A dry run tries the order, due or not');
  const forced = settings.force ? due('forced', 'The input `force` asks for it') : undefined;
  if (!held) return forced ?? due('missing', 'No certificate of this name, key type and CA is stored');
  const { profile, renewBefore, failBefore } = settings;
  const [added, removed] = difference(request, held);
  if (added.length + removed.length > 0) {
    const changes = [...added.map((name) => `+${name}`), ...removed.map((name) => `-${name}`)];
    return due('names-changed', `Its names changed: ${changes.join(', ')}`);
  }
  if (held.isOfCsr === false) return due('csr-changed', 'The CSR has another key');
  if (request.csr === undefined && !held.hasKey) return due('key-missing', 'Its key was never ours');
  // After what makes the stored one unfit: forced or not, nobody can do with that one in the meantime.
  if (forced) return forced;
  if (held.profile !== profile) {
    return due(
      'profile-changed',
      `Its profile is ${held.profile ?? 'the default'}, and ${profile ?? 'the default'} is wanted`,
    );
  }
  // Who sets `renew-before` has decided; by itself the action does as the CA asks.
  return renewal && renewBefore.kind === 'auto'
    ? decideByWindow(held, { renewal, failBefore, nowMs })
    : decideByTime(held, renewBefore, nowMs);
}

/** Whether only time decides about it: what is held is what is wanted. */
export function isByTime({ code }: Decision): boolean {
  return code === 'fresh' || code === 'renew-before';
}

/** What is known of a certificate for deciding by the CA's window. */
export type Windowed = Validity & Pick<Held, 'obtainedAtMs' | 'predecessorAtMs'>;

export interface WindowQuestion {
  renewal: Renewal;
  failBefore: RenewBefore;
  nowMs: number;
}

/**
 * Decides by the CA's window (RFC 9773 4.2), within reason: a window that comes too late is not waited for, and a CA
 * that wants every new certificate renewed at once gets no order in every run.
 */
export function decideByWindow(held: Windowed, { renewal, failBefore, nowMs }: WindowQuestion): Decision {
  const asked = askedByWindow(held, renewal, nowMs);
  const restMs = restUntilMs(held, nowMs);
  if (asked.due && (restMs === undefined || restMs <= nowMs)) return asked;
  // Never earlier than without a window, whatever `fail-before` says.
  const latestMs = Math.max(failAtMs(held, failBefore), renewAtMs(held, { kind: 'auto' }));
  if (latestMs < renewal.nextRunMs) {
    return due('renew-before', `${endOf(held, nowMs)}, and the CA's window comes too late to wait for`);
  }
  if (restMs === undefined || !asked.due) return asked;
  const again = `${asked.because}. It took the place of one that was as new, so it is kept until ${moment(restMs)}`;
  return { due: false, code: 'fresh', because: again };
}

function askedByWindow({ notAfterMs }: Validity, renewal: Renewal, nowMs: number): Decision {
  const { windowStartMs, windowEndMs, selectedMs, nextRunMs, explanationUrl } = renewal;
  const [start, end, selected] = [windowStartMs, windowEndMs, selectedMs].map(moment);
  const why = explanationUrl === undefined ? '' : `; the CA explains: ${explanationUrl}`;
  if (windowEndMs <= nowMs) {
    const passed = `The CA wanted it renewed by ${end}; such a window in the past is also how it announces a revocation`;
    return due('window-passed', passed + why);
  }
  const window = `The CA asks to renew between ${start} and ${end}`;
  if (selectedMs <= nowMs) return due('renewal-window', `${window}, this one from ${selected}${why}`);
  if (selectedMs < nextRunMs) {
    return due('renewal-window', `${window}, this one at ${selected}, before the next run${why}`);
  }
  const because = `Valid until ${moment(notAfterMs)}, to be renewed from ${selected}, as the CA asks${why}`;
  return { due: false, code: 'fresh', because };
}

/** Decides by time alone: what is served is fresh or not, whoever ordered it. */
export function decideByTime(held: Validity, renewBefore: RenewBefore, nowMs: number): Decision {
  const renewFromMs = renewAtMs(held, renewBefore);
  if (nowMs >= renewFromMs) return due('renew-before', endOf(held, nowMs));
  const because = `Valid until ${moment(held.notAfterMs)}, to be renewed from ${moment(renewFromMs)}`;
  return { due: false, code: 'fresh', because };
}

function endOf({ notAfterMs }: Validity, nowMs: number): string {
  const [left, until] = [notAfterMs - nowMs, moment(notAfterMs)];
  return left > 0 ? `It ends in ${duration(left)} (${until})` : `It ended on ${until}`;
}

const dayMs = 86_400_000;

function difference({ identifiers }: CertificateRequest, { domains }: Held): [string[], string[]] {
  const wanted = new Set(identifiers.map(({ value }) => value));
  const had = new Set(domains);
  return [[...wanted].filter((name) => !had.has(name)), [...had].filter((name) => !wanted.has(name))];
}

function due(code: ReasonCode, because: string): Decision {
  return { due: true, code, because };
}

function duration(ms: number): string {
  return ms >= 2 * dayMs ? `${Math.floor(ms / dayMs)} days` : seconds(ms);
}

/** `2026-08-05 14:03 UTC`. */
function moment(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}
