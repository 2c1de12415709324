import type { Bound } from '../base/bound.ts';
import { AppError, type WantedRecord } from '../base/errors.ts';
import { mapLimited } from '../base/parallel.ts';
import type { Follow } from '../dns/follow.ts';
import type { DnsAlias } from '../settings/settings.ts';

export interface DelegationOptions {
  aliases: readonly DnsAlias[];
  /** Where the name's provider keeps its records, when that is not in the name's own zone. */
  homeOf: (domain: string) => string | undefined;
  dns: Follow;
}

/** Where the records of names go. */
export interface Delegation {
  /** The name that the TXT record of `domain` is set at. */
  placeOf(domain: string, bound: Bound): Promise<string>;
  /** Looks whether the provider of a name has a place for it, without asking the DNS. @throws what `homeOf` throws */
  demandHome(domain: string): void;
  /** The CNAMEs that should lead to those places and don't, each with the name that it is for. */
  missing(domains: readonly string[], bound: Bound): Promise<readonly MissingCname[]>;
}

export interface MissingCname {
  domain: string;
  record: WantedRecord;
}

const namesAtOnce = 8;

/** The name at which the CA looks (RFC 8555 8.4). */
export function challengeName(domain: string): string {
  return `_acme-challenge.${domain}`;
}

/**
 * Finds the place of records: the one that the user named for a name, that its provider has for it, or the end of its
 * CNAMEs.
 */
export function createDelegation({ aliases, homeOf, dns }: DelegationOptions): Delegation {
  const aliasOf = (domain: string) =>
    (aliases.find(({ name }) => name === domain) ?? aliases.find(({ name }) => name === '*'))?.target;
  const targetOf = async (domain: string, bound: Bound): Promise<string | undefined> => {
    const alias = aliasOf(domain);
    if (alias === undefined) return homeOf(domain);
    // In a zone, each name gets a place of its own: what stands at one is visible at all that lead there.
    return (await dns.isZone(alias, bound)) ? `${challengeName(domain)}.${alias}` : alias;
  };
  return {
    async placeOf(domain, bound) {
      const target = await targetOf(domain, bound);
      return dns.follow(target ?? challengeName(domain), bound);
    },

    demandHome(domain) {
      if (aliasOf(domain) === undefined) homeOf(domain);
    },

    async missing(domains, bound) {
      const missing = await mapLimited([...new Set(domains)].sort(), namesAtOnce, async (domain) => {
        const [from, to] = [challengeName(domain), await targetOf(domain, bound)];
        if (to === undefined || to === from || (await dns.leadsTo(from, to, bound))) return [];
        return [{ domain, record: { name: from, type: 'CNAME', value: to } as const }];
      });
      return missing.flat();
    },
  };
}

/** @throws AppError with the CNAMEs to create, if any are missing */
export function demandCnames(missing: readonly MissingCname[]): void {
  if (missing.length === 0) return;
  const identifiers = missing.map(({ domain, record }) => ({
    identifier: domain,
    reason: `${record.name} does not lead to ${record.value}`,
  }));
  const reasons = identifiers.map(({ reason }) => reason).join('; ');
  throw new AppError('challenge-unavailable', `CNAME records are missing or wrong: ${reasons}`, {
    identifiers,
    records: missing.map(({ record }) => record),
    hint: 'Create the CNAME records below, once, in place of whatever stands at these names.',
  });
}
