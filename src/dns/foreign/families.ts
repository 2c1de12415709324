import type { DnsProvider, ProviderContext, ProviderSpec } from '../provider.ts';
import { createAcmeSh } from './acme-sh.ts';
import { createLego } from './lego.ts';
import { createLexicon } from './lexicon.ts';

/** The providers of another ACME client or DNS tool, which is run as the user's own program. */
export interface ForeignFamily {
  /** What stands before the colon in the input `dns-provider`. */
  name: string;
  /** What stands behind it, as documentation writes it. */
  word: string;
  title: string;
  documentation: string;
  /** How the variables of its providers are called, and where they are documented. */
  credentials: string;
  /** What it is held to by tests. */
  verified: string;
  create: (word: string, context: ProviderContext) => DnsProvider;
}

export const foreignFamilies: readonly ForeignFamily[] = [
  {
    name: 'acme.sh',
    word: 'api',
    title: "acme.sh's DNS API scripts",
    documentation: 'https://github.com/acmesh-official/acme.sh/wiki/dnsapi',
    credentials: 'As the script names them',
    verified: '`dns_nsupdate` of acme.sh 3.1, on BIND',
    create: createAcmeSh,
  },
  {
    name: 'lego',
    word: 'provider',
    title: "lego's DNS providers",
    documentation: 'https://go-acme.github.io/lego/dns/',
    credentials: "As lego's page of the provider names them",
    verified: '`pdns` of lego 4.9, on PowerDNS',
    create: createLego,
  },
  {
    name: 'lexicon',
    word: 'provider',
    title: "Lexicon's DNS providers",
    documentation: 'https://dns-lexicon.github.io/dns-lexicon/configuration_reference.html',
    credentials: '`LEXICON_<PROVIDER>_<OPTION>`',
    verified: '`powerdns` of Lexicon 3.25, on PowerDNS',
    create: createLexicon,
  },
];

/** `acme.sh:<api>`, `lego:<provider>`, ... */
export const foreignNames = foreignFamilies.map(({ name, word }) => `${name}:<${word}>`);

/** The provider that a word like `lego:pdns` names; undefined when it is none of these. */
export function findForeign(wanted: string): ProviderSpec | undefined {
  const [, prefix, word = ''] = /^([^:]+):([a-z0-9][a-z0-9_-]*)$/.exec(wanted) ?? [];
  const family = foreignFamilies.find(({ name }) => name === prefix);
  if (!family) return undefined;
  const { title, documentation, verified, create } = family;
  const rest = { title, documentation, verified, variables: [], permissions: 'What its provider needs' };
  return { name: wanted, ...rest, configure: (context) => create(word, context) };
}
