import { AppError, messageOf } from '../base/errors.ts';
import type { Clock, Random } from '../base/ports.ts';
import { formatServer, type ServerAddress } from './addresses.ts';
import { isResponse, rcodeOf } from './exchange.ts';
import type { TxtRecord } from './provider.ts';
import { failureOf } from './resolver.ts';
import { exchangeMessage } from './transport.ts';
import { signMessage, verifyReply, type SignedMessage, type TsigKey } from './tsig.ts';
import { uint16, wireName } from './wire.ts';

/** One change of one TXT value (RFC 2136 2.5.1, 2.5.4): every other value of the name stays. */
export type Change = { verb: 'add'; ttlS: number } | { verb: 'delete' };

export interface Update {
  server: ServerAddress;
  zone: string;
  record: TxtRecord;
  change: Change;
  /** undefined: an unsigned update, for servers that trust addresses. */
  key: TsigKey | undefined;
  clock: Clock;
  random: Random;
  timeoutMs: number;
}

const opcodeUpdate = 5 << 11;
const types = { soa: 6, txt: 16 };
const classes = { in: 1, none: 254 };

/**
 * Sends one dynamic update (RFC 2136), signed with TSIG (RFC 8945), and checks the reply's signature.
 * @throws AppError `dns-provider`, retryable where the server may answer differently a little later; the signal's reason
 */
export async function sendUpdate(update: Update, signal: AbortSignal): Promise<void> {
  const { server, clock, timeoutMs, key } = update;
  const nowS = Math.floor(clock.now() / 1000);
  const unsigned = encodeUpdate(update);
  const request: SignedMessage = key
    ? signMessage(unsigned, key, nowS)
    : { message: unsigned, mac: Buffer.alloc(0) };
  const id = unsigned.readUInt16BE(0);
  const accepts = (reply: Buffer) => reply.length >= 12 && reply.readUInt16BE(0) === id && isResponse(reply);
  const delivery = await exchangeMessage(
    { clock, server, message: request.message, accepts, timeoutMs },
    signal,
  );
  if (delivery.kind !== 'reply') {
    throw new AppError('dns-provider', `${formatServer(server)} took no update: ${failureOf(delivery)}`, {
      hint: 'Check RFC2136_NAMESERVER, that the server is up, and that a firewall lets DNS through.',
      retryable: true,
    });
  }
  const rcode = rcodeOf(delivery.reply);
  const claimed = key ? verdictOf(delivery.reply, { update, key, requestMac: request.mac, nowS }) : 0;
  if (rcode !== 0 || claimed !== 0) throw refusal(update, claimed === 0 ? rcode : claimed);
}

/** Encodes the update without signature: the zone, no prerequisites, one record. */
export function encodeUpdate({
  zone,
  record,
  change,
  random,
}: Omit<Update, 'server' | 'clock' | 'timeoutMs' | 'key'>): Buffer {
  const id = Buffer.from(random.bytes(2)).readUInt16BE(0);
  const text = Buffer.from(record.value);
  const ttlS = change.verb === 'add' ? change.ttlS : 0;
  return Buffer.concat([
    uint16(id, opcodeUpdate, 1, 0, 1, 0),
    wireName(zone),
    uint16(types.soa, classes.in),
    wireName(record.name),
    uint16(
      types.txt,
      change.verb === 'add' ? classes.in : classes.none,
      ttlS >>> 16,
      ttlS & 0xffff,
      text.length + 1,
    ),
    Buffer.of(text.length),
    text,
  ]);
}

/** The TSIG error of a reply, 0 when there is none. @throws AppError when a reply is forged or can't be read */
function verdictOf(
  reply: Buffer,
  { update, key, requestMac, nowS }: { update: Update; key: TsigKey; requestMac: Buffer; nowS: number },
): number {
  const server = formatServer(update.server);
  const hint =
    'Something between the runner and the server changes DNS messages, or another server answers there.';
  try {
    const verdict = verifyReply(reply, { key, requestMac, nowS });
    // Only an error may come unsigned: a success that nobody signed may be anybody's.
    if (verdict.kind !== 'invalid' && (verdict.kind === 'valid' || rcodeOf(reply) !== 0))
      return verdict.error;
  } catch (error) {
    throw new AppError('dns-provider', `${server} sent no DNS message: ${messageOf(error)}`, { hint }, error);
  }
  throw new AppError('dns-provider', `The reply of ${server} isn't signed with the key ${key.name}`, {
    hint,
  });
}

function refusal({ server, zone, key, record }: Update, code: number): AppError {
  const keyName = key ? `the key ${key.name}` : 'an unsigned update';
  const { problem, hint } = refusals[code] ?? {
    problem: `error ${code}`,
    hint: "Look at the server's log.",
  };
  const told = problem.replaceAll('{key}', keyName).replaceAll('{zone}', zone);
  return new AppError('dns-provider', `${formatServer(server)} refused to change ${record.name}: ${told}`, {
    hint: hint.replaceAll('{key}', keyName).replaceAll('{zone}', zone),
    retryable: code === 2,
  });
}

/** RCODEs of RFC 1035, RFC 2136 2.2 and the TSIG errors of RFC 8945 3. */
const refusals: Readonly<Record<number, { problem: string; hint: string }>> = {
  1: {
    problem: 'it could not read the update (FORMERR)',
    hint: 'Check that the server supports RFC 2136 updates.',
  },
  2: {
    problem: 'it failed inside (SERVFAIL)',
    hint: "Look at the server's log: often the zone's file or journal can't be written.",
  },
  4: { problem: 'it takes no dynamic updates (NOTIMP)', hint: 'Enable dynamic updates on the server.' },
  5: {
    problem: 'it does not allow {key} to change zone {zone} (REFUSED)',
    hint:
      'Allow it in the server (BIND: `update-policy` or `allow-update` of zone {zone}; PowerDNS: metadata ' +
      'TSIG-ALLOW-DNSUPDATE). PowerDNS answers a wrong key like this too: compare its name, algorithm and secret.',
  },
  9: {
    problem: 'it is no primary for zone {zone}, or does not accept {key} (NOTAUTH)',
    hint: 'Point RFC2136_NAMESERVER to the primary of {zone}, and check RFC2136_TSIG_KEY, _SECRET and _ALGORITHM.',
  },
  10: {
    problem: 'the name lies outside zone {zone} (NOTZONE)',
    hint: 'Check RFC2136_ZONES, and that the server serves the zone that holds the name.',
  },
  16: {
    problem: 'the signature of {key} is wrong (BADSIG)',
    hint: "Compare RFC2136_TSIG_SECRET with the server's key: it is the base64 text between the quotes.",
  },
  17: {
    problem: 'it does not know {key} with this algorithm (BADKEY)',
    hint: "Compare RFC2136_TSIG_KEY and RFC2136_TSIG_ALGORITHM with the server's key (lego takes hmac-sha1 when none is set).",
  },
  18: {
    problem: "its clock and the runner's differ by more than 5 minutes (BADTIME)",
    hint: 'Set the clock of the DNS server (or of a self-hosted runner) by NTP.',
  },
  22: {
    problem: 'the signature is too short (BADTRUNC)',
    hint: 'Allow the full length of the HMAC on the server.',
  },
};
