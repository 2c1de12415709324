import { readDirectory, type Directory } from '../acme/directory.ts';
import { readRenewalInfo, type RenewalInfo } from '../acme/renewal-info.ts';
import { createTransport, type Transport } from '../acme/transport.ts';
import { seconds, within, type Bound } from '../base/bound.ts';
import { AppError } from '../base/errors.ts';
import type { RetryOptions } from '../base/retry.ts';
import { userAgent } from '../base/user-agent.ts';
import { retryLine } from '../report/lines.ts';
import { once, type Start } from './start.ts';

/** The CA as far as it can be asked without an account. */
export interface Approach {
  transport: Transport;
  /** How requests are tried again. */
  retrying: Retrying;
  /** The CA's directory; read once. */
  directory: () => Promise<Directory>;
  /**
   * When the CA wants a certificate renewed, by the certificate's name (RFC 9773 4.1); undefined when the CA has no
   * such service. The run can do without, so it is tried again only briefly, and a CA that is down isn't asked again.
   */
  renewalInfo: (id: string) => Promise<RenewalInfo | undefined>;
}

type Retrying = Omit<RetryOptions, 'bound'> & { onRetry: NonNullable<RetryOptions['onRetry']> };

/** One lost packet is no outage; more would hold up a run that has nothing to order. */
const briefly = { retries: 1, intervalMs: 1_000 };

/** Gets ready to ask the CA. Nothing is sent by it. */
export function approachCa({
  settings,
  world,
  budget,
}: Pick<Start, 'settings' | 'world' | 'budget'>): Approach {
  const { clock, random, log } = world;
  const { ca, bounds, caCertificates } = settings;
  const http = world.createHttp(caCertificates);
  const transport = createTransport({ clock, http, requestTimeoutMs: bounds.requestMs, userAgent });
  const onRetry = (error: AppError, pauseMs: number, attempt: number) =>
    log.info(retryLine(error, pauseMs, attempt));
  const retrying = { clock, random, policy: bounds.retry, onRetry };
  const retryingBriefly = { ...retrying, policy: briefly };
  let known: Directory | undefined;
  const read = async (how: Retrying, bound: Bound) =>
    (known = await readDirectory(ca.directoryUrl, { ...how, transport }, bound));
  const readPatiently = once(() => read(retrying, budget.work));
  // A Retry-After that doesn't fit ends the attempt: one that the whole run has time for is too long here.
  const inBrief = <T>(work: (bound: Bound) => Promise<T>) => {
    const expired = (spentMs: number) => new AppError('ca-unreachable', `No answer in ${seconds(spentMs)}`);
    const timeoutMs = 2 * (bounds.requestMs + briefly.intervalMs);
    return within(clock, { timeoutMs, parent: budget.work, expired }, work);
  };
  const readBriefly = once(() => inBrief((bound) => read(retryingBriefly, bound)));
  let down: AppError | undefined;
  return {
    transport,
    retrying,
    directory: async () => known ?? (await readPatiently()),
    async renewalInfo(id) {
      if (down) throw down;
      try {
        const { renewalInfo: url } = known ?? (await readBriefly());
        return url === undefined
          ? undefined
          : await inBrief((bound) => readRenewalInfo({ transport, url, id }, retryingBriefly, bound));
      } catch (error) {
        if (error instanceof AppError && isOutage(error)) down = error;
        throw error;
      }
    },
  };
}

/** Whether the CA as a whole is out of reach, and not just this one answer of no use. */
function isOutage({ code, details: { lastStatus = '' } }: AppError): boolean {
  return code === 'ca-unreachable' || code === 'rate-limited' || lastStatus.startsWith('5');
}
