import { parseIssueValue, type IssueValue } from './issue-value.ts';

/** Where a name's record for dns-persist-01 stands (draft-ietf-acme-dns-persist). */
export function persistName(base: string): string {
  return `_validation-persist.${base}`;
}

/** What a record must say for one name. */
export interface PersistWanted {
  /** Whether the name's wildcard is to be proven too. */
  wildcard: boolean;
  /** The names by which the CA finds itself there; the first is the one to write. */
  issuers: readonly [string, ...string[]];
  /** The URLs by which the CA knows our account; the first is the one to write. */
  accounts: readonly [string, ...string[]];
  /** The CA hasn't said its names for this challenge yet: another one beside our account may be right. */
  issuersAssumed: boolean;
  nowMs: number;
}

/** The value to write. It has no `persistUntil`: that is the user's to add. */
export function persistValue({ issuers: [issuer], accounts: [account], wildcard }: PersistWanted): string {
  return `${issuer}; accounturi=${account}${wildcard ? '; policy=wildcard' : ''}`;
}

/** What the values at a name prove: until when, or why nothing, a clause for each thing that is wrong. */
export type PersistVerdict = { untilMs: number | undefined } | { faults: readonly string[] };

/** Judges all values at a name, as a CA does: one that is right is enough. */
export function judgePersistValues(values: readonly string[], wanted: PersistWanted): PersistVerdict {
  const faults: string[] = [];
  for (const value of values) {
    const verdict = judgeValue(value, wanted);
    if (verdict && 'untilMs' in verdict) return verdict;
    faults.push(...(verdict?.faults ?? []));
  }
  if (faults.length > 0) return { faults };
  const others = values.length === 0 ? 'there is no TXT record' : 'there is no value for this CA';
  return { faults: [others] };
}

/** @returns undefined for a value that is another CA's business */
function judgeValue(value: string, wanted: PersistWanted): PersistVerdict | undefined {
  const read = parseIssueValue(value);
  const text = JSON.stringify(value.length > 300 ? `${value.slice(0, 299)}…` : value);
  if ('malformed' in read) {
    const isOurs = [...wanted.issuers, ...wanted.accounts].some((ours) => value.includes(ours));
    return isOurs ? { faults: [`${text} can't be read: ${read.malformed}`] } : undefined;
  }
  const account = read.parameters.get('accounturi');
  const isOurIssuer = wanted.issuers.includes(read.issuer);
  const isOurAccount = account !== undefined && wanted.accounts.includes(account);
  if (!isOurIssuer && !isOurAccount) return undefined;
  const faults = [
    ...(isOurIssuer || wanted.issuersAssumed ? caseFault(value, read) : [issuerFault(read, wanted)]),
    ...(isOurAccount ? [] : [accountFault(account, wanted)]),
    ...policyFault(read, wanted),
    ...endFault(read, wanted),
  ];
  if (faults.length > 0) return { faults };
  const until = read.parameters.get('persistuntil');
  return { untilMs: until === undefined ? undefined : Number(until) * 1_000 };
}

function issuerFault({ issuer }: IssueValue, { issuers }: PersistWanted): string {
  return `issuer: it names ${issuer === '' ? 'no CA' : issuer}, and this CA goes by ${issuers.join(' or ')}`;
}

function caseFault(value: string, { issuer }: IssueValue): string[] {
  const written = (value.split(';')[0] ?? '').trim();
  return written === issuer
    ? []
    : [`issuer: it is written ${written}, and CAs compare it letter by letter: ${issuer}`];
}

function accountFault(account: string | undefined, { accounts: [ours] }: PersistWanted): string {
  return account === undefined || account === ''
    ? `accounturi: it is missing; the account of this run is ${ours}`
    : `accounturi: it is ${account}, and the account of this run is ${ours}`;
}

function policyFault({ parameters }: IssueValue, { wildcard }: PersistWanted): string[] {
  const policy = parameters.get('policy');
  if (!wildcard || policy?.toLowerCase() === 'wildcard') return [];
  return [
    `policy: it is ${policy === undefined ? 'missing' : JSON.stringify(policy)}, and a wildcard needs policy=wildcard`,
  ];
}

function endFault({ parameters }: IssueValue, { nowMs }: PersistWanted): string[] {
  const until = parameters.get('persistuntil');
  if (until === undefined) return [];
  if (!/^\d{1,12}$/.test(until)) {
    return [`persistUntil: ${JSON.stringify(until)} is no whole number of seconds since 1970`];
  }
  if (Number(until) * 1_000 > nowMs) return [];
  return [`persistUntil: it ended at ${new Date(Number(until) * 1_000).toISOString()}`];
}
