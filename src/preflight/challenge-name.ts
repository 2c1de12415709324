import type { AppError } from '../base/errors.ts';
import { isHeld } from '../challenge/choose-provider.ts';
import { challengeName, type MissingCname } from '../challenge/delegation.ts';
import type { Standing } from '../challenge/standing.ts';
import type { Location } from '../dns/zone.ts';
import type { Finding } from '../report/outcome.ts';
import type { Looked } from './dns-look.ts';

export interface ChallengeNameCase {
  /** `_acme-challenge.example.com`, or the place that it is meant to lead to. */
  name: string;
  location: Looked<Location>;
  /** Whether `zone` is a registry's, like `com` or `co.uk`. */
  isPublicSuffix: (zone: string) => boolean;
  /** Whether a run sets the record. */
  standing: Standing;
}

/** Says whether there is a zone in which the record of a challenge can be set (RFC 8555 8.4). */
export function judgeChallengeName({
  name,
  location,
  isPublicSuffix,
  standing,
}: ChallengeNameCase): Finding[] {
  const severity = standing === 'taken' ? 'error' : 'warning';
  if ('failed' in location) {
    const { message, details } = location.failed;
    return [{ severity, subject: name, what: message, remedy: details.hint ?? '' }];
  }
  const { name: target, zone } = location.found;
  const subject = target === name ? name : `${name}, a CNAME to ${target}`;
  if (!zone) {
    const remedy = 'Check the spelling, and that the domain is registered and delegated to name servers.';
    return [{ severity, subject, what: 'No zone holds this name', remedy }];
  }
  if (isPublicSuffix(zone.name) && name !== `_acme-challenge.${zone.name}`) {
    const what = `The closest zone is ${zone.name}: the domain is not registered, or not delegated`;
    const remedy = 'Check the spelling; else register the domain, or set its name servers at the registrar.';
    return [{ severity, subject, what, remedy }];
  }
  if (target === name || standing === 'spare') return [];
  const remedy = `The credentials of \`dns-provider\` must reach the zone ${zone.name}, and no other for this name.`;
  return [{ severity: 'notice', subject, what: `The record goes into the zone ${zone.name}`, remedy }];
}

/** Tells that the provider has no place yet for a name's records, as it says itself. */
export function judgeNoHome(subject: string, { message, details }: AppError, standing: Standing): Finding {
  const severity = standing === 'taken' ? 'error' : 'warning';
  return { severity, subject, what: message, remedy: details.hint ?? '' };
}

/** Tells the CNAMEs that lead to where records are meant to go, and aren't there. */
export function judgeDelegation(missing: readonly MissingCname[], standing: Standing): Finding[] {
  return missing.map(({ record }) => ({
    severity: standing === 'taken' ? 'error' : 'warning',
    subject: record.name,
    what: `It does not lead to ${record.value}, where its record is meant to go`,
    remedy: 'Create the CNAME record below, once, in place of whatever stands there.',
    records: [record],
  }));
}

/** Tells that no entry of the input `dns-provider` is for a name. @param names its entries, `scope=provider` each */
export function judgeProvider(
  names: readonly string[],
  { base, location, standing }: Pick<ChallengeNameCase, 'location' | 'standing'> & { base: string },
): Finding[] {
  const scopes = names.map((entry) => ({ scope: entry.slice(0, entry.indexOf('=')) }));
  const name = 'found' in location ? location.found.name : challengeName(base);
  if (standing === 'spare' || scopes.length === 0 || isHeld(scopes, { domain: base, name })) return [];
  return [
    {
      severity: standing === 'taken' ? 'error' : 'warning',
      subject: base,
      what: 'The input `dns-provider` names no provider for it',
      remedy: `Add \`${base}=<provider>\` to it, or \`*=<provider>\` for all names that it does not list.`,
    },
  ];
}
