import { nearestOf } from '../base/nearest.ts';
import type { ProviderSpec } from './provider.ts';
import { exec } from './providers/exec.ts';
import { httpreq } from './providers/httpreq.ts';
import { pdns } from './providers/pdns.ts';
import { rfc2136 } from './providers/rfc2136.ts';

/** Every DNS provider there is, by name. */
export const providerSpecs: readonly ProviderSpec[] = [exec, httpreq, pdns, rfc2136];

/** Finds a provider by its name or alias, in any case; undefined when there is none. */
export function findProvider(name: string): ProviderSpec | undefined {
  const wanted = name.trim().toLowerCase();
  return providerSpecs.find((spec) => namesOf(spec).includes(wanted));
}

/** The provider's name or alias that an unknown word most likely means; undefined when none is near. */
export function nearestProvider(word: string): string | undefined {
  return nearestOf(word.trim().toLowerCase(), providerSpecs.flatMap(namesOf));
}

/** The registry as the settings see it. */
export const providers = {
  names: providerSpecs.map(({ name }) => name),
  find: findProvider,
  nearest: nearestProvider,
};

function namesOf({ name, aliases = [] }: ProviderSpec): readonly string[] {
  return [name, ...aliases];
}
