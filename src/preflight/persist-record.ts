import {
  warnOfEnd,
  endOf,
  faultsOf,
  isForWildcard,
  isOurs,
  judgeSeen,
  persistDraft as link,
  persistName,
  persistValue,
  readPersistValue,
  type PersistRecord,
  type PersistWanted,
} from '../challenge/persist-record.ts';
import type { Standing } from '../challenge/standing.ts';
import type { SeenValues } from '../dns/read-txt.ts';
import type { Finding } from '../report/outcome.ts';
import { day } from '../report/wording.ts';

/** Our account at the CA: its URL, or a sentence that says how to learn it; `isNone`: the CA says that there is none. */
export type AccountLook = { url: string } | { howToLearn: string; isNone?: boolean };

export interface PersistCase {
  /** The name without `*.`. */
  base: string;
  /** Where its record stands, CNAMEs followed. */
  at: string;
  seen: readonly SeenValues[];
  /** Whether a run proves the name by it. */
  standing: Standing;
  wildcard: boolean;
  /** The names by which the CA finds itself there. */
  identities: readonly string[];
  account: AccountLook;
  directoryUrl: string;
  nowMs: number;
}

/** What a wildcard's TXT record shows here too: other mechanisms' values begin with their version (RFC 7208, 7489, 6376). */
const foreign = /^v=/i;

/** Says what a run will find wrong with the record of a name, and of each other value whom it lets prove control. */
export function judgePersist(question: PersistCase): Finding[] {
  const { base, at, seen, standing, identities } = question;
  const wanted = wantedOf(question);
  const hasNone = 'howToLearn' in question.account && question.account.isNone === true;
  // Of a CA that doesn't say by which name it goes, no record can be called missing.
  const isJudged = hasNone || (identities.length > 0 && seen.length > 0);
  const missing = standing !== 'spare' && isJudged ? judgeNeeded(question, { wanted, hasNone }) : [];
  const values = new Set(seen.flatMap((one) => one.values).filter((value) => !foreign.test(value)));
  const subject = at === persistName(base) ? at : `${persistName(base)}, a CNAME to ${at}`;
  const told = [...values].flatMap((value) => {
    const read = readPersistValue(value);
    // Whom a value of our CA lets in is worth telling where it can't be our account.
    const isToldAbove = missing.length > 0 && !hasNone && !('malformed' in read) && isOurs(read, wanted);
    return isToldAbove ? [] : [{ subject, link, ...explain(value, read, question) }];
  });
  return [...missing.map((finding) => ({ subject, link, ...finding })), ...told];
}

type Judged = Omit<Finding, 'subject' | 'link'>;

function wantedOf(question: PersistCase): PersistWanted {
  const { account, identities: issuers, wildcard, directoryUrl, nowMs } = question;
  const accounts = 'url' in account ? [account.url] : [];
  return { wildcard, issuers, issuersAssumed: accounts.length > 0, accounts, directoryUrl, nowMs };
}

/** @param hasNone whether the CA says that we have no account: no record can name the one that a renewal will make */
function judgeNeeded(
  { at, seen, standing, account }: PersistCase,
  { wanted, hasNone }: { wanted: PersistWanted; hasNone: boolean },
): Judged[] {
  const { faults, untilMs } = judgeSeen(seen, wanted);
  if (faults.length === 0 && !hasNone) {
    const [warning] = warnOfEnd(at, untilMs, wanted.nowMs);
    return warning === undefined ? [] : [{ severity: 'warning', what: warning, remedy: '' }];
  }
  const taken = standing === 'taken';
  const severity = taken ? 'error' : 'warning';
  const what = hasNone
    ? 'No record for dns-persist-01 can be right yet: this CA knows no account of ours'
    : `The record for dns-persist-01 is missing or wrong: ${faults.join('; ')}`;
  const when = taken ? 'Create' : 'In case the CA offers dns-persist-01, create';
  const value = persistValue(wanted);
  if ('url' in account) {
    const remedy = `${when} the record below, once; keep other values that stand there for other CAs.`;
    return [{ severity, what, remedy, records: [{ name: at, type: 'TXT', value }] }];
  }
  return [{ severity, what, remedy: `${when} \`${at}. TXT "${value}"\`, once. ${account.howToLearn}` }];
}

function explain(value: string, read: PersistRecord | { malformed: string }, question: PersistCase): Judged {
  if ('malformed' in read) {
    const what = `CAs can't read ${JSON.stringify(value)}: ${read.malformed}`;
    const remedy = 'Write it as `<name of the CA>; accounturi=<URL of the account>`.';
    return { severity: 'warning', what, remedy };
  }
  const wanted = wantedOf(question);
  const isForUs = isOurs(read, wanted);
  // Another CA's value is held to what holds for all; ours may be there for the name alone.
  const anyone = { ...wanted, issuers: [read.issuer], accounts: [], directoryUrl: undefined };
  const faults = faultsOf(read, { ...(isForUs ? wanted : anyone), wildcard: false });
  if (faults.length > 0) {
    const what = `A value for ${read.issuer === '' ? 'no CA' : read.issuer} proves nothing: ${faults.join('; ')}`;
    return { severity: 'warning', what, remedy: 'Correct it, or remove it.' };
  }
  const scope = isForWildcard(read) ? ', its wildcard and all names below it' : ' alone';
  const endMs = endOf(read);
  const end = endMs === undefined ? '' : `, until ${day(endMs)}`;
  return {
    severity: 'notice',
    what: `Lets the account ${read.account ?? ''} of ${read.issuer} get certificates for ${question.base}${scope}${end}`,
    remedy: isForUs ? '' : `Remove it if you do not use ${read.issuer}.`,
  };
}
