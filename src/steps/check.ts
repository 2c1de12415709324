import { seconds, within } from '../base/bound.ts';
import { AppError, messageOf } from '../base/errors.ts';
import { mapLimited } from '../base/parallel.ts';
import { readServedChain, type ServedChain } from '../certificate/served-chain.ts';
import type { Finding, IssuedCertificate } from '../report/outcome.ts';
import { moment } from '../report/wording.ts';
import type { CertificateRequest } from '../settings/settings.ts';
import type { StateEntry } from '../state/entry.ts';
import { eachCertificate, type Ending } from './each-certificate.ts';
import { judgeServed, judgeSilent, judgeStored } from './judge-served.ts';
import type { ModeStep } from './mode-step.ts';
import { issuedOf, loadEntry } from './recall.ts';
import type { Start } from './start.ts';
import { targetsOf, type Target } from './targets.ts';

/** Servers asked at the same time, for one certificate. */
const probesAtOnce = 8;

/** What was seen at one target. */
type Seen = { where: string; served: ServedChain } | { where: string; reason: string };

/** The mode `check`: looks at what is stored and at what is served. Orders nothing, and asks no CA. */
export const check: ModeStep = (start) => eachCertificate(start, (request) => checkOne(request, start));

async function checkOne(request: CertificateRequest, start: Start): Promise<Ending> {
  const { settings, world } = start;
  const loaded = await loadEntry(request, start);
  const entry = loaded.kind === 'found' ? loaded.entry : undefined;
  const targets = targetsOf(request, settings);
  const seen = await mapLimited(targets, probesAtOnce, (target) => lookAt(target, entry, start));
  const judging = { settings, entry, nowMs: world.clock.now() };
  const stored = entry?.certificate;
  const findings = [
    ...(stored ? judgeStored(stored, judging) : []),
    ...seen.flatMap((one) => ('served' in one ? judgeServed(one, judging) : [judgeSilent(one)])),
  ];
  const right = seen.flatMap((one) =>
    'served' in one && one.served.matches ? [one.served.certificate] : [],
  );
  const [first] = [...(stored ? [issuedOf(stored)] : []), ...right].toSorted(
    (a, b) => a.notAfterMs - b.notAfterMs,
  );
  return {
    ...verdict(findings, {
      first,
      places: targets.length,
      right: right.length,
      isStored: stored !== undefined,
    }),
    findings,
    ...(first ? { certificate: first } : {}),
    ...(stored ? { keyType: stored.keyType } : {}),
    warnings: loaded.kind === 'unusable' ? [loaded.warning] : [],
  };
}

async function lookAt(
  target: Target,
  entry: StateEntry | undefined,
  { settings, world, budget }: Start,
): Promise<Seen> {
  const { host, port, serverName, name, where } = target;
  const expired = (spentMs: number) => new AppError('deadline', `no answer in ${seconds(spentMs)}`);
  const limits = { timeoutMs: settings.bounds.requestMs, parent: budget.work, expired };
  try {
    const pems = await within(world.clock, limits, ({ signal }) =>
      world.probeTls({ host, port, serverName }, signal),
    );
    return { where, served: readServedChain(pems, { name, storedChainPem: storedChainOf(pems[0], entry) }) };
  } catch (error) {
    // The run's own end says nothing about the server.
    if (budget.work.signal.aborted) throw error;
    return { where, reason: messageOf(error).replace(`${host}:${port}: `, '') };
  }
}

/** The issuers' certificates that belong to what is served; unknown when it isn't what is stored. */
function storedChainOf(leafPem: string, entry: StateEntry | undefined): string | undefined {
  const stored = entry?.certificate && issuedOf(entry.certificate);
  return stored?.leafPem.trim() === leafPem.trim() ? stored.chainPem : undefined;
}

interface Sight {
  /** The certificate that ends first. */
  first: IssuedCertificate | undefined;
  places: number;
  /** Places that serve a certificate of their name. */
  right: number;
  isStored: boolean;
}

function verdict(
  findings: readonly Finding[],
  { first, places, right, isStored }: Sight,
): Pick<Ending, 'outcome' | 'reason'> {
  const grave = findings.find(({ severity }) => severity === 'error');
  if (grave) return { outcome: 'failed', reason: `${grave.subject}: ${grave.what}` };
  const served = `served at ${right} of ${places} ${places === 1 ? 'place' : 'places'}`;
  const until = first ? `, good until ${moment(first.notAfterMs)}` : '';
  return { outcome: 'checked', reason: `${isStored ? 'Stored' : 'Not stored'}, ${served}${until}` };
}
