import { isIPv6 } from 'node:net';
import type { RecordType } from 'dns-packet';
import { AppError } from '../base/errors.ts';
import { formatServer, type DnsServer } from './addresses.ts';
import type { Answered, Ask, Reply } from './exchange.ts';

/** A resolver's answer, and which resolver gave it. */
export interface Resolved {
  reply: Answered;
  resolver: DnsServer;
}

/**
 * Asks the resolvers in turn until one answers.
 * @throws AppError `dns-provider` when none does; the signal's reason when it was aborted
 */
export type Resolve = (name: string, type: RecordType, signal: AbortSignal) => Promise<Resolved>;

/** Makes the function that asks recursively; it begins with the resolver that answered last. */
export function createResolve(ask: Ask, resolvers: readonly DnsServer[]): Resolve {
  let preferred = resolvers[0];
  return async (name, type, signal) => {
    const failures: string[] = [];
    let lastStatus: string | undefined;
    let unsupporting: DnsServer | undefined;
    for (const resolver of preferredFirst(resolvers, preferred)) {
      const reply = await ask({ server: resolver, name, type, recursive: true }, signal);
      if (reply.kind === 'answered') {
        preferred = resolver;
        return { reply, resolver };
      }
      if (reply.kind === 'refused') lastStatus = reply.rcode;
      // Small resolvers and test servers know a few types only; of the others they have nothing.
      if (reply.kind === 'refused' && reply.rcode === 'NOTIMP') unsupporting = resolver;
      failures.push(`${formatServer(resolver)}: ${failureOf(reply)}`);
    }
    if (unsupporting) return { reply: nothing, resolver: unsupporting };
    throw new AppError(
      'dns-provider',
      `No DNS resolver could tell the ${type} record of ${name} (${failures.join('; ') || 'there is none to ask'})`,
      {
        liesAt: 'resolvers',
        ...(lastStatus === undefined ? {} : { lastStatus }),
        hint:
          'Check that the runner reaches these resolvers and that the zone is delegated correctly (a broken ' +
          'DNSSEC chain shows as SERVFAIL), or name other resolvers in the input dns-resolvers.',
      },
    );
  };
}

const nothing: Answered = {
  kind: 'answered',
  rcode: 'NOERROR',
  authoritative: false,
  answers: [],
  authorities: [],
};

/** Whether a server is out of reach because this machine has no IPv6: that says nothing about the server. */
export function isBeyondIpv4(server: DnsServer, reply: Reply): boolean {
  return (
    'address' in server &&
    isIPv6(server.address) &&
    reply.kind === 'unreachable' &&
    reply.reason.startsWith('no route')
  );
}

/** Why a server's reply is of no use, in a few words. */
export function failureOf(reply: Exclude<Reply, Answered>): string {
  switch (reply.kind) {
    case 'refused':
      return reply.rcode;
    case 'timeout':
      return 'no answer';
    case 'unreachable':
      return reply.reason;
  }
}

function preferredFirst(
  resolvers: readonly DnsServer[],
  preferred: DnsServer | undefined,
): readonly DnsServer[] {
  return preferred ? [preferred, ...resolvers.filter((resolver) => resolver !== preferred)] : [];
}
