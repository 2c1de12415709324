import { seconds, within, type Bound } from '../base/bound.ts';
import { AppError } from '../base/errors.ts';
import type { Clock } from '../base/ports.ts';
import type { Finding } from '../report/outcome.ts';
import type { ScopedProvider } from '../settings/settings.ts';
import { isNeeded } from './open-solvers.ts';
import type { Start } from './start.ts';

/** Bound on reading from one provider, with all its attempts. */
const placesMs = 60_000;

/**
 * Lets providers get ready, for a preflight: those that keep records outside of a name's own zone read where, else it
 * could say nothing of the CNAMEs that lead there; those that run another client's program look whether it is here.
 * @returns an error of each that could not: a renewal, which asks the same first, fails by it
 */
export async function readPlaces(
  { settings, world: { clock } }: Pick<Start, 'settings' | 'world'>,
  bound: Bound,
): Promise<Finding[]> {
  if (!isNeeded('dns-01', settings)) return [];
  // A colon stands in the names of those that run another client's program.
  const chosen = settings.challenge.dnsProviders.filter(
    ({ provider, name }) => 'homeOf' in provider || name.includes(':'),
  );
  const each = new Map(chosen.map((one) => [one.provider, one]));
  return (await Promise.all([...each.values()].map((one) => readFrom(one, { clock, bound })))).flat();
}

async function readFrom(
  { provider, name }: ScopedProvider,
  { clock, bound }: { clock: Clock; bound: Bound },
): Promise<Finding[]> {
  const expired = (spentMs: number) =>
    new AppError('dns-provider', `${name} was not ready in ${seconds(spentMs)}`, {
      hint: 'See whether what it needs is up, and whether this runner reaches it.',
    });
  try {
    const limits = { timeoutMs: placesMs, parent: bound, expired };
    await within(clock, limits, async (own) => provider.prepare?.(own));
    return [];
  } catch (error) {
    if (!(error instanceof AppError) || bound.signal.aborted) throw error;
    const { message: what, details } = error;
    return [{ severity: 'error', subject: `\`dns-provider\` ${name}`, what, remedy: details.hint ?? '' }];
  }
}
