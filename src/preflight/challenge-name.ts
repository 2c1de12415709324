import type { Location } from '../dns/zone.ts';
import type { Finding } from '../report/outcome.ts';
import type { Looked } from './dns-look.ts';

export interface ChallengeNameCase {
  /** `_acme-challenge.example.com`. */
  name: string;
  location: Looked<Location>;
  /** Whether `zone` is a registry's, like `com` or `co.uk`. */
  isPublicSuffix: (zone: string) => boolean;
  /** Whether the proof is given in the DNS. */
  byDns: boolean;
}

/** Says whether there is a zone in which the record of a challenge can be set (RFC 8555 8.4). */
export function judgeChallengeName({ name, location, isPublicSuffix, byDns }: ChallengeNameCase): Finding[] {
  const severity = byDns ? 'error' : 'warning';
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
  if (target === name || !byDns) return [];
  const remedy = `The credentials of \`dns-provider\` must reach the zone ${zone.name}, and no other for this name.`;
  return [{ severity: 'notice', subject, what: `The record goes into the zone ${zone.name}`, remedy }];
}
