import type { Clock } from '../base/ports.ts';
import { formatServer } from './addresses.ts';
import type { Ask } from './exchange.ts';
import { isBeyondIpv4 } from './resolver.ts';

/** So much silence, from so many addresses, for longer than servers take to start anew, is no server's fault. */
const enough = { questions: 6, addresses: 2, forMs: 4_000 };

/** What a run's questions have shown of the network that they go through. */
export interface Port53 {
  ask: Ask;
  /**
   * Whether the network seems to let no questions through to name servers, as a firewall does that allows the own
   * resolvers only. Who knows needn't find out again for every zone.
   */
  isBlocked: () => boolean;
}

/** Keeps an eye on the questions to name servers, which are those without recursion. */
export function watchPort53(ask: Ask, clock: Clock): Port53 {
  const mute = new Set<string>();
  let wasHeard = false;
  const silence = { questions: 0, sinceMs: Infinity, lastMs: 0 };
  return {
    ask: async (query, signal) => {
      const reply = await ask(query, signal);
      if ('url' in query.server || query.recursive || isBeyondIpv4(query.server, reply)) return reply;
      if (reply.kind === 'answered' || reply.kind === 'refused') wasHeard = true;
      else {
        silence.questions += 1;
        silence.lastMs = clock.monotonic();
        silence.sinceMs = Math.min(silence.sinceMs, silence.lastMs);
        mute.add(formatServer(query.server));
      }
      return reply;
    },
    isBlocked: () =>
      !wasHeard &&
      silence.questions >= enough.questions &&
      mute.size >= enough.addresses &&
      silence.lastMs - silence.sinceMs >= enough.forMs,
  };
}
