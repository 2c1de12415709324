import type { Fault } from '../base/errors.ts';
import { programAt, type PathFault } from '../base/program-path.ts';
import type { DnsProvider, ProviderSpec } from '../dns/provider.ts';
import type { SettingsContext } from './context.ts';
import type { Values } from './inputs.ts';
import { Misfit } from './misfit.ts';
import { provesControl } from './mode.ts';
import type { Reading } from './reading.ts';
import type { ChallengeSettings, Mode, ScopedProvider } from './settings.ts';

/** How control is proven; each challenge type that is listed must be usable, in the modes that prove it. */
export function readChallenge(
  reading: Reading,
  context: SettingsContext,
  mode: Mode | undefined,
): ChallengeSettings | undefined {
  const proves = mode === undefined || provesControl(mode);
  const dns = reading.derive(['dns-provider', 'challenge', 'hook'], (given) => {
    if (!given.challenge.includes('dns-01')) return { providers: [], faults: [] };
    if (proves) return { providers: configure(given, { reading, context }), faults: [] };
    // Some know without a request where their records stand; those whose credentials aren't there don't matter.
    const asks = mode.name === 'preflight';
    if (!asks) return { providers: [], faults: [] };
    const { providers, faults } = configureEach(given, { reading, context });
    return { providers, faults: faults.filter(({ value }) => value !== undefined) };
  });
  let httpHook = reading.peek('http-hook');
  if (proves) {
    reading.derive([...httpInputs, 'challenge'], checkHttp);
    reading.derive(['http-webroot', 'challenge'], (given) => checkWebroot(given, context));
    httpHook = reading.derive(['http-hook', 'challenge'], (given) => programOf(given, context));
    reading.derive(['encryption-key', 'account-key', 'challenge'], checkAccount);
  }
  return reading.derive(
    ['challenge', 'dns-resolvers', 'dns-propagation', ...httpInputs, 'dns-provider', 'dns-alias'],
    (given) => ({
      types: given.challenge,
      dnsProviders: dns?.providers ?? [],
      dnsProviderNames: (given['dns-provider'] ?? []).map(({ scope, spec }) => `${scope}=${spec.name}`),
      dnsProviderFaults: dns?.faults ?? [],
      dnsAliases: given['dns-alias'] ?? [],
      dnsResolvers: given['dns-resolvers'],
      propagation: given['dns-propagation'],
      httpWebroot: given['http-webroot'],
      httpListen: given['http-listen'],
      httpHook,
    }),
  );
}

function configure(
  { 'dns-provider': choices, hook }: Pick<Values, 'dns-provider' | 'hook'>,
  { reading, context }: { reading: Reading; context: SettingsContext },
): ScopedProvider[] {
  const { providers } = context;
  if (!choices) {
    throw new Misfit({
      problem: 'is empty, and `challenge` names dns-01',
      remedy: `Name your DNS provider (${providers.names.join(', ')}), or set \`challenge\` to http-01.`,
    });
  }
  const { providers: made, faults } = configureEach({ 'dns-provider': choices, hook }, { reading, context });
  if (faults.length > 0) throw new Misfit(faults.map((fault) => ({ value: null, ...fault })));
  return made;
}

/** Those of the providers whose credentials are there, and what is wrong with those of the others. */
function configureEach(
  { 'dns-provider': choices = [], hook }: Pick<Values, 'dns-provider' | 'hook'>,
  { reading, context }: { reading: Reading; context: SettingsContext },
): { providers: ScopedProvider[]; faults: readonly Fault[] } {
  // One for all its scopes: it keeps what its requests share.
  const made = new Map<ProviderSpec, DnsProvider>();
  const faults: Fault[] = [];
  for (const spec of new Set(choices.map((choice) => choice.spec))) {
    const provider = configureProvider(spec, { hook, reading, context });
    if ('faults' in provider) faults.push(...provider.faults);
    else made.set(spec, provider);
  }
  const providers = choices.flatMap(({ scope, spec }) => {
    const provider = made.get(spec);
    return provider ? [{ scope, name: spec.name, provider }] : [];
  });
  return { providers, faults };
}

/** The provider with its credentials read, or what is wrong with these. Contacts nothing. */
export function configureProvider(
  spec: ProviderSpec,
  { hook, reading, context }: { hook: string | undefined; reading: Reading; context: SettingsContext },
): DnsProvider | { faults: readonly Fault[] } {
  const { env, providerPorts: ports } = context;
  // A bound that couldn't be read is a fault already, and then this provider is never used: any number does.
  const retry = { retries: reading.peek('retries') ?? 0, intervalMs: reading.peek('retry-interval') ?? 0 };
  const requestTimeoutMs = reading.peek('request-timeout') ?? 0;
  // What providers run asks on port 53 only.
  const resolvers = reading.peek('dns-resolvers')?.filter((resolver) => 'host' in resolver);
  return spec.configure({ env, hook, resolvers, requestTimeoutMs, retry, ports });
}

/** A record for dns-persist-01 names an account: one that ends with the run is in no record. */
function checkAccount(given: Pick<Values, 'encryption-key' | 'account-key' | 'challenge'>): void {
  if (!given.challenge.includes('dns-persist-01')) return;
  if (given['encryption-key'] !== undefined || given['account-key'] !== undefined) return;
  throw new Misfit({
    problem:
      'is empty, and `challenge` names dns-persist-01, whose records name the account that follows from it',
    remedy: 'Set it to a secret of `openssl rand -base64 32`: the account is then the same in every run.',
  });
}

/** The ways in which the CA can be shown a token. */
const httpInputs = ['http-webroot', 'http-listen', 'http-hook'] as const;

/** Found missing by the CA's look, it would have cost an order. */
function checkWebroot(
  given: Pick<Values, 'http-webroot' | 'challenge'>,
  context: Pick<SettingsContext, 'lookAt'>,
): void {
  const path = given['http-webroot'];
  if (path === undefined || !given.challenge.includes('http-01')) return;
  const fault = webrootFault(path, context);
  if (fault) throw new Misfit({ value: path, ...fault });
}

/** What is wrong with the directory for tokens. */
export function webrootFault(
  path: string,
  { lookAt }: Pick<SettingsContext, 'lookAt'>,
): PathFault | undefined {
  const kind = lookAt(path);
  if (kind === 'directory') return undefined;
  return {
    problem: kind === 'nothing' ? 'there is no such directory' : 'no directory that this step can look into',
    remedy:
      'Name the directory that your web server serves on port 80; only `.well-known/acme-challenge` is made in it.',
  };
}

function programOf(
  given: Pick<Values, 'http-hook' | 'challenge'>,
  context: SettingsContext,
): string | undefined {
  const text = given['http-hook'];
  if (text === undefined || !given.challenge.includes('http-01')) return text;
  const found = programAt(text, context);
  if ('path' in found) return found.path;
  throw new Misfit({ value: text, ...found });
}

function checkHttp(given: Pick<Values, (typeof httpInputs)[number] | 'challenge'>): void {
  const set = httpInputs.filter((input) => given[input] !== undefined);
  if (set.length > 1) {
    throw new Misfit({
      problem: `is one of ${set.length} that are set (${set.join(', ')})`,
      remedy:
        'Leave one of them: either a web server serves the tokens, or the run itself, or a program puts them up.',
    });
  }
  if (!given.challenge.includes('http-01') || set.length > 0) return;
  throw new Misfit({
    problem: 'is empty, and `challenge` names http-01',
    remedy:
      'Name the directory that your web server serves on port 80 (or set `http-listen` or `http-hook`), or take http-01 out of `challenge`.',
  });
}
