import { txtValues, type Ask } from '../dns/exchange.ts';
import type { Location } from '../dns/zone.ts';
import type { Finding } from '../report/outcome.ts';
import { count, nameList } from '../report/wording.ts';

/** What a dns-01 challenge sets, a SHA-256 in base64url (RFC 8555 8.4); a wildcard's TXT record shows here too. */
const digest = /^[\w-]{43}$/;

/**
 * The TXT values of challenges that stand where a challenge's record would go, as the first of the zone's servers that answers
 * tells them. @throws only the signal's reason
 */
export async function lookForLeftovers(
  { name, zone }: Location,
  ask: Ask,
  signal: AbortSignal,
): Promise<readonly string[]> {
  for (const { addresses } of zone?.servers ?? []) {
    const [server] = addresses;
    if (!server) continue;
    const reply = await ask({ server, name, type: 'TXT', recursive: false }, signal);
    if (reply.kind === 'answered' && reply.authoritative)
      return txtValues(reply, name).filter((value) => digest.test(value));
  }
  return [];
}

/** Says what an earlier run or another client has left there. @param name where the values are */
export function judgeLeftovers(name: string, values: readonly string[]): Finding[] {
  if (values.length === 0) return [];
  // Services that hold nothing but such records keep the last two of each name on purpose (acme-dns).
  const isKept = !name.startsWith('_acme-challenge.') && values.length <= 2;
  const told = nameList(values.map((value) => JSON.stringify(value)));
  return [
    {
      severity: isKept ? 'notice' : 'warning',
      subject: `TXT of ${name}`,
      what: `${count(values.length, 'value')} of an earlier challenge: ${told}`,
      remedy: isKept
        ? ''
        : 'Remove them, unless another run is at work now: a run takes away only what it wrote itself.',
    },
  ];
}
