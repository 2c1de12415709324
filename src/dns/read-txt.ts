import { AppError } from '../base/errors.ts';
import { areAllHttps, formatServer, type DnsServer } from './addresses.ts';
import { txtValues, type Ask } from './exchange.ts';
import { createResolve, type Resolve } from './resolver.ts';
import { cnameLoop, type Locate, type Zone } from './zone.ts';

/** The TXT values that one server shows. */
export interface SeenValues {
  /** `ns1.example.com (192.0.2.1)`, or a resolver's address. */
  server: string;
  values: readonly string[];
}

export interface ReadTxtTools {
  ask: Ask;
  locate: Locate;
  resolvers: readonly DnsServer[];
}

/**
 * Reads the TXT values of a name at every address of its zone's name servers: what they show is what the CA gets,
 * while a resolver may still remember what was there before. When none of them answers, a resolver is asked.
 * @returns where the values stand, CNAMEs followed, and what each server shows; of none when none could be asked
 * @throws AppError `dns-provider` when CNAMEs loop; the signal's reason
 */
export async function readTxt(
  start: string,
  { ask, locate, resolvers }: ReadTxtTools,
  signal: AbortSignal,
): Promise<{ name: string; seen: readonly SeenValues[] }> {
  const { name, zone } = await locate(start, signal).catch((error: unknown) => {
    // Without a resolver that answers, the CA may still find what this runner can't.
    if (signal.aborted || !(error instanceof AppError) || error.details.lastStatus === cnameLoop) throw error;
    return { name: start, zone: undefined };
  });
  // What a resolver over HTTPS is given for, port 53, may be blocked or watched.
  const seen = zone && !areAllHttps(resolvers) ? await askServers(name, { zone, ask }, signal) : [];
  return { name, seen: seen.length > 0 ? seen : await tryResolver(name, { ask, resolvers }, signal) };
}

/**
 * Reads them as a resolver tells them, in one question.
 * @throws AppError `dns-provider` when no resolver answers; the signal's reason
 */
export async function readTxtRecursively(
  name: string,
  resolve: Resolve,
  signal: AbortSignal,
): Promise<SeenValues> {
  const { reply, resolver } = await resolve(name, 'TXT', signal);
  const owners = new Set(reply.answers.map((record) => record.name));
  const values = [...owners].flatMap((owner) => txtValues(reply, owner));
  return { server: formatServer(resolver), values };
}

async function askServers(
  name: string,
  { zone, ask }: { zone: Zone; ask: Ask },
  signal: AbortSignal,
): Promise<SeenValues[]> {
  const each = zone.servers.flatMap(({ name: server, addresses }) =>
    addresses.map((address) => ({ server, address })),
  );
  const seen = await Promise.all(
    each.map(async ({ server, address }) => {
      const reply = await ask({ server: address, name, type: 'TXT', recursive: false }, signal);
      if (reply.kind !== 'answered' || !reply.authoritative) return [];
      return [{ server: `${server} (${formatServer(address)})`, values: txtValues(reply, name) }];
    }),
  );
  return seen.flat();
}

async function tryResolver(
  name: string,
  { ask, resolvers }: Pick<ReadTxtTools, 'ask' | 'resolvers'>,
  signal: AbortSignal,
): Promise<SeenValues[]> {
  try {
    return [await readTxtRecursively(name, createResolve(ask, resolvers), signal)];
  } catch (error) {
    if (signal.aborted || !(error instanceof AppError)) throw error;
    return [];
  }
}
