import type { Challenge } from '../acme/authorization.ts';
import type { AcmeSession } from '../acme/session.ts';
import type { Bound } from '../base/bound.ts';
import { AppError } from '../base/errors.ts';
import type { ChallengeTask, Solver } from '../challenge/solver.ts';
import { identitiesOf } from '../preflight/directory.ts';
import type { CertificateRequest, Identifier } from '../settings/settings.ts';
import type { ObtainContext } from './obtain.ts';

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
  const solver = solvers.find(({ type }) => type === 'dns-persist-01');
  const { directory } = session;
  const [first, ...more] = identitiesOf(directory, directory.url);
  if (!solver?.check || first === undefined) return;
  const issuers = [first, ...more] as const;
  const tasks = identifiers
    .filter(({ type }) => type === 'dns')
    .filter((identifier) => provableBy(identifier, solvers).every((one) => one === solver))
    .map(({ value }) => {
      const wildcard = value.startsWith('*.');
      const persist = {
        ...persistOf(session, { issuers, account: undefined, wildcard }),
        issuersAssumed: true,
      };
      return { identifier: value.replace(/^\*\./, ''), persist, token: '', keyAuthorization: '' };
    });
  await solver.check(tasks, budget.work);
}

/** What a record must say, as the CA tells it with the challenge. @throws AppError `account` without an account */
export function persistOf(
  { accountUrl, directory }: AcmeSession,
  { issuers, account, wildcard }: NonNullable<Challenge['persist']> & { wildcard: boolean },
): NonNullable<ChallengeTask['persist']> {
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
  return { wildcard, issuers, accounts, issuersAssumed: false };
}

/** HTTP proves no wildcard, and the DNS no address. */
function provableBy({ type, value }: Identifier, solvers: readonly Solver[]): readonly Solver[] {
  if (type === 'ip') return solvers.filter((solver) => solver.type === 'http-01');
  return value.startsWith('*.') ? solvers.filter((solver) => solver.type !== 'http-01') : solvers;
}
