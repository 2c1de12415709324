import type { Bound } from '../base/bound.ts';
import { AppError, type ErrorCode } from '../base/errors.ts';
import { persistDraft as link } from '../challenge/persist-record.ts';
import type { ChallengeTask, SetUpLook, Solver } from '../challenge/solver.ts';
import { standingOf } from '../challenge/standing.ts';
import { identitiesOf } from '../preflight/directory.ts';
import { openDnsLook } from '../preflight/dns-look.ts';
import { createInspectNames } from '../preflight/inspect.ts';
import type { Finding } from '../report/outcome.ts';
import { nameList } from '../report/wording.ts';
import type { CertificateRequest, Identifier } from '../settings/settings.ts';
import { assumedBy, taskOf } from './check-set-up.ts';
import type { RealCa } from './look-at-real.ts';
import { reachOf } from './reach.ts';
import type { OwnContext } from './work-on.ts';

/** What a dry run can try of a certificate on a CA's twin, and what is to be said of the rest. */
export interface Rehearsal {
  /** Without the names whose proof can't be tried; undefined when nothing is left to order. */
  request: CertificateRequest | undefined;
  solvers: readonly Solver[];
  findings: readonly Finding[];
  /** What is left to try after the order has failed by what no renewal needs; undefined: a renewal would fail too. */
  after?: (error: AppError) => Promise<Rehearsal | undefined>;
}

export interface RehearseContext extends OwnContext {
  /** The CA that the twin stands in for. */
  real: RealCa;
}

/**
 * Prepares a dry run of names that are proven by dns-persist-01 (docs/adr): a record that is right for the real CA names
 * an account that its twin doesn't know. The real CA's record decides. The twin's is used where there is one; where
 * there is none, a name takes its next type, or is left out of the order and inspected as in a preflight. That the next
 * type fails is no renewal's failure where the test CA offers dns-persist-01.
 * @throws AppError `challenge-unavailable` where a renewal would end with it
 */
export async function rehearse(request: CertificateRequest, context: RehearseContext): Promise<Rehearsal> {
  const solvers = await context.openSolvers();
  const solver = solvers.find(({ type }) => type === 'dns-persist-01');
  const types = solvers.map(({ type }) => type);
  const standing = (one: Identifier) => standingOf('dns-persist-01', one, types);
  const concerned = request.identifiers.filter((one) => standing(one) !== 'spare');
  if (!solver?.look || concerned.length === 0) return { request, solvers, findings: [] };
  const { real, budget } = context;
  const taken = concerned.filter((one) => standing(one) === 'taken');
  await checkReal(solver, taken, { real, bound: budget.work });

  const lacking = await lookAtTwin(solver, concerned, context);
  const untried = taken.filter((one) => lacking.has(baseOf(one)));
  const perhaps = concerned.filter((one) => standing(one) === 'perhaps' && lacking.has(baseOf(one)));
  // Where the real CA's record is wrong too, it stays: the run fails by it if the CA offers this type.
  const wrong = await wrongAtReal(solver, perhaps, { real, bound: budget.work });
  const spared = perhaps.filter((one) => !wrong.has(baseOf(one)));
  const skipped = new Set([...untried, ...spared].map(baseOf));
  const passedOver = new Set<string>();
  const first: Rehearsal = {
    request: without(untried, request),
    solvers: solvers.map((one) => (one === solver ? rehearsed(solver, real, { skipped, passedOver }) : one)),
    findings: [
      ...unknownAccount(real),
      ...notTried([...untried, ...spared], lacking, context),
      ...(await inspectReal({ ...request, identifiers: untried }, context)),
    ],
  };
  const needless = () => spared.filter((one) => passedOver.has(baseOf(one)));
  return {
    ...first,
    after: (error) => withoutSecondChoices(first, { error, needless: needless() }, context),
  };
}

function baseOf({ value }: Identifier): string {
  return value.replace(/^\*\./, '');
}

/** The records for the twin's account that aren't there, by their names without `*.`. */
async function lookAtTwin(
  solver: Solver,
  concerned: readonly Identifier[],
  { openCa, budget }: OwnContext,
): Promise<ReadonlyMap<string, SetUpLook>> {
  const { session } = await openCa();
  const own = { session, issuers: identitiesOf(session.directory, session.directory.url) };
  const tasks = concerned.map((one) => taskOf(one, assumedBy(own, one)));
  const looks = (await solver.look?.(tasks, budget.work)) ?? [];
  return new Map(looks.filter(({ faults }) => faults.length > 0).map((look) => [look.base, look]));
}

function realTasks(identifiers: readonly Identifier[], real: RealCa): ChallengeTask[] {
  const { identities: issuers, account, directoryUrl } = real;
  const accounts = 'url' in account ? [account.url] : [];
  return identifiers.map((one) => {
    const wildcard = one.value.startsWith('*.');
    return taskOf(one, { wildcard, issuers, issuersAssumed: accounts.length > 0, accounts, directoryUrl });
  });
}

/** The names, without `*.`, whose record fails a renewal at the real CA that goes by it. */
async function wrongAtReal(
  solver: Solver,
  identifiers: readonly Identifier[],
  { real, bound }: { real: RealCa; bound: Bound },
): Promise<ReadonlySet<string>> {
  const { account } = real;
  if ('howToLearn' in account && account.isNone) return new Set(identifiers.map(baseOf));
  const looks = (await solver.look?.(realTasks(identifiers, real), bound)) ?? [];
  return new Set(looks.filter(({ faults }) => faults.length > 0).map(({ base }) => base));
}

