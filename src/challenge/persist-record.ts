import type { SeenValues } from '../dns/read-txt.ts';
import { parseIssueValue } from './issue-value.ts';

/** What it is, for whoever has to write one. */
export const persistDraft = 'https://datatracker.ietf.org/doc/draft-ietf-acme-dns-persist/';

/** Where a name's record for dns-persist-01 stands (draft-ietf-acme-dns-persist). */
export function persistName(base: string): string {
  return `_validation-persist.${base}`;
}

/** What a record must say for one name. */
export interface PersistWanted {
  /** Whether the name's wildcard is to be proven too. */
  wildcard: boolean;
  /** The names by which the CA finds itself there, the first is the one to write; empty where it hasn't told any. */
  issuers: readonly string[];
  /** The CA hasn't said its names for this challenge yet: another one beside our account may be right. */
  issuersAssumed: boolean;
  /**
   * The URLs by which the CA knows our account, the first is the one to write; empty where nobody can tell: then any
   * account of the CA's server may be ours.
   */
  accounts: readonly string[];
  /** Tells the CA's server; undefined: it doesn't matter whose the account is. */
  directoryUrl: string | undefined;
  nowMs: number;
}

/**
 * The value to write; without our account's URL, or the CA's name, something in angle brackets stands for it. It has
 * no `persistUntil`: that is the user's to add.
 */
export function persistValue({ issuers: [issuer], accounts: [account], wildcard }: PersistWanted): string {
  const [ca, url] = [issuer ?? '<name of the CA>', account ?? '<URL of the account>'];
  return `${ca}; accounturi=${url}${wildcard ? '; policy=wildcard' : ''}`;
}

/** One value, as a CA reads it. */
export interface PersistRecord {
  /** The CA that it is for, in lower case; empty: none. */
  issuer: string;
  /** As it is written, which a CA compares letter by letter. */
  written: string;
  account: string | undefined;
  policy: string | undefined;
  /** The text of `persistUntil`. */
  until: string | undefined;
}

/** Reads a value; what a CA can't read, it ignores. */
export function readPersistValue(value: string): PersistRecord | { malformed: string } {
  const read = parseIssueValue(value);
  if ('malformed' in read) return read;
  const { issuer, parameters } = read;
  return {
    issuer,
    written: (value.split(';')[0] ?? '').trim(),
    account: parameters.get('accounturi'),
    policy: parameters.get('policy'),
    until: parameters.get('persistuntil'),
  };
}

/** CAs read the seconds as a number of 64 bits with a sign. */
const lastSecond = 2n ** 63n - 1n;

/** The last moment that a date can tell, in the year 275760. */
const lastMs = 8.64e15;

/** When a record ends, ms since the epoch; undefined: never, or nobody can read when. */
export function endOf({ until }: PersistRecord): number | undefined {
  if (until === undefined || !/^\d+$/.test(until) || BigInt(until) > lastSecond) return undefined;
  return Math.min(Number(until) * 1_000, lastMs);
}

/** Whether it lets prove the name's wildcard, and all names below. */
export function isForWildcard({ policy }: PersistRecord): boolean {
  return policy?.toLowerCase() === 'wildcard';
}

/** Whether a value is meant for our CA or our account; another CA's may stand beside it. */
export function isOurs(record: PersistRecord, { issuers, accounts }: PersistWanted): boolean {
  return (
    issuers.some((issuer) => issuer.toLowerCase() === record.issuer) ||
    (record.account !== undefined && accounts.includes(record.account))
  );
}

/** All that is wrong with a value, a clause each. */
export function faultsOf(record: PersistRecord, wanted: PersistWanted): readonly string[] {
  return [
    ...issuerFaults(record, wanted),
    ...accountFaults(record, wanted),
    ...policyFaults(record, wanted),
    ...endFaults(record, wanted),
  ];
}

function issuerFaults({ issuer, written }: PersistRecord, wanted: PersistWanted): string[] {
  const { issuers, issuersAssumed } = wanted;
  const isOfCa = issuers.some((ours) => ours.toLowerCase() === issuer);
  if (issuer === '' || (issuers.length > 0 && !issuersAssumed && !isOfCa)) {
    const ours = issuers.length > 0 ? `, and this CA goes by ${issuers.join(' or ')}` : '';
    return [`issuer: it names ${issuer === '' ? 'no CA' : issuer}${ours}`];
  }
  return written === issuer
    ? []
    : [`issuer: it is written ${written}, and CAs compare it letter by letter: ${issuer}`];
}

