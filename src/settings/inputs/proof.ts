import { parseAliases, parseChallenges, parsePropagation, parseProviders } from '../grammar/challenges.ts';
import { parseListenAddress, parseResolvers } from '../grammar/hosts.ts';
import { parsePath } from '../grammar/paths.ts';
import type { Inputs } from '../input.ts';

export const proof = {
  challenge: {
    group: 'proof',
    default: 'dns-01',
    description:
      '`dns-01`, `dns-persist-01`, `http-01`, or several in order of preference: the first that the CA offers for a name is taken. Wildcards need one of the DNS, IP addresses `http-01`. `dns-persist-01` needs a record for each name, written once, and no DNS credentials.',
    parse: parseChallenges,
  },
  'dns-provider': {
    group: 'proof',
    description:
      "Where `dns-01` records are written: one of the DNS providers. Its credentials come from the step's `env`, under the names that lego documents for it. `acme.sh:<api>`, `lego:<provider>` and `lexicon:<provider>` run those programs, which an earlier step has installed. Or one for each name or zone, the longest match first and `*` for all others: `example.com=pdns, *=rfc2136`.",
    parse: (text, { providers }) => parseProviders(text, providers),
  },
  'dns-alias': {
    group: 'proof',
    description:
      '`name=zone-or-name`, one a line: where the TXT records of a name go, or with `*` those of all others; in a zone each name gets a place of its own. CNAMEs at `_acme-challenge` are followed without this; with it, one that is missing is told before anything is written.',
    parse: parseAliases,
  },
  'dns-resolvers': {
    group: 'proof',
    description:
      "DNS resolvers to find zones and follow CNAMEs with, as `host` or `host:port`, or the URL of one over HTTPS (`https://dns.example/dns-query`), separated by spaces or commas. Empty means the system's.",
    parse: parseResolvers,
  },
  'dns-propagation': {
    group: 'proof',
    default: 'authoritative',
    description:
      "How to know that a record is there before the CA looks: `authoritative` asks all of the zone's name servers, `quorum` is content with more than half of them (for zones with a secondary that lags), `recursive` asks the resolvers, a duration waits that long, `none` goes on at once.",
    parse: parsePropagation,
  },
  'http-webroot': {
    group: 'proof',
    description:
      'Directory, which must be there, that a web server serves on port 80 of every name; `http-01` tokens are written to `.well-known/acme-challenge` in it.',
    parse: parsePath,
  },
  'http-listen': {
    group: 'proof',
    description:
      'Port, or `address:port`, on which the run itself answers the CA for `http-01`, instead of `http-webroot`: for a self-hosted runner that port 80 of every name leads to.',
    parse: parseListenAddress,
  },
  'http-hook': {
    group: 'proof',
    description:
      'Path of a program that puts the tokens for `http-01` where port 80 of the name shows them, and takes them away: `<program> present|cleanup <name> <token> <key authorization>`, which it also gets as `CERTBOT_DOMAIN`, `CERTBOT_TOKEN` and `CERTBOT_VALIDATION`; one call at a time, exit code 0. A relative path starts at the working directory; a bare name that is not there is looked for on PATH.',
    parse: parsePath,
  },
  hook: {
    group: 'proof',
    description:
      'Path of the program that the DNS providers `exec`, `dehydrated` and `certbot` run; found as that of `http-hook` is.',
    parse: parsePath,
  },
} as const satisfies Inputs;
