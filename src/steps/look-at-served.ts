import { X509Certificate } from 'node:crypto';
import { within } from '../base/bound.ts';
import { AppError, messageOf } from '../base/errors.ts';
import { keyTypeOf } from '../certificate/keys.ts';
import { missingNames, namesOf } from '../certificate/names.ts';
import { decideByTime, type Decision } from '../plan/due.ts';
import type { CertificateRequest, HostPort } from '../settings/settings.ts';
import type { StateEntry } from '../state/entry.ts';
import type { Start } from './start.ts';
import { serverNameOf } from './targets.ts';

/** A certificate of exactly these names that is in use somewhere, and whether it is due. */
export interface Served {
  where: string;
  /** The leaf. */
  pem: string;
  fingerprint: string;
  notBeforeMs: number;
  notAfterMs: number;
  decision: Decision;
}

/** Bound on one look: names that aren't served yet, or only inside another network, mustn't cost more. */
const lookMs = 5_000;

/** Names looked at; they show the same certificate, so the first ones do. */
const mostNames = 3;

/**
 * Looks at what the names serve now (port 443 and `check-targets`), for a certificate whose state is lost.
 * @param revoked certificates that are of no use any more, though a server may still show them
 * @returns the one that ends last; undefined when none of exactly these names is served
 */
export async function lookAtServed(
  request: CertificateRequest,
  start: Start,
  revoked: StateEntry['revoked'] = [],
): Promise<Served | undefined> {
  const { settings, world, budget } = start;
  const names = request.identifiers.map(({ value }) => value).filter((value) => !value.startsWith('*.'));
  const targets = [
    ...names.slice(0, mostNames).map((host) => ({ host, port: 443 })),
    ...settings.checkTargets,
  ];
  const expired = () => new AppError('deadline', 'no answer in time');
  const limits = { timeoutMs: lookMs, parent: budget.work, expired };
  const found = await Promise.all(
    targets.map((target) =>
      within(world.clock, limits, async ({ signal }) => {
        const serverName = serverNameOf(target.host, request);
        const [pem] = await world.probeTls({ ...target, serverName }, signal);
        return { target, pem };
      }).catch((error: unknown) => {
        if (budget.work.signal.aborted) throw error;
        world.log.debug(`${target.host}:${target.port} serves nothing: ${messageOf(error)}`);
        return undefined;
      }),
    ),
  );
  const nowMs = world.clock.now();
  return found
    .flatMap((one) => (one ? judge(one, { request, start, nowMs }) : []))
    .filter(({ fingerprint }) => !revoked.some((one) => one.fingerprint === fingerprint))
    .toSorted((a, b) => b.notAfterMs - a.notAfterMs)[0];
}

function judge(
  { target, pem }: { target: HostPort; pem: string },
  { request, start, nowMs }: { request: CertificateRequest; start: Start; nowMs: number },
): Served[] {
  const certificate = new X509Certificate(pem);
  const served = namesOf(certificate);
  const same =
    missingNames(request.identifiers, served).length === 0 && served.length === request.identifiers.length;
  const { csr } = request;
  const isWanted = csr !== undefined || keyTypeOf(certificate.publicKey) === start.settings.keyType;
  // A server's placeholder is signed by itself and says nothing about the CA's.
  if (!same || !isWanted || certificate.checkIssued(certificate)) return [];
  const notBeforeMs = certificate.validFromDate.getTime();
  const notAfterMs = certificate.validToDate.getTime();
  const decision = decideByTime({ notBeforeMs, notAfterMs }, start.settings.renewBefore, nowMs);
  const { fingerprint256: fingerprint } = certificate;
  return [{ where: `${target.host}:${target.port}`, pem, fingerprint, notBeforeMs, notAfterMs, decision }];
}
