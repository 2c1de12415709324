import type { AcmeSession } from '../acme/session.ts';
import type { Bound } from '../base/bound.ts';
import { AppError } from '../base/errors.ts';
import type { ChallengeTask, Solver } from '../challenge/solver.ts';
import { standingOf } from '../challenge/standing.ts';
import { identitiesOf } from '../preflight/directory.ts';
import type { CertificateRequest, Identifier } from '../settings/settings.ts';
import type { ObtainContext } from './obtain.ts';

type Persist = NonNullable<ChallengeTask['persist']>;

/**
 * Looks whether what a person has to set up is there, of all types, before anything is written or the CA is asked.
 * @returns warnings
 * @throws AppError of the first type that lacks something, about all its names
 */
export async function checkSetUp(
  groups: ReadonlyMap<Solver, readonly ChallengeTask[]>,
  bound: Bound,
): Promise<readonly string[]> {
  const warnings: string[] = [];
  for (const [solver, tasks] of groups) warnings.push(...((await solver.check?.(tasks, bound)) ?? []));
  return warnings;
}

/**
 * The same before an order is placed, of the names that can be proven in no other way than by dns-persist-01: a
 * missing record costs no order then. The CA's names are those of its directory, until it tells others with the
 * challenge.
 */
export async function checkBeforeOrder(
  { identifiers }: CertificateRequest,
  { session, solvers, budget }: ObtainContext,
): Promise<void> {
  await foresee(identifiers, { solvers, budget });
  const solver = solvers.find(({ type }) => type === 'dns-persist-01');
  const { directory } = session;
  const issuers = identitiesOf(directory, directory.url);
  if (!solver?.check || issuers.length === 0) return;
  const types = solvers.map(({ type }) => type);
  const taken = identifiers.filter(
    (identifier) => standingOf('dns-persist-01', identifier, types) === 'taken',
  );
  const account = { session, issuers };
  await solver.check(
    taken.map((identifier) => taskOf(identifier, assumedBy(account, identifier))),
    budget.work,
  );
}

/** What the settings lack for a name costs no order either. */
async function foresee(
  identifiers: readonly Identifier[],
  { solvers, budget }: Pick<ObtainContext, 'solvers' | 'budget'>,
): Promise<void> {
  const types = solvers.map(({ type }) => type);
  for (const solver of solvers) {
    const taken = identifiers.filter((one) => standingOf(solver.type, one, types) === 'taken');
    const domains = new Set(taken.map(({ value }) => value.replace(/^\*\./, '')));
    await solver.foresee?.([...domains], budget.work);
  }
}

/** What the record of a name must say, as long as the CA has told its names in its directory alone. */
export function assumedBy(
  { session, issuers }: { session: AcmeSession; issuers: readonly string[] },
  { value }: Identifier,
): Persist {
  const wildcard = value.startsWith('*.');
  return { ...persistOf(session, { issuers, account: undefined, wildcard }), issuersAssumed: true };
}

/** A task to look for a name's record with, before there is an authorization. */
export function taskOf({ value }: Identifier, persist: Persist): ChallengeTask {
  return { identifier: value.replace(/^\*\./, ''), persist, token: '', keyAuthorization: '' };
}

/** What a record must say, as the CA tells it with the challenge. @throws AppError `account` without an account */
export function persistOf(
  { accountUrl, directory }: AcmeSession,
  {
    issuers,
    account,
    wildcard,
  }: { issuers: readonly string[]; account: string | undefined; wildcard: boolean },
): Persist {
  // It comes into users' zones: nothing may be in it that ends the value or the line.
  if (accountUrl === undefined || !/^https:\/\/[\x21\x23-\x3a\x3c-\x5b\x5d-\x7e]+$/.test(accountUrl)) {
    throw new AppError('account', `The URL of the account can't stand in a record: ${accountUrl ?? 'none'}`, {
      url: directory.url,
    });
  }
  // The account's own URL is always accepted; the CA may accept another one besides.
  const accounts = [
    accountUrl,
    ...(account === undefined || account === accountUrl ? [] : [account]),
  ] as const;
  return { wildcard, issuers, accounts, issuersAssumed: false, directoryUrl: directory.url };
}
