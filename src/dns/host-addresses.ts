import { AppError } from '../base/errors.ts';
import { recordsOf } from './exchange.ts';
import type { Resolve } from './resolver.ts';

/**
 * The addresses that the resolvers have for a name, CNAMEs followed, IPv4 first.
 * @throws AppError `dns-provider` when no resolver tells any kind of them; the signal's reason
 */
export async function hostAddresses(
  name: string,
  resolve: Resolve,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const asked = await Promise.allSettled(
    (['A', 'AAAA'] as const).map(async (type) => {
      const { reply } = await resolve(name, type, signal);
      return recordsOf(reply.answers, type).map(({ data }) => data);
    }),
  );
  signal.throwIfAborted();
  const [first] = asked;
  for (const one of asked) {
    const isExpected = one.status === 'fulfilled' || one.reason instanceof AppError;
    if (!isExpected) throw one.reason;
  }
  if (first?.status === 'rejected' && asked.every(({ status }) => status === 'rejected')) throw first.reason;
  return asked.flatMap((one) => (one.status === 'fulfilled' ? one.value : []));
}
