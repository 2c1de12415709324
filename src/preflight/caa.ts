import type { AppError } from '../base/errors.ts';
import { ancestorsOf } from '../dns/names.ts';
import type { Resolve } from '../dns/resolver.ts';
import { shareByKey } from '../dns/share.ts';
import type { Finding } from '../report/outcome.ts';
import type { ChallengeType } from '../settings/settings.ts';
import type { Looked } from './dns-look.ts';
import { parseIssueValue, type IssueValue } from '../challenge/issue-value.ts';

export interface CaaProperty {
  /** `issue`, `issuewild`, `iodef`, in lower case. */
  tag: string;
  value: string;
  /** A CA that doesn't know the tag must not issue. */
  critical: boolean;
}

/** The CAA records that count for a name: those of the closest name, itself or above, that has any. */
export interface RelevantCaa {
  at: string;
  properties: readonly CaaProperty[];
}

/** @returns undefined when nobody has restricted who may issue */
export type FindCaa = (name: string, signal: AbortSignal) => Promise<RelevantCaa | undefined>;

/** Makes the function that climbs the tree for CAA records (RFC 8659 3); it remembers, so make one for each run. */
export function createFindCaa(resolve: Resolve): FindCaa {
  const known = shareByKey<readonly CaaProperty[]>();
  const propertiesAt = (name: string, signal: AbortSignal) =>
    known(name, signal, async () => {
      // The resolver follows CNAMEs: the target's records count as the name's own.
      const { reply } = await resolve(name, 'CAA', signal);
      return reply.answers.flatMap((record) => {
        if (record.type !== 'CAA') return [];
        const { tag, value, flags = 0 } = record.data;
        return [{ tag: tag.toLowerCase(), value, critical: (flags & 0x80) !== 0 }];
      });
    });
  return async (name, signal) => {
    for (const at of ancestorsOf(name)) {
      const properties = await propertiesAt(at, signal);
      if (properties.length > 0) return { at, properties };
    }
    return undefined;
  };
}

export interface CaaCase {
  /** As it is ordered, `*.` included. */
  name: string;
  caa: Looked<RelevantCaa | undefined>;
  /** The names by which the CA finds itself in CAA records; empty: unknown. */
  identities: readonly string[];
  /** The ways in which control is proven. */
  methods: readonly ChallengeType[];
  directoryUrl: string;
}

const link = 'https://www.rfc-editor.org/rfc/rfc8659';

/** Tags that CAs know, so that `critical` changes nothing. */
const knownTags = ['issue', 'issuewild', 'issuemail', 'iodef', 'contactemail', 'contactphone'];

/** Says whether the CA may issue for one name, as far as can be seen without knowing the account. */
export function judgeCaa(question: CaaCase): Finding[] {
  const { name, caa } = question;
  const base = name.replace('*.', '');
  if ('failed' in caa) return [unknownFinding(base, caa.failed, question)];
  if (!caa.found) return [];
  const { at, properties } = caa.found;
  const subject = `CAA of ${at}`;
  const strange = properties.find(({ tag, critical }) => critical && !knownTags.includes(tag));
  if (strange) {
    const what = `The property ${JSON.stringify(strange.tag)} is marked critical, and CAs that do not know it must not issue`;
    return [{ severity: 'error', subject, what, remedy: 'Remove it, or clear its flag 128.', link }];
  }
  return judgeIssuers(question, caa.found, subject);
}

/**
 * A CA must not issue when it can't learn the records (RFC 8659 3, CA/Browser Forum BR 3.2.2.8). A resolver that says
 * SERVFAIL was there and found the zone's servers or signatures at fault, as the CA will; one that is silent says nothing.
 */