/** @throws AppError as a renewal at the real CA would */
async function checkReal(
  solver: Solver,
  identifiers: readonly Identifier[],
  { real, bound }: { real: RealCa; bound: Bound },
): Promise<readonly string[]> {
  if (identifiers.length === 0) return [];
  const { account, name } = real;
  if ('howToLearn' in account && account.isNone) {
    throw new AppError(
      'challenge-unavailable',
      `No record for dns-persist-01 can be right yet: there is no account of this \`encryption-key\` at ${name}`,
      {
        identifiers: identifiers.map(({ value }) => ({ identifier: value, reason: 'no account to name' })),
        hint: account.howToLearn,
        records: [],
        link,
      },
    );
  }
  return (await solver.check?.(realTasks(identifiers, real), bound)) ?? [];
}

/**
 * The same solver, which holds a name against the real CA's record before it holds it against the twin's.
 * @param skipped names that take their next type; those of them for which the twin offers this one come into `passedOver`
 */
function rehearsed(
  solver: Solver,
  real: RealCa,
  { skipped, passedOver }: { skipped: ReadonlySet<string>; passedOver: Set<string> },
): Solver {
  return {
    ...solver,
    takes(base) {
      if (skipped.has(base)) passedOver.add(base);
      return !skipped.has(base);
    },
    async check(tasks, bound) {
      const identifiers = tasks.map(({ identifier, persist }): Identifier => {
        return { type: 'dns', value: persist?.wildcard ? `*.${identifier}` : identifier };
      });
      const warnings = await checkReal(solver, identifiers, { real, bound });
      await solver.check?.(tasks, bound);
      return warnings;
    },
  };
}

/** The names of a CSR can't be parted. */
function without(
  untried: readonly Identifier[],
  request: CertificateRequest,
): CertificateRequest | undefined {
  if (untried.length === 0) return request;
  const identifiers = request.identifiers.filter((one) => !untried.includes(one));
  return identifiers.length === 0 || request.csr !== undefined ? undefined : { ...request, identifiers };
}

/** How a proof fails; by anything else, a renewal's order fails too, whatever the proof. */
const failuresOfProof: readonly ErrorCode[] = [
  'challenge-unavailable',
  'caa',
  'dns-provider',
  'dns-propagation-timeout',
  'hook',
  'validation-failed',
  'validation-timeout',
];

/**
 * The rest of an order that failed by the second choice of names which a renewal proves by dns-persist-01; they are
 * inspected as in a preflight.
 * @returns undefined when the failure is, or may be, another name's
 */
async function withoutSecondChoices(
  { request, solvers, findings }: Rehearsal,
  { error, needless }: { error: AppError; needless: readonly Identifier[] },
  context: RehearseContext,
): Promise<Rehearsal | undefined> {
  if (!request || needless.length === 0 || !failuresOfProof.includes(error.code)) return undefined;
  const { identifiers = [] } = error.details;
  const bases = new Set(needless.map(baseOf));
  if (!identifiers.every(({ identifier: value }) => bases.has(value.replace(/^\*\./, '')))) return undefined;
  const isWhole = needless.length === request.identifiers.length;
  // The others of a CSR aren't ordered any more, which would tell whose failure it is.
  if (request.csr !== undefined && !isWhole && identifiers.length === 0) return undefined;
  const told = secondChoiceFailed(needless, error, context);
  const inspected = await inspectReal({ ...request, identifiers: needless }, context);
  return { request: without(needless, request), solvers, findings: [...findings, told, ...inspected] };
}

function secondChoiceFailed(
  identifiers: readonly Identifier[],
  { message, details: { hint, also = [], records } }: AppError,
  { real, settings }: RehearseContext,
): Finding {
  const when = `a renewal needs it only if ${real.name} does not offer dns-persist-01, as ${settings.ca.name} does`;
  return {
    severity: 'warning',
    subject: nameList(identifiers.map(({ value }) => value)),
    what: `The second choice of \`challenge\` failed; ${when}. ${[message, ...also].join('; ')}`,
    remedy: hint ?? '',
    ...(records === undefined ? {} : { records }),
  };
}

function unknownAccount({ account, name: subject }: RealCa): Finding[] {
  if ('url' in account || account.isNone) return [];
  const what = `Our account there is unknown, so the records for dns-persist-01 were judged without it. ${account.howToLearn}`;
  return [{ severity: 'warning', subject, what, remedy: '', link }];
}

function notTried(
  identifiers: readonly Identifier[],
  lacking: ReadonlyMap<string, SetUpLook>,
  { real, settings }: RehearseContext,
): Finding[] {
  if (identifiers.length === 0) return [];
  const bases = new Set(identifiers.map(baseOf));
  return [
    {
      severity: 'notice',
      subject: nameList(identifiers.map(({ value }) => value)),
      what: `The proof by dns-persist-01 was not tried: the record is right for ${real.name}, and the test CA ${settings.ca.name} knows us by another account`,
      remedy: 'To have dry runs try it too, add the record below as a second value, once.',
      records: [...bases].flatMap((base) => lacking.get(base)?.record ?? []),
    },
  ];
}

/** What a preflight finds against those names at the real CA. */
async function inspectReal(
  untried: CertificateRequest,
  { settings, world, budget, real }: RehearseContext,
): Promise<Finding[]> {
  if (untried.identifiers.length === 0) return [];
  const { clock, log } = world;
  const dns = await openDnsLook(reachOf({ settings, world }), budget.work);
  const ca = { ...settings.ca, directoryUrl: real.directoryUrl };
  const { identities, account } = real;
  const inspect = createInspectNames({ dns, settings: { ...settings, ca }, identities, account, clock, log });
  const found = await inspect(untried, budget.work);
  return found.filter(({ severity }) => severity !== 'notice');
}
