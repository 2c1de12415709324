import { AppError } from '../base/errors.ts';
import type { DnsProvider } from '../dns/provider.ts';
import type { ScopedProvider } from '../settings/settings.ts';
import { challengeName } from './delegation.ts';

/** A record on its way. */
export interface Place {
  /** The name that is proven. */
  domain: string;
  /** Where the record goes, CNAMEs followed. */
  name: string;
}

/**
 * The provider that a record goes to: that of the longest name or zone that holds the record; where none does, as after
 * a CNAME to a place that the input doesn't name, that of the longest one that holds the proven name; else the one for
 * all others.
 * @throws AppError `dns-provider` when none is meant
 */
export function chooseProvider(providers: readonly ScopedProvider[], place: Place): DnsProvider {
  const chosen = closestProvider(providers, place);
  if (chosen) return chosen.provider;
  const { domain } = place;
  throw new AppError('dns-provider', `The input dns-provider names no provider for ${domain}`, {
    identifiers: [{ identifier: domain, reason: 'no DNS provider' }],
    liesAt: 'settings',
    hint: `Add \`${domain}=<provider>\` to it, or \`*=<provider>\` for all names that it doesn't list.`,
  });
}

/** Where the provider of a name keeps the name's records, when that is not in the name's own zone. */
export function homeIn(providers: readonly ScopedProvider[], domain: string): string | undefined {
  const place = { domain, name: challengeName(domain) };
  return closestProvider(providers, place)?.provider.homeOf?.(domain);
}

/** Whether a provider is named for a record, by its place or by the proven name. */
export function isHeld(scopes: readonly Pick<ScopedProvider, 'scope'>[], place: Place): boolean {
  return closestProvider(scopes, place) !== undefined;
}

function closestProvider<T extends Pick<ScopedProvider, 'scope'>>(
  providers: readonly T[],
  { domain, name }: Place,
): T | undefined {
  const closest = (held: string) =>
    providers
      .filter(({ scope }) => scope !== '*' && (held === scope || held.endsWith(`.${scope}`)))
      .toSorted((a, b) => b.scope.length - a.scope.length)[0];
  return closest(name) ?? closest(domain) ?? providers.find(({ scope }) => scope === '*');
}