function unknownFinding(base: string, failed: AppError, { identities }: CaaCase): Finding {
  const isBroken = failed.details.lastStatus === 'SERVFAIL' && identities.length > 0;
  return {
    severity: isBroken ? 'error' : 'warning',
    subject: `CAA of ${base}`,
    what: `The CAA records could not be looked up: ${failed.message}`,
    remedy: isBroken
      ? `CAs do not issue then, as they may be forbidden to: let the zone's servers answer questions for CAA, also with "there is none", and check its DNSSEC: \`dig CAA ${base}\`.`
      : `A CA that gets no answer either does not issue: see what \`dig CAA ${base}\` says.`,
    link,
  };
}

function judgeIssuers(question: CaaCase, { at, properties }: RelevantCaa, subject: string): Finding[] {
  const { name, identities } = question;
  const isWild = name.startsWith('*.') && properties.some(({ tag }) => tag === 'issuewild');
  const tag = isWild ? 'issuewild' : 'issue';
  const values = properties.filter((one) => one.tag === tag).map(({ value }) => value);
  if (values.length === 0) return [];
  const listed = values.map((value) => JSON.stringify(value)).join(', ');
  const [identity] = identities;
  if (identity === undefined) {
    const what = `Only those that \`${tag}\` names may issue: ${listed}; the CA does not say by which name it goes`;
    return [{ severity: 'notice', subject, what, remedy: 'See that the CA is among them.' }];
  }
  const verdicts = values.map((value) => judgeValue(value, question));
  if (verdicts.includes('allowed')) return [];
  const told = verdicts.filter((verdict) => typeof verdict !== 'string');
  const conditional = told.filter(({ account }) => account !== undefined);
  if (conditional.length > 0) return conditional.map((one) => accountFinding(one, question, subject));
  const reasons = told.map(({ reason }) => reason).join('; ');
  return [
    {
      severity: 'error',
      subject,
      what: `\`${tag}\` does not let this CA issue: ${reasons}`,
      remedy: `Add the record \`${at}. CAA 0 ${tag} "${identity}"\`, or correct the one that names it.`,
      link,
    },
  ];
}

/** `allowed`, or what stands in the way: the wrong issuer, or an account that may be the right one. */
type Verdict = 'allowed' | { reason: string; account?: string };

function judgeValue(value: string, { name, identities, methods }: CaaCase): Verdict {
  const read = parseIssueValue(value);
  const text = JSON.stringify(value);
  if ('malformed' in read) return { reason: `${text} can't be read (${read.malformed})` };
  if (read.issuer === '') return { reason: `${text} lets nobody issue` };
  if (!identities.some((identity) => identity.toLowerCase() === read.issuer))
    return { reason: `${text} is another CA` };
  const wanted = name.startsWith('*.') ? methods.filter((method) => method !== 'http-01') : methods;
  const allowed = methodsOf(read);
  if (allowed && !wanted.some((method) => allowed.includes(method)))
    return { reason: `${text} allows no proof by ${wanted.join(' or ')} (RFC 8657)` };
  const account = read.parameters.get('accounturi');
  return account === undefined ? 'allowed' : { reason: `${text} is for one account`, account };
}

/** RFC 8657 4; undefined: any. */
function methodsOf({ parameters }: IssueValue): readonly string[] | undefined {
  return parameters
    .get('validationmethods')
    ?.split(',')
    .map((method) => method.trim());
}

/** RFC 8657 3. Which account the run would use isn't known here: its key may be a secret that this run hasn't got. */
function accountFinding(
  { account = '' }: { account?: string },
  { directoryUrl }: CaaCase,
  subject: string,
): Finding {
  const isOfHere = URL.canParse(account) && new URL(account).host === new URL(directoryUrl).host;
  return {
    severity: isOfHere ? 'notice' : 'warning',
    subject,
    what: `Only the account ${account} may get certificates${isOfHere ? '' : ', which is none of this CA server'}`,
    remedy: 'Compare it with the line "Account" in the log of a run that renews.',
    link: 'https://www.rfc-editor.org/rfc/rfc8657',
  };
}
