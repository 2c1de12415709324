import { Misfit, parseEach } from '../misfit.ts';
import type { Providers } from '../context.ts';
import type { ProviderSpec } from '../../dns/provider.ts';
import { challengeTypes, type ChallengeType, type Propagation } from '../settings.ts';
import { duration } from './durations.ts';
import { anyOf, oneOf, words } from './words.ts';

/** Reads challenge types in order of preference. @throws Misfit */
export function parseChallenges(text: string): ChallengeType[] {
  return [...new Set(parseEach(words(text), oneOf(challengeTypes)))];
}

const fixedWait = duration('1s', '2h');

/** Reads how to wait for DNS: a word, or a duration to wait. @throws Misfit */
export function parsePropagation(text: string): Propagation {
  if (text === 'authoritative' || text === 'recursive' || text === 'none') return { kind: text };
  if (/^\d/.test(text)) return { kind: 'fixed', waitMs: fixedWait(text) };
  throw new Misfit({
    problem: 'unknown value',
    remedy: 'Use authoritative, recursive, none or a duration like 90s.',
  });
}

/** Finds the DNS provider. @throws Misfit */
export function parseProvider(text: string, providers: Providers): ProviderSpec {
  if (text.includes('=')) {
    throw new Misfit({
      problem: 'a provider for each zone is not available yet',
      remedy: 'Name one provider.',
    });
  }
  const found = providers.find(text);
  if (found) return found;
  const nearest = providers.nearest?.(text);
  const remedy = `${nearest === undefined ? '' : `Did you mean ${nearest}? `}Use ${anyOf(providers.names)}.`;
  throw new Misfit({ problem: 'unknown DNS provider', remedy });
}
