import { readDirectory } from '../acme/directory.ts';
import { seconds, within } from '../base/bound.ts';
import { AppError } from '../base/errors.ts';
import { identitiesOf } from '../preflight/directory.ts';
import type { AccountLook } from '../preflight/persist-record.ts';
import type { Ca } from '../settings/settings.ts';
import type { Start } from './start.ts';
import { tellAccount } from './tell-account.ts';

/** The CA that a dry run's test CA stands in for, as far as it can be asked without leaving anything there. */
export interface RealCa {
  name: string;
  directoryUrl: string;
  /** The names by which it finds itself in the DNS. */
  identities: readonly string[];
  /** Our account there. */
  account: AccountLook;
}

const directoryMs = 30_000;
const briefly = { retries: 1, intervalMs: 1_000 };

/**
 * Asks the real CA for its names and our account; a dry run goes on without what it doesn't answer.
 * @throws AppError `account` when it refuses our account, as it will refuse a renewal
 */
export async function lookAtReal(
  { name, directoryUrl }: NonNullable<Ca['standsFor']>,
  start: Start,
): Promise<RealCa> {
  const { world, budget, approach } = start;
  const { retrying, transport } = approach;
  const expired = (spentMs: number) => new AppError('ca-unreachable', `No answer in ${seconds(spentMs)}`);
  try {
    const limits = { timeoutMs: directoryMs, parent: budget.work, expired };
    const directory = await within(world.clock, limits, (bound) =>
      readDirectory(directoryUrl, { ...retrying, policy: briefly, transport }, bound),
    );
    const account = await tellAccount(start, directory);
    return { name, directoryUrl, identities: identitiesOf(directory, directoryUrl), account };
  } catch (error) {
    if (!(error instanceof AppError) || budget.work.signal.aborted || error.code === 'account') throw error;
    const howToLearn = `${name} could not be asked: ${error.message}`;
    return { name, directoryUrl, identities: identitiesOf(undefined, directoryUrl), account: { howToLearn } };
  }
}
