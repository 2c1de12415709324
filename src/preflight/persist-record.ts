import { txtValues } from '../dns/exchange.ts';
import type { Resolve } from '../dns/resolver.ts';
import type { Finding } from '../report/outcome.ts';
import { day } from '../report/wording.ts';
import { parseIssueValue, type IssueValue } from '../challenge/issue-value.ts';
import { persistName } from '../challenge/persist-record.ts';

/** What a wildcard's TXT record shows here too: other mechanisms' values begin with their version (RFC 7208, 7489, 6376). */
const foreign = /^v=/i;

/** The values there. @throws AppError `dns-provider` when no resolver answers */
export async function lookForPersist(
  base: string,
  resolve: Resolve,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const { reply } = await resolve(persistName(base), 'TXT', signal);
  const owners = new Set(reply.answers.map(({ name }) => name));
  return [...owners].flatMap((owner) => txtValues(reply, owner)).filter((value) => !foreign.test(value));
}

export interface PersistCase {
  /** The name without `*.`. */
  base: string;
  values: readonly string[];
  /** The names by which the CA finds itself there. */
  identities: readonly string[];
  directoryUrl: string;
  nowMs: number;
}

const link = 'https://datatracker.ietf.org/doc/draft-ietf-acme-dns-persist/';

/** Explains each value: whom it lets prove control, of what, and until when. */
export function judgePersist(question: PersistCase): Finding[] {
  const subject = persistName(question.base);
  return question.values.map((value) => ({ subject, link, ...judgeValue(value, question) }));
}

type Judged = Pick<Finding, 'severity' | 'what' | 'remedy'>;

function judgeValue(value: string, question: PersistCase): Judged {
  const read = parseIssueValue(value);
  if ('malformed' in read) {
    const what = `CAs can't read ${JSON.stringify(value)}: ${read.malformed}`;
    const remedy = 'Write it as `<name of the CA>; accounturi=<URL of the account>`.';
    return { severity: 'warning', what, remedy };
  }
  const fault = faultOf(read, question);
  if (fault) return { severity: 'warning', ...fault };
  const { issuer, parameters } = read;
  const account = parameters.get('accounturi') ?? '';
  const isWild = parameters.get('policy')?.toLowerCase() === 'wildcard';
  const scope = isWild ? ', its wildcard and all names below it' : ' alone';
  const until = parameters.get('persistuntil');
  const end = until === undefined ? '' : `, until ${day(Number(until) * 1000)}`;
  return {
    severity: 'notice',
    what: `Lets the account ${account} of ${issuer} get certificates for ${question.base}${scope}${end}`,
    remedy: isOurs(issuer, question) ? '' : `Remove it if you do not use ${issuer}.`,
  };
}

function faultOf(
  { issuer, parameters }: IssueValue,
  question: PersistCase,
): Omit<Judged, 'severity'> | undefined {
  if (issuer === '')
    return { what: 'A value names no CA, and CAs ignore it', remedy: 'Remove or complete it.' };
  const account = parameters.get('accounturi');
  if (!account) {
    const remedy = 'Add `; accounturi=` and the URL of your account, as the log of a run tells it.';
    return { what: `The value for ${issuer} names no account, and the CA refuses it`, remedy };
  }
  const until = parameters.get('persistuntil');
  if (until !== undefined && !/^\d{1,12}$/.test(until)) {
    const remedy = 'Write the seconds since 1970 as a whole number.';
    return { what: `persistUntil ${JSON.stringify(until)} of ${issuer} is no time`, remedy };
  }
  if (until !== undefined && Number(until) * 1000 < question.nowMs) {
    const what = `The value for ${issuer} ended on ${day(Number(until) * 1000)}`;
    return { what, remedy: 'Give it a later persistUntil, or remove it.' };
  }
  if (isOurs(issuer, question) && !isOfServer(account, question.directoryUrl)) {
    const remedy = 'Each server of a CA has accounts of its own: add a value with the account of this one.';
    return {
      what: `The account ${account} is none of the server ${new URL(question.directoryUrl).host}`,
      remedy,
    };
  }
  return undefined;
}

function isOurs(issuer: string, { identities }: PersistCase): boolean {
  return identities.some((identity) => identity.toLowerCase() === issuer);
}

function isOfServer(account: string, directoryUrl: string): boolean {
  return URL.canParse(account) && new URL(account).host === new URL(directoryUrl).host;
}
