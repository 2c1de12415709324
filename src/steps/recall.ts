import { X509Certificate, type KeyObject } from 'node:crypto';
import { seconds, within } from '../base/bound.ts';
import { AppError, messageOf } from '../base/errors.ts';
import { readCsr } from '../certificate/user-csr.ts';
import { decideDue, isByTime, type Decision, type Renewal } from '../plan/due.ts';
import type { IssuedCertificate } from '../report/outcome.ts';
import type { CertificateRequest } from '../settings/settings.ts';
import { variantOf, type StateEntry, type StoredCertificate } from '../state/entry.ts';
import type { Loaded } from '../state/store.ts';
import { askRenewal, renewalOf } from './ask-renewal.ts';
import type { Ca } from './open-ca.ts';
import { spareOrder } from './spare-order.ts';
import type { Start } from './start.ts';

/** What is known of a certificate before anything is ordered, and what follows from it. */
export interface Recalled {
  entry: StateEntry | undefined;
  decision: Decision;
  /** When the CA wants the stored certificate renewed, if it says so. */
  renewal?: Renewal | undefined;
  warnings: readonly string[];
}

/** Looks at what is stored, and at what is served where nothing is, and decides whether to order. */
export async function recall(
  request: CertificateRequest,
  start: Start & { openCa: () => Promise<Ca> },
): Promise<Recalled> {
  const loaded = await loadEntry(request, start);
  const warnings: string[] = loaded.kind === 'unusable' ? [loaded.warning] : [];
  const entry = loaded.kind === 'found' ? loaded.entry : undefined;
  if (loaded.kind === 'found' && loaded.sealAnew) warnings.push(...(await moveToSecret(loaded.entry, start)));
  const decided = await decide(request, entry, start);
  warnings.push(...decided.warnings);
  const { code } = decided.decision;
  if (code === 'names-changed') warnings.push(takingTurns(request.name));
  if (code !== 'missing' || entry?.pending) return { ...decided, warnings };
  const spared = await spareOrder(request, entry, start);
  if (spared) return { entry, decision: spared.decision, warnings: [...warnings, ...spared.warnings] };
  const isHidden = loaded.kind === 'unusable';
  const because = isHidden ? 'What is stored of it can not be used' : decided.decision.because;
  return { entry, decision: { ...decided.decision, because }, warnings };
}

/** The CA is asked only where nothing but time decides, and the user hasn't set the time. */
async function decide(
  request: CertificateRequest,
  entry: StateEntry | undefined,
  start: Start,
): Promise<Recalled> {
  const { settings, world, budget, store } = start;
  const { signal } = budget.work;
  const stored = entry?.certificate;
  const held = stored && (await describeHeld(stored, request, signal));
  const question = { request, settings, held, nowMs: world.clock.now() };
  const decision = decideDue(question);
  // Of one that has ended, the CA mustn't be asked (RFC 9773 4.3).
  const isOver = stored !== undefined && stored.notAfterMs <= question.nowMs;
  if (!stored || isOver || !isByTime(decision) || settings.renewBefore.kind !== 'auto')
    return { entry, decision, warnings: [] };
  const { info: renewalInfo, warnings } = await askRenewal(stored, start);
  const certificate = { ...stored, renewalInfo };
  const told = { ...entry, certificate };
  if (renewalInfo !== stored.renewalInfo) await store.keep(told, signal);
  const renewal = await renewalOf(certificate, start);
  return { entry: told, decision: decideDue({ ...question, renewal }), renewal, warnings };
}

function takingTurns(name: string): string {
  return (
    `The names of ${name} changed since the last run. If you didn't change them, two workflows call their certificates ` +
    'so, and each run orders anew: give each a name of its own with `> name` at the end of its line.'
  );
}

/**
 * A state service that hangs must not eat the run, however short that is: without its answer, which a quarter of what
 * is left has to do for, it goes on as if nothing were stored.
 */
const lookMs = 30_000;

/** What is stored of a certificate. */
export function loadEntry(
  request: CertificateRequest,
  { store, settings, world, budget }: Start,
): Promise<Loaded> {
  const expired = (spentMs: number) => new AppError('state-unreadable', `no answer in ${seconds(spentMs)}`);
  const which = { name: request.name, variant: variantOf(request, settings.keyType) };
  const timeoutMs = Math.min(lookMs, budget.work.remainingMs() / 4);
  const limits = { timeoutMs, parent: budget.work, expired };
  return within(world.clock, limits, ({ signal }) => store.load(which, signal));
}

/**
 * What was sealed with the secret before this one is sealed anew, whatever the run does with it, and the account that
 * follows from the secret moves along, though nothing may be due: after this run the one before is left out. As long as
 * the account hasn't moved nothing has, so that every run tries again.
 * @returns a warning when it couldn't be moved
 */
async function moveToSecret(
  entry: StateEntry,
  { settings, budget, store, openCa }: Start & { openCa: () => Promise<Ca> },
): Promise<string[]> {
  const { signal } = budget.work;
  try {
    if (!settings.account.accountKey) await openCa();
  } catch (error) {
    signal.throwIfAborted();
    return [
      `The account could not be moved to the new \`encryption-key\`: ${messageOf(error)}. ` +
        'Leave `previous-encryption-key` in until a run moves it.',
    ];
  }
  await store.keep(entry, signal);
  return [];
}

/** The stored certificate as reports and files have it. */
export function issuedOf({ chain, ...known }: StoredCertificate): IssuedCertificate {
  const { notBeforeMs, notAfterMs, serial, fingerprint, issuer } = known;
  const end = chain.indexOf('-----BEGIN', 1);
  const [leafPem, chainPem] = end < 0 ? [chain, ''] : [chain.slice(0, end), chain.slice(end)];
  return { leafPem, chainPem, notBeforeMs, notAfterMs, serial, fingerprint, issuer };
}

async function describeHeld(stored: StoredCertificate, { csr }: CertificateRequest, signal: AbortSignal) {
  const isOfCsr = csr === undefined ? undefined : sameKey((await readCsr(csr, signal)).publicKey, stored);
  return { ...stored, hasKey: stored.privateKey !== undefined, isOfCsr };
}

function sameKey(publicKey: KeyObject, { chain }: StoredCertificate): boolean {
  return new X509Certificate(chain).publicKey.equals(publicKey);
}
