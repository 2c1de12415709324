import type { Bound } from '../../base/bound.ts';
import { AppError } from '../../base/errors.ts';
import { addressesOf, formatServer, parseServer, type ServerAddress, type ServerHost } from '../addresses.ts';
import { withRetries } from '../api.ts';
import { CredentialReader } from '../credentials.ts';
import { createAsk, type Ask } from '../exchange.ts';
import { ancestorsOf, canonicalName, closestZone, isWithin } from '../names.ts';
import type { DnsProvider, ProviderContext, ProviderSpec, ProviderVariable, TxtRecord } from '../provider.ts';
import { failureOf } from '../resolver.ts';
import { shareByKey } from '../share.ts';
import { tsigAlgorithms, type TsigKey } from '../tsig.ts';
import { readTsigKey } from '../tsig-key.ts';
import { sendUpdate, type Change } from '../update.ts';

const variables: readonly ProviderVariable[] = [
  variable('NAMESERVER', 'The primary name server, `host` or `host:port`', { required: true }),
  variable('TSIG_KEY', 'Name of the TSIG key; without one, updates are not signed'),
  variable('TSIG_SECRET', "The key's secret, base64", { secret: true }),
  variable('TSIG_ALGORITHM', `One of ${tsigAlgorithms.join(', ')}`, { default: 'hmac-sha256' }),
  variable('TSIG_FILE', 'Path of a key file as `tsig-keygen` writes it, instead of the three'),
  variable('ZONES', 'Zones to choose from, separated by commas, instead of asking the server for the SOA'),
  variable('TTL', 'TTL of the TXT records, seconds', { default: '120' }),
];

function variable(
  name: string,
  description: string,
  more: { required?: boolean; secret?: boolean; default?: string } = {},
): ProviderVariable {
  const both = { name: `RFC2136_${name}`, aliases: [`DNSUPDATE_${name}`] };
  return { ...both, description, required: false, secret: false, ...more };
}

/** Dynamic updates (RFC 2136) with TSIG (RFC 8945); lego calls it `dnsupdate` since its version 5. */
export const rfc2136: ProviderSpec = {
  name: 'rfc2136',
  aliases: ['dnsupdate'],
  title: 'DNS update (RFC 2136)',
  documentation: 'https://go-acme.github.io/lego/dns/rfc2136/',
  variables,
  example: ['RFC2136_NAMESERVER', 'RFC2136_TSIG_KEY', 'RFC2136_TSIG_SECRET'],
  permissions:
    'A TSIG key that may change TXT records at the names concerned, in BIND `update-policy { grant acme-key name _acme-challenge.example.com. TXT; };`. The server must also tell its SOA record to the runner, unless `RFC2136_ZONES` names the zone',
  verified: 'BIND',
  configure(context) {
    const read = new CredentialReader(variables, context);
    const nameserver = readNameserver(read);
    const key = readTsigKey(read, (path) => context.ports.readText(path));
    const ttlS = read.integer('RFC2136_TTL', { least: 1, most: 604_800 });
    const zones = read
      .text('RFC2136_ZONES')
      .split(',')
      .map((zone) => canonicalName(zone.trim()))
      .filter(Boolean);
    if (read.faults.length > 0 || !nameserver) return { faults: read.faults };
    return createRfc2136({ nameserver, key, ttlS, zones }, context);
  },
};

interface Configuration {
  nameserver: ServerHost;
  key: TsigKey | undefined;
  ttlS: number;
  zones: readonly string[];
}

function createRfc2136(configuration: Configuration, context: ProviderContext): DnsProvider {
  const { key, ttlS } = configuration;
  const { clock, random } = context.ports;
  const zones = shareByKey<string>();

  const change = (record: TxtRecord, what: Change, bound: Bound) =>
    withRetries(context, bound, () =>
      onFirstReachable(configuration.nameserver, bound, async (server) => {
        const timeoutMs = Math.min(context.requestTimeoutMs, bound.remainingMs());
        const ask = createAsk({ clock, random, timeoutMs });
        const zone =
          configuration.zones.length > 0
            ? listedZone(record.name, configuration.zones)
            : await zones(record.name, bound.signal, () =>
                servedZone(record.name, { server, ask }, bound.signal),
              );
        await sendUpdate({ server, zone, record, change: what, key, clock, random, timeoutMs }, bound.signal);
      }),
    );

  return {
    present: (record, bound) => change(record, { verb: 'add', ttlS }, bound),
    remove: (record, bound) => change(record, { verb: 'delete' }, bound),
  };
}

/** Tries the addresses of a server given by name in turn, as long as they can't be reached. */
async function onFirstReachable(
  host: ServerHost,
  { signal }: Bound,
  work: (server: ServerAddress) => Promise<void>,
): Promise<void> {
  const addresses = await addressesOf(host, signal);
  for (const [index, server] of addresses.entries()) {
    try {
      await work(server);
      return;
    } catch (error) {
      const isLast = index === addresses.length - 1;
      if (isLast || signal.aborted || !(error instanceof AppError) || !error.details.retryable) throw error;
    }
  }
}

/** The zone that the server itself is authoritative for: a resolver may see another one (split horizon). */
async function servedZone(
  name: string,
  { server, ask }: { server: ServerAddress; ask: Ask },
  signal: AbortSignal,
): Promise<string> {
  const told = formatServer(server);
  for (const candidate of ancestorsOf(name)) {
    const reply = await ask({ server, name: candidate, type: 'SOA', recursive: false }, signal);
    if (reply.kind === 'timeout' || reply.kind === 'unreachable') {
      throw new AppError(
        'dns-provider',
        `The DNS server ${told} can't be asked for the zone of ${name}: ${failureOf(reply)}`,
        {
          hint: 'Check RFC2136_NAMESERVER, that the server is up, and that a firewall lets DNS through.',
          retryable: true,
        },
      );
    }
    if (reply.kind === 'refused' || !reply.authoritative) continue;
    const soa = [...reply.answers, ...reply.authorities].find((record) => record.type === 'SOA');
    if (soa && isWithin(name, soa.name)) return soa.name;
  }
  throw new AppError('dns-provider', `The DNS server ${told} serves no zone that holds ${name}`, {
    hint: 'Point RFC2136_NAMESERVER to the primary of that zone; where it answers no questions, list zones in RFC2136_ZONES.',
  });
}

function listedZone(name: string, zones: readonly string[]): string {
  const zone = closestZone(
    name,
    zones.map((listed) => ({ name: listed })),
  );
  if (zone) return zone.name;
  throw new AppError(
    'dns-provider',
    `${name} lies in none of the zones of RFC2136_ZONES: ${zones.join(', ')}`,
    {
      hint: 'Add its zone to RFC2136_ZONES, or leave that empty to ask the server.',
    },
  );
}

function readNameserver(read: CredentialReader): ServerHost | undefined {
  const text = read.text('RFC2136_NAMESERVER');
  const server = text === '' ? undefined : parseServer(text);
  if (text !== '' && !server) {
    read.refuse('RFC2136_NAMESERVER', 'is no server', 'Give `host`, `host:port` or `[IPv6]:port`.');
  }
  return server;
}
