import { readDirectory, type Directory } from '../acme/directory.ts';
import { createTransport, type Transport } from '../acme/transport.ts';
import type { AppError } from '../base/errors.ts';
import type { RetryOptions } from '../base/retry.ts';
import { retryLine } from '../report/lines.ts';
import { once, type Start } from './start.ts';

/** Named to the CA with every request (RFC 8555 6.1), so that its operators can tell us apart. */
const userAgent = 'bounded-acme/0.1 (+https://github.com/bounded-acme/bounded-acme)';

/** The CA as far as it can be asked without an account. */
export interface Approach {
  transport: Transport;
  /** How requests are tried again. */
  retrying: Retrying;
  /** How requests are tried again that the run can do without. */
  retryingBriefly: Retrying;
  /** The CA's directory: read once, and a failure is kept. */
  directory: () => Promise<Directory>;
  /** The same for those who can do without. */
  directoryBriefly: () => Promise<Directory>;
}

type Retrying = Omit<RetryOptions, 'bound'> & { onRetry: NonNullable<RetryOptions['onRetry']> };

/** One lost packet is no outage; more would hold up a run that has nothing to order. */
const briefly = { retries: 1, intervalMs: 1_000 };

/** Gets ready to ask the CA. Nothing is sent by it. */
export function approachCa({ settings, world, budget }: Start): Approach {
  const { clock, random, log } = world;
  const { ca, bounds, caCertificates } = settings;
  const transport = createTransport({
    clock,
    http: world.createHttp(caCertificates),
    requestTimeoutMs: bounds.requestMs,
    userAgent,
  });
  const onRetry = (error: AppError, pauseMs: number, attempt: number) =>
    log.info(retryLine(error, pauseMs, attempt));
  const retrying = { clock, random, policy: bounds.retry, onRetry };
  const retryingBriefly = { ...retrying, policy: briefly };
  let known: Directory | undefined;
  const read = (how: Retrying) =>
    once(async () => (known ??= await readDirectory(ca.directoryUrl, { ...how, transport }, budget.work)));
  const [patient, brief] = [read(retrying), read(retryingBriefly)];
  return {
    transport,
    retrying,
    retryingBriefly,
    directory: patient,
    directoryBriefly: () => (known ? Promise.resolve(known) : brief()),
  };
}
