import { seconds } from '../base/bound.ts';
import type { CertificateRequest, RenewBefore, Settings } from '../settings/settings.ts';

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
}

/** Decides whether a certificate is to be ordered. The first reason that applies is the one that is told. */
export function decideDue({ request, settings, held, nowMs }: DueQuestion): Decision {
  if (settings.mode.name === 'dry-run') return due('dry-run', 'A dry run tries the order, due or not');
  if (settings.force) return due('forced', 'The input `force` asks for it');
  if (!held) return due('missing', 'No certificate of this name is stored');
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
  return decideByTime(held, renewBefore, nowMs);
}

/** Decides by time alone: what is served is fresh or not, whoever ordered it. */
export function decideByTime(
  held: Pick<Held, 'notBeforeMs' | 'notAfterMs'>,
  renewBefore: RenewBefore,
  nowMs: number,
): Decision {
  const renewAtMs = held.notAfterMs - leadMs(held, renewBefore);
  const until = moment(held.notAfterMs);
  if (nowMs < renewAtMs) {
    return {
      due: false,
      code: 'fresh',
      because: `Valid until ${until}, to be renewed from ${moment(renewAtMs)}`,
    };
  }
  const left = held.notAfterMs - nowMs;
  return due('renew-before', left > 0 ? `It ends in ${duration(left)} (${until})` : `It ended on ${until}`);
}

const dayMs = 86_400_000;

/**
 * A third of the lifetime; half where it is under 10 days, as Let's Encrypt advises, and where the user wants more than
 * there is: such a certificate would be due as soon as it is made, in every run.
 */
function leadMs(
  { notBeforeMs, notAfterMs }: Pick<Held, 'notBeforeMs' | 'notAfterMs'>,
  before: RenewBefore,
): number {
  const lifetimeMs = notAfterMs - notBeforeMs;
  const wanted = wantedLeadMs(lifetimeMs, before);
  return wanted < lifetimeMs ? wanted : lifetimeMs / 2;
}

function wantedLeadMs(lifetimeMs: number, before: RenewBefore): number {
  switch (before.kind) {
    case 'auto':
      return lifetimeMs < 10 * dayMs ? lifetimeMs / 2 : lifetimeMs / 3;
    case 'duration':
      return before.ms;
    case 'share':
      return lifetimeMs * before.ofLifetime;
  }
}

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
