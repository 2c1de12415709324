import { X509Certificate } from 'node:crypto';
import { revokeCertificate } from '../acme/revocation.ts';
import { Phases } from '../base/bound.ts';
import { AppError } from '../base/errors.ts';
import { day } from '../report/wording.ts';
import type { CertificateRequest } from '../settings/settings.ts';
import { withRevoked, type StateEntry, type StoredCertificate } from '../state/entry.ts';
import { eachCertificate, type Ending } from './each-certificate.ts';
import type { ModeStep } from './mode-step.ts';
import { openCa, type Ca } from './open-ca.ts';
import { issuedOf, loadEntry } from './recall.ts';
import { once, type Start } from './start.ts';

interface RevokeContext extends Start {
  openCa: () => Promise<Ca>;
}

/** The mode `revoke`: takes back the stored certificates that `only` names; the next renewal orders them anew. */
export const revoke: ModeStep = (start) => {
  const context = { ...start, openCa: once(() => openCa(start, new Phases(start.world.clock))) };
  return eachCertificate(start, (request) => revokeOne(request, context));
};

async function revokeOne(request: CertificateRequest, context: RevokeContext): Promise<Ending> {
  const loaded = await loadEntry(request, context);
  if (loaded.kind === 'unusable') throw new AppError('state-unreadable', loaded.warning);
  const entry = loaded.kind === 'found' ? loaded.entry : undefined;
  if (entry?.certificate) return revokeStored(entry, entry.certificate, context);
  const last = entry?.revoked.at(-1);
  if (!last) throw nothingStored(request.name, context);
  return { outcome: 'revoked', reason: `It was revoked on ${day(last.atMs)} (${last.reason})` };
}

async function revokeStored(
  entry: StateEntry,
  stored: StoredCertificate,
  { settings, budget, store, world, openCa }: RevokeContext,
): Promise<Ending> {
  const { revokeReason: reason } = settings;
  const { session } = await openCa();
  const der = new X509Certificate(stored.chain).raw;
  const answer = await revokeCertificate(session, { der, reason }, budget.work);
  const { fingerprint, serial, keyType } = stored;
  const remembered = withRevoked(entry, { fingerprint, atMs: world.clock.now(), reason });
  // The key of an order under way lay beside the one that got known.
  const pending = reason === 'keyCompromise' ? undefined : entry.pending;
  await store.keep({ ...remembered, pending }, budget.cleanup.signal);
  const told = answer === 'already' ? 'The CA had revoked it before' : `Revoked by the CA, reason ${reason}`;
  world.log.info(`${entry.name}: certificate ${serial}: ${told}`);
  const because = `${told}; the next renewal orders a new one`;
  return { outcome: 'revoked', reason: because, certificate: issuedOf(stored), keyType };
}

function nothingStored(name: string, { settings: { ca }, store }: RevokeContext): AppError {
  const hint = store.lasting
    ? 'Give the `ca`, `key-type` and `encryption-key` that it was ordered with; see that the stored state was not deleted.'
    : 'Give `encryption-key` and `state` as in the runs that ordered it: what is revoked is what they stored.';
  return new AppError('config', `No certificate ${name} from ${ca.name} is stored, so none was revoked`, {
    hint,
  });
}
