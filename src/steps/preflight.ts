import { readDirectory, type Directory } from '../acme/directory.ts';
import type { Transport } from '../acme/transport.ts';
import { seconds, within } from '../base/bound.ts';
import { AppError } from '../base/errors.ts';
import { createHttp01Listener } from '../challenge/http01-listener.ts';
import { judgeClock } from '../preflight/clock-skew.ts';
import { directoryFailure, identitiesOf, judgeBinding, judgeRenewalInfo } from '../preflight/directory.ts';
import { openDnsLook } from '../preflight/dns-look.ts';
import { reachOf } from './reach.ts';
import { createInspectNames, type InspectNames } from '../preflight/inspect.ts';
import { judgeNames, judgeProfile } from '../preflight/profile.ts';
import type { AccountLook } from '../preflight/persist-record.ts';
import { severities, type Finding } from '../report/outcome.ts';
import { count } from '../report/wording.ts';
import type { CertificateRequest } from '../settings/settings.ts';
import { eachCertificate, type Ending } from './each-certificate.ts';
import type { Worked } from './mode-step.ts';
import { lookAtSetUp } from './look-at-set-up.ts';
import { isNeeded, isProxied } from './open-solvers.ts';
import { readPlaces } from './read-places.ts';
import type { Start } from './start.ts';
import { tellAccount } from './tell-account.ts';

/** Bound on reading the CA's directory: the other looks wait for it. */
const directoryMs = 30_000;

/** One lost packet is no finding. */
const briefly = { retries: 1, intervalMs: 1_000 };

/**
 * The mode `preflight`: looks at all that a renewal depends on and that can be seen without a secret, and orders
 * nothing. Every finding at once. Of a secret, it uses no more than to tell which account a record has to name.
 */
export async function preflight(start: Start): Promise<Worked> {
  const ca = await lookAtCa(start);
  const dns = await openDns(start, ca);
  const before = [
    ...(await lookAtListener(start)),
    ...(await readPlaces(start, start.budget.work)),
    ...lookAtSetUp(start),
  ];
  const findings = [...ca.findings, ...dns.findings, ...before];
  const isHindered = findings.some(({ severity }) => severity === 'error');
  const { works } = await eachCertificate(start, (request) =>
    preflightOne(request, { start, inspectNames: dns.inspectNames, isHindered }),
  );
  return { works, findings };
}

interface CaLook {
  identities: readonly string[];
  /** Our account there, for records that name it. */
  account: AccountLook;
  findings: readonly Finding[];
}

async function lookAtCa(start: Start): Promise<CaLook> {
  const { ca, account, profile } = start.settings;
  try {
    const { directory, skewMs } = await readCa(start);
    const ours = await accountFor(start, directory);
    return {
      identities: identitiesOf(directory, ca.directoryUrl),
      account: ours.account,
      findings: [
        ...ours.findings,
        ...judgeProfile(directory, profile),
        ...judgeBinding(directory, account),
        ...judgeRenewalInfo(directory),
        ...judgeClock(skewMs),
      ],
    };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const findings = [directoryFailure(error, ca.directoryUrl)];
    const howToLearn = 'The CA could not be asked for it now.';
    return { identities: identitiesOf(undefined, ca.directoryUrl), account: { howToLearn }, findings };
  }
}

/** The CA is asked for it only where a record has to name it. */
async function accountFor(start: Start, directory: Directory): Promise<Pick<CaLook, 'account' | 'findings'>> {
  const { types } = start.settings.challenge;
  if (!types.includes('dns-persist-01')) return { account: { howToLearn: '' }, findings: [] };
  try {
    return { account: await tellAccount(start, directory), findings: [] };
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'account') throw error;
    const { message: what, details } = error;
    const remedy = details.hint ?? 'See what the CA says of it, or use another `encryption-key`.';
    return {
      account: { howToLearn: 'The CA refuses the account of this run.' },
      findings: [{ severity: 'error', subject: `Our account at ${start.settings.ca.name}`, what, remedy }],
    };
  }
}