function accountFaults({ account }: PersistRecord, { accounts, directoryUrl }: PersistWanted): string[] {
  const [ours] = accounts;
  const told = ours === undefined ? '' : `; the account of this run is ${ours}`;
  if (account === undefined || account === '') return [`accounturi: it is missing${told}`];
  if (ours !== undefined) {
    return accounts.includes(account)
      ? []
      : [`accounturi: it is ${account}, and the account of this run is ${ours}`];
  }
  if (directoryUrl === undefined) return [];
  const { host } = new URL(directoryUrl);
  return URL.canParse(account) && new URL(account).host === host
    ? []
    : [`accounturi: ${account} is no account of the server ${host}, and each server of a CA has its own`];
}

function policyFaults(record: PersistRecord, { wildcard }: PersistWanted): string[] {
  if (!wildcard || isForWildcard(record)) return [];
  const is = record.policy === undefined ? 'missing' : JSON.stringify(record.policy);
  return [`policy: it is ${is}, and a wildcard needs policy=wildcard`];
}

function endFaults(record: PersistRecord, { nowMs }: PersistWanted): string[] {
  if (record.until === undefined) return [];
  const endMs = endOf(record);
  if (endMs === undefined) {
    return [`persistUntil: ${JSON.stringify(record.until)} is no whole number of seconds since 1970`];
  }
  return endMs > nowMs ? [] : [`persistUntil: it ended at ${new Date(endMs).toISOString()}`];
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
  return {
    faults: [values.length === 0 ? 'there is no TXT record' : 'there is no value for this CA'],
  };
}

/** @returns undefined for a value that is another CA's business */
function judgeValue(value: string, wanted: PersistWanted): PersistVerdict | undefined {
  const read = readPersistValue(value);
  if ('malformed' in read) {
    const isMeant = [...wanted.issuers, ...wanted.accounts].some((ours) => value.includes(ours));
    return isMeant ? { faults: [`${shortened(value)} can't be read: ${read.malformed}`] } : undefined;
  }
  if (!isOurs(read, wanted)) return undefined;
  const faults = faultsOf(read, wanted);
  return faults.length > 0 ? { faults } : { untilMs: endOf(read) };
}

/** A value in quotes, for messages. */
export function shortened(value: string): string {
  return JSON.stringify(value.length > 300 ? `${value.slice(0, 299)}…` : value);
}

/** What the servers of a zone show of one name, judged. */
export interface SeenVerdict {
  /** Whether any server could be asked. */
  isSeen: boolean;
  /** A clause for each thing that is wrong, with the servers where not all show it; none: it is right. */
  faults: readonly string[];
  /** When the first of the records that are right ends. */
  untilMs: number | undefined;
}

/** Every server that answers must show a right value: the CA may ask any of them. */
export function judgeSeen(seen: readonly SeenValues[], wanted: PersistWanted): SeenVerdict {
  const verdicts = seen.map(({ server, values }) => ({
    server,
    verdict: judgePersistValues(values, wanted),
  }));
  const byFault = new Map<string, string[]>();
  for (const { server, verdict } of verdicts) {
    if (!('faults' in verdict)) continue;
    for (const fault of verdict.faults) byFault.set(fault, [...(byFault.get(fault) ?? []), server]);
  }
  const ends = verdicts.flatMap(({ verdict }) => ('untilMs' in verdict ? (verdict.untilMs ?? []) : []));
  return {
    isSeen: seen.length > 0,
    faults: [...byFault].map(([fault, servers]) =>
      servers.length === seen.length ? fault : `${fault} (at ${servers.join(', ')})`,
    ),
    untilMs: ends.length > 0 ? Math.min(...ends) : undefined,
  };
}

/** A record that ends sooner is warned of: somebody has to write a new one by then. */
const warnBeforeMs = 30 * 86_400_000;

/** From here on, in the year 33658, nobody means seconds: the milliseconds of 2001 and later look so. */
const absurdMs = 1e15;

/** @returns a warning when the record at `name` ends within 30 days, or so late that something else was meant */
export function warnOfEnd(name: string, untilMs: number | undefined, nowMs: number): string[] {
  if (untilMs === undefined) return [];
  if (untilMs >= absurdMs) {
    const year = new Date(untilMs).getUTCFullYear();
    return [
      `The record at ${name} ends in the year ${year} (persistUntil), which is never: it looks like milliseconds, and CAs count seconds since 1970.`,
    ];
  }
  if (untilMs - nowMs >= warnBeforeMs) return [];
  const end = new Date(untilMs).toISOString();
  return [
    `The record at ${name} ends at ${end} (persistUntil): give it a later one before, or renewals fail.`,
  ];
}
