import { X509Certificate, type KeyObject } from 'node:crypto';
import { seconds, within } from '../base/bound.ts';
import { AppError } from '../base/errors.ts';
import { readCsr } from '../certificate/user-csr.ts';
import { decideDue, isByTime, type Decision, type Renewal } from '../plan/due.ts';
import type { IssuedCertificate } from '../report/outcome.ts';
import type { CertificateRequest } from '../settings/settings.ts';
import type { StateEntry, StoredCertificate } from '../state/entry.ts';
import type { Loaded } from '../state/store.ts';
import { askRenewal, renewalOf } from './ask-renewal.ts';
import { lookAtServed } from './look-at-served.ts';
import type { Ca } from './open-ca.ts';
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
  const loaded = await loadEntry(request.name, start);
  const warnings = loaded.kind === 'unusable' ? [loaded.warning] : [];
  const entry = loaded.kind === 'found' ? loaded.entry : undefined;
  // Sealed with the secret before this one: sealed anew, whatever the run does with it.
  if (entry && loaded.kind === 'found' && loaded.sealAnew)
    await start.store.keep(entry, start.budget.work.signal);
  const decided = await decide(request, entry, start);
  if (decided.decision.code !== 'missing' || entry?.pending)
    return { ...decided, warnings: [...warnings, ...decided.warnings] };
  const spared = await spareOrder(request, entry, start);
  return {
    entry,
    decision: spared?.decision ?? decided.decision,
    warnings: [...warnings, ...(spared?.warnings ?? [])],
  };
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
  if (!stored || !isByTime(decision) || settings.renewBefore.kind !== 'auto')
    return { entry, decision, warnings: [] };
  const { info: renewalInfo, warnings } = await askRenewal(stored, start);
  const certificate = { ...stored, renewalInfo };
  const told = { ...entry, certificate };
  if (renewalInfo !== stored.renewalInfo) await store.keep(told, signal);
  const renewal = await renewalOf(certificate, start);
  return { entry: told, decision: decideDue({ ...question, renewal }), renewal, warnings };
}

/** A state service that hangs must not eat the run: without its answer it goes on as if nothing were stored. */
const lookMs = 30_000;

/** What is stored under a certificate's name. */
export function loadEntry(name: string, { store, world, budget }: Start): Promise<Loaded> {
  const expired = (spentMs: number) => new AppError('state-unreadable', `no answer in ${seconds(spentMs)}`);
  const limits = { timeoutMs: lookMs, parent: budget.work, expired };
  return within(world.clock, limits, ({ signal }) => store.load(name, signal));
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

/**
 * A lost cache must not spend the CA's limit on duplicates: a fresh certificate that is in use isn't ordered again.
 * One is ordered all the same when it was never ours: with state, and an account that this run has just made.
 */
async function spareOrder(
  request: CertificateRequest,
  entry: StateEntry | undefined,
  start: Start & { openCa: () => Promise<Ca> },
): Promise<Pick<Recalled, 'decision' | 'warnings'> | undefined> {
  const served = await lookAtServed(request, start, entry?.revoked);
  if (!served || served.decision.due) return undefined;
  const { settings } = start;
  const isStateless = settings.state.kind === 'none' || settings.account.encryptionKey === undefined;
  if (!isStateless && !(await start.openCa()).accountExisted) return undefined;
  const until = new Date(served.notAfterMs).toISOString();
  const warning =
    `${served.where} serves a certificate of these names until ${until}, so none was ordered; its key is not stored ` +
    'here, so there are no files. CAs limit certificates of the same names (5 in 7 days at the most used one). Set `force` ' +
    'to true once if you need one with its key now.';
  return {
    decision: { ...served.decision, because: `${served.where}: ${served.decision.because}` },
    warnings: [warning],
  };
}