/** The directory, and how far our clock is ahead of the one that dated the answer (RFC 9110 6.6.1). */
async function readCa({
  settings,
  world,
  budget,
  approach: { transport, retrying },
}: Start): Promise<{ directory: Directory; skewMs: number | undefined }> {
  let skewMs: number | undefined;
  const dated: Transport = {
    async send(request, signal) {
      const answer = await transport.send(request, signal);
      const dateMs = Date.parse(answer.headers['date'] ?? '');
      // What a cache on the way answers was dated when it came there (RFC 9111 5.1).
      if (!Number.isNaN(dateMs) && !('age' in answer.headers)) skewMs = world.clock.now() - dateMs;
      return answer;
    },
  };
  const expired = (spentMs: number) =>
    new AppError('ca-unreachable', `The CA gave no directory in ${seconds(spentMs)}`);
  const limits = { timeoutMs: directoryMs, parent: budget.work, expired };
  const directory = await within(world.clock, limits, (bound) =>
    readDirectory(settings.ca.directoryUrl, { ...retrying, policy: briefly, transport: dated }, bound),
  );
  return { directory, skewMs };
}

/** Without a way into the DNS, the names stay uninspected, and the run says so. */
async function openDns(
  { settings, world, budget }: Start,
  { identities, account }: CaLook,
): Promise<{ inspectNames: InspectNames | undefined; findings: readonly Finding[] }> {
  const { clock, log } = world;
  try {
    const dns = await openDnsLook(reachOf({ settings, world }), budget.work);
    // Before a run listens, nothing need answer; through a proxy, another machine would look.
    const isUseless = settings.challenge.httpListen !== undefined || isProxied(world);
    const http = isUseless ? undefined : world.createHttp();
    const options = { dns, settings, identities, account, http, clock, log };
    return { inspectNames: createInspectNames(options), findings: [] };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const what = `Nothing was looked up in the DNS. ${error.message}`;
    const remedy = error.details.hint ?? '';
    return {
      inspectNames: undefined,
      findings: [{ severity: 'error', subject: 'DNS resolvers', what, remedy }],
    };
  }
}

/** Whether the run could listen where it will have to. */
async function lookAtListener({ settings, world, budget }: Start): Promise<Finding[]> {
  const { httpListen: address } = settings.challenge;
  if (address === undefined || !isNeeded('http-01', settings)) return [];
  const { listenHttp: listen, log } = world;
  try {
    await createHttp01Listener({ address, listen, log }).prepare?.(budget.work);
    return [];
  } catch (error) {
    if (!(error instanceof AppError) || budget.work.signal.aborted) throw error;
    const { message: what, details } = error;
    return [{ severity: 'error', subject: '`http-listen`', what, remedy: details.hint ?? '' }];
  }
}

interface PreflightTools {
  start: Start;
  inspectNames: InspectNames | undefined;
  /** Whether something stands in the way of every certificate. */
  isHindered: boolean;
}

async function preflightOne(
  request: CertificateRequest,
  { start: { settings, budget }, inspectNames, isHindered }: PreflightTools,
): Promise<Ending> {
  budget.work.signal.throwIfAborted();
  const { profile, ca } = settings;
  const findings = [
    ...judgeNames(request, { profile, directoryUrl: ca.directoryUrl }),
    ...((await inspectNames?.(request, budget.work)) ?? []),
  ];
  const isBad = findings.some(({ severity }) => severity === 'error');
  return { outcome: isBad ? 'failed' : 'checked', reason: reasonOf(findings, isHindered), findings };
}

function reasonOf(findings: readonly Finding[], isHindered: boolean): string {
  const counts = severities.flatMap((wanted) => {
    const number = findings.filter(({ severity }) => severity === wanted).length;
    return number === 0 ? [] : [count(number, wanted)];
  });
  const found =
    counts.length === 0 ? 'Nothing stands in the way of its names' : `Found: ${counts.join(', ')}`;
  return isHindered ? `${found}; see what was found about the run as a whole` : found;
}
