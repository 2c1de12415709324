import ipaddr from 'ipaddr.js';
import type { Directory } from '../acme/directory.ts';
import { authorityAt } from '../report/authorities.ts';
import type { Finding } from '../report/outcome.ts';
import { nameList } from '../report/wording.ts';
import type { CertificateRequest } from '../settings/settings.ts';

/** What a profile takes. Directories tell profiles' names only, so this is known of CAs that document it. */
interface Rules {
  mostNames: number;
  addresses: boolean;
}

/** By the CA's title; `''` is what it gives without a profile. */
const rulesOf: Readonly<Record<string, { page: string; profiles: Readonly<Record<string, Rules>> }>> = {
  "Let's Encrypt": {
    page: 'https://letsencrypt.org/docs/profiles/',
    profiles: {
      '': { mostNames: 100, addresses: false },
      classic: { mostNames: 100, addresses: false },
      tlsserver: { mostNames: 25, addresses: false },
      shortlived: { mostNames: 25, addresses: true },
    },
  },
};

/** Says whether the CA offers the profile. */
export function judgeProfile({ profiles: offered, url }: Directory, profile: string | undefined): Finding[] {
  if (profile === undefined || offered.includes(profile)) return [];
  const remedy =
    offered.length === 0 ? 'It offers none: leave `profile` empty.' : `Use one of ${nameList(offered, 20)}.`;
  const what = `The CA has no certificate profile ${JSON.stringify(profile)}`;
  return [{ severity: 'error', subject: url, what, remedy }];
}

/** Says whether the CA would take a certificate's names: how many, and addresses. */
export function judgeNames(
  { name, identifiers }: CertificateRequest,
  { profile = '', directoryUrl }: { profile: string | undefined; directoryUrl: string },
): Finding[] {
  const authority = authorityAt(directoryUrl);
  if (!authority) return [];
  const addresses = identifiers.filter(({ type }) => type === 'ip').map(({ value }) => value);
  const findings = privateAddresses(addresses, name);
  const { page: link, profiles = {} } = rulesOf[authority.title] ?? {};
  const rules = profiles[profile];
  if (!rules || link === undefined) return findings;
  const which = profile === '' ? 'Without `profile`' : `With the profile ${profile}`;
  if (identifiers.length > rules.mostNames) {
    const what = `${which}, ${authority.title} takes ${rules.mostNames} names, and there are ${identifiers.length}`;
    const remedy = 'Write them on several lines of `domains`, one for each certificate.';
    findings.push({ severity: 'error', subject: name, what, remedy, link });
  }
  if (addresses.length > 0 && !rules.addresses) {
    const taking = Object.keys(profiles).filter((one) => profiles[one]?.addresses);
    const what = `${which}, ${authority.title} takes no IP addresses (${nameList(addresses)})`;
    const remedy = `Set \`profile\` to ${taking.join(' or ')}.`;
    findings.push({ severity: 'error', subject: name, what, remedy, link });
  }
  return findings;
}

function privateAddresses(addresses: readonly string[], subject: string): Finding[] {
  const inner = addresses.filter((address) => ipaddr.parse(address).range() !== 'unicast');
  if (inner.length === 0) return [];
  const what = `No public CA issues for addresses that are not of the public Internet (${nameList(inner)})`;
  const remedy = "Use the addresses' public counterparts, or the directory of your own network's CA.";
  return [{ severity: 'error', subject, what, remedy }];
}
