import { seconds } from '../base/bound.ts';
import type { CertificateRequest, RenewBefore, Settings } from '../settings/settings.ts';
import { renewAtMs, type Validity } from './lead.ts';
import type { RenewalWindow } from './renewal-window.ts';

/** A certificate that a run before this one obtained, as far as deciding needs it. */
export interface Held {
  domains: readonly string[];
  profile: string | undefined;
  notBeforeMs: number;
  notAfterMs: number;
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
  settings: Pick<Settings, 'mode' | 'force' | 'profile' | 'renewBefore'>;
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
  if (settings.force) return due('forced', 'The input `force` asks for it');
  if (!held) return due('missing', 'No certificate of this name, key type and CA is stored');
  const { profile, renewBefore } = settings;
  const [added, removed] = difference(request, held);
  if (added.length + removed.length > 0) {
    const changes = [...added.map((name) => `+${name}`), ...removed.map((name) => `-${name}`)];
    return due('names-changed', `Its names changed: ${changes.join(', ')}`);
  }
  if (held.isOfCsr === false) return due('csr-changed', 'The CSR has another key');
  if (request.csr === undefined && !held.hasKey) return due('key-missing', 'Its key was never ours');
  if (held.profile !== profile) {
    return due(
      'profile-changed',
      `Its profile is ${held.profile ?? 'the default'}, and ${profile ?? 'the default'} is wanted`,
    );
  }
  // Who sets `renew-before` has decided; by itself the action does as the CA asks.
  return renewal && renewBefore.kind === 'auto'
    ? decideByWindow(held, renewal, nowMs)
    : decideByTime(held, renewBefore, nowMs);
}

/** Whether only time decides about it: what is held is what is wanted. */
export function isByTime({ code }: Decision): boolean {
  return code === 'fresh' || code === 'renew-before';
}

/** Decides by the CA's window (RFC 9773 4.2). */
function decideByWindow({ notAfterMs }: Validity, renewal: Renewal, nowMs: number): Decision {
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
  const until = moment(held.notAfterMs);
  if (nowMs < renewFromMs) {
    const because = `Valid until ${until}, to be renewed from ${moment(renewFromMs)}`;
    return { due: false, code: 'fresh', because };
  }
  const left = held.notAfterMs - nowMs;
  return due('renew-before', left > 0 ? `It ends in ${duration(left)} (${until})` : `It ended on ${until}`);
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
