import { Misfit, parseEach } from '../misfit.ts';
import type { Providers } from '../context.ts';
import type { ProviderSpec } from '../../dns/provider.ts';
import { challengeTypes, type ChallengeType, type DnsAlias, type Propagation } from '../settings.ts';
import { duration } from './durations.ts';
import { parseIdentifier } from './identifiers.ts';
import { anyOf, oneOf, useOneOf, words } from './words.ts';

/** Reads challenge types in order of preference. @throws Misfit */
export function parseChallenges(text: string): ChallengeType[] {
  return [...new Set(parseEach(words(text), oneOf(challengeTypes)))];
}

const propagationWords = ['authoritative', 'quorum', 'recursive', 'none'] as const;

const fixedWait = duration('1s', '2h');

/** Reads how to wait for DNS: a word, or a duration to wait. @throws Misfit */
export function parsePropagation(text: string): Propagation {
  const kind = propagationWords.find((word) => word === text);
  if (kind !== undefined) return { kind };
  if (/^\d/.test(text)) return { kind: 'fixed', waitMs: fixedWait(text) };
  throw new Misfit({
    problem: 'unknown value',
    remedy: useOneOf([...propagationWords, 'a duration like 90s'], text),
  });
}

/** A provider, and the name or zone that it is for; `*`: all others. */
export interface ProviderChoice {
  scope: string;
  spec: ProviderSpec;
}

/** Reads one provider for all names, or `name=provider` for each name or zone and `*`. @throws Misfit */
export function parseProviders(text: string, providers: Providers): ProviderChoice[] {
  if (!text.includes('=')) return [{ scope: '*', spec: parseProvider(text, providers) }];
  const choices = parseEach(words(text), (word) => {
    const [left, right] = pairOf(word, 'example.com=rfc2136, *=pdns');
    return {
      scope: parseScope(left),
      spec: parseProvider(right, providers),
    };
  });
  refuseTwice(choices.map(({ scope }) => scope));
  return choices;
}

/** Reads `name=zone-or-name`: where the records of a name, or with `*` of all others, go. @throws Misfit */
export function parseAliases(text: string): DnsAlias[] {
  const aliases = parseEach(words(text), (word) => {
    const [left, right] = pairOf(word, 'example.com=acme.example.net');
    return {
      name: parseScope(left),
      target: parseTarget(right),
    };
  });
  refuseTwice(aliases.map(({ name }) => name));
  return aliases;
}

function pairOf(word: string, like: string): [left: string, right: string] {
  const [left = '', right = '', ...more] = word.split('=');
  if (left !== '' && right !== '' && more.length === 0) return [left, right];
  throw new Misfit({ value: word, problem: 'not `name=...`', remedy: `Write it like ${like}.` });
}

/** A wildcard's records stand where those of its name do. */
function parseScope(text: string): string {
  if (text === '*') return text;
  const { type, value } = parseIdentifier(text.replace(/^\*\./, ''));
  if (type === 'dns') return value;
  const remedy = 'Leave it out: an address is proven by http-01.';
  throw new Misfit({ value: text, problem: 'an address, which has no DNS records of its own', remedy });
}

/** Unlike hosts, places of records have underscores. */
function parseTarget(text: string): string {
  const name = text.toLowerCase().replace(/\.$/, '');
  if (name.length <= 253 && /^[a-z0-9_-]{1,63}(\.[a-z0-9_-]{1,63})+$/.test(name)) return name;
  throw new Misfit({
    value: text,
    problem: 'no name of a zone or record',
    remedy: 'Write it like acme.example.net.',
  });
}

function refuseTwice(names: readonly string[]): void {
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice === undefined) return;
  throw new Misfit({ value: twice, problem: 'stands there twice', remedy: 'Leave one of them.' });
}

function parseProvider(text: string, providers: Providers): ProviderSpec {
  const found = providers.find(text);
  if (found) return found;
  const family = text.toLowerCase();
  if (providers.names.some((name) => name.startsWith(`${family}:`))) {
    const remedy = `Name one behind a colon: ${family}:<provider>, for instance ${family}:inwx.`;
    throw new Misfit({ value: text, problem: 'has many providers', remedy });
  }
  const nearest = providers.nearest?.(text);
  const remedy = `${nearest === undefined ? '' : `Did you mean ${nearest}? `}Use ${anyOf(providers.names)}.`;
  throw new Misfit({ value: text, problem: 'unknown DNS provider', remedy });
}
