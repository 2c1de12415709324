import type { ProviderSpec } from '../dns/provider.ts';
import type { Providers } from '../settings/context.ts';

/** The registry of DNS providers, for a run that may need one. */
export interface LoadedProviders extends Providers {
  specs: readonly ProviderSpec[];
}

const none: LoadedProviders = { specs: [], names: [], find: () => undefined };

/**
 * Loads the DNS providers, unless a run proves control without them.
 * @param inputs raw, as the user wrote them
 * @throws the signal's reason
 */
export async function loadProviders(
  { 'dns-provider': named = '', challenge = '' }: Readonly<Record<string, string>>,
  signal: AbortSignal,
): Promise<LoadedProviders> {
  signal.throwIfAborted();
  // Without a word in `challenge` its default holds, which is dns-01.
  const wanted = named.trim() !== '' || challenge.trim() === '' || /\bdns-01\b/.test(challenge);
  if (!wanted) return none;
  const { providers, providerSpecs } = await import('../dns/registry.ts');
  return { ...providers, specs: providerSpecs };
}
